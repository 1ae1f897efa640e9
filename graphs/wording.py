"""What a language model says in a run, told as it comes; without one, or where it fails, the templates' words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from langgraph.runtime import Runtime

from agents.answering import answer
from agents.hearing import Heard
from agents.writing.keeping import changed_days
from agents.writing.trip import tell_trip
from domain.events import DayPlanned, Progress, TextDelta, TextReset
from domain.itinerary import Day, Itinerary
from graphs.context import Context
from graphs.state import Ask, TripState

log = structlog.get_logger()
_SHARE = 0.6
"""Of a node's time that a model may take, so that the rules have theirs."""


@dataclass
class Told:
    """What of a text readers have seen."""

    runtime: Runtime[Context]
    text: str = ""

    async def take(self, sentence: str | None) -> None:
        if sentence is not None:
            self.text += sentence
            self.runtime.stream_writer(TextDelta(text=sentence))
        elif self.text:
            self.text = ""
            self.runtime.stream_writer(TextReset())

    async def take_rest(self, sentences: Sequence[str]) -> None:
        """All of them have been seen afterwards, whatever was before."""
        whole, end = "".join(sentences), 0
        seen = self.text if whole.startswith(self.text) else self.text.strip()
        if not whole.startswith(seen):
            await self.take(None)
            seen = ""
        for sentence in sentences:
            begin, end = end, end + len(sentence)
            if end > len(seen):
                await self.take(sentence[max(0, len(seen) - begin) :])


async def ask_or_answer(heard: Heard, state: TripState, runtime: Runtime[Context]) -> Ask:
    """The question that the run waits on; one that the traveller asked is answered from the trip's facts."""
    assert heard.question is not None
    asked = Ask(field=heard.question.field, text=heard.question.text, options=heard.question.options)
    before = state.before
    if not heard.asks or before is None:
        return asked
    told = Told(runtime)
    said = await answer(
        runtime.context.models,
        heard.asks,
        before.request,
        before.itinerary,
        today=state.today,
        on_sentence=told.take,
    )
    if said is None:
        await told.take(None)
        return asked
    log.info("answered", level=said.level, dropped=len(said.dropped))
    return Ask(field="message", text=said.text)


async def into_words(state: TripState, runtime: Runtime[Context], told: Told) -> Itinerary:
    """The finished plan with a model's words for what is new in it; the plan itself stays to the letter."""
    assert state.request is not None
    assert state.itinerary is not None
    models, days = runtime.context.models, _days_to_tell(state)
    if models is None or days == []:
        return state.itinerary

    async def on_day(number: int, day: Day) -> None:
        runtime.stream_writer(DayPlanned(number=number, day=day))

    limit_s = _SHARE * runtime.context.timeouts_s["rendering"]
    found = await tell_trip(
        models, state.request, state.itinerary, days=days, on_summary=told.take, on_day=on_day, limit_s=limit_s
    )
    if found.dropped:
        message = "Sentences left out that said more than is known"
        runtime.stream_writer(Progress(node="rendering", message=message, done=len(found.dropped)))
        log.info("sentences dropped", level=found.level, why=[one.why for one in found.dropped])
    return found.itinerary.model_copy(update={"served_by": found.level})


def _days_to_tell(state: TripState) -> list[int] | None:
    """None: all of a new plan; of a changed one the days that changed; none of one that was gone back to."""
    assert state.itinerary is not None
    if state.edits and state.before is not None:
        return changed_days(state.before.itinerary, state.itinerary)
    return None if state.candidates is not None else []

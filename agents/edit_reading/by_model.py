"""A follow-up read by a language model: its draft is private, what comes out is what the plan's names make of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agents.asking import fill, level_of, prompted
from agents.edit_reading.answer_words import say
from agents.edit_reading.context import Context
from agents.edit_reading.form import MessageDraft
from agents.edit_reading.outcome import Answered, EditsRead, NewTrip, Undo
from agents.edit_reading.resolve import quotes, resolve
from agents.intent.outcome import Question
from agents.marking import own_words
from domain.interests import INTERESTS
from domain.itinerary import Itinerary
from domain.request import TripRequest
from tools.llm.contract import Models


@dataclass(frozen=True)
class ModelReading:
    """`found` None: the draft meant nothing here, so the rules are to read; `asks` when it is a question."""

    found: EditsRead | NewTrip | Undo | Answered | Question | None
    level: str
    asks: bool = False
    language: str = "en"


async def read_by_model(
    message: str, *, models: Models | None, request: TripRequest, itinerary: Itinerary, today: date
) -> ModelReading | None:
    """What a model makes of the traveller's own words; None when no model read them."""
    own = own_words(message)
    if models is None or not own:
        return None
    days = "; ".join(f"day {number} is {day.on:%A %Y-%m-%d}" for number, day in enumerate(itinerary.days, start=1))
    inputs = {"message": own, "today": today.isoformat(), "days": days, "interests": ", ".join(INTERESTS)}
    answer = await fill(models, prompted("edit_reading", "read", inputs, tier="cheap"), MessageDraft)
    if answer is None:
        return None
    context = Context(request, itinerary, today)
    found = _meant(answer.form, own, context)
    return ModelReading(found, level_of(answer), answer.form.kind == "question", answer.form.language)


def _meant(draft: MessageDraft, own: str, context: Context) -> EditsRead | NewTrip | Undo | Answered | Question | None:
    match draft.kind:
        case "changes":
            return resolve(draft, own, context)
        case "undo":
            return Undo() if quotes(draft.words, own) else None
        case "new_trip" | "more_wishes":
            return NewTrip(adds=draft.kind == "more_wishes") if quotes(draft.words, own) else None
        case "thanks":
            return Answered(text=say("thanks", draft.language)) if not draft.changes else None
        case "question" | "unclear":
            return None

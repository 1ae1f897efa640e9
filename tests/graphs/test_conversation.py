"""A whole conversation through each of the three SDKs: a plan, three edits and a question, told while it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from domain.edits import ChangeHours, LockStop, RemoveStop
from domain.events import Final, Question, TextDelta, TextReset
from domain.place import Place
from graphs.assembly import open_context
from graphs.build import build_graph
from graphs.checkpoints import serializer
from graphs.context import Context
from graphs.run import Ended, drive
from graphs.state import TripState, Version
from infra.settings import CapabilitySettings, Settings
from tests.emulators.server import Emulators
from tools.catalogue import CATALOGUE
from tools.llm.ladder import Ladder

TODAY = date(2026, 11, 21)
SDKS = ("gemini", "openai", "anthropic")
WISH = "3 days in Rome from 6 May 2027 for 2 adults, we love ancient sights and good food"


@dataclass
class Conversation:
    """One traveller's turns, each on what the one before left."""

    context: Context
    before: Version | None = None
    told: list[str] = field(default_factory=list)
    resets: int = 0

    async def say(self, message: str) -> TripState:
        graph = build_graph(InMemorySaver(serde=serializer()))
        asked = TripState(today=TODAY, message=message, before=self.before)
        self.told, self.resets = [], 0
        state: TripState | None = None
        async for event in drive(graph, message, asked, self.context):
            match event:
                case TextDelta():
                    self.told.append(event.text)
                case TextReset():
                    self.told, self.resets = [], self.resets + 1
                case Ended():
                    assert isinstance(event.event, (Final, Question)), event.event
                    state = event.state
                    if isinstance(event.event, Final):
                        self._goes_on_from(event.event, state)
        assert state is not None
        return state

    def _goes_on_from(self, final: Final, state: TripState) -> None:
        assert state.request is not None
        version = Version(request=state.request, itinerary=final.itinerary)
        self.before = self.before.followed_by(version.request, version.itinerary) if self.before else version


def sights_of(state: TripState) -> list[Place]:
    """What is visited, in order."""
    assert state.itinerary is not None
    stops = [stop for day in state.itinerary.days for stop in day.stops if stop.purpose == "visit"]
    return [state.itinerary.place(stop.place_id) for stop in stops]


def only_models(url: str, *order: str) -> Settings:
    """Of the network the language models alone, so that the plan is the atlas's in every run."""
    chosen = {
        capability.name: CapabilitySettings(disabled=tuple(kind.name for kind in kinds if kind.network))
        for capability, kinds in CATALOGUE
    }
    others = tuple({*SDKS, "compatible"} - set(order))
    chosen["llm"] = CapabilitySettings(order=order, disabled=others, timeout_s=30, retries=1, retry_pause_s=0.01)
    return Settings(emulator=url, offline=False, solver_processes=1, solver_seconds=0.3, providers=chosen)


@pytest.mark.slow
@pytest.mark.parametrize("name", SDKS)
async def test_a_plan_three_edits_and_a_question_through_one_sdk(emulators: Emulators, name):
    async with open_context(only_models(emulators.url, name)) as context:
        assert isinstance(context.models, Ladder)
        await context.models.warm()
        talk = Conversation(context)
        plan = await talk.say(WISH)
        assert plan.read_by.startswith(f"{name}/")
        assert [stay.city_id for stay in plan.request.destinations] == ["rome"]
        assert len(talk.told) >= 3, "told sentence by sentence"
        assert plan.certificate.valid
        dropped = sights_of(plan)[0]
        less = await talk.say(f"drop the {dropped.name}")
        assert dropped.id not in {place.id for place in sights_of(less)}
        later = await talk.say("start an hour later")
        kept = sights_of(later)[0]
        locked = await talk.say(f"keep the {kept.name}")
        for turn, edit in ((less, RemoveStop), (later, ChangeHours), (locked, LockStop)):
            assert turn.read_by.startswith(f"{name}/")
            assert isinstance(turn.edits[0], edit)
            assert turn.certificate.valid

        standing = talk.before
        answered = await talk.say(f"when do we visit the {kept.name}?")
        assert answered.read_by.startswith(f"{name}/")
        assert kept.name in "".join(talk.told)
        assert answered.edits == ()
        assert talk.before == standing, "a question changes nothing"


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), [("gemini", "openai"), ("openai", "anthropic"), ("anthropic", "gemini")])
async def test_a_provider_that_dies_in_the_midst_costs_the_traveller_nothing(emulators: Emulators, first, second):
    async with open_context(only_models(emulators.url, first, second)) as context:
        assert isinstance(context.models, Ladder)
        await context.models.warm()
        emulators.faults.set(first, "cut")
        talk = Conversation(context)
        plan = await talk.say(WISH)
        assert plan.read_by.startswith(f"{second}/")
        assert plan.read_by.endswith("(fallback)")
        assert plan.certificate.valid
        assert "".join(talk.told) == plan.said

from __future__ import annotations

from agents.writing.trip import tell_trip
from evals.suites.intent.sample_trip import sample_itinerary, sample_request
from tests.agents.models import ScriptedModels
from tests.emulators.models import emulated_models

REQUEST, TRIP = sample_request(), sample_itinerary()


class Reader:
    def __init__(self) -> None:
        self.summary: list[str | None] = []
        self.days: list[int] = []

    async def on_summary(self, sentence: str | None) -> None:
        self.summary.append(sentence)

    async def on_day(self, number: int, _day: object) -> None:
        self.days.append(number)


async def _tell(models, days=None):
    reader = Reader()
    told = await tell_trip(models, REQUEST, TRIP, days=days, on_summary=reader.on_summary, on_day=reader.on_day)
    return told, reader


async def test_every_day_is_told_within_its_facts(emulators) -> None:
    async with emulated_models(emulators) as models:
        told, reader = await _tell(models)
    assert reader.days == [1, 2, 3, 4, 5]
    assert told.itinerary.summary == "".join(filter(None, reader.summary)).strip()
    assert "Colosseum" in told.itinerary.days[0].story
    assert [one.why for one in told.dropped] == ["name Evil Tower"]
    assert told.level == "gemini/gemini-2.5-flash"


async def test_only_words_change(emulators) -> None:
    async with emulated_models(emulators) as models:
        told, _ = await _tell(models)
    words = {"summary": "", "served_by": "x"}
    bare = [day.model_copy(update={"title": "", "story": ""}) for day in told.itinerary.days]
    was = [day.model_copy(update={"title": "", "story": ""}) for day in TRIP.days]
    assert bare == was
    assert told.itinerary.model_copy(update=words | {"days": ()}) == TRIP.model_copy(update=words | {"days": ()})


async def test_a_stream_cut_at_one_provider_is_told_anew_by_the_next(emulators) -> None:
    emulators.faults.set("gemini", "cut", 20)
    async with emulated_models(emulators) as models:
        told, reader = await _tell(models)
    assert told.level.startswith("openai/")
    assert told.level.endswith("(fallback)")
    after = reader.summary[reader.summary.index(None) + 1 :] if None in reader.summary else reader.summary
    assert told.itinerary.summary == "".join(filter(None, after)).strip()


async def test_all_models_down_leaves_the_trip_as_it_is(emulators) -> None:
    for name in ("gemini", "openai", "anthropic"):
        emulators.faults.set(name, "server_error", None)
    async with emulated_models(emulators) as models:
        told, _ = await _tell(models)
    assert (told.itinerary, told.level) == (TRIP, "rules")


async def test_only_the_days_asked_for_are_told() -> None:
    text = "## summary\nRome is lovely.\n## day 2\nA day of art\nStart at [[p1]].\n## day 3\nNo\nNo.\n"
    told, reader = await _tell(ScriptedModels(texts=[[text]]), days=[2])
    assert reader.days == [2]
    assert told.itinerary.days[2] == TRIP.days[2]
    assert told.itinerary.days[1].title == "A day of art"
    assert told.itinerary.days[1].story == "Start at Vatican Museums and Sistine Chapel."


async def test_a_title_that_says_too_much_is_not_taken() -> None:
    text = "## day 1\nOff to Naples\nStart at [[p1]].\n"
    told, _ = await _tell(ScriptedModels(texts=[[text]]), days=[1])
    assert told.itinerary.days[0].title == TRIP.days[0].title
    assert told.itinerary.days[0].story == "Start at Colosseum."

from __future__ import annotations

import pytest

from agents.refinement.narrate import narrate
from agents.refinement.revise import revise
from agents.refinement.word_edits import set_words
from agents.writing.keeping import changed_days, keep_words
from domain.candidates import Candidates
from domain.edits import SetWords
from domain.errors import Infeasible
from evals.suites.intent.sample_trip import sample_itinerary, sample_request

REQUEST = sample_request()
TRIP = narrate(REQUEST, sample_itinerary())


async def _revised(*edits: SetWords):
    async def solve(*_: object):
        raise AssertionError("words are no matter for the solver")

    return await revise(REQUEST, TRIP, Candidates(cities=()), edits, solve=solve)


def _without_last_stop(trip):
    day = trip.days[0].model_copy(update={"stops": trip.days[0].stops[1:]})
    return trip.model_copy(update={"days": (day, *trip.days[1:])})


async def test_accepted_words_change_nothing_else() -> None:
    revised = await _revised(SetWords(target="day_story", day=2, text="A day of art."))
    told = keep_words((REQUEST, TRIP), (REQUEST, revised.itinerary))
    day = TRIP.days[1].model_copy(update={"story": "A day of art."})
    expected = TRIP.model_copy(update={"days": (TRIP.days[0], day, *TRIP.days[2:])})
    assert told.model_dump_json() == expected.model_dump_json()
    assert revised.changes == ("The story of day 2 is as you wanted it.",)


@pytest.mark.parametrize(
    "edit",
    [
        SetWords(target="summary", text="Our trip."),
        SetWords(target="day_title", day=1, text="Old stones"),
        SetWords(target="stop_note", day=1, place_id="rome/colosseum", text="Bring water."),
    ],
)
async def test_each_target_holds_its_words(edit) -> None:
    revised = await _revised(edit)
    told = keep_words((REQUEST, TRIP), (REQUEST, revised.itinerary))
    assert told == revised.itinerary
    assert told != TRIP


async def test_words_of_a_day_that_changed_are_told_anew_and_of_others_kept() -> None:
    own = set_words(TRIP, SetWords(target="day_story", day=1, text="See Colosseum first."))
    own = set_words(own, SetWords(target="day_story", day=3, text="Gardens all day."))
    after = _without_last_stop(own)
    told = keep_words((REQUEST, own), (REQUEST, after))
    assert told.days[0].story == narrate(REQUEST, after).days[0].story
    assert told.days[2].story == "Gardens all day."
    assert changed_days(own, told) == [1]


async def test_a_summary_loses_what_is_not_true_any_more() -> None:
    own = set_words(TRIP, SetWords(target="summary", text="Rome is ours. Colosseum comes first. So says Grandma Rosa."))
    gone = _without_last_stop(own)
    gone = gone.model_copy(update={"places": tuple(p for p in gone.places if p.id != "rome/colosseum")})
    assert keep_words((REQUEST, own), (REQUEST, gone)).summary == "Rome is ours. So says Grandma Rosa."


async def test_words_for_what_is_not_there_are_refused() -> None:
    with pytest.raises(Infeasible):
        await _revised(SetWords(target="day_story", day=9, text="x"))
    with pytest.raises(Infeasible):
        await _revised(SetWords(target="stop_note", day=2, place_id="rome/colosseum", text="x"))


@pytest.mark.parametrize(
    "fields",
    [
        {"target": "summary", "text": "x", "day": 1},
        {"target": "day_story", "text": "x"},
        {"target": "stop_note", "text": "x", "day": 1},
        {"target": "summary", "text": "x" * 2001},
    ],
)
def test_words_say_where_they_belong(fields) -> None:
    with pytest.raises(ValueError, match=r"day|place_id|text"):
        SetWords(**fields)


def test_hidden_characters_are_no_words() -> None:
    told = set_words(TRIP, SetWords(target="summary", text="Ours\u202e\u200b!"))
    assert told.summary == "Ours!"

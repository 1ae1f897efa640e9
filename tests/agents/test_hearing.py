from __future__ import annotations

from datetime import date

import pytest

from agents.hearing import Heard, hear
from domain.edits import AddStop, ChangeDays, ChangePace, MoveStop, Rain, RemoveStop
from domain.request import Pace
from evals.suites.intent.sample_trip import sample_itinerary, sample_request

TODAY = date(2027, 4, 1)


async def _hear(message: str, *answers: str) -> Heard:
    before = (sample_request(), sample_itinerary())
    return await hear(message, answers=answers, today=TODAY, before=before)


async def test_a_city_that_is_added_keeps_the_trip() -> None:
    heard = await _hear("add Venice for 2 nights")
    assert heard.request is not None
    assert [d.city_id for d in heard.request.destinations] == ["rome", "florence", "venice"]
    assert (heard.request.days, heard.request.start_on) == (7, date(2027, 5, 7))
    assert heard.request.budget == sample_request().budget


async def test_a_city_in_place_of_another_takes_its_days() -> None:
    heard = await _hear("can we go to Venice instead of Florence?")
    assert heard.request is not None
    assert [d.city_id for d in heard.request.destinations] == ["rome", "venice"]
    assert heard.request.days == 5


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("make it 3 of us", "adults", 3),
        ("our son, 6, is coming too", "children", (6,)),
        ("two friends are joining", "adults", 4),
        ("from Berlin please", "origin", "Berlin"),
        ("vegetarian please", "diets", ("vegetarian",)),
        ("my wife is vegan btw", "adults", 2),
        ("actually in June instead", "month", 6),
        ("can we go a week later?", "start_on", date(2027, 5, 14)),
    ],
)
async def test_the_request_changes_in_that_alone(text: str, slot: str, value: object) -> None:
    request = (await _hear(text)).request
    assert request is not None
    got = {
        "adults": request.party.adults,
        "children": request.party.children,
        "origin": request.origin.name if request.origin else None,
        "diets": request.diets,
        "month": request.start_on.month,
        "start_on": request.start_on,
    }
    assert got[slot] == value
    assert [d.city_id for d in request.destinations] == ["rome", "florence"]
    assert request.days == 5


async def test_an_answer_is_given_and_the_traveller_goes_on() -> None:
    asked = await _hear("is the Colosseum open on Monday?")
    assert asked.question is not None
    assert "08:30" in asked.question.text
    after = await _hear("is the Colosseum open on Monday?", "then drop the Colosseum please")
    assert after.edits == (RemoveStop(place_id="rome/colosseum"),)
    moved_on = await _hear("is the Colosseum open on Monday?", "from Berlin please")
    assert moved_on.request is not None
    assert moved_on.request.must_see == ()


async def test_an_undo_that_found_nothing_is_over_when_the_next_word_is_said() -> None:
    assert (await _hear("undo that")).undo
    after = await _hear("undo that", "then drop the Colosseum please")
    assert after.edits == (RemoveStop(place_id="rome/colosseum"),)


@pytest.mark.parametrize(
    ("message", "reply", "edit"),
    [
        ("lock Palazzo Pitti", "yes", AddStop(place_id="florence/palazzo-pitti")),
        ("lock Palazzo Pitti", "no, drop the Pantheon", RemoveStop(place_id="rome/pantheon")),
        ("remove it", "the Colosseum", RemoveStop(place_id="rome/colosseum")),
        ("move the Pantheon", "day 2 please", MoveStop(place_id="rome/pantheon", to_day=2)),
        ("move the Pantheon", "to day 1", MoveStop(place_id="rome/pantheon", to_day=1)),
        ("see the Pantheon at sunset", "make day 3 more relaxed", ChangePace(pace=Pace.RELAXED, day=3)),
        ("drop the second stop", "never mind, one more day", ChangeDays(delta=1)),
        ("what if it rains", "day 2", Rain(on=date(2027, 5, 8))),
    ],
)
async def test_a_reply_settles_what_was_asked(message: str, reply: str, edit: object) -> None:
    assert (await _hear(message)).question is not None
    assert (await _hear(message, reply)).edits == (edit,)


async def test_a_reply_that_is_one_of_the_names_offered_settles_which() -> None:
    """Every message that asks which stop is meant is settled by each of the names that it offers."""
    settled = 0
    for message in (
        "swap the museum on day 1 for something outdoors",
        "drop the church",
        "swap the museum",
        "drop the museum",
    ):
        asked = (await _hear(message)).question
        for name in asked.options if asked and asked.text.startswith("More than one") else ():
            heard = await _hear(message, name)
            assert heard.edits, (message, name)
            place_ids = [place.id for place in sample_itinerary().places if place.name == name]
            assert heard.edits[0].place_id in place_ids
            settled += 1
    assert settled

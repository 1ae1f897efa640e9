"""What travellers write of a plan, in the words they use: each is the change that it means, and no other."""

from __future__ import annotations

from datetime import date

import pytest

from agents.edit_reading import Answered, EditReading, EditsRead, read_edits
from agents.intent import Question
from domain.edits import (
    AddStop,
    ChangeBudget,
    ChangeHours,
    ChangeInterests,
    ChangePace,
    MoveStop,
    RegenerateDay,
    RemoveStop,
    Reorder,
    SwapStop,
)
from domain.money import Money
from domain.place import Access
from domain.request import Pace
from evals.suites.intent.sample_trip import sample_itinerary, sample_request


def _read(text: str) -> EditReading:
    return read_edits(text, request=sample_request(), itinerary=sample_itinerary(), today=date(2027, 4, 1))


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("I don't like museums", ChangeInterests(less=("museums",))),
        ("I hate churches, remove them", ChangeInterests(less=("churches",))),
        ("no me gustan los museos", ChangeInterests(less=("museums",))),
        ("we're not into shopping on day 2", ChangeInterests(less=("shopping",), day=2)),
        ("I don't like the Colosseum", RemoveStop(place_id="rome/colosseum")),
        ("can we start the second day at 11", ChangeHours(start_min=660, day=2)),
        ("move everything one hour later on day 1", ChangeHours(start_min=600, day=1)),
        ("change the order of day 3", Reorder(day=3)),
        ("make day 2 lighter", ChangePace(pace=Pace.RELAXED, day=2)),
        ("our budget is now 1500", ChangeBudget(amount=Money.of(1500, "EUR"))),
        ("put the Colosseum first", MoveStop(place_id="rome/colosseum", to_day=1, at_min=540)),
        ("Colosseum last", MoveStop(place_id="rome/colosseum", to_day=1, at_min=800)),
        ("see the Uffizi first", MoveStop(place_id="florence/uffizi", to_day=4, at_min=540)),
        ("start day 1 with the Roman Forum", MoveStop(place_id="rome/roman-forum", to_day=1, at_min=540)),
        ("start at the Colosseum at 9", MoveStop(place_id="rome/colosseum", to_day=1, at_min=540)),
        ("end day 2 at Castel Sant'Angelo", MoveStop(place_id="rome/castel-sant-angelo", to_day=2, at_min=900)),
        ("add a museum after lunch on day 1", AddStop(wish="museum", day=1, at_min=880)),
        ("add a gallery before dinner on day 2", AddStop(wish="gallery", day=2, at_min=930)),
        ("something for kids on day 2", AddStop(wish="something for kids", day=2)),
        ("lunch at a different place on day 2", SwapStop(place_id="rome/pizzarium", day=2)),
        ("dinner somewhere else on day 3", SwapStop(place_id="rome/felice-a-testaccio", day=3)),
        ("a different plan for day 3", RegenerateDay(day=3)),
    ],
)
def test_one_change(text: str, edit: object) -> None:
    assert _read(text) == EditsRead(edits=(edit,))


@pytest.mark.parametrize(
    ("text", "day", "gone"),
    [
        ("leave the afternoon of day 3 free", 3, ("rome/pantheon", "rome/trevi-fountain")),
        ("we want Tuesday morning off", 5, ("florence/accademia",)),
        ("la tarde libre el día 2", 2, ("rome/st-peters-basilica", "rome/castel-sant-angelo")),
        ("am Nachmittag frei an Tag 3", 3, ("rome/pantheon", "rome/trevi-fountain")),
    ],
)
def test_a_free_half_of_a_day_loses_its_visits_and_keeps_its_meals(text: str, day: int, gone: tuple[str, ...]) -> None:
    assert _read(text) == EditsRead(edits=tuple(RemoveStop(place_id=place, day=day) for place in gone))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("is everything wheelchair accessible?", "Step-free: 6 of 21 places in the plan; partly: 4. "),
        ("are there stairs on day 2?", "Step-free: 1 of 5 places in the plan; partly: 1. "),
        ("is the Colosseum step-free?", "Colosseum"),
        ("ist bei uns alles barrierefrei und ohne Treppen?", "Stufenlos: 6 von 21 Orten des Plans; "),
    ],
)
def test_steps_are_told_from_the_facts(text: str, begins: str) -> None:
    read = _read(text)
    assert isinstance(read, Answered)
    assert read.text.startswith(begins)
    assert "{" not in read.text


def test_of_each_place_it_is_said_once_whether_it_is_step_free() -> None:
    itinerary = sample_itinerary()
    read = _read("is everything wheelchair accessible?")
    assert isinstance(read, Answered)
    places = {stop.place_id: itinerary.place(stop.place_id) for day in itinerary.days for stop in day.stops}
    unknown = [place.name for place in places.values() if place.step_free is Access.UNKNOWN]
    assert read.text.partition("I do not know it of ")[2] == ", ".join(unknown) + "."


def test_which_afternoon_is_asked_and_each_answer_is_understood() -> None:
    read = _read("we'd like a free afternoon")
    assert isinstance(read, Question)
    assert len(read.options) > 1
    for option in read.options:
        answer = _read(option)
        assert isinstance(answer, EditsRead)
        assert {edit.day for edit in answer.edits if isinstance(edit, RemoveStop)} == {int(option[-1])}

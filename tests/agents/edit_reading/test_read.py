from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.edit_reading import Answered, EditReading, EditsRead, NewTrip, NotUnderstood, read_edits
from agents.intent import Question
from domain.edits import (
    AddStop,
    ChangeBudget,
    ChangeDays,
    ChangeHours,
    ChangeInterests,
    ChangePace,
    DropCity,
    LockStop,
    MoveStop,
    Rain,
    RegenerateDay,
    RemoveStop,
    SwapStop,
)
from domain.money import Money
from domain.place import Setting
from domain.request import Pace
from evals.suites.intent.sample_trip import sample_itinerary, sample_request

TODAY = date(2027, 4, 1)


def _read(text: str) -> EditReading:
    return read_edits(text, request=sample_request(), itinerary=sample_itinerary(), today=TODAY)


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        (
            "swap the museum on day 2 for something outdoors",
            SwapStop(place_id="rome/vatican-museums", day=2, wish="something outdoors", setting=Setting.OUTDOOR),
        ),
        ("start later", ChangeHours(start_min=600)),
        ("start at 10 on day 3", ChangeHours(start_min=600, day=3)),
        ("make it cheaper", ChangeBudget()),
        ("budget 2000 euros", ChangeBudget(amount=Money.of(2000, "EUR"))),
        ("drop Florence", DropCity(city_id="florence")),
        ("drop the Colosseum", RemoveStop(place_id="rome/colosseum")),
        ("one more day", ChangeDays(delta=1)),
        ("one day less in Rome", ChangeDays(delta=-1, city_id="rome")),
        ("what if it rains on Friday", Rain(on=date(2027, 5, 7))),
        ("add a cooking class", AddStop(wish="cooking class")),
        ("add the Bargello on day 5", AddStop(place_id="florence/bargello", day=5)),
        ("move the Pantheon to day 1", MoveStop(place_id="rome/pantheon", to_day=1)),
        ("lock the Uffizi", LockStop(place_id="florence/uffizi")),
        ("more museums, less shopping", ChangeInterests(more=("museums",), less=("shopping",))),
        ("more relaxed", ChangePace(pace=Pace.RELAXED)),
        ("plan day 2 again", RegenerateDay(day=2)),
        ("no more churches on day 3", ChangeInterests(less=("churches",), day=3)),
        ("quita el Coliseo", RemoveStop(place_id="rome/colosseum")),
        ("ein Tag mehr in Rom", ChangeDays(delta=1, city_id="rome")),
        ("commencer plus tard", ChangeHours(start_min=600)),
        ("Spanish steps on day 3", AddStop(place_id="rome/spanish-steps", day=3)),
        ("Trevi Fountain on day 1", MoveStop(place_id="rome/trevi-fountain", to_day=1)),
        ("less walking", ChangePace(pace=Pace.RELAXED)),
        ("Können wir das Kolosseum weglassen?", RemoveStop(place_id="rome/colosseum")),
        (
            "we'd rather have dinner somewhere vegetarian on day 2",
            SwapStop(place_id="rome/armando-al-pantheon", day=2, wish="vegetarian"),
        ),
    ],
)
def test_one_change(text: str, edit: object) -> None:
    assert _read(text) == EditsRead(edits=(edit,))


def test_several_in_one_message_keep_their_order() -> None:
    read = _read("Start later, drop the Trevi Fountain and make it cheaper")
    assert isinstance(read, EditsRead)
    assert [edit.kind for edit in read.edits] == ["hours", "remove", "budget"]


@pytest.mark.parametrize("text", ["plan a new trip: 4 days in London in June", "5 days in Kyoto in November instead"])
def test_another_trip_is_no_edit(text: str) -> None:
    assert _read(text) == NewTrip()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("swap the museum", "place"),
        ("what if it rains", "day"),
        ("drop the Eiffel Tower", "place"),
        ("40 more days", "length"),
    ],
)
def test_what_is_unclear_is_asked(text: str, field: str) -> None:
    read = _read(text)
    assert isinstance(read, Question)
    assert read.field == field


@pytest.mark.parametrize("text", ["", "how are you?", "asdfgh", "x" * 3000])
def test_what_is_no_change_says_what_would_work(text: str) -> None:
    read = _read(text)
    assert isinstance(read, NotUnderstood)
    assert read.options


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    assert isinstance(_read(text), EditsRead | NewTrip | Answered | Question | NotUnderstood)


_WORDS = st.sampled_from(
    "swap drop add move the museum on day 2 3 40 0 for Uffizi Rome Florence and start at 10 25 later earlier cheaper budget -5 euros more less hotel rain Friday lock instead of no keep one".split()
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_WORDS, max_size=14).map(" ".join))
def test_no_mixture_of_our_own_words_is_too_strange(text: str) -> None:
    assert isinstance(_read(text), EditsRead | NewTrip | Answered | Question | NotUnderstood)


def test_what_is_skipped_does_not_carry_over_to_what_is_seen() -> None:
    read = _read("can we skip the Pantheon and see more ruins")
    assert read == EditsRead(edits=(RemoveStop(place_id="rome/pantheon"), ChangeInterests(more=("history",))))


@pytest.mark.parametrize(
    "text",
    [
        "add Venice for 2 nights",
        "can we go to Venice instead of Florence?",
        "from Berlin please",
        "make it 3 of us",
        "actually in June instead",
        "vegetarian please",
        "our son, 6, is coming too",
        "can we go a week later?",
    ],
)
def test_a_change_of_the_request_keeps_the_trip(text: str) -> None:
    assert _read(text) == NewTrip(adds=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("is the Colosseum open on Monday?", ("Colosseum", "Monday 10 May 2027", "as of")),
        ("how much is the Uffizi?", ("Uffizi", "€", "as of")),
        ("how much is the Louvre?", ("Louvre", "€", "as of")),
        ("what's the weather like?", ("Rome", "Florence", "°C", "as of")),
        ("do we need to book?", ("Vatican Museums", "as of")),
        ("when is lunch on day 2?", ("Bonci Pizzarium", "day 2")),
        ("Wie teuer sind die Uffizien?", ("Uffizi", "Stand")),
        ("thanks, great!", ("Glad",)),
    ],
)
def test_a_question_about_the_trip_is_answered_from_its_facts(text: str, words: tuple[str, ...]) -> None:
    read = _read(text)
    assert isinstance(read, Answered)
    assert all(word in read.text for word in words), read.text


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("el día 2 empieza a las 11", ChangeHours(start_min=660, day=2)),
        ("am Tag 2 um 11 Uhr anfangen", ChangeHours(start_min=660, day=2)),
        ("am zweiten Tag erst um elf los", ChangeHours(start_min=660, day=2)),
        ("le jour 2 commence à 11h", ChangeHours(start_min=660, day=2)),
        ("jour 3, finir à dix-huit heures", ChangeHours(end_min=1080, day=3)),
        ("we never want to start before half past ten", ChangeHours(start_min=630)),
        ("bis 22 Uhr zurück im Hotel", ChangeHours(end_min=1320)),
        (
            "replace Roscioli Salumeria with something cheaper",
            SwapStop(place_id="rome/roscioli-salumeria", day=1, wish="something cheaper"),
        ),
        ("the Colosseum is too expensive", SwapStop(place_id="rome/colosseum", day=1, wish="something cheaper")),
        ("find a cheaper lunch on day 1", SwapStop(place_id="rome/roscioli-salumeria", day=1, wish="cheaper")),
        ("it is too expensive", ChangeBudget()),
        ("we have 500 euros less", ChangeBudget(amount=Money.of(2000, "EUR"))),
        ("raise the budget by 300 euros", ChangeBudget(amount=Money.of(2800, "EUR"))),
        ("200 € mehr bitte", ChangeBudget(amount=Money.of(2700, "EUR"))),
        ("no more than 2000 euros", ChangeBudget(amount=Money.of(2000, "EUR"))),
        ("can we leave Florence out?", DropCity(city_id="florence")),
        ("moins de musées, plus de parcs", ChangeInterests(more=("parks",), less=("museums",))),
        (
            "I don't like the Vatican Museums, something else please",
            SwapStop(place_id="rome/vatican-museums", day=2, wish="something else"),
        ),
        ("add the Roman Forum on day 3", MoveStop(place_id="rome/roman-forum", to_day=3)),
    ],
)
def test_hours_in_any_order_and_what_is_too_dear(text: str, edit: object) -> None:
    read = _read(text)
    assert isinstance(read, EditsRead), read
    assert read.edits == (edit,)


@pytest.mark.parametrize("verb", ["lock", "drop", "swap", "move"])
def test_no_like_stop_stands_in_for_a_place_that_is_not_planned(verb: str) -> None:
    read = _read(f"{verb} Palazzo Pitti" + (" to day 2" if verb == "move" else ""))
    assert isinstance(read, Question)
    assert "Pitti Palace is not in the plan" in read.text


def test_a_move_without_a_day_asks_for_it() -> None:
    read = _read("move the Pantheon")
    assert isinstance(read, Question)
    assert "to day 1" in read.options


def test_whole_days_that_the_trip_does_not_have_are_asked_about() -> None:
    read = _read("swap day 1 and day 29")
    assert isinstance(read, NotUnderstood)
    assert "whole days" in read.text


def test_a_change_of_the_request_is_not_lost_beside_an_edit() -> None:
    read = _read("drop Trevi and we fly from Berlin")
    assert isinstance(read, NotUnderstood)
    assert read.options == ("we fly from Berlin",)

"""One stop alone: how long it takes, when it comes, and which one a number means."""

from __future__ import annotations

from datetime import date

import pytest

from agents.edit_reading import Answered, EditReading, EditsRead, read_edits
from agents.edit_reading.numbered import nth_in
from agents.edit_reading.spans import span_in
from agents.intent import Question
from domain.edits import (
    AddStop,
    ChangeDays,
    ChangeDuration,
    ChangeHours,
    ChangeInterests,
    LockStop,
    MoveStop,
    RemoveStop,
    SwapStop,
)
from evals.suites.intent.sample_trip import sample_itinerary, sample_request
from tools.places.spelling import fold


def _read(text: str) -> EditReading:
    return read_edits(text, request=sample_request(), itinerary=sample_itinerary(), today=date(2027, 4, 1))


def _lasts(place: str, minutes: int, day: int) -> ChangeDuration:
    return ChangeDuration(place_id=place, minutes=minutes, day=day)


def _begins(place: str, day: int, at: int) -> MoveStop:
    return MoveStop(place_id=place, to_day=day, at_min=at)


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("more time at the Colosseum", _lasts("rome/colosseum", 135, 1)),
        ("shorter visit at the Roman Forum", _lasts("rome/roman-forum", 60, 1)),
        ("más tiempo en el Coliseo", _lasts("rome/colosseum", 135, 1)),
        ("mehr Zeit im Kolosseum", _lasts("rome/colosseum", 135, 1)),
        ("eine Stunde länger im Kolosseum", _lasts("rome/colosseum", 150, 1)),
        ("we only need 45 minutes at the Trevi Fountain", _lasts("rome/trevi-fountain", 45, 3)),
        ("no more than 2 hours in the Vatican Museums", _lasts("rome/vatican-museums", 120, 2)),
        ("we want three hours in the Uffizi", _lasts("florence/uffizi", 180, 4)),
        ("90 minutes at the Pantheon", _lasts("rome/pantheon", 90, 3)),
        ("give the Accademia 90 minutes", _lasts("florence/accademia", 90, 5)),
        ("make lunch on day 2 shorter", _lasts("rome/pizzarium", 60, 2)),
        ("make the first stop on day 2 an hour longer", _lasts("rome/vatican-museums", 150, 2)),
        ("less time in the museum on day 2", _lasts("rome/vatican-museums", 60, 2)),
        ("two hours for dinner at Da Enzo", _lasts("rome/da-enzo", 120, 1)),
    ],
)
def test_how_long_a_stop_takes(text: str, edit: ChangeDuration) -> None:
    assert _read(text) == EditsRead(edits=(edit,))


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("move dinner on day 1 to 8pm", _begins("rome/da-enzo", 1, 1200)),
        ("have dinner on day 1 at 9", _begins("rome/da-enzo", 1, 1260)),
        ("lunch on day 2 at 1pm", _begins("rome/pizzarium", 2, 780)),
        ("visit the Colosseum in the morning", _begins("rome/colosseum", 1, 570)),
        ("move the Uffizi to the afternoon", _begins("florence/uffizi", 4, 870)),
        ("Uffizi in the afternoon on day 4", _begins("florence/uffizi", 4, 870)),
        ("visit the Pantheon on day 2 in the evening", _begins("rome/pantheon", 2, 1110)),
        ("Colosseum at 11", _begins("rome/colosseum", 1, 660)),
        ("move the Colosseum before 10am", _begins("rome/colosseum", 1, 510)),
        ("see the Uffizi after 4pm", _begins("florence/uffizi", 4, 960)),
        ("put the Pantheon before the Trevi Fountain", _begins("rome/pantheon", 3, 800)),
        ("visit the Trevi Fountain after the Galleria Borghese", _begins("rome/trevi-fountain", 3, 640)),
        ("move the last stop of day 2 to 21:00", _begins("rome/armando-al-pantheon", 2, 1260)),
        ("visita el Panteón por la tarde", _begins("rome/pantheon", 3, 870)),
        ("das Pantheon am Nachmittag besuchen", _begins("rome/pantheon", 3, 870)),
        ("add the Bargello on day 5 in the afternoon", AddStop(place_id="florence/bargello", day=5, at_min=870)),
    ],
)
def test_when_a_stop_comes(text: str, edit: MoveStop | AddStop) -> None:
    assert _read(text) == EditsRead(edits=(edit,))


@pytest.mark.parametrize("text", ["dinner at 8", "move dinner to 20:00", "verschiebe das Abendessen auf 20 Uhr"])
def test_a_meal_without_a_day_is_that_of_every_day(text: str) -> None:
    read = _read(text)
    assert isinstance(read, EditsRead)
    places = ("rome/da-enzo", "rome/armando-al-pantheon", "rome/felice-a-testaccio", "florence/trattoria-sostanza")
    assert read.edits == tuple(_begins(place, day, 1200) for day, place in enumerate(places, start=1))


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("drop the first stop on day 2", (RemoveStop(place_id="rome/vatican-museums", day=2),)),
        ("drop the last stop", (RemoveStop(place_id="florence/boboli-gardens"),)),
        ("remove stop 3 on day 2", (RemoveStop(place_id="rome/st-peters-basilica", day=2),)),
        ("remove the 3rd stop on Saturday", (RemoveStop(place_id="rome/st-peters-basilica", day=2),)),
        ("lock the first museum", (LockStop(place_id="rome/vatican-museums"),)),
        ("move the last stop of day 1 to day 2", (MoveStop(place_id="rome/da-enzo", to_day=2),)),
        (
            "swap the second stop of day 3 for a museum",
            (SwapStop(place_id="rome/villa-borghese-gardens", day=3, wish="a museum"),),
        ),
        (
            "drop the first stop on day 2 and the last stop on day 3",
            (RemoveStop(place_id="rome/vatican-museums", day=2), RemoveStop(place_id="rome/felice-a-testaccio", day=3)),
        ),
        ("quita la última parada del día 2", (RemoveStop(place_id="rome/armando-al-pantheon", day=2),)),
        ("supprime le premier arrêt du jour 3", (RemoveStop(place_id="rome/galleria-borghese", day=3),)),
        ("streiche den letzten Stopp an Tag 2", (RemoveStop(place_id="rome/armando-al-pantheon", day=2),)),
    ],
)
def test_which_stop_a_number_means(text: str, edits: tuple[object, ...]) -> None:
    assert _read(text) == EditsRead(edits=edits)


@pytest.mark.parametrize("text", ["drop the second stop", "remove stop 9 on day 1"])
def test_a_number_that_means_no_one_stop_is_asked_about(text: str) -> None:
    read = _read(text)
    assert isinstance(read, Question)
    assert read.field == "place"


def test_the_hour_of_the_sun_is_asked_for_and_the_answer_is_understood() -> None:
    read = _read("see the Pantheon at sunset")
    assert isinstance(read, Question)
    assert _read(read.options[0]) == EditsRead(edits=(_begins("rome/pantheon", 3, 1200),))


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("move the Pantheon to day 1", MoveStop(place_id="rome/pantheon", to_day=1)),
        ("start at 10 on day 3", ChangeHours(start_min=600, day=3)),
        ("start half an hour later", ChangeHours(start_min=570)),
        ("be back by 9pm", ChangeHours(end_min=1260)),
        ("nothing after 9pm", ChangeHours(end_min=1260)),
        ("visit the Bargello on day 5", AddStop(place_id="florence/bargello", day=5)),
        ("one day longer", ChangeDays(delta=1)),
        ("stay longer in Rome", ChangeDays(delta=1, city_id="rome")),
        ("drop the Colosseum, it takes 3 hours", RemoveStop(place_id="rome/colosseum")),
        ("more museums", ChangeInterests(more=("museums",))),
        ("more time for shopping", ChangeInterests(more=("shopping",))),
        ("less time in museums", ChangeInterests(less=("museums",))),
    ],
)
def test_other_changes_with_hours_and_lengths_in_them_stay_what_they_are(text: str, edit: object) -> None:
    assert _read(text) == EditsRead(edits=(edit,))


@pytest.mark.parametrize("text", ["what time is dinner?", "how long is the visit to the Colosseum?"])
def test_a_question_about_an_hour_changes_nothing(text: str) -> None:
    assert isinstance(_read(text), Answered)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("two hours", 120),
        ("half an hour", 30),
        ("an hour and a half", 90),
        ("1.5 hours", 90),
        ("2h30", 150),
        ("two and a half hours", 150),
        ("an hour and 15 minutes", 75),
        ("eineinhalb Stunden", 90),
        ("une heure et demie", 90),
        ("dos horas y media", 150),
        ("eine halbe Stunde", 30),
    ],
)
def test_lengths_of_time_in_words_and_figures(text: str, minutes: int) -> None:
    found = span_in(fold(f"about {text} there"))
    assert found is not None
    assert (found[0], found[1][0]) == (minutes, fold(text))


@pytest.mark.parametrize("text", ["stop an hour", "the Last Judgement of old", "day 2", "0th stop"])
def test_no_number_of_a_stop(text: str) -> None:
    nth = nth_in(text)
    assert nth is None or nth.kind not in ("", "stop")

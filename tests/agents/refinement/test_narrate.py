from __future__ import annotations

import re
from itertools import pairwise

import pytest

from agents.refinement.narrate import narrate
from agents.refinement.plugs import fits, home_plugs, other_voltage
from domain.certificate import certify
from domain.geo import Point
from domain.itinerary import Itinerary, Purpose
from domain.money import Money
from domain.place import Booking, Category
from domain.request import Origin, Pace, Party
from tests.domain.corruptions import pick_stop, with_place
from tests.make import make_itinerary, make_request

LANGUAGES = ("en", "es", "fr", "de")
BOSTON = Origin(name="Boston", country="US", at=Point(lat=42.36, lon=-71.06), time_zone="America/New_York")


def words_of(itinerary: Itinerary) -> str:
    days = [f"{day.title} {day.story}" for day in itinerary.days]
    return " ".join([itinerary.title, itinerary.summary, *days])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [1, 2, 6])
def test_every_text_is_there_and_the_trip_stays_true(language, days):
    request, itinerary = make_request(days, language=language), make_itinerary(days)
    told = narrate(request, itinerary)
    assert told.language == language
    assert told.title
    assert told.summary
    assert told.packing
    assert all(day.title and day.story for day in told.days)
    assert certify(request, told).valid
    assert not re.search(r"\s[.,;]|\.\.|None|\{|\}", words_of(told).replace(" :", "").replace(" ;", ""))


def test_only_words_change_and_twice_is_once():
    request, itinerary = make_request(4), make_itinerary(4)
    told = narrate(request, itinerary)
    assert narrate(request, told) == told
    assert told.costs == itinerary.costs
    for before, after in zip(itinerary.days, told.days, strict=True):
        assert after.model_copy(update={"title": "", "story": "", "stops": before.stops}) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_names_the_places_of_its_day_and_no_others(language):
    request, itinerary = make_request(6, language=language), make_itinerary(6)
    told = narrate(request, itinerary)
    sights = {stop.place_id: n for n, day in enumerate(told.days) for stop in day.stops}
    for n, day in enumerate(told.days):
        named = re.findall(r"(?:Gallery|Lunch|Park|Dinner) \d", day.story)
        assert set(named) == {told.place(place_id).name for place_id, on in sights.items() if on == n}


def test_neighbouring_days_are_told_differently():
    stories = [re.sub(r"\d+", "#", day.story) for day in narrate(make_request(8), make_itinerary(8)).days]
    assert all(one != other for one, other in pairwise(stories))


def test_the_story_is_about_these_travellers():
    family = make_request(2, party=Party(adults=2, children=(3,)), pace=Pace.RELAXED, budget=Money.of(9000, "EUR"))
    told = narrate(family, make_itinerary(2))
    assert "with 1 child" in told.summary
    assert "unhurried" in told.summary
    assert "9,000" in told.summary
    assert told.title.endswith("museums")
    assert any("child of 3" in thing.why for thing in told.packing)


def test_an_interest_that_nothing_serves_is_not_promised():
    told = narrate(make_request(2, interests=("beaches", "museums")), make_itinerary(2))
    assert "beaches" not in words_of(told)
    assert "museums" in told.days[0].story


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"booking": Booking.REQUIRED}, "no entry without a reservation"),
        ({"booking": Booking.ADVISED}, "Booking ahead is advised"),
        ({"category": Category.MOSQUE}, "cover shoulders and knees"),
        ({"last_entry_min": 45}, "Last admission at 17:15"),
        ({"hours": None}, "Opening hours are not known"),
    ],
)
def test_notes_say_what_to_mind(changes, sentence):
    itinerary = make_itinerary(2)
    stop = pick_stop(itinerary, 0)
    told = narrate(make_request(2), with_place(itinerary, stop.place_id, **changes))
    assert sentence in told.days[0].stops[0].note
    assert narrate(make_request(2), itinerary).days[0].stops[0].note == ""


def items(itinerary: Itinerary) -> str:
    return " ".join(f"{thing.item} ({thing.why})" for thing in itinerary.packing)


def test_packing_follows_plan_and_origin():
    itinerary = make_itinerary(2)
    visit = pick_stop(itinerary, 0, Purpose.VISIT).place_id
    beach = narrate(make_request(2, origin=BOSTON), with_place(itinerary, visit, category=Category.BEACH))
    assert "Swimwear and a towel (for Gallery 0)" in items(beach)
    assert "Plug adapter (type C, E, G)" in items(beach)
    assert "Chargers for 230 V" in items(beach)
    assert "Umbrella" in items(beach)
    at_home = narrate(make_request(1, origin=BOSTON.model_copy(update={"country": "GB"})), make_itinerary(1))
    assert "adapter" not in items(at_home)
    assert "Swimwear" not in items(at_home)
    assert "Travel documents" not in items(at_home)


def test_plugs():
    assert fits(("C", "F"), ("C", "E"))
    assert not fits(("G",), ("C", "F"))
    assert not fits(("A", "B"), ("G",))
    assert home_plugs("XX") is None
    assert other_voltage("US", 230)
    assert not other_voltage("DE", 220)

"""Whatever is left out of a shared trip is nowhere in it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.itinerary import Itinerary, Link, Packing
from domain.money import Money
from domain.sharing import EVERY_SECTION, Reach, Section, reduced, title_of
from tests.make import make_itinerary

AMOUNT = 98_765
LINK = "https://secret-booking.example/deal"
STAY, STOP = "Grand Velvet Palace", "Obsidian Lantern Hall"
SECTIONS = st.frozensets(st.sampled_from(sorted(Section)))
TELLING = {
    Section.COSTS: ["It all costs 987.65 EUR.", "About €987.65 in sum!", "Only 98765 yen a night.", "A cheap evening."],
    Section.STAYS: [f"You sleep at {STAY}.", f"Back to the {STAY.upper()}?"],
    Section.DAYS: [f"Then {STOP} by night."],
}
SAFE = "The morning is quiet."


def planted(words: str) -> Itinerary:
    """A trip in which every part names itself wherever words, sums or addresses may stand."""
    whole = make_itinerary(days=3)
    money = Money(minor=AMOUNT, currency="EUR")
    link = Link(id="link-1", provider="booking", label="Book", url=LINK, kind="stay")
    stays = {booking.place_id for booking in whole.stays} | {day.base_id for day in whole.days}
    first = whole.days[0].stops[0].place_id
    places = tuple(
        place.model_copy(
            update={
                "name": STAY if place.id in stays else STOP if place.id == first else place.name,
                "price": money,
                "about": words,
                "site": LINK,
                "phone": "+44 987",
            }
        )
        for place in whole.places
    )
    days = tuple(
        day.model_copy(
            update={
                "title": words,
                "story": words,
                "stops": tuple(
                    stop.model_copy(
                        update={"cost": money, "note": words, "reasons": (words,), "links": (link,)}
                        | {"leg": stop.leg.model_copy(update={"cost": money})}
                    )
                    for stop in day.stops
                ),
            }
        )
        for day in whole.days
    )
    return whole.model_copy(
        update={
            "title": words,
            "summary": words,
            "warnings": (words,),
            "packing": (Packing(item=words, why=words),),
            "places": places,
            "days": days,
            "stays": tuple(one.model_copy(update={"cost": money, "links": (link,)}) for one in whole.stays),
            "costs": whole.costs.model_copy(update=dict.fromkeys(("stays", "tickets", "meals", "total"), money)),
        }
    )


def shown(whole: Itinerary, sections: frozenset[Section], *, public: bool = False) -> str:
    trip = reduced(whole, sections, certified=True, href=lambda link_id: f"/go/{link_id}", public=public)
    return trip.model_dump_json()


@given(sections=SECTIONS, public=st.booleans())
def test_nothing_of_a_section_that_is_left_out_remains_anywhere(sections, public):
    for section, sentences in TELLING.items():
        whole = planted(" ".join([SAFE, *sentences]))
        text = shown(whole, sections, public=public)
        if section in sections:
            continue
        marks = {
            Section.COSTS: ["98765", "987.65", '"minor"', "cheap evening"],
            Section.STAYS: [STAY, STAY.upper(), *(one.place_id for one in whole.stays)],
            Section.DAYS: [STOP, whole.days[0].stops[0].place_id, "start_local"],
        }[section]
        assert [mark for mark in marks if mark in text] == []


@given(sections=SECTIONS, public=st.booleans())
def test_prices_addresses_and_telephones_of_places_are_never_told(sections, public):
    text = shown(planted(f"{SAFE} See {LINK}. Write to ada@example.org."), sections, public=public)
    assert LINK not in text
    assert "+44 987" not in text
    assert "ada@example.org" not in text
    assert ("/go/link-1" in text) <= (Section.BOOKING_LINKS in sections)


@given(sections=SECTIONS)
def test_without_the_map_there_is_no_coordinate(sections):
    text = shown(planted(SAFE), sections)
    assert ('"lat"' in text) <= (Section.MAP in sections)


@given(sections=SECTIONS)
def test_in_public_nobody_reads_words_that_were_written_for_those_who_travel(sections):
    words = "For Ada and her two children."
    whole = planted(words)
    places = tuple(place.model_copy(update={"about": SAFE}) for place in whole.places)
    assert words not in shown(whole.model_copy(update={"places": places}), sections, public=True)


def test_in_public_the_way_from_and_to_home_is_not_told():
    whole = make_itinerary(days=2)
    travel = whole.days[1].travel_in
    first = whole.days[0].model_copy(update={"travel_in": travel})
    shared = whole.model_copy(update={"days": (first, whole.days[1])})
    for public, told in ((False, True), (True, False)):
        days = reduced(shared, EVERY_SECTION, certified=True, href=str, public=public).days
        assert days is not None
        assert bool(days[0].arrivals) is told
        assert days[1].arrivals


def test_with_every_section_all_of_it_is_there():
    whole = planted(f"{SAFE} It costs 987.65 EUR at {STAY}, near {STOP}.")
    text = shown(whole, EVERY_SECTION)
    for mark in (STAY, STOP, "987.65", "98765", '"lat"', "/go/link-1", "emergency"):
        assert mark in text


def test_what_tells_nothing_stays():
    whole = planted(f"{SAFE} You sleep at {STAY}. It costs 10 EUR.")
    trip = reduced(whole, {Section.DAYS}, certified=True, href=str)
    assert trip.days is not None
    assert {day.story for day in trip.days} == {SAFE}
    assert trip.title == SAFE


def test_a_number_with_a_point_is_one_word():
    whole = planted("You walk 3.2 km. It is dry.")
    trip = reduced(whole, {Section.DAYS}, certified=True, href=str)
    assert trip.summary == "You walk 3.2 km. It is dry."


def test_a_title_that_tells_too_much_is_made_of_facts():
    whole = make_itinerary(days=3).model_copy(update={"title": "Three days for 900 EUR"})
    assert reduced(whole, {Section.DAYS}, certified=True, href=str).title == title_of(whole)
    assert title_of(whole) == "3 days in Avonlea and Rivane"
    assert title_of(make_itinerary(days=1)) == "1 day in Avonlea"


@pytest.mark.parametrize(("less", "more"), itertools.combinations(Reach, 2))
def test_reach_grows_from_viewer_to_owner(less, more):
    assert more.allows(less)
    assert not less.allows(more)
    assert less.allows(less)

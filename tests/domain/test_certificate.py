from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.certificate import Certificate, canonical_sha256, certify, verify_document
from domain.checks.claims import CLAIMS
from domain.hours import OpeningHours
from domain.itinerary import Itinerary, Purpose
from domain.money import Money
from domain.place import Place
from domain.request import Party, PlaceWish, TripRequest
from evals.suites.certificate.changes import pick_stop, with_place
from evals.suites.certificate.corruptions import CORRUPTIONS
from tests.make import balanced, make_city, make_itinerary, make_request


@cache
def trip(days: int) -> tuple[TripRequest, Itinerary]:
    return make_request(days), make_itinerary(days)


def codes(certificate: Certificate) -> set[str]:
    return {violation.code for violation in certificate.violations}


def document(days: int) -> dict[str, Any]:
    """What the product writes, read back; a new copy each time."""
    read: dict[str, Any] = json.loads(written(days))
    return read


@cache
def written(days: int) -> str:
    request, itinerary = trip(days)
    parts = {"request": request, "itinerary": itinerary, "certificate": certify(request, itinerary)}
    return json.dumps({name: part.model_dump(mode="json") for name, part in parts.items()})


@pytest.mark.parametrize("days", [1, 2, 3, 5, 8])
def test_a_true_trip_has_no_violation(days):
    certificate = certify(*trip(days))
    assert certificate.violations == ()
    assert certificate.valid
    assert all(claim.checked > 0 and claim.failed == 0 for claim in certificate.claims)


# What the two invented cities have not: flights home, taxis, more than two sights a day, alternates, an atlas.
ELSEWHERE = {
    "leaves_before_the_last_stop_ends",
    "home_of_somebody_else",
    "fare_of_a_fortune",
    "museum_on_its_closing_day",
    "offered_though_to_be_avoided",
    "more_sights_than_the_pace_allows",
    "more_sights_than_that_day_allows",
}


@pytest.mark.parametrize("kind", sorted(set(CORRUPTIONS) - ELSEWHERE))
def test_every_corruption_is_caught_for_what_it_is(kind):
    corruption = CORRUPTIONS[kind]
    facts = (known(), {city_id: make_city(city_id) for city_id in ("avonlea", "rivane")})
    made = 0
    for days, where in product((1, 2, 3, 4), (0, 1, 5)):
        spoilt = corruption.spoil(*trip(days), where)
        if spoilt is None:
            continue
        made += 1
        certificate = certify(*spoilt, *(facts if corruption.by_facts else (None, None)))
        assert not certificate.valid
        assert corruption.code in codes(certificate)
        assert {claim.code for claim in certificate.claims if claim.failed} == codes(certificate)
        assert all(violation.message.strip() for violation in certificate.violations)
    assert made


def test_there_are_corruptions_for_every_claim():
    elsewhere = {"hash", "document"}
    assert {corruption.code for corruption in CORRUPTIONS.values()} == set(CLAIMS) - elsewhere
    assert len(CORRUPTIONS) >= 100


def test_a_violation_names_day_and_place():
    request, itinerary = trip(2)
    stop = pick_stop(itinerary, 0)
    broken = with_place(itinerary, stop.place_id, hours=OpeningHours(spec="Mo-Su 12:00-18:00", country="GB"))
    violation = next(v for v in certify(request, broken).violations if v.code == "closed")
    assert (violation.day, violation.place_ids) == (1, (stop.place_id,))
    assert "Gallery 0" in violation.message
    assert "12:00-18:00" in violation.message


def test_public_holidays_count():
    """29 March 2027 is Easter Monday in England: open every day is open, closed on holidays is not."""
    request = make_request(1, start_on=date(2027, 3, 29))
    itinerary = shifted(make_itinerary(1), date(2027, 3, 29))
    assert certify(request, itinerary).valid
    stop = pick_stop(itinerary, 0)
    closed = OpeningHours(spec="Mo-Su 09:00-18:00; PH off", country="GB", subdivision="ENG")
    assert codes(certify(request, with_place(itinerary, stop.place_id, hours=closed))) == {"closed"}


def shifted(itinerary: Itinerary, to: date) -> Itinerary:
    """The same trip on other dates, by the text of its JSON."""
    text = itinerary.model_dump_json().replace(itinerary.days[0].on.isoformat(), to.isoformat())
    return Itinerary.model_validate_json(text)


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"must_see": (PlaceWish(text="Xanadu"),)}, "We know no place called Xanadu."),
        ({"must_see": (PlaceWish(text="the clock", place_id="avonlea/great-clock"),)}, "The clock is closed all week."),
        ({"diets": ("vegan",)}, "No vegan place on 2027-04-14 and 2027-04-15."),
        ({"avoid_modes": ("train",)}, "There is no way to Rivane but by train."),
        ({"day_start_min": 600}, "On 2027-04-14 the day begins at 09:45, as you asked."),
    ],
)
def test_what_cannot_be_had_may_be_said(changes, warning):
    request, itinerary = make_request(2, **changes), make_itinerary(2)
    assert not certify(request, itinerary).valid
    assert certify(request, itinerary.model_copy(update={"warnings": (warning,)})).violations == ()


def test_a_warning_excuses_only_what_it_names():
    """A word about lunch on one date is none about dinner, nor about another date."""
    request, itinerary = trip(3)
    hungry = tuple(
        day.model_copy(update={"stops": tuple(s for s in day.stops if s.purpose is not Purpose.DINNER)})
        for day in itinerary.days
    )
    for warning in ("No lunch on 2027-04-14.", "No dinner on 2027-05-14."):
        told = itinerary.model_copy(update={"days": hungry, "warnings": (warning,)})
        days = {v.day for v in certify(request, told).violations if v.code == "meal"}
        assert days == {1, 2, 3}
    told = itinerary.model_copy(update={"days": hungry, "warnings": ("No dinner on 2027-04-14.",)})
    assert {v.day for v in certify(request, told).violations if v.code == "meal"} == {2, 3}


def test_unknown_hours_may_be_said():
    request, itinerary = trip(2)
    stop = pick_stop(itinerary, 0)
    told = with_place(itinerary, stop.place_id, hours=None).model_copy(
        update={"warnings": ("Gallery 0: hours unknown.",)}
    )
    assert certify(request, told).valid


def test_children_pay_their_own_price():
    """Two adults at 10, a child of 9 at 4, a child of 2 for nothing: 24 pounds, 28.08 euros."""
    request, itinerary = trip(2)
    request = request.model_copy(update={"party": Party(adults=2, children=(9, 2), rooms=1)})
    stop = pick_stop(itinerary, 0)
    priced = with_place(itinerary, stop.place_id, child_price=Money.of(4, "GBP"), child_free_under=3)
    right = stop.model_copy(update={"cost": Money.of("28.08", "EUR")})
    day = priced.days[0].model_copy(update={"stops": (right, *priced.days[0].stops[1:])})
    priced = balanced(priced.model_copy(update={"days": (day, *priced.days[1:])}))
    wrong_places = {p for v in certify(request, priced).violations if v.code == "sum" for p in v.place_ids}
    assert stop.place_id not in wrong_places
    assert pick_stop(itinerary, 1).place_id in wrong_places


def known() -> Mapping[str, Place]:
    return {place.id: place for place in make_itinerary(4).places}


def test_facts_that_are_ours_pass():
    cities = {city_id: make_city(city_id) for city_id in ("avonlea", "rivane")}
    certificate = certify(*trip(3), known=known(), known_cities=cities)
    assert certificate.valid
    assert any(claim.code == "facts" and claim.checked > 10 for claim in certificate.claims)


@pytest.mark.parametrize(
    "changes",
    [
        {"price": Money.of(1, "GBP")},
        {"hours": OpeningHours(spec="24/7", country="GB")},
        {"at": make_city().at},
        {"visit_min_short": 5},
        {"name": "Another Name"},
    ],
)
def test_altered_facts_are_found(changes):
    request, itinerary = trip(3)
    altered = with_place(itinerary, pick_stop(itinerary, 0).place_id, **changes)
    assert "facts" in codes(certify(request, altered, known=known()))


def test_a_place_that_nobody_knows_is_a_ghost():
    request, itinerary = trip(3)
    facts = dict(known())
    ghost = facts.pop(pick_stop(itinerary, 0).place_id)
    found = [v for v in certify(request, itinerary, known=facts).violations if v.code == "facts"]
    assert [v.place_ids for v in found] == [(ghost.id,)]


def test_a_city_with_other_facts_is_found():
    cities = {"avonlea": make_city(reach_km=99), "rivane": make_city("rivane")}
    assert codes(certify(*trip(3), known=known(), known_cities=cities)) == {"facts"}


def test_a_document_verifies_after_the_way_through_json():
    certificate = verify_document(document(3), known=known())
    assert certificate.valid
    assert certificate.sha256 == canonical_sha256(*trip(3))
    assert any(claim.code == "hash" and claim.checked == 1 for claim in certificate.claims)


def test_a_document_changed_afterwards_is_found():
    """A harmless change of words breaks nothing but the seal."""
    changed = document(2)
    changed["itinerary"]["days"][0]["story"] = "Somebody was here."
    assert codes(verify_document(changed)) == {"hash"}


def test_the_carried_certificate_is_not_believed():
    forged = document(2)
    forged["itinerary"]["costs"]["total"]["minor"] -= 100
    forged["certificate"]["sha256"] = canonical_sha256(
        TripRequest.model_validate(forged["request"]), Itinerary.model_validate(forged["itinerary"])
    )
    assert forged["certificate"]["valid"] is True
    assert codes(verify_document(forged)) == {"sum"}


@pytest.mark.parametrize(
    "data",
    [[], "trip", {}, {"request": 1, "itinerary": []}, {"request": None}, {"request": {"text": "x"}, "itinerary": {}}],
)
def test_a_document_that_cannot_be_read_says_so(data):
    certificate = verify_document(data)
    assert codes(certificate) == {"document"}


_ODD: tuple[object, ...] = (
    *(None, True, 0, -1, 1e308, 10**30, (), "", "x", "walk", "USD", "avonlea/museum", "../x", "Europe"),
    *("9999-12-31", "0001-01-01T00:00:00", "2027-04-14T10:00:00Z", "99:99-99:99", "Mo-Su off"),
)


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_document_there_is_an_answer(data):
    changed = document(2)
    holder, key = data.draw(st.sampled_from(list(values(changed["request"])) + list(values(changed["itinerary"]))))
    holder[key] = data.draw(st.sampled_from(_ODD))
    assert len(verify_document(changed).sha256) == 64


def values(value):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield value, key
        yield from values(item)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_single_change_of_a_number_passes_unseen(data):
    """Whatever number of a document is changed: the check does not fail, and the seal at least is broken."""
    changed = document(2)
    spots = list(numbers(changed["itinerary"]))
    holder, key = data.draw(st.sampled_from(spots))
    value = holder[key]
    holder[key] = value + data.draw(st.sampled_from([1, -1, 7, 1000]))
    assert not verify_document(changed).valid


def numbers(value):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if isinstance(item, int | float) and not isinstance(item, bool):
            yield value, key
        else:
            yield from numbers(item)

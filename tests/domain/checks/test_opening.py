from __future__ import annotations

import pytest

from domain.certificate import certify
from domain.itinerary import Alternate, Purpose
from domain.request import DayLimit, Pace
from evals.suites.certificate.changes import spots, stop_at, with_place, with_stop_at
from tests.make import make_eat, make_itinerary, make_request


def offered(**changes):
    """A trip whose first lunch is offered another table instead."""
    itinerary = make_itinerary(2)
    spot = spots(itinerary, Purpose.LUNCH)[0]
    other = make_eat("avonlea/other", at=itinerary.place(stop_at(itinerary, spot).place_id).at, **changes)
    changed = with_stop_at(itinerary, spot, alternates=(Alternate(place_id=other.id, reason="near"),))
    for place in changed.places:
        if place.kind.value == "eat":
            changed = with_place(changed, place.id, diets=("vegetarian",))
    return changed.model_copy(update={"places": (*changed.places, other)})


@pytest.mark.parametrize(
    ("diets", "valid"), [(("vegetarian",), True), (("vegan",), True), (("halal",), False), ((), False)]
)
def test_an_alternate_table_keeps_the_diet(diets, valid):
    """A vegan kitchen serves vegetarians."""
    certificate = certify(make_request(2, diets=("vegetarian",)), offered(diets=diets))
    assert certificate.valid is valid
    assert {violation.code for violation in certificate.violations} == (set() if valid else {"alternate"})


def test_a_warning_about_the_table_excuses_it():
    told = offered(diets=()).model_copy(
        update={"warnings": ("Other is not known to be vegetarian; ask before you go.",)}
    )
    assert certify(make_request(2, diets=("vegetarian",)), told).valid


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        (DayLimit(day=1, start_min=9 * 60, end_min=23 * 60), None),
        (DayLimit(day=1, start_min=10 * 60), "bounds"),
        (DayLimit(day=1, end_min=20 * 60), "bounds"),
        (DayLimit(day=1, pace=Pace.FAST), None),
    ],
)
def test_a_day_keeps_its_own_hours(limit, code):
    found = {v.code for v in certify(make_request(2, day_limits=(limit,)), make_itinerary(2)).violations}
    assert code in found if code else found == set()


def test_a_day_of_its_own_may_be_longer_than_the_trips():
    """The trip's days begin at ten; this one was asked to begin earlier, and nobody need say so."""
    limits = tuple(DayLimit(day=day, start_min=9 * 60) for day in (1, 2))
    assert certify(make_request(2, day_start_min=600, day_limits=limits), make_itinerary(2)).valid
    assert not certify(make_request(2, day_start_min=600), make_itinerary(2)).valid

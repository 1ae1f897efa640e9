"""Places whose hours or prices nobody knows: the last to be taken, never without a word."""

from __future__ import annotations

import pytest

from domain.candidates import Candidates, Scored
from domain.certificate import certify
from domain.itinerary import Purpose
from domain.money import Money
from tests.agents.optimisation.trips import make_candidates, make_trip, make_trip_request


def without(candidates: Candidates, *fields: str, kinds: tuple[str, ...], keep: int = 0) -> Candidates:
    """The candidates with nothing known in these fields, but of the first few."""

    def bare(scored: tuple[Scored, ...]) -> tuple[Scored, ...]:
        unknown = dict.fromkeys(fields)
        kept, rest = scored[:keep], scored[keep:]
        return (*kept, *(s.model_copy(update={"place": s.place.model_copy(update=unknown)}) for s in rest))

    (city,) = candidates.cities
    return candidates.model_copy(
        update={"cities": (city.model_copy(update={kind: bare(getattr(city, kind)) for kind in kinds}),)}
    )


@pytest.mark.parametrize("fields", [("hours",), ("price",), ("hours", "price")])
async def test_where_nothing_is_known_a_trip_is_planned_and_says_so(fields):
    request = make_trip_request("rome", days=2)
    candidates = without(make_candidates("rome"), *fields, kinds=("sights", "eats"))
    itinerary = await make_trip(request, candidates)
    assert certify(request, itinerary).valid
    stops = [stop for day in itinerary.days for stop in day.stops]
    assert {Purpose.VISIT, Purpose.LUNCH, Purpose.DINNER} <= {stop.purpose for stop in stops}
    for stop in stops:
        name = itinerary.place(stop.place_id).name
        word = "opening hours" if "hours" in fields else "price"
        assert any(name in warning and word in warning for warning in itinerary.warnings)
    if "price" in fields:
        assert set(itinerary.costs.unknown) >= {stop.place_id for stop in stops}


async def test_a_budget_counts_what_is_known_and_lists_the_rest():
    request = make_trip_request("rome", days=2, budget=Money.of(900, "EUR"))
    itinerary = await make_trip(request, without(make_candidates("rome"), "price", kinds=("sights",)))
    assert certify(request, itinerary).valid
    assert itinerary.costs.unknown
    assert itinerary.costs.total <= request.budget


async def test_what_is_known_goes_first():
    request = make_trip_request("rome", days=2)
    candidates = without(make_candidates("rome"), "hours", kinds=("sights", "eats"), keep=16)
    itinerary = await make_trip(request, candidates)
    used = {stop.place_id for day in itinerary.days for stop in day.stops}
    assert all(itinerary.place(place_id).hours is not None for place_id in used)


async def test_stays_without_prices_are_taken_when_there_are_no_others():
    request = make_trip_request("rome", days=2)
    itinerary = await make_trip(request, without(make_candidates("rome"), "price", kinds=("stays",)))
    assert certify(request, itinerary).valid
    (stay,) = itinerary.stays
    assert stay.place_id in itinerary.costs.unknown

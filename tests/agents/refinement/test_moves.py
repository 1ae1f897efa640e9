"""A stop at the time that was asked for: exactly then where that is to be had, and for the fewest other stops."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.optimisation.frames import minutes_of
from agents.refinement.revise import Revision, revise
from domain.certificate import certify
from domain.edits import LockStop, MoveStop
from domain.errors import Infeasible
from domain.itinerary import Itinerary, Purpose, Stop
from tests.agents.optimisation.trips import make_candidates, make_trip, make_trip_request, solve, solve_repeatably

REQUEST = make_trip_request("rome", days=3)
CANDIDATES = make_candidates("rome")
TRIP = asyncio.run(make_trip(REQUEST, CANDIDATES, solve=solve_repeatably))
SIGHTS = [s.place_id for day in TRIP.days for s in day.stops if s.purpose is Purpose.VISIT]


async def moved(*edits: MoveStop | LockStop) -> Revision:
    found = await revise(REQUEST, TRIP, CANDIDATES, edits, solve=solve, limit_s=0.2)
    assert certify(found.request, found.itinerary).valid
    return found


def starts(trip: Itinerary, place_id: str) -> tuple[int, int]:
    """Day (from 1) and minute of the day."""
    day, stop = next((d, s) for d in trip.days for s in d.stops if s.place_id == place_id)
    return trip.days.index(day) + 1, minutes_of(stop.start_local, day.on)


def dinner(day: int) -> Stop:
    return next(s for s in TRIP.days[day - 1].stops if s.purpose is Purpose.DINNER)


def places(trip: Itinerary, day: int) -> set[str]:
    return {stop.place_id for stop in trip.days[day - 1].stops}


async def test_dinner_at_eight_leaves_everything_else_where_it_is() -> None:
    table = dinner(1)
    found = await moved(MoveStop(place_id=table.place_id, to_day=1, at_min=20 * 60))
    assert abs(starts(found.itinerary, table.place_id)[1] - 20 * 60) <= 15
    assert [s for s in found.itinerary.days[0].stops if s.place_id != table.place_id] == [
        s for s in TRIP.days[0].stops if s.place_id != table.place_id
    ]
    assert found.itinerary.days[1:] == TRIP.days[1:]


@pytest.mark.parametrize("day", [1, 2, 3])
async def test_the_first_sight_of_the_day_in_the_afternoon_and_no_stop_is_lost(day: int) -> None:
    first = next(s for s in TRIP.days[day - 1].stops if s.purpose is Purpose.VISIT)
    found = await moved(MoveStop(place_id=first.place_id, to_day=day, at_min=14 * 60 + 30))
    assert abs(starts(found.itinerary, first.place_id)[1] - (14 * 60 + 30)) <= 120
    assert places(found.itinerary, day) == places(TRIP, day)


async def test_a_time_at_which_it_is_closed_is_refused_by_name_and_hour() -> None:
    table = dinner(2)
    with pytest.raises(Infeasible, match=r"cannot be at 09:00 on day 2"):
        await moved(MoveStop(place_id=table.place_id, to_day=2, at_min=9 * 60))


@settings(max_examples=25)
@given(place_id=st.sampled_from(SIGHTS), at=st.integers(9 * 60, 18 * 60), locked=st.sampled_from(SIGHTS))
def test_whatever_the_hour_what_is_locked_stays_and_what_is_said_is_so(place_id: str, at: int, locked: str) -> None:
    day, before = starts(TRIP, place_id)
    edits: list[MoveStop | LockStop] = [MoveStop(place_id=place_id, to_day=day, at_min=at)]
    if locked != place_id:
        edits = [LockStop(place_id=locked), *edits]
    try:
        found = asyncio.run(moved(*edits))
    except Infeasible:
        return
    now = starts(found.itinerary, place_id)[1]
    assert starts(found.itinerary, locked) == starts(TRIP, locked) or locked == place_id
    said = next((line for line in found.changes if f"{now // 60:02d}:{now % 60:02d}" in line), None)
    assert said is not None or now == before == at
    assert said is None or ("as near to" in said) == (abs(now - at) > 15)

from __future__ import annotations

import asyncio
from itertools import chain

import pytest

from agents.refinement.revise import revise
from domain.certificate import certify
from domain.diff import TripDiff, diff_of
from domain.edits import ChangeHours, ChangeStay, Edit, LockStop, MoveStop, RemoveStop, SetWords, SwapStop
from domain.itinerary import Itinerary, Purpose
from tests.agents.optimisation.trips import make_candidates, make_trip, make_trip_request, solve, solve_repeatably

REQUEST = make_trip_request("rome", days=3)
CANDIDATES = make_candidates("rome")


@pytest.fixture(scope="module")
def trip() -> Itinerary:
    return asyncio.run(make_trip(REQUEST, CANDIDATES, solve=solve_repeatably))


async def after(trip: Itinerary, *edits: Edit) -> Itinerary:
    revised = await revise(REQUEST, trip, CANDIDATES, edits, solve=solve, limit_s=0.2)
    assert certify(revised.request, revised.itinerary).valid
    return revised.itinerary


def sight(trip: Itinerary, day: int, number: int = 0) -> str:
    return [stop.place_id for stop in trip.days[day - 1].stops if stop.purpose is Purpose.VISIT][number]


def test_a_trip_does_not_differ_from_itself(trip):
    assert diff_of(trip, trip) == TripDiff(cost=diff_of(trip, trip).cost)
    assert diff_of(trip, trip).cost.minor == 0


async def test_a_stop_that_went_is_one_piece_and_undoes_itself_the_other_way(trip):
    gone = sight(trip, 1)
    now = await after(trip, RemoveStop(place_id=gone))
    diff = diff_of(trip, now)
    assert [(piece.kind, piece.day) for piece in diff.pieces] == [("removed", 1)]
    assert diff.days == (1,)
    assert diff.cost == now.costs.total - trip.costs.total
    back = diff_of(now, trip)
    assert [piece.kind for piece in back.pieces] == ["added"]
    assert back.cost.minor == -diff.cost.minor


async def test_two_changes_are_two_pieces_and_each_can_be_made_alone(trip):
    one, two = sight(trip, 1), sight(trip, 2)
    now = await after(trip, RemoveStop(place_id=one), RemoveStop(place_id=two))
    diff = diff_of(trip, now)
    assert len(diff.pieces) == 2
    assert not diff.is_whole
    only = await after(trip, *diff.edits_of([diff.pieces[1].id]))
    assert one in {stop.place_id for stop in only.days[0].stops}
    assert two not in {stop.place_id for stop in only.days[1].stops}
    assert only.days[0] == trip.days[0]


async def test_all_pieces_together_are_the_change(trip):
    meal = next(s for s in trip.days[2].stops if s.purpose is not Purpose.VISIT)
    other = next(a.place_id for a in meal.alternates)
    now = await after(
        trip, RemoveStop(place_id=sight(trip, 1)), SwapStop(place_id=meal.place_id, day=3, to_place_id=other)
    )
    diff = diff_of(trip, now)
    assert {piece.kind for piece in diff.pieces} == {"removed", "replaced"}
    every = await after(trip, *diff.edits_of([piece.id for piece in diff.pieces]))
    assert [[s.place_id for s in d.stops] for d in every.days] == [[s.place_id for s in d.stops] for d in now.days]


async def test_a_stop_on_another_day_has_moved(trip):
    place = sight(trip, 1)
    now = await after(trip, MoveStop(place_id=place, to_day=2))
    moved = next(piece for piece in diff_of(trip, now).pieces if piece.kind == "moved")
    [change] = moved.changes
    assert (change.before.day, change.after.day) == (1, 2)


async def test_a_day_at_other_hours_is_one_piece_of_its_own(trip):
    now = await after(trip, ChangeHours(start_min=11 * 60, day=2))
    diff = diff_of(trip, now)
    assert diff.days == (2,)
    assert all(piece.day == 2 for piece in diff.pieces)
    changed = {change.kind for change in chain(*(piece.changes for piece in diff.pieces), diff.also)}
    assert "retimed" in changed or "removed" in changed


async def test_a_lock_and_words_are_told_though_no_day_changed(trip):
    place = sight(trip, 2)
    now = await after(trip, LockStop(place_id=place), SetWords(target="day_title", text="The old town", day=3))
    diff = diff_of(trip, now)
    assert [piece.kind for piece in diff.pieces] == ["locked", "words"]
    assert diff.days == ()


async def test_another_stay_is_a_piece(trip):
    now = await after(trip, ChangeStay(city_id="rome", direction="cheaper"))
    diff = diff_of(trip, now)
    stay = next(piece for piece in diff.pieces if piece.kind == "stay")
    assert stay.cost.minor < 0
    assert stay.edits == (ChangeStay(city_id="rome", to_place_id=now.stays[0].place_id),)

"""Random sequences of changes, undoing and redoing: what is locked never moves, and every state that is kept holds.

EDIT_SEQUENCES says how many are tried; `make sequences` tries a thousand.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.refinement.revise import revise
from domain.certificate import certify
from domain.diff import arranged, diff_of
from domain.edits import (
    ArrangeDay,
    ChangeDuration,
    ChangeHours,
    ChangePace,
    LockStop,
    MoveStop,
    Rain,
    RegenerateDay,
    RemoveStop,
    Reorder,
    SwapDays,
    SwapStop,
)
from domain.errors import Conflict, Infeasible
from domain.identity import Principal
from domain.itinerary import Itinerary, Stop
from domain.request import Pace, TripRequest
from infra.database import build_engine, build_sessions, in_tenant
from services.trips.history import TripHistory
from services.trips.recording import Result
from services.trips.service import Ids, TripService
from tests.agents.optimisation.trips import make_candidates, make_trip, make_trip_request, solve_repeatably

SEQUENCES = int(os.environ.get("EDIT_SEQUENCES", "12"))
REQUEST = make_trip_request("rome", days=3)
CANDIDATES = make_candidates("rome")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ANN = Principal(guest="guest-of-sequences")


class Books:
    """One loop, one engine and one plan for all sequences."""

    def __init__(self, database_url: str) -> None:
        self.runner = asyncio.Runner()
        self.engine = build_engine(database_url)
        self.sessions = build_sessions(self.engine)
        self.plan = self.runner.run(make_trip(REQUEST, CANDIDATES, solve=solve_repeatably))

    def close(self) -> None:
        self.runner.run(self.engine.dispose())
        self.runner.close()


@pytest.fixture(scope="module")
def kept(settings) -> Iterator[Books]:
    opened = Books(settings.database_url)
    yield opened
    opened.close()


class Walk:
    """One trip in the books beside what it should be: versions by number, and where undo and redo lead."""

    def __init__(self, books: Books) -> None:
        self.books, self.trip_id, self.step = books, uuid4(), 0
        self.versions: dict[int, tuple[TripRequest, Itinerary]] = {}
        self.past: list[int] = []
        self.future: list[int] = []

    @property
    def now(self) -> tuple[TripRequest, Itinerary]:
        return self.versions[self.past[-1]]

    async def begin(self) -> None:
        async with in_tenant(self.books.sessions, "public") as session:
            trips = TripService(session, "public", NOW, ANN)
            started = await trips.start(Ids(self.trip_id, uuid4(), uuid4()), ANN.owner, "three days in Rome")
            await trips.input_of(started.run.id)
            plan = self.books.plan
            await trips.finish(started.run.id, REQUEST, plan, certify(REQUEST, plan), said="", changes=())
        self.versions[1], self.past = (REQUEST, self.books.plan), [1]

    async def change(self, edit: Any) -> None:
        request, itinerary = self.now
        try:
            revised = await revise(request, itinerary, CANDIDATES, [edit], solve=solve_repeatably, limit_s=0.1)
        except Infeasible:
            return
        certificate = certify(revised.request, revised.itinerary)
        assert certificate.valid, (edit, certificate.violations)
        check_locks(itinerary, revised.itinerary, edit)
        check_untouched(itinerary, revised.itinerary)
        result = Result(revised.request, revised.itinerary, certificate, revised.changes)
        number = await self._in_history(lambda history: history.put(self.trip_id, self.past[-1], result, "run"))
        self.versions[number] = (revised.request, revised.itinerary)
        self.past, self.future = [*self.past, number], []

    async def undo(self) -> None:
        if len(self.past) == 1:
            with pytest.raises(Conflict):
                await self._in_history(lambda history: history.undo(self.trip_id))
            return
        number = await self._in_history(lambda history: history.undo(self.trip_id))
        self.future.append(self.past.pop())
        assert number == self.past[-1]

    async def redo(self) -> None:
        if not self.future:
            with pytest.raises(Conflict):
                await self._in_history(lambda history: history.redo(self.trip_id))
            return
        number = await self._in_history(lambda history: history.redo(self.trip_id))
        self.past.append(self.future.pop())
        assert number == self.past[-1]

    async def check(self) -> None:
        """The books hold what they should, and it holds."""
        async with in_tenant(self.books.sessions, "public") as session:
            view = await TripService(session, "public", NOW, ANN).view(self.trip_id)
        assert (view.request, view.itinerary, view.version) == (*self.now, self.past[-1])
        assert view.certificate == certify(*self.now)
        assert (view.can_undo, view.can_redo) == (len(self.past) > 1, bool(self.future))

    async def _in_history(self, work: Any) -> int:
        self.step += 1
        async with in_tenant(self.books.sessions, "public") as session:
            return await work(TripHistory(session, "public", NOW + timedelta(seconds=self.step), ANN))


def check_locks(before: Itinerary, after: Itinerary, edit: Any) -> None:
    now = {(stop.place_id, stop.start_local): stop for stop in stops_of(after)}
    for stop in stops_of(before):
        if stop.locked and not (isinstance(edit, LockStop) and edit.place_id == stop.place_id):
            assert now[stop.place_id, stop.start_local].end_local == stop.end_local, edit
            assert now[stop.place_id, stop.start_local].locked


def check_untouched(before: Itinerary, after: Itinerary) -> None:
    """A day that the diff does not name is the same to the letter, but for its locks and what it offers instead."""
    named = {*(diff := diff_of(before, after)).days, *(piece.day for piece in diff.pieces)}
    for number, (old, new) in enumerate(zip(before.days, after.days, strict=True), 1):
        if number not in named:
            assert [(s.id, s.place_id, s.leg) for s in old.stops] == [(s.id, s.place_id, s.leg) for s in new.stops]


def stops_of(trip: Itinerary) -> list[Stop]:
    return [stop for day in trip.days for stop in day.stops]


def edits_of(trip: Itinerary) -> st.SearchStrategy[Any]:
    """Any change of this trip, by hand or by the solver."""
    days = st.integers(1, len(trip.days))
    places = st.sampled_from([stop.place_id for stop in stops_of(trip)])
    offered = [(s.place_id, a.place_id) for s in stops_of(trip) for a in s.alternates] or [("rome/forum", "rome/none")]
    return st.one_of(
        st.builds(LockStop, place_id=places, locked=st.booleans()),
        st.builds(RemoveStop, place_id=places),
        st.builds(MoveStop, place_id=places, to_day=days, at_min=st.none() | st.integers(480, 1260)),
        st.builds(ChangeDuration, place_id=places, minutes=st.integers(20, 240)),
        st.sampled_from(offered).map(lambda pair: SwapStop(place_id=pair[0], to_place_id=pair[1])),
        st.builds(ChangeHours, day=days, start_min=st.sampled_from((540, 600, 660))),
        st.builds(ChangePace, day=days, pace=st.sampled_from(Pace)),
        st.builds(SwapDays, day=days, with_day=days),
        st.builds(Reorder, day=days),
        st.builds(RegenerateDay, day=days),
        st.sampled_from([day.on for day in trip.days]).map(lambda on: Rain(on=on)),
        st.tuples(days, st.integers(0, 9), st.integers(-90, 90)).map(lambda by: dragged(trip, *by)),
    )


def dragged(trip: Itinerary, day: int, position: int, minutes: int) -> ArrangeDay:
    """One stop of a day dragged to another time."""
    edit = arranged(day, trip.days[day - 1])
    if not edit.stops:
        return edit
    at = position % len(edit.stops)
    moved = edit.stops[at].model_copy(update={"start_min": max(0, edit.stops[at].start_min + minutes)})
    return edit.model_copy(update={"stops": (*edit.stops[:at], moved, *edit.stops[at + 1 :])})


@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_done_and_undone_locks_hold_and_every_state_is_certified(kept, data):
    walk = Walk(kept)
    kept.runner.run(walk.begin())
    for _ in range(data.draw(st.integers(1, 7))):
        match data.draw(st.sampled_from(("change", "change", "change", "undo", "redo"))):
            case "undo":
                kept.runner.run(walk.undo())
            case "redo":
                kept.runner.run(walk.redo())
            case _:
                kept.runner.run(walk.change(data.draw(edits_of(walk.now[1]))))
        kept.runner.run(walk.check())

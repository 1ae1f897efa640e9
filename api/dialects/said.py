"""The part of a run's log that answers one message: from there to the run's end, or to where it waits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from api.dialects.house import House
from domain.events import TERMINAL, WAITING, LoggedEvent
from services.trips.schemas import MessageView, Role, Started, TripView


@dataclass(frozen=True)
class Said:
    """What somebody said and the run that hears it; `place` counts the answers that the run has had before, from 0."""

    trip_id: UUID
    run_id: UUID
    place: int


def placed(trip: TripView, started: Started) -> Said:
    """Which of a run's parts answers a message: a run that asked is one run with its answers."""
    heard = [one.id for one in heard_by(trip, started.run.id)]
    place = heard.index(started.message_id) if started.message_id in heard else 0
    return Said(started.trip_id, started.run.id, place)


def heard_by(trip: TripView, run_id: UUID) -> list[MessageView]:
    """What the traveller has said to a run: the wish, then the answers."""
    return [one for one in trip.messages if one.run_id == run_id and one.role is Role.TRAVELLER]


async def part(house: House, said: Said) -> AsyncIterator[LoggedEvent | None]:
    """Its events up to a terminal one, or one that waits; None now and then while nothing comes."""
    asked_before = 0
    async for logged in house.follow(said.run_id):
        if logged is None:
            yield None
            continue
        waits = logged.event.type in WAITING
        if asked_before == said.place:
            yield logged
            if waits:
                return
        if logged.event.type in TERMINAL:
            return
        asked_before += waits

"""Tells this process's readers what happens to their trips and to themselves: one look for all, twice a second while
there are any.

The database numbers what happened (migrations 0016, 0017), so that whoever does it need not know who reads of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

import structlog

from api.live.presence import Looking, Presence
from domain.notification import About
from infra.database import Sessions
from infra.ending import end
from services.notifications.service import about_of, newest_told, told_after
from services.notifications.tables import NotificationRow
from services.sharing.live import events_after, newest_event
from services.sharing.tables import TripEvent

log = structlog.get_logger()
_EVERY_S = 0.5
_AFTER_FAILURE_S = 5.0
Trip = tuple[str, UUID]
Owner = tuple[str, str]
Key = TypeVar("Key", Trip, Owner)


@dataclass(frozen=True)
class Happened:
    """One event of a trip; `author` as `Principal.owner` names them."""

    id: int
    kind: str
    number: int | None
    subject: UUID | None
    author: str
    at: datetime


@dataclass(frozen=True)
class Told:
    """One thing that somebody was told of; `id` is its place in their inbox, `name` the notification's own."""

    id: int
    name: UUID
    about: About
    author: str
    trip_id: UUID | None
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True)
class Ended:
    """The process ends: whoever reads goes on at another."""


Signal = Happened | Told | tuple[Looking, ...] | Ended
Queue = asyncio.Queue[Signal]


@dataclass
class _Watched:
    after: int
    queues: set[Queue] = field(default_factory=set)
    here: tuple[Looking, ...] = ()

    def tell(self, signal: Signal) -> None:
        for queue in self.queues:
            queue.put_nowait(signal)


@dataclass
class _Rooms(Generic[Key]):
    """What is watched of one kind, and how to find where it stands."""

    newest: Callable[[Key], Awaitable[int]]
    watched: dict[Key, _Watched] = field(default_factory=dict)

    async def enter(self, key: Key, queue: Queue) -> None:
        if key not in self.watched:
            newest = await self.newest(key)
            self.watched.setdefault(key, _Watched(newest))
        self.watched[key].queues.add(queue)

    def leave(self, key: Key, queue: Queue) -> None:
        watched = self.watched[key]
        watched.queues.discard(queue)
        if not watched.queues:
            del self.watched[key]

    def marks(self) -> dict[Key, int]:
        return {key: watched.after for key, watched in self.watched.items()}

    def tell(self, key: Key, number: int, signal: Signal) -> None:
        if (watched := self.watched.get(key)) is not None and number > watched.after:
            watched.after = number
            watched.tell(signal)


class Hub:
    """Open for the life of a process; looks at nothing while nobody reads."""

    def __init__(self, platform: Sessions, presence: Presence) -> None:
        self._platform, self.presence = platform, presence
        self._trips: _Rooms[Trip] = _Rooms(self._newest_event)
        self._inboxes: _Rooms[Owner] = _Rooms(self._newest_told)
        self._task: asyncio.Task[None] | None = None
        self.ending = asyncio.Event()

    @asynccontextmanager
    async def listening(self, trip: Trip) -> AsyncIterator[Queue]:
        """What happens to a trip from now on, in a queue of the reader's own."""
        async with self._in(self._trips, trip) as queue:
            yield queue

    @asynccontextmanager
    async def hearing(self, owner: Owner) -> AsyncIterator[Queue]:
        """What somebody is told from now on."""
        async with self._in(self._inboxes, owner) as queue:
            yield queue

    async def past(self, trip: Trip, after: int) -> Sequence[Happened]:
        """The first of what has happened since an event."""
        async with self._platform() as session:
            return [_happened(row) for row in await events_after(session, {trip[1]: after})]

    async def told(self, owner: Owner, after: int) -> Sequence[Told]:
        """The first of what somebody was told since."""
        async with self._platform() as session:
            return [_told(row) for row in await told_after(session, {owner: after})]

    def end_readers(self) -> None:
        """Every reader's stream ends now, and whoever comes yet is sent away: the process is about to stop."""
        self.ending.set()
        for watched in (*self._trips.watched.values(), *self._inboxes.watched.values()):
            watched.tell(Ended())

    async def close(self) -> None:
        self.end_readers()
        if self._task is not None:
            await end(self._task)
            self._task = None

    @asynccontextmanager
    async def _in(self, rooms: _Rooms[Key], key: Key) -> AsyncIterator[Queue]:
        queue: Queue = asyncio.Queue()
        await rooms.enter(key, queue)
        if self.ending.is_set():
            queue.put_nowait(Ended())
        elif self._task is None:
            self._task = asyncio.create_task(self._look_forever())
        try:
            yield queue
        finally:
            rooms.leave(key, queue)
            if not self._trips.watched and not self._inboxes.watched and self._task is not None:
                self._task.cancel()
                self._task = None

    async def _newest_event(self, trip: Trip) -> int:
        async with self._platform() as session:
            return await newest_event(session, trip[1])

    async def _newest_told(self, owner: Owner) -> int:
        async with self._platform() as session:
            return await newest_told(session, owner)

    async def _look_forever(self) -> None:
        while True:
            pause = _EVERY_S
            try:
                await self._look()
            except Exception as error:
                log.exception("what happens cannot be read just now", exc_info=error)
                pause = _AFTER_FAILURE_S
            await asyncio.sleep(pause)

    async def _look(self) -> None:
        trips = list(self._trips.watched)
        async with self._platform() as session:
            marks = {trip[1]: after for trip, after in self._trips.marks().items()}
            happened = await events_after(session, marks)
            told = await told_after(session, self._inboxes.marks())
        for event in happened:
            self._trips.tell((event.tenant, event.trip_id), event.id, _happened(event))
        for row in told:
            self._inboxes.tell((row.tenant, row.owner), row.seq, _told(row))
        for trip, here in zip(trips, await self.presence.at(trips), strict=True):
            if (watched := self._trips.watched.get(trip)) is not None and here != watched.here:
                watched.here = here
                watched.tell(here)


def _happened(row: TripEvent) -> Happened:
    return Happened(row.id, row.kind, row.number, row.subject, row.author, row.at)


def _told(row: NotificationRow) -> Told:
    return Told(row.seq, row.id, about_of(row), row.author, row.trip_id, row.at, row.read_at)

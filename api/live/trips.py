"""A trip as a room: what happens to it, and who is there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.live.hub import Happened, Queue, Signal
from api.live.presence import Looking
from api.people import People, Person
from api.resources import Resources
from api.signing import account_work
from domain.sharing import Reach
from services.sharing.access import Asker
from services.sharing.people import names_of


class Here(BaseModel):
    """Somebody who looks at the trip just now."""

    model_config = ConfigDict(frozen=True)

    person: Person
    day: int | None = Field(description="at which day; null: at none in particular")


class LiveEvent(BaseModel):
    """One thing that happened. `hello` begins every reading, with the version as it stands; `here` is of presence.

    `id` goes into Last-Event-ID; events without one are not repeated.
    """

    model_config = ConfigDict(frozen=True)

    type: Literal["hello", "version", "run_started", "run_ended", "comment", "presence"]
    id: str | None = None
    at: datetime
    version: int | None = None
    subject: UUID | None = Field(default=None, description="the run's or the comment's id")
    by: Person | None = None
    here: tuple[Here, ...] | None = None


class TripReader:
    """One reader of one trip. Names are asked for once each."""

    def __init__(self, res: Resources, trip_id: UUID) -> None:
        self._res, self._trip_id = res, trip_id
        self._trip = (res.tenant, trip_id)
        self._names: dict[str, str] = {}

    def listening(self) -> AbstractAsyncContextManager[Queue]:
        return self._res.live.listening(self._trip)

    async def check(self) -> int:
        """The version that it stands at; raises NotFound for a trip that the reader does not see."""
        async with self._res.in_tenant() as session:
            asker = Asker(session, self._res.who, datetime.now(UTC))
            return (await asker.trip(self._trip_id, Reach.VIEWER)).version

    async def hello(self) -> LiveEvent:
        version = await self.check()
        (here,) = await self._res.live.presence.at([self._trip])
        return LiveEvent(type="hello", at=datetime.now(UTC), version=version, here=await self._here(here))

    async def past(self, after: int) -> Sequence[Happened]:
        return await self._res.live.past(self._trip, after)

    async def event(self, signal: Signal) -> LiveEvent:
        if not isinstance(signal, Happened):
            assert isinstance(signal, tuple)
            return LiveEvent(type="presence", at=datetime.now(UTC), here=await self._here(signal))
        people = await self._people([signal.author] if signal.author else [])
        return LiveEvent(
            type=signal.kind,
            id=str(signal.id),
            at=signal.at,
            version=signal.number,
            subject=signal.subject,
            by=people.of(signal.author) if signal.author else None,
        )

    async def _here(self, here: tuple[Looking, ...]) -> tuple[Here, ...]:
        people = await self._people([one.who for one in here])
        return tuple(Here(person=people.of(one.who), day=one.day) for one in here)

    async def _people(self, wanted: list[str]) -> People:
        if missing := [one for one in wanted if one not in self._names]:
            async with self._res.in_tenant() as session:
                self._names |= await names_of(account_work(self._res, session), missing)
        return People(self._trip_id, self._res.who.owner, self._names)


def trip_frame(event: LiveEvent) -> str:
    named = f"id: {event.id}\n" if event.id is not None else ""
    return f"{named}event: {event.type}\ndata: {event.model_dump_json()}\n\n"

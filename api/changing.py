"""What the routes that begin or change a trip share: whose change it is, upon what, and under which key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends

from api.conditions import ExpectedVersion
from api.deps import IdempotencyKey
from api.resources import Resources
from domain.request import TripRequest
from domain.wish import Wish
from services.trips.schemas import Started
from services.trips.service import Ids, TripService


@dataclass(frozen=True)
class Change:
    """A change of a trip: the names of what it makes, the version that its sender saw, and its key."""

    ids: Ids
    seen: int | None
    key: str | None

    async def begin(self, res: Resources, make: Callable[[TripService], Awaitable[Started]]) -> Started:
        """Make the trip's next run, where the trip is what the sender saw, and hand it to the workers."""
        async with res.trips() as trips:
            await trips.expect(self.ids.trip, self.seen)
            started = await make(trips)
        await res.queue(started.run.id)
        return started


def new_ids(trip_id: UUID | None = None) -> Ids:
    return Ids(trip_id or uuid4(), uuid4(), uuid4())


def _of_trip(trip_id: UUID, key: IdempotencyKey = None, seen: ExpectedVersion = None) -> Change:
    return Change(new_ids(trip_id), seen, key)


def _of_draft(draft_id: UUID, key: IdempotencyKey = None, seen: ExpectedVersion = None) -> Change:
    return Change(new_ids(draft_id), seen, key)


TripChange = Annotated[Change, Depends(_of_trip)]
DraftChange = Annotated[Change, Depends(_of_draft)]


async def asked_for(
    message: str | None, wish: Wish | None, res: Resources, owner: str
) -> tuple[str, TripRequest | None]:
    """The first words of a conversation, and what a form asks for; None where there are only words."""
    if wish is None:
        return message or "", None
    from api.wishing import wished  # noqa: PLC0415  its agents take a second to import

    request = wished(wish, datetime.now(UTC).date(), world=(await res.context(owner)).tools.world)
    return message or wish.in_words, request

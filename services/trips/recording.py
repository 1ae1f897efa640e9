"""The next version of a trip: where one is written, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.certificate import Certificate
from domain.itinerary import Itinerary
from domain.notification import Changed
from domain.request import TripRequest
from services.links.events import record_generated
from services.notifications.telling import Happening, tell
from services.trips.tables import Run, Trip, TripVersion

TITLE_CHARS = 80
Origin = Literal["run", "plan_b", "restore", "copy"]


@dataclass(frozen=True)
class Result:
    """What a version holds."""

    request: TripRequest
    itinerary: Itinerary
    certificate: Certificate
    changes: Sequence[str] = ()


async def record(
    session: AsyncSession,
    trip: Trip,
    result: Result,
    now: datetime,
    *,
    run_id: UUID | None = None,
    made_by: str | None = None,
    origin: Origin = "run",
) -> TripVersion:
    """Follows the version that the trip stands at; what was undone before cannot be redone after it.

    The trip's row must be locked. Its owner hears of what others do.
    """
    parent = trip.version or None
    trip.version = trip.latest = trip.latest + 1
    trip.title, trip.updated_at, trip.undone = result.itinerary.title[:TITLE_CHARS], now, []
    version = TripVersion(
        trip_id=trip.id,
        number=trip.version,
        tenant=trip.tenant,
        run_id=run_id,
        parent=parent,
        origin=origin,
        made_by=made_by,
        request=result.request.model_dump(mode="json"),
        itinerary=result.itinerary.model_dump(mode="json"),
        certificate=result.certificate.model_dump(mode="json"),
        changes=list(result.changes),
        created_at=now,
    )
    session.add(version)
    await record_generated(session, trip.tenant, trip.id, trip.version, trip.owner, result.itinerary, now)
    await tell_owner(session, trip, made_by or await asker(session, run_id), now)
    return version


async def tell_owner(session: AsyncSession, trip: Trip, author: str, now: datetime) -> None:
    """The trip stands at another version through `author` ("": nobody knows who); one's own doing is no news."""
    if author:
        await tell(session, Happening(trip.tenant, now, author, trip.id), [(trip.owner, Changed(version=trip.version))])


async def asker(session: AsyncSession, run_id: UUID | None) -> str:
    """Who took what a run proposed, else who asked for it; "" where there was no run."""
    run = await session.get(Run, run_id) if run_id is not None else None
    return "" if run is None else str(run.input.get("decided_by", "")) or run.asked_by


def result_of(version: TripVersion) -> Result:
    return Result(
        TripRequest.model_validate(version.request),
        Itinerary.model_validate(version.itinerary),
        Certificate.model_validate(version.certificate),
        tuple(version.changes),
    )


def move_to(trip: Trip, version: TripVersion, now: datetime) -> None:
    """The trip stands at a version that there is; nothing is written or lost."""
    title = str(version.itinerary["title"])
    trip.version, trip.title, trip.updated_at = version.number, title[:TITLE_CHARS], now

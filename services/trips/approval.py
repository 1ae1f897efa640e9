"""What becomes of a draft's books when a plan of it is proposed or approved."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.trips.repository import TripRepository
from services.trips.tables import Draft, Trip


def new_draft(trip: Trip, reference: str, now: datetime) -> Draft:
    return Draft(
        trip_id=trip.id,
        tenant=trip.tenant,
        status="draft",
        reference=reference,
        revision=1,
        created_at=now,
        updated_at=now,
    )


async def proposed_anew(rows: TripRepository, trip_id: UUID, now: datetime) -> None:
    """Another plan lies before whoever reviews it."""
    draft = await rows.find_draft(trip_id, lock=True)
    if draft is not None:
        draft.revision, draft.updated_at = draft.revision + 1, now


async def approved(rows: TripRepository, trip: Trip, sha256: str, by: str, now: datetime) -> None:
    """The plan that a person has approved is the trip's version now."""
    draft = await rows.find_draft(trip.id, lock=True)
    if draft is None:
        return
    if draft.status != "published":  # the traveller then sees the newer plan, which is approved as well
        draft.status = "approved"
    draft.revision, draft.updated_at = draft.revision + 1, now
    draft.approved_version, draft.approved_sha256 = trip.version, sha256
    draft.approved_by, draft.approved_at = by, now

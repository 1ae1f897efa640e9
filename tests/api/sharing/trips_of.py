"""A trip with a plan, made without planning it; its owner signs in or is a guest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from domain.certificate import certify
from domain.identity import PUBLIC_TENANT
from domain.itinerary import Itinerary
from infra.database import Sessions, in_tenant
from services.trips.recording import Result, record
from services.trips.tables import Message, Run, Trip
from tests.api.signing_in import headers_of, signed_in
from tests.make import make_itinerary, make_request

SAID = "Only the two of us, and nobody may know of the ring"


@dataclass(frozen=True)
class Someone:
    """A user: their headers, their address and the name under which things are kept."""

    headers: dict[str, str]
    email: str
    owner: str


async def make_someone(settings) -> Someone:
    tokens = await signed_in(settings)
    return Someone(headers_of(tokens), tokens.user.personal.email, f"user:{tokens.user.id}")


async def make_trip(sessions: Sessions, owner: str, itinerary: Itinerary | None = None) -> UUID:
    """Two days in Avonlea and Rivane, talked about in one message."""
    plan, now = itinerary or make_itinerary(), datetime.now(UTC)
    request = make_request(days=len(plan.days), text=SAID)
    trip = Trip(id=uuid4(), tenant=PUBLIC_TENANT, owner=owner, title="x", version=0, created_at=now, updated_at=now)
    run = Run(
        id=uuid4(),
        tenant=PUBLIC_TENANT,
        trip_id=trip.id,
        status="done",
        input={"message": SAID},
        asked_by=owner,
        announced=True,
        created_at=now,
        ended_at=now,
    )
    said = Message(
        id=uuid4(), tenant=PUBLIC_TENANT, trip_id=trip.id, run_id=run.id, role="traveller", text=SAID, created_at=now
    )
    async with in_tenant(sessions, PUBLIC_TENANT) as session:
        for row in (trip, run, said):
            session.add(row)
            await session.flush()
        await record(session, trip, Result(request, plan, certify(request, plan)), now, run_id=run.id)
    return trip.id


async def change_plan(sessions: Sessions, trip_id: UUID, itinerary: Itinerary, by: str) -> None:
    """The next version, as a run of somebody's would make it."""
    now = datetime.now(UTC)
    request = make_request(days=len(itinerary.days), text=SAID)
    async with in_tenant(sessions, PUBLIC_TENANT) as session:
        trip = await session.get_one(Trip, trip_id, with_for_update=True)
        run = Run(
            id=uuid4(),
            tenant=PUBLIC_TENANT,
            trip_id=trip_id,
            status="done",
            input={"edits": []},
            asked_by=by,
            announced=True,
            created_at=now,
            ended_at=now,
        )
        session.add(run)
        await session.flush()
        result = Result(request, itinerary, certify(request, itinerary), ("Moved the park to day 2.",))
        await record(session, trip, result, now, run_id=run.id)

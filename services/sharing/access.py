"""Whether somebody may do what they ask of a trip, and the trip's newest plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.certificate import Certificate
from domain.errors import Forbidden, NotFound
from domain.identity import Principal
from domain.itinerary import Itinerary
from domain.request import TripRequest
from domain.sharing import Reach
from services.trips.repository import TripRepository
from services.trips.tables import Trip


@dataclass(frozen=True)
class Asker:
    """Who asks, within one transaction; whoever opened the session commits. `now` is an aware UTC instant."""

    session: AsyncSession
    who: Principal
    now: datetime

    @property
    def tenant(self) -> str:
        return self.who.tenant

    @property
    def trips(self) -> TripRepository:
        owner = None if self.who.reaches_all else self.who.owner
        return TripRepository(self.session, self.tenant, owner, self.now)

    async def trip(self, trip_id: UUID, wanted: Reach) -> Trip:
        """Raises NotFound for one they do not see, Forbidden where they may do less."""
        rows = self.trips
        trip = await rows.find(trip_id)
        if trip is None:
            raise NotFound("trip", str(trip_id))
        if not (await rows.reach(trip)).allows(wanted):
            raise Forbidden("only the trip's owner may do this" if wanted is Reach.OWNER else "you may only look")
        return trip


@dataclass(frozen=True)
class Plan:
    """The newest version of a trip."""

    trip: Trip
    request: TripRequest
    itinerary: Itinerary
    certificate: Certificate


async def plan_of(session: AsyncSession, tenant: str, trip_id: UUID) -> Plan | None:
    """Whoever asks; None where the trip is gone or has no plan."""
    rows = TripRepository(session, tenant)
    trip = await rows.find(trip_id)
    version = await rows.find_version(trip_id, trip.version) if trip is not None else None
    if trip is None or version is None:
        return None
    return Plan(
        trip,
        TripRequest.model_validate(version.request),
        Itinerary.model_validate(version.itinerary),
        Certificate.model_validate(version.certificate),
    )

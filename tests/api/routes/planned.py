"""A planned trip of a visitor, as if a run had made it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from agents.booking import attach_links
from agents.refinement.narrate import narrate
from domain.certificate import certify
from domain.identity import PUBLIC_TENANT
from infra.database import Sessions
from services.trips.service import Ids, TripService
from tests.make import make_itinerary, make_request


async def planned_trip(platform: Sessions, owner: str, days: int = 3, tenant: str = PUBLIC_TENANT) -> UUID:
    """`owner` as `Principal.owner` names them."""
    request = make_request(days)
    itinerary = attach_links(request, narrate(request, make_itinerary(days)), affiliates={})
    async with platform.begin() as session:
        trips = TripService(session, tenant, datetime.now(UTC))
        started = await trips.start(Ids(uuid4(), uuid4(), uuid4()), owner, "Avonlea and Rivane")
        await trips.input_of(started.run.id)
        certificate = certify(request, itinerary)
        assert await trips.finish(started.run.id, request, itinerary, certificate, said="Here.", changes=())
    return started.trip_id

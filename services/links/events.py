"""The event `booking_link_generated`: which link was made for whom, once for each version of a trip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.itinerary import Itinerary, Link
from services.links.tables import LinkEvent

GENERATED = "booking_link_generated"


async def record_generated(
    session: AsyncSession, tenant: str, trip_id: UUID, version: int, user: str, itinerary: Itinerary, at: datetime
) -> int:
    """Write the events of a version's links, in the transaction that writes the version; how many were new.

    Doing it again writes nothing.
    """
    rows: list[dict[str, Any]] = [
        {
            "id": uuid5(trip_id, f"{GENERATED}:{version}:{link.id}"),
            "tenant": tenant,
            "name": GENERATED,
            "trip_id": trip_id,
            "version": version,
            "link_id": link.id,
            "place_id": place_id,
            "adapter": link.provider,
            "user": user,
            "at": at,
        }
        for place_id, link in _links(itinerary)
    ]
    if not rows:
        return 0
    written = await session.execute(insert(LinkEvent).on_conflict_do_nothing().returning(LinkEvent.id), rows)
    return len(written.all())


def _links(itinerary: Itinerary) -> Iterator[tuple[str | None, Link]]:
    """Every link with the place it is for; those of journeys have none."""
    for booking in itinerary.stays:
        yield from ((booking.place_id, link) for link in booking.links)
    for day in itinerary.days:
        for stop in day.stops:
            yield from ((stop.place_id, link) for link in stop.links)
        for travel in (day.travel_in, day.travel_out):
            for leg in travel.legs if travel else ():
                yield from ((None, link) for link in leg.links)

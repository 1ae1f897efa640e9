"""Calendars that follow a trip: a secret address for each, told once and revoked for good."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.identity import Principal
from services.documents.repository import DocumentRepository
from services.documents.schemas import FeedView
from services.documents.tables import CalendarFeed
from services.trips.recording import Result, result_of
from services.trips.repository import TripRepository

_SECRET_BYTES = 24
_TOUCHED = timedelta(minutes=10)


class FeedService:
    """The calendars of one tenant; where `who` is given, those that they have made. `now` is an aware UTC instant."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime, who: Principal | None = None) -> None:
        self._rows, self._session, self._now, self._tenant = DocumentRepository(session, tenant), session, now, tenant
        self._owner = None if who is None or who.reaches_all else who.owner

    async def make(self, feed_id: UUID, trip_id: UUID, owner: str, address: str) -> FeedView:
        """`address` is the product's own, without a slash at the end."""
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        feed = CalendarFeed(
            id=feed_id,
            tenant=self._tenant,
            trip_id=trip_id,
            owner=owner,
            digest=digest_of(secret),
            created_at=self._now,
            read_at=None,
            revoked_at=None,
        )
        self._rows.add_feed(feed)
        await self._session.flush()
        at = f"{address}/v1/calendars/{secret}.ics"
        return _view(feed).model_copy(update={"address": at, "subscribe": f"webcal://{at.partition('://')[2]}"})

    async def of_trip(self, trip_id: UUID) -> Sequence[FeedView]:
        return [_view(feed) for feed in await self._rows.feeds(trip_id, self._owner)]

    async def revoke(self, feed_id: UUID) -> None:
        """Twice is once; raises NotFound."""
        feed = await self._rows.find_feed(feed_id, self._owner)
        if feed is None:
            raise NotFound("calendar", str(feed_id))
        feed.revoked_at = feed.revoked_at or self._now

    async def newest(self, feed: CalendarFeed) -> Result:
        """The trip as it stands; raises NotFound where it is gone, or its owner may no longer see it."""
        trips = TripRepository(self._session, self._tenant, feed.owner, self._now)
        trip = await trips.find(feed.trip_id)
        version = await trips.find_version(trip.id, trip.version) if trip is not None else None
        if version is None:
            raise NotFound("calendar", str(feed.id))
        if feed.read_at is None or self._now - feed.read_at > _TOUCHED:
            await self._rows.touch_feed(feed.id, self._now)
        return result_of(version)


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _view(feed: CalendarFeed) -> FeedView:
    return FeedView(id=feed.id, trip_id=feed.trip_id, created_at=feed.created_at, read_at=feed.read_at)

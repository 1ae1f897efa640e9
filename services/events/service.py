"""Publishes what happened, at least once each: rows go into a Redis stream in the order they were written."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from redis.asyncio import Redis
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from infra.database import Sessions
from services.events.tables import EventRow

STREAM = "tripwright:events"
USER_REGISTERED, USER_LOGGED_IN, USER_PROFILE_UPDATED = "user.registered", "user.logged_in", "user.profile_updated"
_KEPT = 100_000  # events in the stream; the rows stay until retention takes them
_AT_ONCE = 200


def announce(session: AsyncSession, tenant: str, kind: str, user_id: UUID | None, **payload: Any) -> None:
    """Write the event beside what it tells of; no personal data belongs into `payload`."""
    now = datetime.now(UTC)
    session.add(EventRow(id=uuid4(), tenant=tenant, kind=kind, user_id=user_id, payload=payload, at=now))


async def publish(platform: Sessions, redis: Redis) -> int:
    """Hand on what waits, of all tenants; how many. An event may come twice, with the same id."""
    async with platform.begin() as session:
        query = select(EventRow).where(EventRow.published_at.is_(None)).order_by(EventRow.at).limit(_AT_ONCE)
        rows = (await session.scalars(query.with_for_update(skip_locked=True))).all()
        for row in rows:
            await redis.xadd(STREAM, _fields(row), maxlen=_KEPT, approximate=True)
            row.published_at = datetime.now(UTC)
        return len(rows)


def _fields(row: EventRow) -> dict[Any, Any]:
    return {
        "id": str(row.id),
        "tenant": row.tenant,
        "kind": row.kind,
        "user_id": str(row.user_id or ""),
        "at": row.at.isoformat(),
        "payload": json.dumps(row.payload),
    }

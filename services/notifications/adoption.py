"""What a guest was told becomes the user's."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.notifications.tables import NotificationRow


async def adopt_notifications(session: AsyncSession, tenant: str, guest: str, owner: str) -> None:
    """Where the user has been told of the same change, theirs stays; what they did themselves is no news to them."""
    theirs = aliased(NotificationRow)
    same = select(theirs.id).where(
        theirs.tenant == tenant,
        theirs.owner == owner,
        theirs.kind == "changed",
        theirs.read_at.is_(None),
        theirs.trip_id == NotificationRow.trip_id,
        theirs.author == NotificationRow.author,
    )
    mine = NotificationRow.tenant == tenant, NotificationRow.owner == guest
    twice = (NotificationRow.kind == "changed") & NotificationRow.read_at.is_(None) & same.exists()
    await session.execute(delete(NotificationRow).where(*mine, twice | (NotificationRow.author == owner)))
    await session.execute(update(NotificationRow).where(*mine).values(owner=owner))

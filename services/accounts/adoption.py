"""What a guest made becomes the user's who signs in from the same browser."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select, update

from services.accounts.parts import AccountWork
from services.notifications.adoption import adopt_notifications
from services.privacy.tables import Consent
from services.sharing.tables import TripComment, TripMember
from services.trips.tables import Trip


async def adopt(work: AccountWork, guest: str, user_id: UUID) -> int:
    """How many trips, and the consents beside them; none for whoever never was a guest. Twice is once."""
    if not guest:
        return 0
    mine = Trip.tenant == work.tenant, Trip.owner == guest
    decided = Consent.tenant == work.tenant, Consent.owner == guest
    await work.session.execute(update(Consent).where(*decided).values(owner=f"user:{user_id}"))
    await _adopt_shares(work, guest, user_id)
    await adopt_notifications(work.session, work.tenant, guest, f"user:{user_id}")
    moved = await work.session.scalars(update(Trip).where(*mine).values(owner=f"user:{user_id}").returning(Trip.id))
    return len(moved.all())


async def _adopt_shares(work: AccountWork, guest: str, user_id: UUID) -> None:
    """What is shared with the guest, and what they said of it; where the user is a member already, they stay it."""
    person = f"user:{user_id}"
    theirs = select(TripMember.trip_id).where(TripMember.tenant == work.tenant, TripMember.member == person)
    mine = TripMember.tenant == work.tenant, TripMember.member == guest
    await work.session.execute(delete(TripMember).where(*mine, TripMember.trip_id.in_(theirs)))
    await work.session.execute(update(TripMember).where(*mine).values(member=person))
    said = TripComment.tenant == work.tenant, TripComment.author == guest
    await work.session.execute(update(TripComment).where(*said).values(author=person))

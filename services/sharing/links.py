"""Share links: made, listed, revoked, and opened by whoever has the address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert

from domain.errors import Conflict, FieldError, Forbidden, InvalidRequest, NotFound
from domain.notification import Joined
from domain.sharing import EVERY_SECTION, Reach, Rights, Section
from services.notifications.telling import Happening, tell
from services.sharing.access import Asker
from services.sharing.tables import ShareLink, TripMember
from services.sharing.tokens import digest
from services.trips.tables import Trip

LASTS = timedelta(days=90)
_MOST = 50
_USED = timedelta(minutes=1)  # how exactly the last use is known


async def make_link(
    asker: Asker,
    trip_id: UUID,
    link_id: UUID,
    token: str,
    *,
    rights: Rights,
    sections: Iterable[Section],
    label: str,
    expires_at: datetime | None,
) -> ShareLink:
    """A new link of a trip of one's own. Raises Conflict where there are too many, InvalidRequest for a past end."""
    await asker.trip(trip_id, Reach.OWNER)
    if expires_at is not None and expires_at <= asker.now:
        raise InvalidRequest([FieldError("expires_at", "this is over already")])
    if rights is Rights.EDIT and frozenset(sections) != EVERY_SECTION:
        raise InvalidRequest(
            [FieldError("sections", "who may edit sees the whole plan; leave the sections as they are")]
        )
    if sum(_is_open(link, asker.now) for link in await links_of(asker, trip_id)) >= _MOST:
        raise Conflict(f"a trip has at most {_MOST} open links; revoke one that is no longer needed")
    link = ShareLink(
        id=link_id,
        tenant=asker.tenant,
        trip_id=trip_id,
        token_hash=digest(token),
        rights=rights,
        sections=sorted(sections),
        label=label,
        created_at=asker.now,
        expires_at=expires_at,
    )
    asker.session.add(link)
    await asker.session.flush()
    return link


async def links_of(asker: Asker, trip_id: UUID) -> Sequence[ShareLink]:
    """All that were made, the newest first; for the owner alone."""
    await asker.trip(trip_id, Reach.OWNER)
    query = select(ShareLink).where(ShareLink.tenant == asker.tenant, ShareLink.trip_id == trip_id)
    return (await asker.session.scalars(query.order_by(ShareLink.created_at.desc()))).all()


async def revoke_link(asker: Asker, trip_id: UUID, link_id: UUID) -> None:
    """From now on it opens nothing, also for those who came by it. Twice is once."""
    await asker.trip(trip_id, Reach.OWNER)
    query = select(ShareLink).where(
        ShareLink.tenant == asker.tenant, ShareLink.trip_id == trip_id, ShareLink.id == link_id
    )
    link = await asker.session.scalar(query.with_for_update())
    if link is None:
        raise NotFound("link", str(link_id))
    link.revoked_at = link.revoked_at or asker.now


async def open_link(asker: Asker, token: str) -> ShareLink:
    """Raises NotFound in the same words for one that never was, has expired or was revoked."""
    query = (
        select(ShareLink)
        .join(Trip, Trip.id == ShareLink.trip_id)
        .where(ShareLink.tenant == asker.tenant, ShareLink.token_hash == digest(token))
        .where(ShareLink.revoked_at.is_(None), Trip.deleted_at.is_(None))
        .where(or_(ShareLink.expires_at.is_(None), ShareLink.expires_at > asker.now))
    )
    link = await asker.session.scalar(query)
    if link is None:
        raise nothing_here()
    if link.last_used_at is None or asker.now - link.last_used_at > _USED:
        link.last_used_at = asker.now
    return link


async def join(asker: Asker, token: str, person: str) -> UUID:
    """Become an editor by a link that allows it; the trip. Whoever is a member by invitation stays one."""
    link = await open_link(asker, token)
    if link.rights != Rights.EDIT:
        raise Forbidden("this link is for looking; ask the owner for one to edit")
    owner = await asker.session.scalar(select(Trip.owner).where(Trip.id == link.trip_id))
    if owner == person:
        return link.trip_id
    joined = insert(TripMember).values(
        trip_id=link.trip_id,
        member=person,
        tenant=asker.tenant,
        role=Reach.EDITOR,
        link_id=link.id,
        joined_at=asker.now,
    )
    fresh = {"link_id": link.id, "role": Reach.EDITOR}
    key = ["trip_id", "member"]
    known = await asker.session.get(TripMember, (link.trip_id, person))
    await asker.session.execute(
        joined.on_conflict_do_update(index_elements=key, set_=fresh, where=TripMember.link_id.is_not(None))
    )
    if known is None and owner is not None:
        happening = Happening(asker.tenant, asker.now, person, link.trip_id)
        await tell(asker.session, happening, [(owner, Joined(role="editor"))])
    return link.trip_id


def nothing_here() -> NotFound:
    return NotFound("shared trip", "at this address")


def _is_open(link: ShareLink, now: datetime) -> bool:
    return link.revoked_at is None and (link.expires_at is None or link.expires_at > now)

"""Who may see a trip beside its owner, what they say of it, where it is public, and what has just happened to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table

_TRIP = "trips.id"


class ShareLink(Table):
    """An address that opens a trip; of its token only the SHA-256 is kept. `expires_at` None: it lasts."""

    __tablename__ = "trip_links"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey(_TRIP, ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes]
    rights: Mapped[str]
    sections: Mapped[list[str]] = mapped_column(ARRAY(String))
    label: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("tenant", "token_hash", name="uq_trip_links_token"),
        CheckConstraint("rights IN ('view', 'edit')", name="ck_trip_links_rights"),
    )


class TripMember(Table):
    """Somebody a trip is shared with: `member` as `Principal.owner` names them, by a link or by invitation (None)."""

    __tablename__ = "trip_members"

    trip_id: Mapped[UUID] = mapped_column(ForeignKey(_TRIP, ondelete="CASCADE"), primary_key=True)
    member: Mapped[str] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    role: Mapped[str]
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_links.id", ondelete="CASCADE"))
    joined_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("role IN ('viewer', 'editor')", name="ck_trip_members_role"),
        Index("ix_trip_members_member", "tenant", "member"),
    )


class TripInvitation(Table):
    """Waits for whoever proves the address, which `sealed` holds; a name for each address and trip keeps it one."""

    __tablename__ = "trip_invitations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey(_TRIP, ondelete="CASCADE"))
    email_hash: Mapped[bytes]
    sealed: Mapped[bytes]
    token_hash: Mapped[bytes]
    role: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("trip_id", "email_hash", name="uq_trip_invitations_email"),
        UniqueConstraint("tenant", "token_hash", name="uq_trip_invitations_token"),
        CheckConstraint("role IN ('viewer', 'editor')", name="ck_trip_invitations_role"),
    )


class TripComment(Table):
    """Something said of a stop (`day`, `place_id`), a day or the trip; `parent_id` is what it answers, one level deep.

    `day` is where it was said, from 1. A deleted one that has answers stays, without its words.
    """

    __tablename__ = "trip_comments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey(_TRIP, ondelete="CASCADE"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_comments.id", ondelete="CASCADE"))
    author: Mapped[str]
    day: Mapped[int | None]
    place_id: Mapped[str | None]
    text: Mapped[str]
    mentions: Mapped[list[str]] = mapped_column(ARRAY(String))
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_trip_comments_trip", "trip_id", "created_at"),)


class TripReader(Table):
    """What somebody has read of a trip's comments, and whether and when they were written to about them."""

    __tablename__ = "trip_readers"

    trip_id: Mapped[UUID] = mapped_column(ForeignKey(_TRIP, ondelete="CASCADE"), primary_key=True)
    reader: Mapped[str] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    read_at: Mapped[datetime | None]
    muted: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime | None]


class CommentNotice(Table):
    """A comment that somebody has yet to be written about; gone once the mail is in the outbox."""

    __tablename__ = "comment_notices"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("trip_comments.id", ondelete="CASCADE"), primary_key=True)
    reader: Mapped[str] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey(_TRIP, ondelete="CASCADE"))
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_comment_notices_reader", "trip_id", "reader"),)


class Traveller(Table):
    """The name under which somebody publishes; its id says nothing of the account."""

    __tablename__ = "travellers"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    owner: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("tenant", "owner", name="uq_travellers_owner"),)


class Follow(Table):
    """Somebody who wants to see what a traveller publishes."""

    __tablename__ = "follows"

    owner: Mapped[str] = mapped_column(primary_key=True)
    traveller_id: Mapped[UUID] = mapped_column(ForeignKey("travellers.id", ondelete="CASCADE"), primary_key=True)
    tenant: Mapped[str]
    created_at: Mapped[datetime]


class PublicTrip(Table):
    """A trip that the whole world may see at `slug`; `listed` says whether the gallery shows it too."""

    __tablename__ = "public_trips"

    trip_id: Mapped[UUID] = mapped_column(ForeignKey(_TRIP, ondelete="CASCADE"), primary_key=True)
    tenant: Mapped[str]
    slug: Mapped[str]
    sections: Mapped[list[str]] = mapped_column(ARRAY(String))
    description: Mapped[str]
    listed: Mapped[bool]
    traveller_id: Mapped[UUID | None] = mapped_column(ForeignKey("travellers.id", ondelete="SET NULL"))
    published_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("tenant", "slug", name="uq_public_trips_slug"),
        Index("ix_public_trips_gallery", "tenant", "published_at", postgresql_where="listed"),
    )


class TripEvent(Table):
    """Something that happened to a trip, for those who look at it; written by the database itself (migration 0016).

    `id` grows within a trip in the order of the commits. Kept for two days.
    """

    __tablename__ = "trip_events"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID]
    kind: Mapped[str]
    number: Mapped[int | None]
    subject: Mapped[UUID | None]
    author: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (Index("ix_trip_events_trip", "trip_id", "id"), Index("ix_trip_events_at", "at"))

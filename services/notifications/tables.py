"""What people were told of, one row a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, column_property, mapped_column

from domain.notification import KINDS
from services.tables import Table

_KINDS = ", ".join(f"'{kind}'" for kind in KINDS)


class NotificationRow(Table):
    """For `owner`, of what `author` did ("": nobody in particular); both as `Principal.owner` names people.

    `seq` is given by the database at the commit (migration 0017), also when the row says something newer: it grows
    for each owner in the order of the commits, so that a stream that was cut goes on after the last one it has told.
    """

    __tablename__ = "notifications"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    owner: Mapped[str]
    author: Mapped[str]
    kind: Mapped[str]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    trip_id: Mapped[UUID | None] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None] = mapped_column()
    seq: Mapped[int] = mapped_column(BigInteger, Identity())
    unread: Mapped[bool] = column_property(read_at.is_(None))

    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="ck_notifications_kind"),
        Index("ix_notifications_owner", "tenant", "owner", "seq"),
        Index("ix_notifications_unread", "tenant", "owner", postgresql_where="read_at IS NULL"),
        Index(
            "uq_notifications_changed",
            *("tenant", "owner", "trip_id", "author"),
            unique=True,
            postgresql_where="kind = 'changed' AND read_at IS NULL",
        ),
        Index("ix_notifications_read_at", "read_at"),
    )

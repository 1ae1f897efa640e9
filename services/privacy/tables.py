"""What people agreed to, and what they asked us to do with their data."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class Consent(Table):
    """One decision about one purpose; a later row for the same purpose replaces it, and none is ever changed."""

    __tablename__ = "consents"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    owner: Mapped[str]
    purpose: Mapped[str]
    version: Mapped[str]
    granted: Mapped[bool]
    at: Mapped[datetime]
    ip: Mapped[str | None]
    user_agent: Mapped[str | None]

    __table_args__ = (Index("ix_consents_owner", "tenant", "owner", "at"),)


class PrivacyRequest(Table):
    """An export or a deletion that a user asked for, to be done at `due_at`."""

    __tablename__ = "privacy_requests"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    user_id: Mapped[UUID]
    kind: Mapped[str]
    status: Mapped[str]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("kind IN ('export', 'delete')", name="ck_privacy_requests_kind"),
        CheckConstraint("status IN ('open', 'done', 'cancelled', 'expired')", name="ck_privacy_requests_status"),
        Index("ix_privacy_requests_user", "tenant", "user_id", "asked_at"),
        Index("ix_privacy_requests_due", "due_at", postgresql_where="status = 'open'"),
        Index(
            "uq_privacy_requests_open",
            "tenant",
            "user_id",
            "kind",
            unique=True,
            postgresql_where="status = 'open'",
        ),
    )


class PrivacyArchive(Table):
    """The ZIP of an export, sealed; it goes when its time is over."""

    __tablename__ = "privacy_archives"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("privacy_requests.id", ondelete="CASCADE"), primary_key=True)
    tenant: Mapped[str]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]

"""Documents that are being made or lie ready, and calendars that follow a trip."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class DocumentJob(Table):
    """One document of one version. `current`: what is given when the same is asked for again.

    `done` of `total` are real steps; `stored` is the file's key once it lies there; `mail_to` is who is told, by
    account; `announced` whether the job's event log has its end.
    """

    __tablename__ = "document_jobs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"))
    version: Mapped[int]
    owner: Mapped[str]
    variant: Mapped[str]
    language: Mapped[str]
    status: Mapped[str]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int]
    error: Mapped[str] = mapped_column(default="")
    current: Mapped[bool] = mapped_column(default=True)
    mail_to: Mapped[UUID | None]
    announced: Mapped[bool] = mapped_column(default=False)
    filename: Mapped[str] = mapped_column(default="")
    stored: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("status IN ('queued', 'running', 'done', 'failed')", name="ck_document_jobs_status"),
        Index(
            "uq_document_jobs_current",
            *("tenant", "trip_id", "version", "variant", "language", "owner"),
            unique=True,
            postgresql_where="current",
        ),
        Index("ix_document_jobs_open", "announced", "created_at", postgresql_where="NOT announced"),
        Index("ix_document_jobs_created_at", "created_at"),
    )


class CalendarFeed(Table):
    """A secret address at which a calendar reads a trip's newest version; `digest` is of the secret in it."""

    __tablename__ = "calendar_feeds"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), index=True)
    owner: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

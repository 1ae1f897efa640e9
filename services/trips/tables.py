"""Trips, their versions, messages and runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class Trip(Table):
    """One conversation and the trip that comes of it; `owner` is the guest who began it.

    It stands at `version`, 0 before there is one, on `branch`; `latest` is the highest number that was given, `undone`
    are the versions that can be redone, the next one last.
    """

    __tablename__ = "trips"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    owner: Mapped[str]
    title: Mapped[str]
    version: Mapped[int] = mapped_column(default=0)
    latest: Mapped[int] = mapped_column(default=0)
    branch: Mapped[str] = mapped_column(default="main")
    undone: Mapped[list[int]] = mapped_column(JSONB, default=list)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_trips_owner", "tenant", "owner", "updated_at"),
        Index("ix_trips_deleted_at", "deleted_at", postgresql_where="deleted_at IS NOT NULL"),
    )


class TripVersion(Table):
    """What a trip was after a change; never changed but for its name, only followed by others.

    `parent` is the version that it was made from, None for the first; `origin` how, and `run_id` by which run, or
    `made_by` by whom.
    """

    __tablename__ = "trip_versions"

    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    run_id: Mapped[UUID | None] = mapped_column(ForeignKey("runs.id"), unique=True)
    parent: Mapped[int | None]
    name: Mapped[str | None]
    origin: Mapped[str] = mapped_column(default="run")
    made_by: Mapped[str | None]
    request: Mapped[dict[str, Any]] = mapped_column(JSONB)
    itinerary: Mapped[dict[str, Any]] = mapped_column(JSONB)
    certificate: Mapped[dict[str, Any]] = mapped_column(JSONB)
    changes: Mapped[list[str]] = mapped_column(JSONB)
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_trip_versions_made", "tenant", "created_at"),)


class TripBranch(Table):
    """A line of versions beside the others; of the one that is followed now the head is the trip's own version."""

    __tablename__ = "trip_branches"

    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    head: Mapped[int]
    created_at: Mapped[datetime]


class Draft(Table):
    """A trip that an agency prepares: no plan of it counts before a person has approved exactly that one.

    `revision` grows with every plan that is proposed and every step that is taken. `published_to` is the share link.
    """

    __tablename__ = "drafts"

    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), primary_key=True)
    tenant: Mapped[str]
    status: Mapped[str]
    reference: Mapped[str]
    approved_version: Mapped[int | None]
    approved_sha256: Mapped[str | None]
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    published_to: Mapped[str | None]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (Index("ix_drafts_listed", "tenant", "updated_at"),)


class Run(Table):
    """One drive of the graph. `input` is what it was asked, by whom, `announced` whether its log has its end."""

    __tablename__ = "runs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), index=True)
    status: Mapped[str]
    input: Mapped[dict[str, Any]] = mapped_column(JSONB)
    asked_by: Mapped[str] = mapped_column(default="")
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    announced: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_runs_open", "announced", "status", postgresql_where="NOT announced"),)


class Message(Table):
    """One utterance; `key` makes sending it again harmless."""

    __tablename__ = "messages"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), index=True)
    run_id: Mapped[UUID | None] = mapped_column(ForeignKey("runs.id"))
    role: Mapped[str]
    text: Mapped[str]
    key: Mapped[str | None]
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("tenant", "key", name="uq_messages_key"),)

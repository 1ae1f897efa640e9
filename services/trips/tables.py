"""Trips, their versions, messages, runs and link clicks."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class Trip(Table):
    """One conversation and the trip that comes of it; `owner` is the guest who began it."""

    __tablename__ = "trips"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    owner: Mapped[str]
    title: Mapped[str]
    version: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (Index("ix_trips_owner", "tenant", "owner", "updated_at"),)


class TripVersion(Table):
    """What a trip was after a run; never changed, only followed by the next."""

    __tablename__ = "trip_versions"

    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    run_id: Mapped[UUID] = mapped_column(ForeignKey("runs.id"), unique=True)
    request: Mapped[dict[str, Any]] = mapped_column(JSONB)
    itinerary: Mapped[dict[str, Any]] = mapped_column(JSONB)
    certificate: Mapped[dict[str, Any]] = mapped_column(JSONB)
    changes: Mapped[list[str]] = mapped_column(JSONB)
    created_at: Mapped[datetime]


class Run(Table):
    """One drive of the graph. `input` is what it was asked, `announced` whether its log has its end."""

    __tablename__ = "runs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), index=True)
    status: Mapped[str]
    input: Mapped[dict[str, Any]] = mapped_column(JSONB)
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


class Click(Table):
    """A booking link that somebody followed."""

    __tablename__ = "clicks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), index=True)
    link_id: Mapped[str]
    provider: Mapped[str]
    url: Mapped[str]
    clicked_at: Mapped[datetime]

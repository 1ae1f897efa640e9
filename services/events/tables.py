"""What happened and others must hear of: written with what it tells of, published after the commit."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class EventRow(Table):
    __tablename__ = "events"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    kind: Mapped[str]
    user_id: Mapped[UUID | None]
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[datetime]
    published_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_events_waiting", "at", postgresql_where="published_at IS NULL"),)

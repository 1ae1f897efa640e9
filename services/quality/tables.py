"""What travellers say of their trips."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class Feedback(Table):
    """An owner's word on one version of a trip; another word on it replaces the first."""

    __tablename__ = "feedback"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), primary_key=True)
    owner: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    thumb: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("thumb IN ('up', 'down')", name="ck_feedback_thumb"),
        Index("ix_feedback_at", "tenant", "at"),
    )

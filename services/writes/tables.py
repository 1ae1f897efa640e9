"""Marks that a write was done."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class WriteMark(Table):
    """Under the digest of a caller's idempotency key: which request (`attempt`) has committed something, and when."""

    __tablename__ = "write_marks"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    attempt: Mapped[UUID]
    at: Mapped[datetime]

    __table_args__ = (Index("ix_write_marks_at", "at"),)

"""Mails that are to leave; a row is written with what it tells of, and sent after the commit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class MailRow(Table):
    """`sealed`: to whom and what about. `due_at`: not before; pushed on while a sender has it in hand."""

    __tablename__ = "mails"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    letter: Mapped[str]
    sealed: Mapped[bytes]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_mails_due", "due_at", postgresql_where="ended_at IS NULL"),)

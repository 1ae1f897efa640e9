"""The audit log: rows that are only ever added, each sealed to the one before it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class AuditRow(Table):
    """One entry; `number` counts from 1 within its tenant, `digest` is its SHA-256 over itself and `previous`."""

    __tablename__ = "audit_entries"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    at: Mapped[datetime]
    user_id: Mapped[UUID | None]
    key_id: Mapped[UUID | None]
    action: Mapped[str]
    resource: Mapped[str]
    resource_id: Mapped[str]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)  # not JSONB: the digest is over these very characters
    ip: Mapped[str]
    user_agent: Mapped[str]
    request_id: Mapped[str]
    trace_id: Mapped[str]
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("ix_audit_entries_at", "tenant", "at"),
        Index("ix_audit_entries_user", "tenant", "user_id", "number"),
        Index("ix_audit_entries_action", "tenant", "action", "number"),
    )


class AuditAnchor(Table):
    """A signed word that the entry `number` had this digest; of the kind "begin", that what was before is gone."""

    __tablename__ = "audit_anchors"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    number: Mapped[int] = mapped_column(BigInteger)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    kind: Mapped[str]
    key: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]

    __table_args__ = (Index("ix_audit_anchors_number", "tenant", "number"),)

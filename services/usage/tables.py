"""Sums of calls by what they are looked at by, how far they go, issued statements, and the steps of runs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class UsageSlice(Table):
    """The calls of one name (a provider, a user …) in one grain of time that begins at `at`.

    `unknown` counts calls whose cost is not known, `untold` calls of language models whose tokens are not.
    `latency_ms` is the sum over calls that were answered.
    """

    __tablename__ = "usage_slices"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    calls: Mapped[int] = mapped_column(BigInteger)
    asked: Mapped[int] = mapped_column(BigInteger)
    answered: Mapped[int] = mapped_column(BigInteger)
    cached: Mapped[int] = mapped_column(BigInteger)
    unknown: Mapped[int] = mapped_column(BigInteger)
    untold: Mapped[int] = mapped_column(BigInteger)
    cost_usd: Mapped[Decimal] = mapped_column(Numeric(24, 9))
    tokens_in: Mapped[int] = mapped_column(BigInteger)
    tokens_out: Mapped[int] = mapped_column(BigInteger)
    tokens_cached: Mapped[int] = mapped_column(BigInteger)
    quantity: Mapped[int] = mapped_column(Numeric(30, 0))
    latency_ms: Mapped[float]

    __table_args__ = (Index("ix_usage_slices_at", "dimension", "at"),)


class UsageMark(Table):
    """How far the sums go, for all tenants at once ("*"): calls before `closed_until`, written before `seen_until`."""

    __tablename__ = "usage_marks"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    closed_until: Mapped[datetime]
    seen_until: Mapped[datetime]


class StatementRow(Table):
    """A month's statement as it was issued; never changed."""

    __tablename__ = "statements"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    issued_at: Mapped[datetime]


class Stage(Table):
    """One pass of a run through a node; `outcome` ok, refused (an impossible wish), failed, or cut (stopped)."""

    __tablename__ = "stages"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    run_id: Mapped[UUID]
    trip_id: Mapped[UUID]
    node: Mapped[str]
    begun_at: Mapped[datetime]
    seconds: Mapped[float]
    outcome: Mapped[str]

    __table_args__ = (
        CheckConstraint("outcome IN ('ok', 'refused', 'failed', 'cut')", name="ck_stages_outcome"),
        Index("ix_stages_at", "tenant", "begun_at"),
        Index("ix_stages_run", "run_id"),
    )

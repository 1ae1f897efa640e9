"""What language models may still cost, and what is held for calls that are on their way."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table

_USD = Numeric(18, 9)


class Budget(Table):
    """One scope's sums in US dollars: a run, or a user or tenant in a month (`period`; "" for a run).

    What counts against the limit is the sum of the three.
    """

    __tablename__ = "budgets"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    held_usd: Mapped[Decimal] = mapped_column(_USD, default=Decimal(0))
    spent_usd: Mapped[Decimal] = mapped_column(_USD, default=Decimal(0))
    unknown_usd: Mapped[Decimal] = mapped_column(_USD, default=Decimal(0))
    updated_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("held_usd >= 0 AND spent_usd >= 0 AND unknown_usd >= 0", name="ck_budgets_sums"),)


class Hold(Table):
    """Money set aside for one call; `state` is held, settled (`cost_usd` is known) or unknown (it never will be)."""

    __tablename__ = "budget_holds"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    user: Mapped[str | None]
    run_id: Mapped[str | None]
    usd: Mapped[Decimal] = mapped_column(_USD)
    cost_usd: Mapped[Decimal | None] = mapped_column(_USD)
    state: Mapped[str]
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("usd >= 0 AND (cost_usd IS NULL OR cost_usd >= 0)", name="ck_budget_holds_usd"),
        CheckConstraint("state IN ('held', 'settled', 'unknown')", name="ck_budget_holds_state"),
        CheckConstraint("(state = 'settled') = (cost_usd IS NOT NULL)", name="ck_budget_holds_cost"),
        Index("ix_budget_holds_open", "expires_at", postgresql_where="state = 'held'"),
        Index("ix_budget_holds_run", "tenant", "run_id"),
    )


class BudgetAlert(Table):
    """A user's or tenant's month has reached so many percent of its budget; once each. `told_at`: by mail."""

    __tablename__ = "budget_alerts"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    percent: Mapped[int] = mapped_column(primary_key=True)
    used_usd: Mapped[Decimal] = mapped_column(_USD)
    limit_usd: Mapped[Decimal] = mapped_column(_USD)
    at: Mapped[datetime]
    told_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_budget_alerts_untold", "at", postgresql_where="told_at IS NULL"),)


class BudgetLimit(Table):
    """What a scope may cost: as the platform has granted it, or as the agency has set it for itself (`granted_by`).

    `key` is a user of the scope "user"; "" for all of the scope.
    """

    __tablename__ = "budget_limits"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    granted_by: Mapped[str] = mapped_column(primary_key=True)
    limit_usd: Mapped[Decimal] = mapped_column(_USD)
    updated_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("scope IN ('run', 'user', 'tenant')", name="ck_budget_limits_scope"),
        CheckConstraint("granted_by IN ('platform', 'agency')", name="ck_budget_limits_granted_by"),
        CheckConstraint("limit_usd >= 0", name="ck_budget_limits_usd"),
    )


class Quota(Table):
    """What of a resource an owner has used in a month ("2026-11")."""

    __tablename__ = "quotas"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(primary_key=True)
    resource: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    used: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[datetime]

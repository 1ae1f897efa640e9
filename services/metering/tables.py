"""One row for each call to a provider, and for what a run used of ours."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, Index, Numeric, func
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class Cost(Table):
    """`cost_usd` NULL: not known, which is never nothing. `quantity` counts `kind`'s unit: calls, queries, bytes."""

    __tablename__ = "costs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    user: Mapped[str | None]
    run_id: Mapped[str | None]
    at: Mapped[datetime]
    kind: Mapped[str]
    service: Mapped[str]
    provider: Mapped[str]
    model: Mapped[str]
    outcome: Mapped[str]
    latency_ms: Mapped[float]
    tries: Mapped[int]
    quantity: Mapped[int] = mapped_column(BigInteger)
    tokens_in: Mapped[int | None]
    tokens_out: Mapped[int | None]
    tokens_cached: Mapped[int | None]
    cost_usd: Mapped[Decimal | None] = mapped_column(Numeric(18, 9))
    agent: Mapped[str] = mapped_column(server_default="")
    feature: Mapped[str] = mapped_column(server_default="")
    trip_id: Mapped[str | None]
    prompt: Mapped[str] = mapped_column(server_default="")
    written_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        Index("ix_costs_tenant_at", "tenant", "at"),
        Index("ix_costs_run", "run_id"),
        Index("ix_costs_provider_at", "service", "provider", "at"),
        Index("ix_costs_at", "at", postgresql_using="brin"),
        Index("ix_costs_written_at", "written_at", postgresql_using="brin"),
    )

"""Queries of costs; every one within a tenant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.budgets.quotas import deduct_tokens
from services.metering.tables import Cost


class MeteringRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    async def usage(self, begin: datetime, end: datetime) -> Sequence[Row[Any]]:
        """Per service, provider, model and outcome: calls, latency, tokens, known cost, calls of unknown cost."""
        known = Cost.cost_usd
        query = (
            select(
                Cost.kind,
                Cost.service,
                Cost.provider,
                Cost.model,
                Cost.outcome,
                func.count().label("calls"),
                func.avg(Cost.latency_ms).label("latency_ms"),
                func.percentile_cont(0.95).within_group(Cost.latency_ms).label("latency_p95_ms"),
                func.coalesce(func.sum(Cost.quantity), 0).label("quantity"),
                func.coalesce(func.sum(Cost.tokens_in), 0).label("tokens_in"),
                func.coalesce(func.sum(Cost.tokens_out), 0).label("tokens_out"),
                func.coalesce(func.sum(known), 0).label("cost_usd"),
                func.count().filter(known.is_(None)).label("unknown"),
            )
            .where(Cost.tenant == self.tenant, Cost.at >= begin, Cost.at < end)
            .group_by(Cost.kind, Cost.service, Cost.provider, Cost.model, Cost.outcome)
            .order_by(Cost.kind, Cost.service, Cost.provider, Cost.model, Cost.outcome)
        )
        return (await self._session.execute(query)).all()

    async def of_run(self, run_id: str) -> Sequence[Cost]:
        query = select(Cost).where(Cost.tenant == self.tenant, Cost.run_id == run_id).order_by(Cost.at)
        return (await self._session.scalars(query)).all()


async def write_costs(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Of any tenants; a row that is there already stays as it is, so that a batch may be written twice.

    The tokens of those that are new are taken off their users' quotas.
    """
    if rows:
        put = insert(Cost).on_conflict_do_nothing(index_elements=["id"]).returning(Cost.id)
        written = set((await session.scalars(put, list(rows))).all())
        await deduct_tokens(session, [row for row in rows if row["id"] in written])

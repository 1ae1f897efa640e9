"""What providers did for a tenant, and what it cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.metering.repository import MeteringRepository
from services.metering.schemas import RunCost, ServiceUse, Usage
from tools.line.meter import ANSWERED, NOT_ASKED


class MeteringService:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._rows = MeteringRepository(session, tenant)

    async def usage(self, begin: datetime, end: datetime) -> Usage:
        """Calls begun from `begin` until before `end`, both aware."""
        rows = await self._rows.usage(begin, end)
        services = tuple(_use(key, list(found)) for key, found in groupby(rows, key=lambda row: tuple(row[:4])))
        return Usage(
            begin_at=begin,
            end_at=end,
            services=services,
            cost_usd=sum((one.cost_usd for one in services), Decimal(0)),
            cost_unknown=sum(one.cost_unknown for one in services),
        )

    async def of_run(self, run_id: str) -> RunCost:
        rows = await self._rows.of_run(run_id)
        by_kind: defaultdict[str, Decimal] = defaultdict(Decimal)
        for row in rows:
            by_kind[row.kind] += row.cost_usd or Decimal(0)
        return RunCost(
            run_id=run_id,
            calls=len(rows),
            cost_usd=sum(by_kind.values(), Decimal(0)),
            cost_unknown=sum(row.cost_usd is None for row in rows),
            by_kind=dict(by_kind),
        )


def _use(key: tuple[Any, ...], rows: Sequence[Row[Any]]) -> ServiceUse:
    outcomes = {row.outcome: row.calls for row in rows}
    asked = sum(calls for outcome, calls in outcomes.items() if outcome not in NOT_ASKED)
    answered = sum(outcomes.get(outcome, 0) for outcome in ANSWERED)
    ok = next((row for row in rows if row.outcome == "ok"), None)
    kind, service, provider, model = key
    return ServiceUse(
        kind=kind,
        service=service,
        provider=provider,
        model=model,
        calls=sum(outcomes.values()),
        asked=asked,
        answered=answered,
        success=answered / asked if asked else None,
        outcomes=outcomes,
        latency_ms=float(ok.latency_ms) if ok else None,
        latency_p95_ms=float(ok.latency_p95_ms) if ok else None,
        quantity=sum(row.quantity for row in rows),
        tokens_in=sum(row.tokens_in for row in rows),
        tokens_out=sum(row.tokens_out for row in rows),
        cost_usd=sum((row.cost_usd for row in rows), Decimal(0)),
        cost_unknown=sum(row.unknown for row in rows),
    )

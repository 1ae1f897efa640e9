"""Rows of calls for the tests of usage, and the two roles' sessions to write and read them with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from sqlalchemy import delete

from infra.database import Sessions
from services.budgets.tables import Quota
from services.metering.repository import write_costs
from services.metering.tables import Cost
from services.usage.tables import StatementRow, UsageMark, UsageSlice


@dataclass(frozen=True)
class Both:
    """`app` sees one tenant at a time, `platform` all."""

    app: Sessions
    platform: Sessions


def call(tenant: str, at: datetime, cost: Decimal | None = Decimal("0.01"), **more: Any) -> dict[str, Any]:
    """One call of a language model, or of what `more` says."""
    row: dict[str, Any] = {
        "id": uuid4(),
        "tenant": tenant,
        "user": "user:ann",
        "run_id": None,
        "at": at,
        "kind": "llm",
        "service": "llm",
        "provider": "gemini",
        "model": "gemini-2.5-flash",
        "outcome": "ok",
        "latency_ms": 200.0,
        "tries": 1,
        "quantity": 1,
        "tokens_in": 1000,
        "tokens_out": 100,
        "tokens_cached": 0,
        "cost_usd": cost,
        "agent": "intent",
        "feature": "planning",
        "trip_id": None,
        "prompt": "intent/read.v1",
    }
    return row | more


async def write(sessions: Both, rows: Sequence[dict[str, Any]]) -> None:
    async with sessions.platform.begin() as session:
        await write_costs(session, rows)


async def fresh(sessions: Both) -> None:
    """No calls, no sums."""
    async with sessions.platform.begin() as session:
        for table in (Cost, UsageSlice, UsageMark, Quota, StatementRow):
            await session.execute(delete(table))

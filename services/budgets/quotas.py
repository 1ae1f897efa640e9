"""What of their month's tokens of language models users have left; deducted call by call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Failure, Unavailable
from domain.identity import Tier
from domain.usage import PLANS, month_of
from services.budgets.tables import Quota
from services.tenants.tables import TenantRow

LLM_TOKENS = "llm_tokens"


async def deduct_tokens(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """Take the tokens of these calls off their users' months; in the transaction that writes the calls, so that
    what is written twice is deducted once.
    """
    spent: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        if row["user"] and row["kind"] == "llm":
            tokens = (row["tokens_in"] or 0) + (row["tokens_out"] or 0)
            spent[row["tenant"], row["user"], month_of(row["at"])] += tokens
    values = [
        {"tenant": t, "owner": o, "resource": LLM_TOKENS, "period": p, "used": n, "updated_at": _latest(rows)}
        for (t, o, p), n in sorted(spent.items())  # in one order, so that no two writers lock crosswise
        if n
    ]
    if values:
        put = insert(Quota).values(values)
        await session.execute(
            put.on_conflict_do_update(
                index_elements=[Quota.tenant, Quota.owner, Quota.resource, Quota.period],
                set_={"used": Quota.used + put.excluded.used, "updated_at": put.excluded.updated_at},
            )
        )


async def check_tokens(session: AsyncSession, tenant: str, user: str | None, now: datetime) -> None:
    """Raises Unavailable(OVER_BUDGET) for a user who has used up the month's tokens."""
    if user is None:
        return
    used, limit = await tokens_of(session, tenant, user, now)
    if limit is not None and used >= limit:
        raise Unavailable("quota", f"{used:,} of {limit:,} tokens of this month are used up", Failure.OVER_BUDGET)


async def tokens_of(session: AsyncSession, tenant: str, user: str, now: datetime) -> tuple[int, int | None]:
    """Tokens that a user has used this month, and how many the tenant's plan gives each of its users."""
    mine = (
        select(Quota.used)
        .where(
            Quota.tenant == tenant,
            Quota.owner == user,
            Quota.resource == LLM_TOKENS,
            Quota.period == month_of(now),
        )
        .scalar_subquery()
    )
    tier = select(TenantRow.tier).where(TenantRow.id == tenant).scalar_subquery()
    used, name = (await session.execute(select(mine, tier))).one()
    return used or 0, PLANS[Tier(name or Tier.FREE)].llm_tokens


def _latest(rows: Sequence[Mapping[str, Any]]) -> datetime:
    latest: datetime = max(row["at"] for row in rows)
    return latest

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from domain.usage import month_of, over_budget_key
from infra.sealing import open_sealer
from services.budgets.tables import Budget, BudgetAlert
from tests.api.conftest import worker  # noqa: F401  a fixture
from workers.usage import keep_books


async def test_the_books_are_kept_twice_without_harm(worker, settings):  # noqa: F811
    """A worker whose operator has set no limit throttles nobody, tells what is untold, and issues what is due."""
    sealer = open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir)
    now = datetime.now(UTC)
    about = {"tenant": "public", "scope": "user", "key": f"guest-{now.timestamp()}", "period": month_of(now)}
    async with worker.platform.begin() as session:
        sums = {"held_usd": 0, "spent_usd": Decimal(1), "unknown_usd": 0, "updated_at": now}
        session.add(Budget(**about, **sums))
        dates = {"at": now - timedelta(seconds=1), "told_at": None}
        session.add(BudgetAlert(**about, percent=100, used_usd=1, limit_usd=1, **dates))
    for _ in range(2):
        await keep_books(worker, sealer)
    async with worker.platform() as session:
        told = await session.scalar(select(BudgetAlert.told_at).where(BudgetAlert.key == about["key"]))
    assert told is not None
    assert not await worker.redis.exists(over_budget_key("public", about["key"]))

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select

from domain.errors import Failure, Unavailable
from domain.identity import Role
from domain.usage import PLANS, over_budget_key
from infra.redis import build_redis
from infra.sealing import open_sealer
from services.budgets.quotas import tokens_of
from services.budgets.service import DatabasePurse
from services.budgets.tables import Budget, BudgetAlert, Hold, Quota
from services.budgets.throttle import throttle, used_up
from services.events.tables import EventRow
from services.mail.tables import MailRow
from services.usage.telling import tell_alerts
from tests.api.signing_in import account_work, make_user
from tests.services.usage.conftest import usage_sessions  # noqa: F401 - a fixture
from tests.services.usage.rows import call, write
from tools.adapter import Caller
from tools.llm.purse import Limits

ANN = Caller("public", "user:00000000-0000-0000-0000-000000000001", "run-1")
LIMITS = Limits(run_usd=None, user_month_usd=Decimal(1))


@pytest.fixture
async def purse(usage_sessions):  # noqa: F811
    async with usage_sessions.platform.begin() as session:
        for table in (Budget, BudgetAlert, Hold):
            await session.execute(delete(table))
    return DatabasePurse(usage_sessions.platform, LIMITS)


async def alerts(purse) -> list[tuple[str, int]]:
    async with purse.sessions() as session:
        query = select(BudgetAlert.scope, BudgetAlert.percent).order_by(BudgetAlert.percent)
        return [(row.scope, row.percent) for row in await session.execute(query)]


async def spend(purse, usd: str):
    hold = uuid4()
    refusal = await purse.hold(hold, ANN, Decimal(usd), 60)
    if refusal is None:
        await purse.settle(hold, Decimal(usd))
    return refusal


async def test_each_share_is_noted_once_and_before_the_budget_is_reached(purse):
    for usd, noted in (("0.49", []), ("0.01", [50]), ("0.20", [50]), ("0.26", [50, 80, 95]), ("0.01", [50, 80, 95])):
        assert await spend(purse, usd) is None
        assert await alerts(purse) == [("user", percent) for percent in noted]
    refusal = await spend(purse, "0.10")
    assert refusal is not None
    assert refusal.scope == "user"
    assert (await alerts(purse))[-1] == ("user", 100)


async def test_who_was_refused_is_throttled_until_the_limit_is_raised(purse, settings):
    await spend(purse, "0.97")
    now, redis = datetime.now(UTC), build_redis(settings.redis_url)
    try:
        async with purse.sessions() as session:
            assert await used_up(session, LIMITS, now) == []
        await spend(purse, "0.10")
        async with purse.sessions() as session:
            over = await used_up(session, LIMITS, now)
            assert over == [("public", ANN.user)]
            assert await used_up(session, Limits(run_usd=None, user_month_usd=Decimal(5)), now) == []
        for _ in range(2):
            await throttle(redis, over)
        assert 0 < await redis.ttl(over_budget_key("public", ANN.user)) <= 120
    finally:
        await redis.delete(over_budget_key("public", ANN.user))
        await redis.aclose()


async def test_administrators_are_told_by_mail_and_everybody_else_by_an_event_once(purse, settings):
    async with account_work(settings) as work:
        await make_user(work, roles={Role.ADMIN})
    await spend(purse, "0.85")
    sealer = open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir)
    now = datetime.now(UTC)
    assert await tell_alerts(purse.sessions, sealer, now) == 2
    assert await tell_alerts(purse.sessions, sealer, now) == 0
    async with purse.sessions() as session:
        letters = (await session.scalars(select(MailRow.letter).where(MailRow.letter == "budget_alert"))).all()
        reached = select(EventRow.payload).where(EventRow.kind == "budget.reached", EventRow.tenant == "public")
        told = (await session.scalars(reached)).all()
    assert len(letters) >= 2
    assert sorted(event["percent"] for event in told)[:2] == [50, 80]


async def test_tokens_are_deducted_once_and_when_they_are_used_up_no_model_is_paid(purse, usage_sessions):  # noqa: F811
    now = datetime.now(UTC)
    limit = PLANS["free"].llm_tokens
    row = call("public", now, user=ANN.user, tokens_in=limit - 500, tokens_out=100)
    for _ in range(2):
        await write(usage_sessions, [row])
    async with purse.sessions() as session:
        assert await tokens_of(session, "public", ANN.user, now) == (limit - 400, limit)
    assert await spend(purse, "0.01") is None
    await write(usage_sessions, [call("public", now, user=ANN.user, tokens_in=400, tokens_out=0)])
    with pytest.raises(Unavailable) as raised:
        await spend(purse, "0.01")
    assert raised.value.kind is Failure.OVER_BUDGET
    async with usage_sessions.platform.begin() as session:
        await session.execute(delete(Quota))
        await session.execute(insert(Quota).values(
            tenant="public", owner="user:other", resource="llm_tokens", period="2020-01", used=1, updated_at=now
        ))  # fmt: skip
        assert await tokens_of(session, "public", "user:other", now) == (0, limit)

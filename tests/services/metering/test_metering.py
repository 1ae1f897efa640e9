from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select

from services.metering.service import MeteringService
from services.metering.tables import Cost
from services.metering.writer import MeterWriter, open_meter
from tools.adapter import Caller
from tools.line.meter import CallRecord

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def record(outcome="ok", *, tenant="agency", run_id=None, cost="0.01", latency_s=0.2, **more) -> CallRecord:
    return CallRecord(
        at=AT,
        caller=Caller(tenant, "guest", run_id),
        capability="llm",
        kind="llm",
        provider="gemini",
        outcome=outcome,
        latency_s=latency_s,
        cost_usd=None if cost is None else Decimal(cost),
        **more,
    )


@pytest.fixture
async def sessions(platform):
    async with platform.begin() as session:
        await session.execute(delete(Cost))
    return platform


async def usage(sessions, tenant="agency"):
    async with sessions() as session:
        return await MeteringService(session, tenant).usage(AT, AT + timedelta(hours=1))


async def test_costs_are_summed_exactly_and_what_is_unknown_is_counted_not_guessed(sessions):
    meter = MeterWriter(sessions)
    for cost in ("0.1", "0.2", None):
        meter(record(cost=cost, model="m", tokens_in=10, tokens_out=5))
    await meter.flush()
    told = await usage(sessions)
    assert (told.cost_usd, told.cost_unknown) == (Decimal("0.3"), 1)
    (one,) = told.services
    assert (one.calls, one.tokens_in, one.tokens_out, one.cost_unknown) == (3, 30, 15, 1)


async def test_reliability_is_what_was_answered_of_what_was_asked(sessions):
    meter = MeterWriter(sessions)
    for outcome in ("ok", "ok", "ok", "timeout", "cached", "shared", "open"):
        meter(record(outcome))
    await meter.flush()
    (one,) = (await usage(sessions)).services
    assert (one.calls, one.asked, one.answered, one.success) == (7, 4, 3, 0.75)
    assert one.outcomes == {"ok": 3, "timeout": 1, "cached": 1, "shared": 1, "open": 1}
    assert one.latency_ms == pytest.approx(200)


async def test_one_tenant_sees_nothing_of_another(sessions):
    meter = MeterWriter(sessions)
    meter(record(tenant="other"))
    await meter.flush()
    assert (await usage(sessions)).services == ()


async def test_a_run_knows_its_cost_by_kind(sessions):
    meter, run = MeterWriter(sessions), str(uuid4())
    for cost in ("0.1", None):
        meter(record(run_id=run, cost=cost))
    meter(record(run_id="another"))
    await meter.flush()
    async with sessions() as session:
        told = await MeteringService(session, "agency").of_run(run)
    assert (told.calls, told.cost_usd, told.cost_unknown, told.by_kind) == (
        2,
        Decimal("0.1"),
        1,
        {"llm": Decimal("0.1")},
    )


async def test_a_batch_that_is_written_twice_counts_once(sessions):
    meter = MeterWriter(sessions)
    meter(record())
    waiting = list(meter._waiting)
    await meter.flush()
    meter._waiting.extend(waiting)
    await meter.flush()
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Cost)) == 1


async def test_records_wait_while_the_database_is_away_and_are_written_at_the_end(sessions, no_database):
    meter = MeterWriter(no_database)
    meter(record())
    await meter.try_flush()
    assert len(meter._waiting) == 1
    meter.sessions = sessions
    await meter.try_flush()
    assert (await usage(sessions)).services[0].calls == 1


async def test_what_is_left_is_written_when_the_process_ends(sessions):
    async with open_meter(sessions) as meter:
        meter(record())
    assert (await usage(sessions)).services[0].calls == 1

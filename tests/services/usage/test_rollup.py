from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text

from domain.usage import EVERY_TENANT, Dimension, Period
from infra.database import in_tenant
from services.metering.tables import Cost
from services.usage.repository import UsageRepository
from services.usage.rollup import roll_up
from services.usage.sums import DAY, HOUR, QUARTER, ceiling, floor
from services.usage.tables import UsageSlice
from tests.services.usage.rows import call, fresh, write

UTC_ZONE = ZoneInfo("UTC")


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from((QUARTER, HOUR, DAY)))
def test_a_grain_holds_what_lies_in_it(at, grain):
    assert floor(at, grain) <= at < floor(at, grain) + grain
    assert ceiling(at, grain) - grain < at <= ceiling(at, grain)
    assert floor(floor(at, grain), grain) == floor(at, grain)


@pytest.fixture
async def books(usage_sessions):
    now = datetime.now(UTC)
    rows = [
        call(
            f"agency-{number % 2}",
            now - timedelta(hours=number * 1.37),
            cost=None if number % 7 == 0 else Decimal(number) / 1000,
            provider=("gemini", "openai", "atlas")[number % 3],
            user=f"user:{number % 5}",
            agent=("intent", "discovery", "")[number % 3],
            trip_id=str(UUID(int=number % 9)),
            run_id=str(UUID(int=number % 11)),
            outcome=("ok", "cached", "timeout", "rejected")[number % 4],
        )
        for number in range(140)
    ]
    await write(usage_sessions, rows)
    return usage_sessions, now, rows


async def sums(sessions, tenant, dimension, period):
    begin = sessions.platform.begin() if tenant == EVERY_TENANT else in_tenant(sessions.app, tenant)
    async with begin as session:
        return {row.name: row for row in await UsageRepository(session, tenant).by(dimension, period)}


def by_hand(rows, tenant, begin, end):
    mine = [row for row in rows if tenant in (row["tenant"], EVERY_TENANT) and begin <= row["at"] < end]
    return len(mine), sum((row["cost_usd"] or Decimal(0) for row in mine), Decimal(0)), mine


@pytest.mark.parametrize("tenant", ["agency-0", EVERY_TENANT])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/New_York"])
async def test_rolled_up_or_not_every_dimension_adds_up_to_the_calls_themselves(books, tenant, zone):
    sessions, now, rows = books
    await roll_up(sessions.platform)
    for days in (1, 7, 30):
        period = Period.of_days(days, ZoneInfo(zone), now)
        calls, cost, _ = by_hand(rows, tenant, period.begin, period.end)
        for dimension in Dimension:
            found = (await sums(sessions, tenant, dimension, period)).values()
            assert (sum(row.calls for row in found), sum(row.cost_usd for row in found)) == (calls, cost), dimension


async def test_a_days_sum_is_that_of_the_day_in_the_zone_that_was_asked_for(books):
    sessions, now, rows = books
    await roll_up(sessions.platform)
    zone = ZoneInfo("Asia/Kathmandu")  # 5 h 45 min before UTC
    period = Period.of_days(7, zone, now)
    async with sessions.platform() as session:
        daily = {row.name: row.calls for row in await UsageRepository(session, EVERY_TENANT).daily(period)}
    _, _, mine = by_hand(rows, EVERY_TENANT, period.begin, period.end)
    days = [row["at"].astimezone(zone).date().isoformat() for row in mine]
    assert daily == {day: days.count(day) for day in days}


async def test_rolling_up_twice_changes_nothing(books):
    sessions, _, _ = books

    async def grains():
        async with sessions.platform() as session:
            return await session.scalar(select(func.count()).select_from(UsageSlice))

    first, before = await roll_up(sessions.platform), await grains()
    second = await roll_up(sessions.platform)
    assert first >= 8
    assert second <= first
    assert await grains() == before > 0


async def test_a_call_that_comes_late_counts_after_the_next_roll_up(books):
    sessions, now, _ = books
    await roll_up(sessions.platform)
    at = now - timedelta(days=3)
    period = Period(at - DAY, at + DAY, UTC_ZONE)
    before = await sums(sessions, "agency-0", Dimension.PROVIDER, period)
    await write(sessions, [call("agency-0", at, cost=Decimal(5), provider="late")])
    await roll_up(sessions.platform)
    after = await sums(sessions, "agency-0", Dimension.PROVIDER, period)
    assert after["late"].cost_usd == 5
    assert {name: row for name, row in after.items() if name != "late"} == before


async def test_while_one_process_rolls_up_another_leaves_it_alone(books):
    sessions, _, _ = books
    async with sessions.platform() as other:
        await other.execute(text("SELECT pg_advisory_xact_lock(7203150710)"))
        assert await roll_up(sessions.platform) == 0


async def test_old_sums_are_read_from_the_roll_up_and_not_from_the_calls(books):
    sessions, now, _ = books
    await roll_up(sessions.platform)
    async with sessions.platform.begin() as session:
        await session.execute(delete(Cost))
    period = Period.of_days(7, UTC_ZONE, now)
    assert await sums(sessions, "agency-0", Dimension.PROVIDER, period)


async def test_a_tenant_reads_its_own_sums_alone(books):
    sessions, now, _ = books
    await roll_up(sessions.platform)
    async with in_tenant(sessions.app, "agency-1") as session:
        found = await UsageRepository(session, EVERY_TENANT).by(Dimension.TENANT, Period.of_days(30, UTC_ZONE, now))
    assert [row.name for row in found] == ["agency-1"]


async def test_unknown_costs_are_counted_and_never_taken_for_nothing(usage_sessions):
    now = datetime.now(UTC)
    await fresh(usage_sessions)
    await write(usage_sessions, [call("a", now - HOUR, cost=None), call("a", now - HOUR, cost=Decimal("0.5"))])
    (row,) = (await sums(usage_sessions, "a", Dimension.KIND, Period.of_days(7, UTC_ZONE, now))).values()
    assert (row.calls, row.unknown, row.cost_usd) == (2, 1, Decimal("0.5"))

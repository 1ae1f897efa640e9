"""Budgets in PostgreSQL: calls at one time, kills and repeats never pass a limit nor lose a cent."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from sqlalchemy import delete, func, select

from domain.errors import Unavailable
from infra.database import Sessions
from infra.settings import ROOT
from services.budgets.service import BudgetService, DatabasePurse, sweep
from services.budgets.tables import Budget, Hold
from tests.services.budgets.watching import never_above
from tools.adapter import Caller
from tools.llm.purse import Limits, Refusal

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CENT = Decimal("0.01")
NOTHING = Decimal(0)
CONNECTIONS = 30


@pytest_asyncio.fixture
async def sessions(platform: Sessions) -> Sessions:
    async with platform.begin() as session:
        await session.execute(delete(Hold))
        await session.execute(delete(Budget))
    return platform


async def used(sessions: Sessions, scope: str) -> Decimal:
    async with sessions() as session:
        total = Budget.held_usd + Budget.spent_usd + Budget.unknown_usd
        return await session.scalar(select(func.sum(total)).where(Budget.scope == scope)) or Decimal(0)


async def of_holds(sessions: Sessions) -> Decimal:
    """What all holds together count."""
    async with sessions() as session:
        return await session.scalar(select(func.sum(func.coalesce(Hold.cost_usd, Hold.usd)))) or Decimal(0)


async def test_200_calls_at_one_time_over_many_connections_never_pass_a_limit(sessions, settings):
    limits = Limits(run_usd=None, user_month_usd=Decimal("1.30"), tenant_month_usd=Decimal("2.00"))
    purse = DatabasePurse(sessions, limits)

    connections = asyncio.Semaphore(CONNECTIONS)  # nobody's wait for one shall end on a slow machine

    async def call(number: int) -> Decimal | Refusal:
        caller, hold = Caller("agency", f"user-{number % 2}", f"run-{number % 7}"), uuid4()
        await asyncio.sleep(random.random() * 0.05)
        async with connections:
            refusal = await purse.hold(hold, caller, 5 * CENT, 60)
        if refusal is not None:
            return refusal
        await asyncio.sleep(random.random() * 0.05)
        cost = (3 * CENT, 5 * CENT, None)[number % 3]
        async with connections:
            await purse.settle(hold, cost)
        return 5 * CENT if cost is None else cost

    with never_above(settings.database_url, "tenant", Decimal(2)):
        async with asyncio.TaskGroup() as group:  # nothing is at work any more when the witness leaves
            calls = [group.create_task(call(number)) for number in range(200)]
        outcomes = [one.result() for one in calls]
    refused = [one for one in outcomes if isinstance(one, Refusal)]
    paid = sum(one for one in outcomes if isinstance(one, Decimal))
    assert refused
    assert {one.scope for one in refused} <= {"user", "tenant"}
    assert paid == await used(sessions, "tenant") == await used(sessions, "user") == await used(sessions, "run")
    assert paid == await of_holds(sessions)
    assert paid <= Decimal(2)
    assert len(outcomes) - len(refused) >= 26, "a user has room for 26, so nobody is refused before that"


async def test_a_refusal_names_the_scope_and_holds_nothing_anywhere(sessions):
    purse = DatabasePurse(sessions, Limits(run_usd=CENT, user_month_usd=3 * CENT, tenant_month_usd=None))
    caller = Caller("agency", "ann", "run-1")
    assert await purse.hold(uuid4(), caller, CENT, 60) is None
    assert await purse.hold(uuid4(), caller, CENT, 60) == Refusal("run", CENT, Decimal(0))
    assert await purse.hold(uuid4(), Caller("agency", "ann", "run-2"), 5 * CENT, 60) == Refusal("run", CENT, CENT)
    for run in ("run-3", "run-4"):
        assert await purse.hold(uuid4(), Caller("agency", "ann", run), CENT, 60) is None
    refusal = await purse.hold(uuid4(), Caller("agency", "ann", "run-5"), CENT, 60)
    assert refusal == Refusal("user", 3 * CENT, Decimal(0))
    assert await used(sessions, "run") == 3 * CENT, "nothing stays held in a scope that came before"
    assert await purse.hold(uuid4(), Caller("other", "ann", "run-5"), CENT, 60) is None, "another tenant's ann"


async def test_holding_and_settling_twice_is_doing_it_once(sessions):
    purse, caller, hold = DatabasePurse(sessions, Limits()), Caller("agency", "ann", "run-1"), uuid4()
    for _ in range(3):
        assert await purse.hold(hold, caller, 5 * CENT, 60) is None
    assert await used(sessions, "run") == 5 * CENT
    for _ in range(3):
        await purse.settle(hold, 2 * CENT)
    await purse.settle(hold, None)
    await purse.settle(hold, 4 * CENT)
    assert [await used(sessions, scope) for scope in ("run", "user", "tenant")] == [2 * CENT] * 3
    await purse.settle(uuid4(), CENT)
    assert await used(sessions, "tenant") == 2 * CENT


async def test_the_same_hold_from_many_at_once_is_one(sessions):
    purse, caller, hold = DatabasePurse(sessions, Limits()), Caller("agency", "ann", "run-1"), uuid4()
    await asyncio.gather(*(purse.hold(hold, caller, 5 * CENT, 60) for _ in range(20)))
    await asyncio.gather(*(purse.settle(hold, 2 * CENT) for _ in range(20)))
    assert await used(sessions, "tenant") == 2 * CENT


async def test_an_unknown_cost_counts_as_what_was_held_until_it_is_known(sessions):
    purse, caller, hold = DatabasePurse(sessions, Limits(), lambda: NOW), Caller("agency", "ann", "run-1"), uuid4()
    await purse.hold(hold, caller, 5 * CENT, 60)
    await purse.settle(hold, None)
    async with sessions() as session:
        run, _, tenant = await BudgetService(session, "agency", Limits()).standings("ann", "run-1", NOW)
    assert (run.unknown_usd, run.spent_usd, run.held_usd, run.left_usd) == (5 * CENT, NOTHING, NOTHING, 45 * CENT)
    assert (tenant.limit_usd, tenant.left_usd) == (None, None)
    await purse.settle(hold, CENT)
    async with sessions() as session:
        run, *_ = await BudgetService(session, "agency", Limits()).standings("ann", "run-1", NOW)
    assert (run.unknown_usd, run.spent_usd) == (NOTHING, CENT)


async def test_a_new_month_begins_at_nothing_and_a_late_settlement_belongs_to_the_old_one(sessions):
    last = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)
    limits, caller, hold = Limits(run_usd=None, user_month_usd=5 * CENT), Caller("agency", "ann"), uuid4()
    assert await DatabasePurse(sessions, limits, lambda: last).hold(hold, caller, 5 * CENT, 600) is None
    after = DatabasePurse(sessions, limits, lambda: last + timedelta(minutes=2))
    assert await after.hold(uuid4(), caller, 5 * CENT, 60) is None
    await after.settle(hold, CENT)
    async with sessions() as session:
        service = BudgetService(session, "agency", limits)
        november, *_ = await service.standings("ann", None, last)
        december, *_ = await service.standings("ann", None, last + timedelta(minutes=2))
    assert (november.spent_usd, november.held_usd) == (CENT, NOTHING)
    assert (december.spent_usd, december.held_usd) == (NOTHING, 5 * CENT)


async def test_amounts_finer_than_the_columns_never_make_a_sum_negative(sessions):
    purse, caller = DatabasePurse(sessions, Limits()), Caller("agency", "ann", "run-1")
    holds = [uuid4() for _ in range(20)]
    for at, hold in enumerate(holds):
        await purse.hold(hold, caller, Decimal("0.00012345678951") + Decimal(at) / Decimal("7e12"), 60)
    for hold in holds:
        await purse.settle(hold, Decimal("0.0000123456789123"))
    assert await used(sessions, "run") == await of_holds(sessions) == 20 * Decimal("0.000012346")


async def test_without_a_database_nothing_is_spent(no_database):
    purse = DatabasePurse(no_database)
    with pytest.raises(Unavailable):
        await purse.hold(uuid4(), Caller(), CENT, 60)
    await purse.settle(uuid4(), CENT)


CHILD = """
import asyncio, sys
from decimal import Decimal
from uuid import uuid4
from infra.database import PLATFORM, build_engine, build_sessions
from services.budgets.service import DatabasePurse
from tools.adapter import Caller
from tools.llm.purse import Limits

async def main(url):
    purse = DatabasePurse(build_sessions(build_engine(url, PLATFORM)), Limits(run_usd=None, tenant_month_usd=Decimal("3.00")))
    async def caller(number):
        while True:
            hold = uuid4()
            if await purse.hold(hold, Caller("agency", f"user-{number}", "run"), Decimal("0.03"), 1.0) is None:
                await asyncio.sleep(0.005)
                await purse.settle(hold, Decimal("0.01"))
                print("paid", flush=True)
            else:
                await asyncio.sleep(0.05)
    await asyncio.gather(*(caller(number) for number in range(6)))

asyncio.run(main(sys.argv[1]))
"""


def started(database_url: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", CHILD, database_url], env=environment, stdout=subprocess.PIPE)


@pytest.mark.faults
async def test_processes_killed_between_hold_and_settlement_leave_exact_sums(sessions, settings):
    """Four processes of six callers each, killed at a moment of chance; the sweep ends what they held."""
    children = [started(settings.database_url) for _ in range(4)]
    try:
        for child in children:
            await asyncio.to_thread(child.stdout.readline)
        with never_above(settings.database_url, "tenant", Decimal(3)):
            await asyncio.sleep(0.3)
            assert all(child.poll() is None for child in children), "none of them met the rule"
    finally:
        for child in children:
            child.send_signal(signal.SIGKILL)
            child.wait()
            child.stdout.close()
    async with sessions() as session:
        left = list(await session.scalars(select(Hold.id).where(Hold.state == "held")))
    assert left, "some died holding"
    assert await used(sessions, "tenant") <= Decimal("3.00")
    later = datetime.now(UTC) + timedelta(seconds=2)
    swept = await asyncio.gather(sweep(sessions, later), sweep(sessions, later))
    assert sum(swept) == len(left), "two sweeps at once end each hold once"
    assert await sweep(sessions, later) == 0
    async with sessions() as session:
        unknown = await session.scalar(select(func.sum(Hold.usd)).where(Hold.state == "unknown"))
        tenant = await session.get(Budget, ("agency", "tenant", "", f"{later:%Y-%m}"))
    assert unknown == len(left) * 3 * CENT == tenant.unknown_usd
    assert tenant.held_usd == 0
    assert await of_holds(sessions) == await used(sessions, "tenant") == await used(sessions, "user")


async def test_a_hold_that_is_in_time_is_not_swept(sessions):
    purse, hold = DatabasePurse(sessions, Limits(), lambda: NOW), UUID(int=7)
    await purse.hold(hold, Caller("agency"), CENT, 60)
    assert await sweep(sessions, NOW + timedelta(seconds=59)) == 0
    assert await sweep(sessions, NOW + timedelta(seconds=61)) == 1

"""The ladder of models paid from the purse in the database: 200 workers at one time, over the wire."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import httpx
import pytest
from pydantic import BaseModel
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import create_async_engine

from domain.errors import AllProvidersFailed, Failure, Unavailable
from infra.database import PLATFORM, build_engine, build_sessions
from infra.settings import CapabilitySettings, Settings
from services.budgets.service import DatabasePurse
from services.budgets.tables import Budget, Hold
from tests.emulators.server import Emulators
from tests.services.budgets.watching import never_above
from tools.adapter import Caller
from tools.line.line import Line
from tools.line.meter import CallRecord
from tools.llm.contract import Prompted
from tools.llm.opening import open_models
from tools.llm.purse import Limits
from tools.switchboard import Switchboard

LIMIT = Decimal("0.05")
THREADS, CALLS = 8, 25


class Town(BaseModel):
    name: str


@pytest.mark.slow
def test_200_workers_in_eight_loops_never_pass_a_tenants_limit_and_the_meter_agrees(
    settings: Settings, emulators: Emulators
):
    """Each loop is a worker process's: its own connections, line and models; they share only the database."""
    asyncio.run(_cleared(settings))
    with never_above(settings.database_url, "tenant", LIMIT), ThreadPoolExecutor(THREADS) as threads:
        workers = [threads.submit(asyncio.run, _calls(settings, emulators, at)) for at in range(THREADS)]
        results = [worker.result() for worker in workers]
    records = [record for _, found in results for record in found]
    outcomes = [outcome for told, _ in results for outcome in told]
    assert len(outcomes) == THREADS * CALLS == 200
    assert {"primary", "over"} <= set(outcomes)
    told = sum((record.cost_usd for record in records if record.cost_usd is not None), Decimal(0))
    row = asyncio.run(_row(settings))
    assert row.held_usd == 0
    assert told <= row.spent_usd <= told + Decimal("1e-6"), "rounded up to a billionth a call"
    if any(record.cost_usd is None for record in records):  # a machine too busy to answer each in time
        assert row.unknown_usd > 0, "what nobody knows counts in full"
    assert row.spent_usd + row.unknown_usd <= LIMIT


async def _calls(settings: Settings, emulators: Emulators, worker: int) -> tuple[list[str], list[CallRecord]]:
    records: list[CallRecord] = []
    # Eight pools of the usual size would be more connections than the server of the tests has.
    engine = create_async_engine(build_engine(settings.database_url, PLATFORM).url, pool_size=4, max_overflow=0)
    purse = DatabasePurse(build_sessions(engine), Limits(run_usd=None, tenant_month_usd=LIMIT))
    others = ("openai", "anthropic", "compatible")
    only = CapabilitySettings(order=("gemini",), disabled=others, calls=10_000, timeout_s=110, deadline_s=120)
    ours = Settings(emulator=emulators.url, offline=False, providers={"llm": only})
    async with httpx.AsyncClient() as http:
        ladder = await open_models(Switchboard(ours, http, Line(meter=records.append)), purse)
        assert ladder is not None

        async def call(number: int) -> str:
            models = ladder.on_behalf_of(Caller("agency-200", f"user-{number % 3}", f"run-{worker}"))
            asked = Prompted("test.v1", "Towns.", f"Town {worker} {number} " + "of many words " * 40, max_tokens=1_500)
            try:
                return (await models.fill(asked, Town)).level
            except AllProvidersFailed as error:
                kinds = {failure.kind for failure in error.failures if isinstance(failure, Unavailable)}
                return "over" if kinds == {Failure.OVER_BUDGET} else str(error)

        outcomes = await asyncio.gather(*(call(number) for number in range(CALLS)))
        await ladder.chain.shutdown()
    await engine.dispose()
    return list(outcomes), records


async def _cleared(settings: Settings) -> None:
    engine = build_engine(settings.database_url, PLATFORM)
    async with build_sessions(engine).begin() as session:
        await session.execute(delete(Hold))
        await session.execute(delete(Budget))
    await engine.dispose()


async def _row(settings: Settings) -> Budget:
    engine = build_engine(settings.database_url, PLATFORM)
    async with build_sessions(engine)() as session:
        row = (await session.scalars(select(Budget).where(Budget.scope == "tenant"))).one()
        known = await session.scalar(select(func.sum(Hold.cost_usd)))
    await engine.dispose()
    assert known == row.spent_usd
    return row

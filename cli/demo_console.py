"""What else a console shows of an agency of the demonstration: budgets, a rollout, response times, errors."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any
from uuid import UUID, uuid5

from redis.asyncio import Redis

from domain.flags import Asker, FlagRule, Stage, Variant, decide
from domain.usage import month_of
from infra.database import Sessions
from infra.telemetry import faults, statistics
from infra.telemetry.faults import Fault
from infra.telemetry.statistics import Recorder
from services.budgets.limiting import LimitService
from services.budgets.service import DatabasePurse
from services.flags.service import FlagService
from services.flags.tallying import FlagTallies
from tools.adapter import Caller
from tools.llm.purse import Limits

NEW_SUMMARIES, GROUP_TRIPS = "new-summaries", "group-trips"
_RULES = {
    NEW_SUMMARIES: FlagRule(
        description="shorter day summaries",
        enabled=True,
        percentage=50,
        stage=Stage.BETA,
        variants=(Variant(name="short", weight=1, value="short"), Variant(name="long", weight=1, value="long")),
    ),
    GROUP_TRIPS: FlagRule(description="trips for more than eight", enabled=False),
}
_FULL = Decimal("0.86")  # of the month's limit that is used, so that an alert is there to be seen
_STEP = Decimal("0.001")
_GUESTS, _HOURS = 40, 24
_ENDPOINTS = (  # name, usual seconds, share that fails, of how many requests an hour
    ("GET /v1/trips", 0.03, 0.0, 40),
    ("GET /v1/trips/{trip_id}", 0.05, 0.0, 55),
    ("POST /v1/trips", 0.09, 0.004, 9),
    ("GET /v1/trips/{trip_id}/documents/{format}", 0.7, 0.01, 6),
    ("GET /v1/admin/costs/overview", 0.2, 0.0, 3),
)
_AGENTS = (("intent", 1.2), ("discovery", 2.6), ("optimisation", 3.1), ("refinement", 4.0))
_FAULTS = (  # type, place, status, message, how often
    ("AllProvidersFailed", "POST /v1/trips/{trip_id}/texts", 502, "llm: no provider answered", 3),
    ("TimeoutError", "run", 0, "the document was not drawn within 30 s", 2),
    ("InvalidRequest", "POST /v1/trips", 422, "the return lies before the departure", 11),
    ("NotFound", "GET /v1/trips/{trip_id}", 404, "there is no trip", 7),
)


async def keep_budgets(platform: Sessions, tenant: str, calls: Sequence[dict[str, Any]], now: datetime) -> None:
    """This month's calls of models in the purse, a user's day at a time and once, under a limit that is nearly used."""
    days: Counter[tuple[date, str]] = Counter()
    for call in calls:
        if call["kind"] == "llm" and month_of(call["at"]) == month_of(now):
            days[call["at"].date(), call["user"]] += call["cost_usd"]
    limit = (Decimal(days.total()) / _FULL).quantize(_STEP)
    async with platform.begin() as session:
        limits = LimitService(session, tenant, Limits(), now)
        if all(one.own_usd is None for one in await limits.list()):
            await limits.grant("tenant", None, limit * 4)
            await limits.set("tenant", None, limit)
            await limits.set("user", None, limit)
    for (day, user), usd in sorted(days.items()):
        purse = DatabasePurse(platform, Limits(), clock=partial(_at, datetime.combine(day, datetime.min.time(), UTC)))
        hold = uuid5(UUID(int=0), f"{tenant} {user} {day}")
        await purse.hold(hold, Caller(tenant, user), Decimal(usd), 60)
        await purse.settle(hold, Decimal(usd))


def _at(instant: datetime) -> datetime:
    return instant


async def roll_out(platform: Sessions, tenant: str, owners: Sequence[UUID], now: datetime) -> bool:
    """Two flags, one of them shown to the agency's people and some guests; False where they are there already."""
    async with platform.begin() as session:
        service = FlagService(session, tenant, now)
        if NEW_SUMMARIES in await service.in_force():
            return False
        flag = await service.create(NEW_SUMMARIES, _RULES[NEW_SUMMARIES])
        await service.create(GROUP_TRIPS, _RULES[GROUP_TRIPS])
    tallies, chance = FlagTallies(platform), Random(tenant)
    names = [f"user:{owner}" for owner in owners] + [uuid5(owners[0], f"guest {n}").hex for n in range(_GUESTS)]
    for name in names:
        decision = decide(flag, Asker(name=name, tenant=tenant))
        tallies.exposed(tenant, name, decision)
        for _ in range(chance.randrange(1, 6)):
            tallies.evaluated(tenant, decision)
            tallies.ended(tenant, NEW_SUMMARIES, decision.variant, failed=chance.random() < 0.02)
    await tallies.flush()
    return True


async def serve(redis: Redis, tenant: str) -> None:
    """A day's requests, passes of agents and errors, where the agency has none yet; they go as real ones do."""
    if await faults.groups(redis, tenant, 1):
        return
    chance, now_s = Random(tenant), time.time()
    for ago in range(_HOURS):
        recorder, at_s = Recorder(), now_s - ago * 3600
        for name, usual_s, failing, count in _ENDPOINTS:
            for _ in range(round(count * chance.uniform(0.4, 1.6))):
                status = "500" if chance.random() < failing else "200"
                recorder.observe("requests", name, usual_s * chance.lognormvariate(0, 0.6), status, tenant)
        for name, usual_s in _AGENTS:
            outcome = "failed" if chance.random() < 0.02 else "ok"
            recorder.observe("agents", name, usual_s * chance.uniform(0.6, 1.9), outcome, tenant)
        await statistics.add(redis, recorder.take(), at_s)
    seen = [
        Fault(
            now_s - chance.uniform(60, 80_000),
            kind,
            where,
            status,
            message,
            uuid5(UUID(int=0), f"{tenant}{n}").hex,
            "",
            tenant,
        )
        for kind, where, status, message, times in _FAULTS
        for n in range(times)
    ]
    await faults.add(redis, sorted(seen, key=lambda fault: fault.at))

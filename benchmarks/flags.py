"""What asking a feature flag costs: the decision alone, through OpenFeature, and through a route's `Flags`.

    python -m benchmarks.flags [EVALUATIONS]

The servers are the tests'. Each evaluation is of another visitor, so that each is counted and exposed anew.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from api.flagging import AskedFlags
from domain.flags import Asker, FlagRule, decide
from infra.database import PLATFORM, build_engine, build_sessions, in_tenant
from infra.redis import build_redis
from infra.settings import default_data_dir
from services.flags.opening import Features, open_features
from services.flags.provider import context_of
from services.flags.service import FlagService
from tests.conftest import _fresh_database as fresh_database
from tests.conftest import _fresh_redis as fresh_redis

_REDIS = 15
_KEY = "bench"


def _visitors(count: int) -> list[Asker]:
    return [Asker(name=f"{number:032x}", tenant="agency") for number in range(count)]


async def _report(name: str, askers: list[Asker], ask: Callable[[Asker], Awaitable[bool]]) -> None:
    times, on = [], 0
    for asker in askers:
        begun = time.perf_counter()
        on += await ask(asker)
        times.append((time.perf_counter() - begun) * 1e6)
    median, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    rate = len(times) / (sum(times) / 1e6)
    print(f"{name:28} {median:8.1f} µs median {p99:8.1f} µs p99 {rate:10,.0f} a second   {on / len(askers):.1%} on")


async def _ways(features: Features, count: int) -> None:
    flag, askers = (await features.current.of("agency"))[_KEY], _visitors(count)

    async def decided(asker: Asker) -> bool:
        return decide(flag, asker).on

    async def resolved(asker: Asker) -> bool:
        return await features.client.get_boolean_value_async(_KEY, False, context_of(asker))

    async def asked(asker: Asker) -> bool:
        return await AskedFlags(features, asker).on(_KEY)

    await _report("decided", askers, decided)
    await _report("through OpenFeature", askers, resolved)
    await _report("through a route's Flags", askers, asked)
    begun = time.perf_counter()
    await features.tallies.flush()
    print(f"counts and exposures written in {time.perf_counter() - begun:.2f} s")


async def _measure(url: str, redis_url: str, count: int) -> None:
    engine, wide, redis = build_engine(url), build_engine(url, PLATFORM), build_redis(redis_url)
    sessions = build_sessions(engine)
    async with in_tenant(sessions, "agency") as session:
        rule = FlagRule(enabled=True, percentage=30)
        await FlagService(session, "agency", datetime.now(UTC)).create(_KEY, rule)
    async with open_features(sessions, build_sessions(wide), redis, "test") as features:
        await _ways(features, count)
    await redis.aclose()
    await engine.dispose()
    await wide.dispose()


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else 20_000
    folder = default_data_dir() / "test"
    asyncio.run(_measure(fresh_database(folder, "bench_flags"), fresh_redis(folder, _REDIS), count))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

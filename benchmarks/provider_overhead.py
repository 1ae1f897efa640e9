"""What the mechanism around a provider's call costs: each way through it against the bare call, in one run.

`python -m benchmarks.provider_overhead` prints median and p99 in µs over the calls of each way, bare and
with the mechanism taken in turns, so that a noisy machine is noisy for both. Redis is the embedded one.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from infra.embedded import start_redis
from infra.redis import build_redis
from infra.settings import CapabilitySettings, default_data_dir
from tools.capability import Capability
from tools.chain import Chain, build_chain
from tools.line.line import Line
from tools.line.shared_memory import RedisMemory

CALLS = 3_000
WEATHER_LIKE = {f"day-{n}": 12.5 + n for n in range(7)}
KEPT: Capability[str, dict[str, float]] = Capability("overhead-kept", dict[str, float], "weather", key=str, keep_s=600)
PLAIN: Capability[str, dict[str, float]] = Capability("overhead-plain", dict[str, float], "weather")


@dataclass
class Instant:
    """A provider that answers at once, so that nothing but the mechanism takes time."""

    name: str = "instant"
    version: str = "1"
    network: bool = True
    enabled: bool = True
    account: str = "instant"

    async def initialize(self) -> None:
        return None

    async def health_check(self) -> bool:
        return True

    async def execute(self, query: str) -> dict[str, float]:
        del query
        return WEATHER_LIKE

    async def shutdown(self) -> None:
        return None


Ask = Callable[[int], Awaitable[object]]


async def measure(bare: Ask, guarded: Ask) -> tuple[float, float, float, float]:
    """Median and p99 in µs, bare and guarded, call after call, so that keeping earlier answers is part of it."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(CALLS + 200):
        for kept, ask in zip(times, (bare, guarded), strict=True):
            begun = time.perf_counter()
            await ask(number)
            if number >= 200:
                kept.append((time.perf_counter() - begun) * 1e6)
    quantiles = [statistics.quantiles(one, n=100) for one in times]
    return quantiles[0][49], quantiles[0][98], quantiles[1][49], quantiles[1][98]


async def main() -> int:
    """1 when a median is over the 300 µs that are allowed."""
    redis = build_redis(start_redis(default_data_dir() / "bench"), answer_within_s=None)
    line = Line(RedisMemory(redis))
    instant, embedded = Instant(), Instant(name="embedded", network=False)

    async def chain_of(
        capability: Capability[str, dict[str, float]], adapter: Instant, **settings: float
    ) -> Chain[str, dict[str, float]]:
        return await build_chain(capability, [adapter], {capability.name: CapabilitySettings(**settings)}, line)

    kept = await chain_of(KEPT, instant)
    limited = await chain_of(KEPT, Instant(name="limited"), calls=100_000_000)
    plain, local = await chain_of(PLAIN, instant), await chain_of(PLAIN, embedded)
    ways: dict[str, Ask] = {
        "embedded (breaker, time limit, meter, trace)": lambda _: local.execute_with_fallback("q"),
        "network, answers not kept": lambda _: plain.execute_with_fallback("q"),
        "network, kept: a new question": lambda n: kept.execute_with_fallback(f"{time.time_ns()}-{n}"),
        "network, kept and limited: a new question": lambda n: limited.execute_with_fallback(f"{time.time_ns()}-{n}"),
        "network, kept: answered from memory": lambda _: kept.execute_with_fallback("again"),
    }
    worst = 0.0
    print(f"{'way':48} {'bare µs':>8} {'median µs':>10} {'p99 µs':>8} {'over bare':>10} {'p99 over':>9}")
    for way, ask in ways.items():
        bare50, bare99, median, p99 = await measure(lambda _: instant.execute("q"), ask)
        worst = max(worst, median - bare50)
        print(f"{way:48} {bare50:8.1f} {median:10.1f} {p99:8.1f} {median - bare50:10.1f} {p99 - bare99:9.1f}")
    await line.settle()
    await redis.aclose()
    return int(worst > 300)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))

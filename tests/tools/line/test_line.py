from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from domain.errors import Failure, Rejected, Unavailable
from infra.redis import build_redis
from infra.settings import CapabilitySettings, ProviderLimits
from tools.adapter import Caller
from tools.capability import Capability
from tools.chain import Chain, build_chain
from tools.line.call import Call, Usage
from tools.line.line import Line
from tools.line.memory import Kept, OwnMemory
from tools.line.meter import CallRecord
from tools.line.shared_memory import RedisMemory

KEPT: Capability[str, dict[str, str]] = Capability("kept", dict[str, str], "maps", key=str, keep_s=60)
QUICK = {"retry_pause_s": 0.001}


@dataclass
class Remote:
    """A provider whose answers and troubles the test decides, call by call."""

    does: Callable[[int], Awaitable[dict[str, str]]]
    name: str = "remote"
    version: str = "1"
    network: bool = True
    enabled: bool = True
    account: str = "remote"
    keep_s: float | None = None
    asked: int = 0

    async def initialize(self) -> None:
        return None

    async def health_check(self) -> bool:
        return True

    async def execute(self, query: str) -> dict[str, str]:
        self.asked += 1
        return await self.does(self.asked) | {"query": query}

    async def shutdown(self) -> None:
        return None


def failing(times: int, kind: Failure, **more: float) -> Callable[[int], Awaitable[dict[str, str]]]:
    async def does(number: int) -> dict[str, str]:
        if number <= times:
            raise Unavailable("remote", "no", kind, **more)
        return {"freshness": "live"}

    return does


async def fine(_: int) -> dict[str, str]:
    return {"freshness": "live"}


@dataclass
class Bench:
    """A chain on a line whose records are kept."""

    chain: Chain[str, dict[str, str]]
    records: list[CallRecord] = field(default_factory=list)

    @property
    def outcomes(self) -> list[str]:
        return [record.outcome for record in self.records]


async def bench(*remotes: Remote, memory=None, prices=None, **settings) -> Bench:
    records: list[CallRecord] = []
    line = Line(memory or OwnMemory(), records.append, prices or {})
    chain = await build_chain(KEPT, remotes, {"kept": CapabilitySettings(**(QUICK | settings))}, line)
    return Bench(chain, records)


@pytest.fixture(params=["own", "redis"])
async def memory(request, settings):
    if request.param == "own":
        yield OwnMemory()
        return
    redis = build_redis(settings.redis_url)
    await redis.flushdb()
    yield RedisMemory(redis)
    await redis.aclose()


async def test_an_answer_is_kept_and_is_then_a_cached_one(memory):
    remote = Remote(fine)
    on = await bench(remote, memory=memory)
    first = await on.chain.execute_with_fallback("where")
    await on.chain.line.settle()
    second = await on.chain.execute_with_fallback("where")
    assert remote.asked == 1
    assert (first.freshness, second.freshness) == ("live", "cached")
    assert second.value == {"freshness": "cached", "query": "where"}
    assert second.read_at == first.read_at
    assert on.outcomes == ["ok", "cached"]
    assert on.records[1].cost_usd == Decimal(0)


async def test_what_a_tenants_key_read_is_not_another_tenants(memory):
    remote = Remote(fine)
    on = await bench(remote, memory=memory)
    await on.chain.on_behalf_of(Caller("a")).execute_with_fallback("where")
    await on.chain.line.settle()
    await on.chain.on_behalf_of(Caller("b")).execute_with_fallback("where")
    assert remote.asked == 2


async def test_what_needs_no_key_is_read_once_for_all(memory):
    remote = Remote(fine, account="")
    on = await bench(remote, memory=memory)
    await on.chain.on_behalf_of(Caller("a")).execute_with_fallback("where")
    await on.chain.line.settle()
    await on.chain.on_behalf_of(Caller("b")).execute_with_fallback("where")
    assert remote.asked == 1
    assert on.records[0].cost_usd == Decimal(0)


async def test_no_more_calls_begin_than_the_limit_allows(memory):
    remote = Remote(fine)
    on = await bench(remote, memory=memory, calls=3, per_s=600.0, timeout_s=0.2)
    results = await asyncio.gather(*(on.chain.execute_with_fallback(str(n)) for n in range(10)), return_exceptions=True)
    assert remote.asked == 3
    assert sum(isinstance(result, Exception) for result in results) == 7
    assert on.outcomes.count("throttled") == 7


async def test_a_call_waits_for_its_turn_when_that_comes_in_time(memory):
    remote = Remote(fine)
    on = await bench(remote, memory=memory, calls=2, per_s=0.3)
    await asyncio.gather(*(on.chain.execute_with_fallback(str(n)) for n in range(4)))
    assert remote.asked == 4
    assert on.outcomes == ["ok"] * 4


async def test_a_providers_own_limit_stands_before_the_capabilitys():
    remote = Remote(fine)
    limits = {"remote": ProviderLimits(calls=1, per_s=600)}
    on = await bench(remote, calls=50, timeout_s=0.1, per_provider=limits)
    await on.chain.execute_with_fallback("one")
    with pytest.raises(Unavailable, match="our own limit") as failed:
        await on.chain._ask("remote", "two", 0.1)
    assert failed.value.kind is Failure.THROTTLED


async def test_many_who_ask_the_same_at_once_share_one_call():
    async def slow(_: int) -> dict[str, str]:
        await asyncio.sleep(0.05)
        return {}

    remote = Remote(slow)
    on = await bench(remote)
    answers = await asyncio.gather(*(on.chain.execute_with_fallback("same") for _ in range(50)))
    assert remote.asked == 1
    assert {answer.value["query"] for answer in answers} == {"same"}
    assert on.outcomes.count("shared") == 49


async def test_one_who_gives_up_does_not_take_the_answer_from_the_others():
    async def slow(_: int) -> dict[str, str]:
        await asyncio.sleep(0.1)
        return {}

    remote = Remote(slow)
    on = await bench(remote)
    first = asyncio.create_task(on.chain.execute_with_fallback("same"))
    second = asyncio.create_task(on.chain.execute_with_fallback("same"))
    await asyncio.sleep(0.02)
    first.cancel()
    assert (await second).value["query"] == "same"
    assert remote.asked == 1


@pytest.mark.parametrize("kind", [Failure.SERVER, Failure.NETWORK, Failure.RATE_LIMITED, Failure.CUT])
async def test_what_may_pass_is_tried_again(kind):
    remote = Remote(failing(2, kind))
    on = await bench(remote)
    assert (await on.chain.execute_with_fallback("q")).provider == "remote"
    assert (remote.asked, on.records[0].tries) == (3, 3)


@pytest.mark.parametrize("kind", [Failure.FORBIDDEN, Failure.MALFORMED, Failure.TIMEOUT, Failure.REFUSED])
async def test_what_does_not_pass_is_not_tried_again(kind):
    remote = Remote(failing(9, kind))
    on = await bench(remote)
    with pytest.raises(Unavailable):
        await on.chain._ask("remote", "q", 5)
    assert remote.asked == 1
    assert on.outcomes == [kind.value]


async def test_a_provider_that_asks_for_a_long_pause_is_left_alone():
    remote = Remote(failing(9, Failure.RATE_LIMITED, retry_after_s=30))
    on = await bench(remote)
    with pytest.raises(Unavailable):
        await on.chain._ask("remote", "q", 5)
    assert remote.asked == 1


async def test_retries_end_and_the_last_failure_is_told():
    remote = Remote(failing(99, Failure.SERVER))
    on = await bench(remote, retries=3)
    with pytest.raises(Unavailable):
        await on.chain._ask("remote", "q", 5)
    assert remote.asked == 4


async def test_the_breaker_opens_lets_one_try_and_closes():
    remote = Remote(failing(3, Failure.FORBIDDEN))
    on = await bench(remote, breaker_failures=3, breaker_s=0.2)
    name = "public:kept:remote"
    for _ in range(3):
        with pytest.raises(Unavailable):
            await on.chain._ask("remote", "q", 1)
    assert on.chain.line.breakers.state(name) == "open"
    with pytest.raises(Unavailable, match="open") as failed:
        await on.chain._ask("remote", "q", 1)
    assert failed.value.kind is Failure.OPEN
    assert remote.asked == 3
    await asyncio.sleep(0.25)
    assert (await on.chain._ask("remote", "q", 1)).provider == "remote"
    assert on.chain.line.breakers.state(name) == "closed"


async def test_while_one_tries_a_half_open_breaker_nobody_else_does():
    async def slow_then_fine(number: int) -> dict[str, str]:
        if number == 1:
            raise Unavailable("remote", "no", Failure.FORBIDDEN)
        await asyncio.sleep(0.05)
        return {}

    remote = Remote(slow_then_fine)
    on = await bench(remote, breaker_failures=1, breaker_s=0.05)
    with pytest.raises(Unavailable):
        await on.chain._ask("remote", "q", 1)
    await asyncio.sleep(0.1)
    tries = [on.chain._ask("remote", str(n), 1) for n in range(5)]
    results = await asyncio.gather(*tries, return_exceptions=True)
    assert remote.asked == 2
    assert sum(isinstance(result, Unavailable) for result in results) == 4


async def test_a_refusal_says_nothing_against_the_provider():
    async def refuse(_: int) -> dict[str, str]:
        raise Rejected("remote", "no such city")

    remote = Remote(refuse)
    on = await bench(remote, breaker_failures=1)
    for _ in range(3):
        with pytest.raises(Rejected):
            await on.chain.execute_with_fallback("q")
    assert remote.asked == 3
    assert on.outcomes == ["rejected"] * 3


async def test_what_a_stranger_sends_stops_nobody_and_is_logged_as_a_bug():
    async def bug(_: int) -> dict[str, str]:
        raise KeyError("field")

    on = await bench(Remote(bug), Remote(fine, name="second"))
    assert (await on.chain.execute_with_fallback("q")).provider == "second"
    assert on.outcomes == ["bug", "ok"]


async def test_a_cost_that_nobody_said_is_unknown_and_one_that_was_said_is_exact():
    on = await bench(Remote(fine), Remote(fine, name="priced"), prices={"priced": Decimal("0.032")})
    await on.chain.execute_with_fallback("q")
    await on.chain._ask("priced", "q", 1)
    assert [record.cost_usd for record in on.records] == [None, Decimal("0.032")]


async def test_time_is_for_all_providers_together_and_who_needs_no_network_is_always_asked():
    async def hang(_: int) -> dict[str, str]:
        await asyncio.sleep(60)
        return {}

    remotes = [Remote(hang, name="one"), Remote(hang, name="two"), Remote(hang, name="three")]
    embedded = Remote(fine, name="embedded", network=False)
    on = await bench(*remotes, embedded, timeout_s=0.1, deadline_s=0.15)
    served = await on.chain.execute_with_fallback("q")
    assert served.provider == "embedded"
    assert [failure.provider for failure in served.failures] == ["one", "two"]
    assert remotes[2].asked == 0


async def test_as_they_come_tells_the_fast_at_once_and_cuts_off_the_slow():
    async def slow(_: int) -> dict[str, str]:
        await asyncio.sleep(60)
        return {}

    on = await bench(
        Remote(slow, name="slow"), Remote(fine, name="fast"), Remote(failing(9, Failure.REFUSED), name="no")
    )
    heard = [(name, type(answer).__name__) async for name, answer in on.chain.as_they_come("q", wait_s=0.2)]
    assert heard == [("fast", "Served"), ("no", "Unavailable"), ("slow", "Unavailable")]


async def test_a_memory_that_is_away_stops_nobody():
    redis = build_redis("redis://127.0.0.1:1")
    remote = Remote(fine)
    on = await bench(remote, memory=RedisMemory(redis))
    assert (await on.chain.execute_with_fallback("q")).provider == "remote"
    await on.chain.line.settle()
    await redis.aclose()


async def test_what_an_older_version_kept_in_another_shape_is_read_anew(memory):
    remote = Remote(fine)
    on = await bench(remote, memory=memory)
    await memory.keep({"answer:kept:remote:1:public:q": Kept(b"2026-11-21T00:00:00+00:00\n[1, 2", 60)})
    assert (await on.chain.execute_with_fallback("q")).freshness == "live"


async def test_work_that_is_cut_has_its_usage_metered():
    records: list[CallRecord] = []
    line, remote = Line(meter=records.append), Remote(fine)

    async def half(usage: Usage) -> None:
        usage.model, usage.tokens_in = "some-model", 120
        raise Unavailable("remote", "cut", Failure.CUT)

    with pytest.raises(Unavailable):
        call = Call(KEPT, remote, CapabilitySettings(), Caller())
        await line.run(call, half, within_s=1, may_retry=lambda: False)
    assert (records[0].model, records[0].tokens_in, records[0].cost_usd) == ("some-model", 120, None)


async def test_reliability_counts_what_reached_for_the_provider():
    remote = Remote(failing(1, Failure.FORBIDDEN))
    on = await bench(remote)
    for n in range(4):
        try:
            await on.chain._ask("remote", str(n), 1)
        except Unavailable:
            continue
    known = on.chain.line.reliability["kept", "remote"]
    assert (known.asked, known.success) == (4, 0.75)
    assert known.last_failure == "forbidden"


async def test_a_cancellation_that_nobody_asked_for_is_a_timeout():
    """Anyio under httpx lets one through when its limit and ours end in the same turn of the loop."""

    async def stray(_: int) -> dict[str, str]:
        raise asyncio.CancelledError

    on = await bench(Remote(stray), Remote(fine, name="second"))
    assert (await on.chain.execute_with_fallback("q")).provider == "second"
    assert on.outcomes == ["timeout", "ok"]


async def test_calls_that_nobody_waits_for_end_with_the_line():
    async def slow(_: int) -> dict[str, str]:
        await asyncio.sleep(60)
        return {}

    on = await bench(Remote(slow))
    asking = asyncio.create_task(on.chain.execute_with_fallback("q"))
    await asyncio.sleep(0.02)
    asking.cancel()
    await asyncio.sleep(0)
    await on.chain.line.close()
    assert on.outcomes == ["cancelled"]


async def test_a_providers_policy_says_how_long_answers_are_kept():
    remote = Remote(fine, keep_s=0.05)
    on = await bench(remote)
    await on.chain.execute_with_fallback("q")
    await on.chain.line.settle()
    await asyncio.sleep(0.1)
    await on.chain.execute_with_fallback("q")
    assert remote.asked == 2

from __future__ import annotations

import asyncio

import pytest

from domain.errors import AllProvidersFailed, Rejected, Unavailable
from infra.settings import CapabilitySettings
from tools.adapter import Keyless
from tools.capability import Capability
from tools.chain import Chain, build_chain

ECHO: Capability[str, str] = Capability("echo", str, "maps")


class Echo(Keyless):
    """Answers with its own name; `fault` is raised instead when given."""

    version = "1"

    def __init__(self, name: str, fault: Exception | None = None, delay_s: float = 0.0, healthy: bool = True):
        self.name, self.fault, self.delay_s, self.healthy = name, fault, delay_s, healthy
        self.asked = 0
        self.closed = False

    async def health_check(self) -> bool:
        return self.healthy

    async def execute(self, query: str) -> str:
        self.asked += 1
        await asyncio.sleep(self.delay_s)
        if self.fault:
            raise self.fault
        return f"{self.name}: {query}"

    async def shutdown(self) -> None:
        self.closed = True


async def chain_of(*adapters: Echo, **settings) -> Chain[str, str]:
    return await build_chain(ECHO, adapters, {"echo": CapabilitySettings(**settings)})


async def test_the_first_that_answers_serves_and_the_failures_before_it_are_told():
    broken = Echo("one", Unavailable("one", "503"))
    served = await (await chain_of(broken, Echo("two"), Echo("three"))).execute_with_fallback("hi")
    assert (served.value, served.provider) == ("two: hi", "two")
    assert [failure.provider for failure in served.failures] == ["one"]


async def test_an_unhealthy_adapter_is_refused_at_registration():
    chain = Chain[str, str](ECHO)
    with pytest.raises(Unavailable, match="Adapter initialization failed"):
        await chain.register(Echo("sick", healthy=False))
    assert chain.get_adapter("sick") is None


async def test_a_disabled_adapter_is_none_and_not_asked_and_comes_back_without_a_restart():
    first, second = Echo("one"), Echo("two")
    chain = await chain_of(first, second)
    chain.configure(CapabilitySettings(disabled=("one",)))
    assert chain.get_adapter("one") is None
    assert (await chain.execute_with_fallback("hi")).provider == "two"
    assert first.asked == 0
    chain.configure(CapabilitySettings(order=("two", "one")))
    assert chain.order == ("two", "one")


async def test_all_failed_names_them_all():
    chain = await chain_of(Echo("one", Unavailable("one", "503")), Echo("two", Unavailable("two", "429")))
    with pytest.raises(AllProvidersFailed, match="All adapters failed: one: 503; two: 429"):
        await chain.execute_with_fallback("hi")


async def test_a_refusal_is_final():
    second = Echo("two")
    chain = await chain_of(Echo("one", Rejected("one", "no such city")), second)
    with pytest.raises(Rejected):
        await chain.execute_with_fallback("hi")
    assert second.asked == 0


async def test_a_bug_of_ours_is_not_hidden_by_a_fallback():
    chain = await chain_of(Echo("one", KeyError("bug")), Echo("two"))
    with pytest.raises(KeyError):
        await chain.execute_with_fallback("hi")


async def test_one_that_hangs_is_given_up_in_time():
    chain = await chain_of(Echo("one", delay_s=30), Echo("two"), timeout_s=0.05)
    served = await chain.execute_with_fallback("hi")
    assert served.provider == "two"
    assert "no answer within 0.05 s" in str(served.failures[0])


async def test_asking_all_leaves_out_those_that_fail():
    chain = await chain_of(Echo("one"), Echo("two", Unavailable("two", "503")), Echo("three"))
    assert [served.value for served in await chain.ask_all("hi")] == ["one: hi", "three: hi"]


async def test_shutdown_reaches_every_adapter():
    adapters = Echo("one"), Echo("two")
    await (await chain_of(*adapters)).shutdown()
    assert all(adapter.closed for adapter in adapters)

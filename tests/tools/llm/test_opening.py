from __future__ import annotations

from decimal import Decimal

import httpx
import pytest
from pydantic import BaseModel
from redis.asyncio import Redis

from domain.errors import AllProvidersFailed, Failure
from infra.settings import CapabilitySettings, Settings
from tests.emulators.server import Emulators
from tools.adapter import Caller
from tools.line.line import Line
from tools.line.shared_memory import RedisMemory
from tools.llm.contract import DEFAULTS, Prompted
from tools.llm.opening import limits_of, llm_settings, open_models
from tools.llm.purse import Limits, OwnPurse
from tools.switchboard import Switchboard


class Town(BaseModel):
    name: str


def asked(user: str) -> Prompted:
    return Prompted("test/town.v1", "Towns.", user)


async def test_without_a_key_there_are_no_models(http: httpx.AsyncClient):
    assert await open_models(Switchboard(Settings(offline=False), http), OwnPurse()) is None
    assert await open_models(Switchboard(Settings(offline=True, gemini_api_key="k"), http), OwnPurse()) is None


async def test_the_models_are_those_with_a_key_in_the_settings_order(http: httpx.AsyncClient, emulators: Emulators):
    settings = Settings(
        offline=False,
        anthropic_api_key="a",
        openai_api_key="o",
        addresses={name: f"{emulators.url}/{name}" for name in ("anthropic", "openai", "compatible")},
        providers={"llm": {"order": ["anthropic"]}},
    )
    ladder = await open_models(Switchboard(settings, http), OwnPurse())
    assert ladder is not None
    assert ladder.chain.order == ("anthropic", "openai", "compatible")


def test_what_is_set_lies_over_the_capabilitys_own_defaults():
    assert (DEFAULTS.timeout_s, DEFAULTS.retries, DEFAULTS.calls, DEFAULTS.per_s) == (30, 3, 60, 60)
    ours = llm_settings(CapabilitySettings(order=("openai",), retries=1))
    assert (ours.order, ours.retries, ours.timeout_s, ours.calls) == (("openai",), 1, 30, 60)
    assert llm_settings(None) == DEFAULTS


def test_limits_are_the_operators():
    assert limits_of(Settings()) == Limits(Decimal("0.50"), None, None)
    assert limits_of(Settings(budget_run_usd=None, budget_tenant_month_usd=20)).tenant_month_usd == 20


async def test_a_configured_model_is_asked_and_the_limit_of_calls_holds(http: httpx.AsyncClient, emulators: Emulators):
    chosen = {
        "order": ["gemini"],
        "disabled": ["openai", "anthropic", "compatible"],
        "calls": 2,
        "per_s": 60,
        "timeout_s": 3,
        "per_provider": {"gemini": {"model": "gemini-3.5-flash"}},
    }
    settings = Settings(offline=False, emulator=emulators.url, providers={"llm": chosen})
    ladder = await open_models(Switchboard(settings, http), OwnPurse())
    assert ladder is not None
    for town in ("Kyoto", "Nara"):
        assert (await ladder.fill(asked(town), Town)).model == "gemini-3.5-flash"
    with pytest.raises(AllProvidersFailed) as caught:
        await ladder.fill(asked("Osaka"), Town)
    assert caught.value.failures[0].kind is Failure.THROTTLED  # type: ignore[attr-defined]
    assert emulators.faults.calls["gemini"] == 2
    await ladder.chain.shutdown()


async def test_a_provider_that_keeps_failing_is_left_alone_for_a_while(http: httpx.AsyncClient, emulators: Emulators):
    chosen = {"disabled": ["anthropic", "compatible"], "breaker_failures": 2, "retries": 0}
    settings = Settings(offline=False, emulator=emulators.url, providers={"llm": chosen})
    ladder = await open_models(Switchboard(settings, http), OwnPurse())
    assert ladder is not None
    emulators.faults.set("gemini", "server_error")
    for number in range(4):
        assert (await ladder.fill(asked(f"town {number}"), Town)).provider == "openai"
    assert emulators.faults.calls["gemini"] == 2
    await ladder.chain.shutdown()


async def test_answers_are_kept_for_all_processes_of_a_tenant(
    http: httpx.AsyncClient, emulators: Emulators, settings: Settings
):
    ours = Settings(offline=False, emulator=emulators.url)
    levels = []
    for _ in range(2):
        redis = Redis.from_url(settings.redis_url)
        ladder = await open_models(Switchboard(ours, http, Line(RedisMemory(redis))), OwnPurse())
        assert ladder is not None
        levels.append((await ladder.on_behalf_of(Caller("agency-9")).fill(asked("Kyoto"), Town)).level)
        await ladder.chain.shutdown()
        await redis.aclose()
    assert levels == ["primary", "cached"]

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pydantic import SecretStr
from sqlalchemy import delete, select

from domain.errors import InvalidRequest, NotFound
from infra.sealing import Sealer
from infra.settings import CapabilitySettings, Key
from services.providers.current import CurrentConfig
from services.providers.service import ProviderService, known_accounts
from services.providers.tables import ProviderKey, ProviderSetting
from tools.switchboard import ProviderConfig

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SEALER = Sealer((bytes(range(32)),))
BASE = ProviderConfig(
    {"weather": CapabilitySettings(timeout_s=7), "rates": CapabilitySettings(timeout_s=3)},
    {"google": Key(key=SecretStr("from-the-environment"))},
)


@pytest.fixture
async def sessions(platform):
    await forget(platform)  # what other tests have left
    yield platform
    await forget(platform)


async def forget(sessions):
    async with sessions.begin() as session:
        await session.execute(delete(ProviderSetting))
        await session.execute(delete(ProviderKey))


def service(session, tenant: str = "agency") -> ProviderService:
    return ProviderService(session, tenant, SEALER, NOW)


async def test_a_tenants_word_stands_before_everybodys_and_that_before_the_operators(sessions):
    async with sessions.begin() as session:
        await service(session, "*").put_settings("weather", CapabilitySettings(timeout_s=5))
        await service(session, "*").put_settings("rates", CapabilitySettings(retries=1))
        await service(session).put_settings("weather", CapabilitySettings(disabled=("climate-normals",)))
    async with sessions() as session:
        mine = await service(session).config(BASE)
        others = await service(session, "other").config(BASE)
    assert mine.capabilities["weather"] == CapabilitySettings(disabled=("climate-normals",))
    assert others.capabilities["weather"] == CapabilitySettings(timeout_s=5)
    assert mine.capabilities["rates"] == CapabilitySettings(retries=1)
    assert mine.keys == BASE.keys


async def test_putting_twice_is_putting_once_and_forgetting_goes_back(sessions):
    for _ in range(2):
        async with sessions.begin() as session:
            await service(session).put_settings("weather", CapabilitySettings(timeout_s=5))
    for _ in range(2):
        async with sessions.begin() as session:
            await service(session).forget_settings("weather")
    async with sessions() as session:
        assert (await service(session).config(BASE)).capabilities == BASE.capabilities


async def test_a_key_is_sealed_and_only_its_tenant_has_it(sessions):
    async with sessions.begin() as session:
        await service(session).put_key("google", Key(key=SecretStr("my-key"), secret=SecretStr("my-secret")))
    async with sessions() as session:
        stored = (await session.scalars(select(ProviderKey))).one()
        mine, others = await service(session).config(BASE), await service(session, "other").config(BASE)
    assert b"my-key" not in stored.sealed
    assert mine.keys["google"].key.get_secret_value() == "my-key"
    assert mine.keys["google"].secret.get_secret_value() == "my-secret"
    assert others.keys == BASE.keys


async def test_a_stolen_row_opens_nothing_for_another_tenant(sessions):
    async with sessions.begin() as session:
        await service(session).put_key("google", Key(key=SecretStr("my-key")))
        stored = (await session.scalars(select(ProviderKey))).one()
        session.add(ProviderKey(tenant="thief", account="google", sealed=stored.sealed, updated_at=NOW))
    current = CurrentConfig(sessions, SEALER, BASE)
    assert await current.of("thief") == BASE


async def test_what_there_is_not_is_named(sessions):
    async with sessions() as session:
        with pytest.raises(NotFound, match="capability wether"):
            await service(session).put_settings("wether", CapabilitySettings())
        with pytest.raises(InvalidRequest, match="accuweather: no such provider; there are") as refused:
            await service(session).put_settings("weather", CapabilitySettings(order=("accuweather",)))
        with pytest.raises(NotFound, match="account nobody"):
            await service(session).put_key("nobody", Key(key=SecretStr("x")))
    assert refused.value.errors[0].field == "order"
    assert {"google", "openai", "gemini", "anthropic"} <= known_accounts()


async def test_a_change_is_seen_within_a_second_without_a_restart(sessions):
    now = CurrentConfig(sessions, SEALER, BASE)
    assert (await now.of("agency")).capabilities["weather"].timeout_s == 7
    async with sessions.begin() as session:
        await service(session).put_settings("weather", CapabilitySettings(timeout_s=5))
    assert (await now.of("agency", fresh=True)).capabilities["weather"].timeout_s == 5


async def test_while_the_database_is_away_the_last_word_holds(no_database):
    assert await CurrentConfig(no_database, SEALER, BASE).of("agency") == BASE

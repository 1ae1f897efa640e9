from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from infra.redis import build_redis
from infra.secrets.contract import Secret, SecretsUnavailable
from infra.secrets.opening import open_secrets
from infra.secrets.store import KEPT_S, Secrets, announce
from infra.settings import Settings

NOW = datetime(2026, 11, 21, tzinfo=UTC)


class Drawer:
    """A source whose values a test may change, and which counts who asks."""

    name = "drawer"

    def __init__(self, **values: str) -> None:
        self.values, self.asked, self.away = values, 0, False
        self.written_at = NOW

    def read(self, name: str) -> Secret | None:
        self.asked += 1
        if self.away:
            raise SecretsUnavailable("away")
        return Secret(SecretStr(self.values[name]), self.written_at) if name in self.values else None


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def plain(secrets: Secrets, name: str) -> str | None:
    value = await secrets.get(name)
    return value.get_secret_value() if value is not None else None


async def test_a_value_is_kept_for_five_minutes_and_every_real_reading_is_told():
    source, clock, told = Drawer(key="old"), Clock(), []
    secrets = Secrets(source, on_access=lambda *access: told.append(access), clock=clock)
    assert await plain(secrets, "key") == "old"
    source.values["key"] = "new"
    clock.now = KEPT_S - 1
    assert await plain(secrets, "key") == "old"
    clock.now = KEPT_S
    assert await plain(secrets, "key") == "new"
    assert told == [("key", "drawer")] * 2
    assert KEPT_S == 300


async def test_what_there_is_not_is_kept_too():
    source = Drawer()
    secrets = Secrets(source, clock=Clock())
    assert [await plain(secrets, "none") for _ in range(3)] == [None] * 3
    assert source.asked == 1


async def test_many_who_ask_at_once_are_one_question():
    source = Drawer(key="x")
    secrets = Secrets(source)
    assert await asyncio.gather(*(plain(secrets, "key") for _ in range(50))) == ["x"] * 50
    assert source.asked == 1


async def test_while_the_source_is_away_the_last_value_serves_and_an_unknown_one_is_an_error():
    source, clock = Drawer(key="x"), Clock()
    secrets = Secrets(source, clock=clock)
    await secrets.get("key")
    source.away, clock.now = True, 10 * KEPT_S
    assert await plain(secrets, "key") == "x"
    with pytest.raises(SecretsUnavailable):
        await secrets.get("other")


async def test_what_was_dropped_while_it_was_read_is_read_again():
    class Slow(Drawer):
        def read(self, name: str) -> Secret | None:
            found = super().read(name)
            time.sleep(0.05)
            return found

    source = Slow(key="old")
    secrets = Secrets(source)
    reading = asyncio.create_task(plain(secrets, "key"))
    await asyncio.sleep(0.02)
    source.values["key"] = "new"
    secrets.drop("key")
    assert await reading == "old"
    assert await plain(secrets, "key") == "new"


async def test_a_change_is_heard_by_every_process_within_a_second(settings, tmp_path):
    file = tmp_path / "SMTP_PASSWORD"
    file.write_text("old")
    chosen = Settings(secrets_from="file", secrets_dir=tmp_path)
    heard = asyncio.Event()
    redis, other = build_redis(settings.redis_url), build_redis(settings.redis_url)
    async with (
        open_secrets(chosen, redis, lambda *_: None, heard.set) as one,
        open_secrets(chosen, other, lambda *_: None) as two,
    ):
        assert [await plain(one, "smtp_password"), await plain(two, "smtp_password")] == ["old", "old"]
        file.write_text("new")
        while await announce(redis, "smtp_password") < 2:  # until both have subscribed
            await asyncio.sleep(0.01)
        began = time.monotonic()
        async with asyncio.timeout(5):
            while [await plain(one, "smtp_password"), await plain(two, "smtp_password")] != ["new", "new"]:
                await asyncio.sleep(0.005)
        assert time.monotonic() - began < 1
        assert heard.is_set()
    await redis.aclose()
    await other.aclose()


async def test_what_is_older_than_90_days_is_due():
    source = Drawer(old="x", young="y")
    secrets = Secrets(source)
    assert await secrets.overdue(("old", "young", "none"), NOW + timedelta(days=90)) == []
    assert await secrets.overdue(("old", "young", "none"), NOW + timedelta(days=91)) == ["old", "young"]

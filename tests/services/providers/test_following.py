from __future__ import annotations

import asyncio

from infra.database import PLATFORM, build_engine, build_sessions
from infra.redis import build_redis
from infra.secrets.opening import with_secrets
from infra.secrets.store import announce
from infra.settings import Settings
from services.providers.current import current_config
from services.providers.following import open_following


async def key_of(config) -> str:
    return (await config.of("public")).keys["openai"].key.get_secret_value()


async def test_a_rotated_key_holds_at_once_without_a_restart_and_every_reading_is_audited(settings, tmp_path):
    file = tmp_path / "OPENAI_API_KEY"
    file.write_text("old")
    chosen = {"secrets_from": "file", "secrets_dir": tmp_path, "data_dir": settings.data_dir}
    filled = with_secrets(Settings(**chosen))
    engine, redis = build_engine(settings.database_url, PLATFORM), build_redis(settings.redis_url)
    config, entries = current_config(filled, build_sessions(engine)), []
    async with open_following(filled, redis, config, entries.append):
        assert await key_of(config) == "old"
        file.write_text("new")
        while not await announce(redis, "OPENAI_API_KEY"):
            await asyncio.sleep(0.01)
        async with asyncio.timeout(2):
            while await key_of(config) != "new":
                await asyncio.sleep(0.01)
    told = [entry for entry in entries if entry.resource_id == "OPENAI_API_KEY"]
    assert len(told) >= 2, "at the start, and when it was read again"
    assert {(entry.action, entry.resource) for entry in told} == {("SECRET_ACCESS", "secret of file")}
    assert "new" not in str(entries)
    await redis.aclose()
    await engine.dispose()

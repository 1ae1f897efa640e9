"""Secrets as the product asks for them: kept for 5 minutes, every reading told, dropped everywhere at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from pydantic import SecretStr
from redis.asyncio import Redis
from redis.exceptions import RedisError

from infra.secrets.contract import Secret, SecretSource, SecretsUnavailable

log = structlog.get_logger()
KEPT_S = 300.0
ROTATE_AFTER = timedelta(days=90)
CHANNEL = "secrets:changed"
_EVERY = "*"
_WAIT_S = 5.0


@dataclass
class Secrets:
    """`on_access(name, source)` hears of every real reading, `on_change()` when something was dropped.

    While the source is away, what was read before serves on: an outage of the secret manager is not ours.
    """

    source: SecretSource
    on_access: Callable[[str, str], None] = lambda *_: None
    on_change: Callable[[], None] = lambda: None
    clock: Callable[[], float] = time.monotonic
    _kept: dict[str, tuple[float, Secret | None]] = field(default_factory=dict)
    _asking: dict[str, asyncio.Lock] = field(default_factory=dict)
    _drops: int = 0

    async def get(self, name: str) -> SecretStr | None:
        """None: there is none. Raises SecretsUnavailable where it was never read and cannot be now."""
        secret = await self._secret(name)
        return secret.value if secret is not None else None

    async def age(self, name: str, now: datetime) -> timedelta | None:
        """How long ago it was written; None where nobody knows."""
        secret = await self._secret(name)
        return now - secret.written_at if secret is not None and secret.written_at is not None else None

    async def overdue(self, names: tuple[str, ...], now: datetime) -> list[str]:
        """Those that should have been rotated: older than 90 days."""
        ages = {name: await self.age(name, now) for name in names}
        return [name for name, age in ages.items() if age is not None and age > ROTATE_AFTER]

    def drop(self, name: str = _EVERY) -> None:
        """Read again when next asked for; in this process."""
        self._drops += 1
        for known in [name] if name != _EVERY else list(self._kept):
            if known in self._kept:
                self._kept[known] = (float("-inf"), self._kept[known][1])
        self.on_change()

    async def listen_forever(self, redis: Redis) -> None:
        """Drop what others say has changed; after a broken connection everything: something may have been missed."""
        while True:
            try:
                async with redis.pubsub(ignore_subscribe_messages=True) as channel:
                    await channel.subscribe(CHANNEL)
                    while True:
                        message = await channel.get_message(timeout=_WAIT_S)
                        if message is not None:
                            self.drop(message["data"].decode())
            except (RedisError, OSError) as error:
                log.warning("secrets: not heard of changes", error=str(error))
                await asyncio.sleep(1)
                self.drop()

    async def _secret(self, name: str) -> Secret | None:
        if (known := self._fresh(name)) is not None:
            return known[1]
        async with self._asking.setdefault(name, asyncio.Lock()):
            if (known := self._fresh(name)) is not None:  # somebody has asked meanwhile
                return known[1]
            return await self._read(name)

    def _fresh(self, name: str) -> tuple[float, Secret | None] | None:
        known = self._kept.get(name)
        return known if known is not None and self.clock() - known[0] < KEPT_S else None

    async def _read(self, name: str) -> Secret | None:
        drops = self._drops
        try:
            secret = await asyncio.to_thread(self.source.read, name)
        except SecretsUnavailable as error:
            if name not in self._kept:
                raise
            log.warning("secrets: an older value serves on", secret=name, error=str(error))
            return self._kept[name][1]
        self.on_access(name, self.source.name)
        # What was dropped while it was being read may be the old value: it serves this once.
        self._kept[name] = (self.clock() if drops == self._drops else float("-inf"), secret)
        return secret


async def announce(redis: Redis, name: str = _EVERY) -> int:
    """Tell every process that a secret, or any, has changed; how many listened."""
    return int(await redis.publish(CHANNEL, name))

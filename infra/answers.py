"""Answers that are kept under a key, so that asking again changes nothing more.

Whoever claims a key first works for it under a lease that it renews; if it dies the lease ends and the next may
claim. The lease is as long as a request may take, so that no stalled process loses it to another. Everything that
is kept is sealed: answers hold tokens and cookies.
"""

from __future__ import annotations

import asyncio
import base64
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import cast

from redis.asyncio import Redis
from redis.exceptions import RedisError

from infra.ending import end
from infra.sealing import CannotUnseal, Sealer

DAY_S = 86_400
# Both answer 1 where the key is still this holder's.
_FINISH = """
local kept = redis.call('GET', KEYS[1])
if not kept or string.sub(kept, 1, #ARGV[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) end
return 1
"""
_RENEW = """
local kept = redis.call('GET', KEYS[1])
if not kept or string.sub(kept, 1, #ARGV[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""


@dataclass(frozen=True)
class Answer:
    """A final answer as it is given again."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True)
class Claim:
    """The right to work for a key; `mark` is the holder's."""

    key: str
    mark: str


@dataclass(frozen=True)
class Kept:
    """What stands under a key: `answer` None while somebody works for it."""

    fingerprint: str
    answer: Answer | None


class Answers:
    """Raises RedisError and OSError while Redis is away."""

    def __init__(self, redis: Redis, sealer: Sealer, lease_s: float) -> None:
        self._redis, self._sealer, self._lease_ms = redis, sealer, int(lease_s * 1000)
        self._finish, self._renew = redis.register_script(_FINISH), redis.register_script(_RENEW)

    async def claim(self, key: str, fingerprint: str) -> Claim | Kept:
        """The right to work for the key, or what stands under it already."""
        mark = f"w:{secrets.token_hex(8)}:"
        for _ in range(3):  # what stands there may go away just as we look
            if await self._redis.set(key, mark + fingerprint, nx=True, px=self._lease_ms):
                return Claim(key, mark)
            kept = await self._redis.get(key)
            if kept is not None and (read := self._read(key, bytes(cast("bytes", kept)))) is not None:
                return read
            if kept is not None:
                await self._redis.delete(key)  # sealed with a key that is gone: nobody can give it again
        return Kept(fingerprint, None)

    @asynccontextmanager
    async def renewed(self, claim: Claim) -> AsyncIterator[None]:
        """The lease is renewed while the block runs."""
        task = asyncio.create_task(self._renewing(claim))
        try:
            yield
        finally:
            await end(task)

    async def keep(self, claim: Claim, fingerprint: str, answer: Answer, also: str | None = None) -> None:
        """The final answer, for a day; nothing where the lease was lost. `also`: under a second key too."""
        body = base64.b85encode(answer.body).decode()
        text = json.dumps([fingerprint, answer.status, answer.headers, body])
        await self._finish([claim.key], [claim.mark, b"a" + self._sealer.seal(text, claim.key), DAY_S])
        if also is not None:
            await self._redis.set(also, b"a" + self._sealer.seal(text, also), nx=True, ex=DAY_S)

    async def release(self, claim: Claim) -> None:
        """There was no final answer: the next may try."""
        await self._finish([claim.key], [claim.mark, "", 0])

    async def _renewing(self, claim: Claim) -> None:
        while True:
            await asyncio.sleep(self._lease_ms / 3000)
            with suppress(RedisError, OSError):
                await self._renew([claim.key], [claim.mark, self._lease_ms])

    def _read(self, key: str, kept: bytes) -> Kept | None:
        if kept.startswith(b"w:"):
            return Kept(kept.split(b":", 2)[2].decode(), None)
        try:
            fingerprint, status, headers, body = json.loads(self._sealer.unseal(kept[1:], key))
        except CannotUnseal:
            return None
        return Kept(fingerprint, Answer(status, tuple((n, v) for n, v in headers), base64.b85decode(body)))

"""How often a wrong code may be shown: counted in Redis, so that a rolled-back transaction forgets nothing."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from redis.asyncio import Redis

from domain.errors import TooMany

MOST = 5
WITHIN_S = 15 * 60


class Tries:
    """Of one user's second factor, or one name's password: five in fifteen minutes, whatever the address."""

    def __init__(self, redis: Redis, tenant: str, whose: UUID | str) -> None:
        digest = sha256(str(whose).encode()).hexdigest()  # names are strangers' words, of any length
        self._redis, self._key = redis, f"tries:{tenant}:{digest}"

    async def begin(self) -> None:
        """Counts this try before it is looked at, so that parallel ones gain nothing; raises TooMany."""
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(self._key, 0, ex=WITHIN_S, nx=True)
            pipe.incr(self._key)
            pipe.ttl(self._key)
            _, count, left_s = await pipe.execute()
        if count > MOST:
            raise TooMany("too many wrong codes: wait, then try again", max(1, left_s))

    async def succeeded(self) -> None:
        await self._redis.delete(self._key)

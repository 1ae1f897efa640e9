"""Five wrong passwords within 15 minutes lock an account, and the address that they come from, for the rest of them.

A try is counted before it is known to be wrong, so that many at once get no more tries than five;
a right one takes its count back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

from domain.errors import TooMany
from infra.networks import connection_of

TRIES, WITHIN_S = 5, 15 * 60

# KEYS: what is counted. ARGV: tries, milliseconds. Answers 0 and counts, or the milliseconds until the next try.
_TRY = """
local wait = 0
for _, key in ipairs(KEYS) do
  if tonumber(redis.call('get', key) or '0') >= tonumber(ARGV[1]) then
    wait = math.max(wait, redis.call('pttl', key), 1)
  end
end
if wait > 0 then return wait end
for _, key in ipairs(KEYS) do
  if redis.call('incr', key) == 1 then redis.call('pexpire', key, ARGV[2]) end
end
return 0
"""

# KEYS: the account, and others. The account begins anew, the others get this one try back.
_RIGHT = """
redis.call('del', KEYS[1])
for at = 2, #KEYS do
  if tonumber(redis.call('get', KEYS[at]) or '0') > 0 then redis.call('decr', KEYS[at]) end
end
"""


@dataclass(frozen=True)
class Lockout:
    redis: Redis

    async def count(self, account: str, address: str) -> None:
        """One try, right or wrong. Raises TooMany."""
        keys = _keys(account, address)
        wait_ms: Any = await self.redis.eval(_TRY, len(keys), *keys, TRIES, WITHIN_S * 1000)
        if int(wait_ms) > 0:
            raise TooMany("too many wrong passwords: try again later, or reset yours", int(wait_ms) / 1000)

    async def forgive(self, account: str, address: str) -> None:
        """The try was right."""
        keys = _keys(account, address)
        await self.redis.eval(_RIGHT, len(keys), *keys)

    async def unlock(self, account: str) -> None:
        """Somebody proved otherwise that the account is theirs."""
        await self.redis.delete(*_keys(account, ""))


def _keys(account: str, address: str) -> list[str]:
    keys = [f"lockout:account:{account}"]
    return [*keys, f"lockout:address:{connection_of(address)}"] if address else keys

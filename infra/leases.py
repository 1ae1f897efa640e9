"""A lease says who works on something; without a sign of life it falls to the next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from redis.asyncio import Redis

# Only the holder may extend or give back: compare and act in one step. A lease that ran out while
# its holder was busy, and that nobody took, is still its holder's.
_EXTEND = """
local holder = redis.call('get', KEYS[1])
if not holder or holder == ARGV[1] then
  redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
  return 1
end
return 0
"""
_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) else return 0 end"


class LeaseLost(Exception):
    """Somebody else holds the lease now; leave the work alone."""


@asynccontextmanager
async def lease(redis: Redis, name: str, seconds: float) -> AsyncIterator[bool]:
    """Hold `name` while the block runs; yields False at once when somebody else holds it.

    Extended every third of its length. When extending fails the block's task is cancelled and
    LeaseLost is raised, so that two holders never work at once for longer than that.
    """
    token, ttl_ms = uuid4().hex, int(seconds * 1000)
    if not await redis.set(f"lease:{name}", token, nx=True, px=ttl_ms):
        yield False
        return
    holder = asyncio.current_task()
    lost, done = asyncio.Event(), asyncio.Event()
    keeper = asyncio.create_task(_keep(redis, name, token, seconds, holder, lost, done))
    try:
        yield True
    except asyncio.CancelledError:
        if lost.is_set():
            raise LeaseLost(name) from None
        raise
    finally:
        done.set()
        await keeper
        await redis.eval(_RELEASE, 1, f"lease:{name}", token)


async def is_leased(redis: Redis, name: str) -> bool:
    return bool(await redis.exists(f"lease:{name}"))


async def _keep(
    redis: Redis,
    name: str,
    token: str,
    seconds: float,
    holder: asyncio.Task[object] | None,
    lost: asyncio.Event,
    done: asyncio.Event,
) -> None:
    """Extend until done. It is told to end, not cancelled: redis-py 8.1 may swallow a cancellation."""
    while await _extended(redis, name, token, int(seconds * 1000)):
        if await _within(seconds / 3, done):
            return
    lost.set()
    if holder is not None:
        holder.cancel()


async def _within(seconds: float, done: asyncio.Event) -> bool:
    """Whether `done` was set within so many seconds."""
    try:
        await asyncio.wait_for(done.wait(), seconds)
    except TimeoutError:
        return False
    return True


async def _extended(redis: Redis, name: str, token: str, ttl_ms: int) -> bool:
    return bool(await redis.eval(_EXTEND, 1, f"lease:{name}", token, str(ttl_ms)))

"""The one way to connect to Redis."""

from __future__ import annotations

from redis.asyncio import Redis

LONGEST_WAIT_S = 30.0  # a blocking read must ask for less; redis-py's own default is 5 s
_CONNECTIONS = 10_000  # every reader of an event stream holds one; redis-py's own default is 100


def build_redis(url: str) -> Redis:
    return Redis.from_url(url, socket_timeout=LONGEST_WAIT_S, max_connections=_CONNECTIONS)

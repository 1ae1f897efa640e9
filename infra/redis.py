"""The one way to connect to Redis."""

from __future__ import annotations

from redis.asyncio import Redis

LONGEST_WAIT_S = 30.0  # a blocking read must ask for less; redis-py's own default is 5 s
_CONNECT_S = 15.0  # of a machine under load, which opens hundreds at once; redis-py gives up sooner
_CONNECTIONS = 10_000  # every reader of an event stream holds one; redis-py's own default is 100


def build_redis(url: str, answer_within_s: float | None = LONGEST_WAIT_S) -> Redis:
    """A client; without a time limit of its own (None) a command costs a fifth less, and its caller must have one."""
    return Redis.from_url(
        url, socket_timeout=answer_within_s, socket_connect_timeout=_CONNECT_S, max_connections=_CONNECTIONS
    )

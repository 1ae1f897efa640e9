"""What was refused, in the log: the first at once, the same again counted, so that a loop cannot flood it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from domain.audit import AuditEntry
from infra.database import Sessions
from infra.ending import end
from services.audit.service import record

log = structlog.get_logger()
WINDOW_S = 60
_EVERY_S = 5.0
_AT_ONCE = timedelta(seconds=1)
_MOST = 10_000


@dataclass
class _Waiting:
    """The newest of its kind that is not written, and how many are not; none is tried before `next_at` (monotonic)."""

    entry: AuditEntry
    count: int = 0
    next_at: float = 0.0


@dataclass
class DenialLog:
    """`sessions` are the platform's, which may write for any tenant.

    Of each kind (who, what, where) the log gets a row a minute at most, over all processes, whose `count` tells of
    all since the row before. A process that is killed loses what it had only counted, never the first of a kind.
    """

    sessions: Sessions
    redis: Redis
    lost: int = 0
    _waiting: dict[str, _Waiting] = field(default_factory=dict)

    async def note(self, entry: AuditEntry, who: str) -> None:
        """Written when this returns, unless there was such a row within the last minute; `who` did it."""
        kind = _kind(entry, who)
        waiting = self._waiting.get(kind)
        if waiting is None and len(self._waiting) >= _MOST:
            self.lost += 1
            return
        waiting = self._waiting.setdefault(kind, _Waiting(entry))
        waiting.entry, waiting.count = entry, waiting.count + 1
        if time.monotonic() >= waiting.next_at:
            await self._write(kind, waiting)

    async def flush(self) -> None:
        """Write what was counted and may be written by now; forget kinds that are over."""
        now = time.monotonic()
        for kind, waiting in [one for one in self._waiting.items() if now >= one[1].next_at]:
            if waiting.count:
                await self._write(kind, waiting)
            else:
                del self._waiting[kind]

    async def close(self) -> None:
        """Write all that was counted, whatever the time."""
        for waiting in list(self._waiting.values()):
            if waiting.count:
                await self._keep(waiting)

    async def flush_forever(self) -> None:
        while True:
            await asyncio.sleep(_EVERY_S)
            await self.flush()

    async def _write(self, kind: str, waiting: _Waiting) -> None:
        waiting.next_at = time.monotonic() + WINDOW_S  # whoever comes meanwhile only counts
        if not (await self._is_first(kind) and await self._keep(waiting)):
            waiting.next_at = time.monotonic() + _EVERY_S

    async def _is_first(self, kind: str) -> bool:
        """Whether no process has written such a row within the minute; without Redis each knows its own."""
        try:
            return bool(await self.redis.set(f"denied:{kind}", 1, nx=True, ex=WINDOW_S))
        except (RedisError, OSError):
            return True

    async def _keep(self, waiting: _Waiting) -> bool:
        count, waiting.count = waiting.count, 0
        try:
            async with self.sessions.begin() as session:
                await record(session, _counted(waiting.entry, count, datetime.now(UTC)))
        except (SQLAlchemyError, OSError) as error:
            waiting.count += count
            log.warning("a refusal waits to be written down", action=waiting.entry.action, error=str(error))
            return False
        return True


def _counted(entry: AuditEntry, count: int, now: datetime) -> AuditEntry:
    """As it is kept; one that had to wait says when the last of those that it counts was."""
    waited = now - entry.at > _AT_ONCE
    changes = {**entry.changes, "count": count} | ({"last_at": entry.at.isoformat()} if waited else {})
    return entry.model_copy(update={"id": uuid4(), "at": now if waited else entry.at, "changes": changes})


def _kind(entry: AuditEntry, who: str) -> str:
    parts = (entry.tenant, who, entry.action, entry.resource, entry.resource_id, entry.changes.get("status"))
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()


@asynccontextmanager
async def open_denial_log(platform: Sessions, redis: Redis) -> AsyncIterator[DenialLog]:
    """For a process's lifetime; what was counted is written at its end."""
    denials = DenialLog(platform, redis)
    flushing = asyncio.create_task(denials.flush_forever())
    try:
        yield denials
    finally:
        await end(flushing)
        await denials.close()

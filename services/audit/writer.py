"""Writes the log's lesser entries in batches beside the work; security events never come this way."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from domain.audit import AuditEntry
from infra.database import Sessions
from infra.ending import end
from services.audit.service import record
from services.audit.tables import AuditRow

log = structlog.get_logger()
FLUSH_S = 5.0
_AT_ONCE = 1000
_MOST = 20_000


@dataclass
class AuditWriter:
    """Takes entries at once and writes them every 5 s; `sessions` are the platform's, which may write for any tenant.

    While the database is away entries wait. Beyond 20,000 the oldest are lost, and counted and logged.
    """

    sessions: Sessions
    lost: int = 0
    _waiting: deque[AuditEntry] = field(default_factory=deque)

    def __call__(self, entry: AuditEntry) -> None:
        if len(self._waiting) >= _MOST:
            self._waiting.popleft()
            self.lost += 1
        self._waiting.append(entry)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    async def flush(self) -> None:
        """Write what waits, a batch a transaction; one that was written though nobody was told is not written again."""
        while self._waiting:
            batch = [self._waiting[at] for at in range(min(_AT_ONCE, len(self._waiting)))]
            async with self.sessions.begin() as session:
                for entry in await _unwritten(session, batch):
                    await record(session, entry)
            written = {entry.id for entry in batch}
            while self._waiting and self._waiting[0].id in written:
                self._waiting.popleft()

    async def write_forever(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_S)
            await self.try_flush()

    async def try_flush(self) -> None:
        try:
            await self.flush()
        except (SQLAlchemyError, OSError) as error:
            log.warning("audit entries wait", waiting=self.waiting, lost=self.lost, error=str(error))


async def _unwritten(session: AsyncSession, batch: list[AuditEntry]) -> list[AuditEntry]:
    known = set(await session.scalars(select(AuditRow.id).where(AuditRow.id.in_([entry.id for entry in batch]))))
    return [entry for entry in batch if entry.id not in known]


@asynccontextmanager
async def open_audit_writer(platform: Sessions) -> AsyncIterator[AuditWriter]:
    """A writer that writes until the block ends, and then what is left."""
    writer = AuditWriter(platform)
    writing = asyncio.create_task(writer.write_forever())
    try:
        yield writer
    finally:
        await end(writing)
        await writer.try_flush()

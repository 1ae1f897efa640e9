"""Writes call records in batches beside the work, so that no call waits for its row."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import structlog
from sqlalchemy.exc import SQLAlchemyError

from infra.database import Sessions
from infra.ending import end
from services.metering.repository import write_costs
from tools.line.meter import CallRecord

log = structlog.get_logger()
_EVERY_S = 0.5
_AT_ONCE = 500
_MOST = 50_000


@dataclass
class MeterWriter:
    """A `Meter`. While the database is away records wait; beyond 50,000 the oldest are lost, and counted."""

    sessions: Sessions
    lost: int = 0
    _waiting: deque[dict[str, Any]] = field(default_factory=deque)

    def __call__(self, record: CallRecord) -> None:
        if len(self._waiting) >= _MOST:
            self._waiting.popleft()
            self.lost += 1
        self._waiting.append(_row(record))

    async def flush(self) -> None:
        """Write what waits; what could not be written goes on waiting, and may be written twice without harm."""
        while self._waiting:
            batch = [self._waiting[at] for at in range(min(_AT_ONCE, len(self._waiting)))]
            async with self.sessions.begin() as session:
                await write_costs(session, batch)
            for _ in batch:
                self._waiting.popleft()

    async def write_forever(self) -> None:
        while True:
            await asyncio.sleep(_EVERY_S)
            await self.try_flush()

    async def try_flush(self) -> None:
        try:
            await self.flush()
        except (SQLAlchemyError, OSError) as error:
            log.warning("call records wait", waiting=len(self._waiting), lost=self.lost, error=str(error))


@asynccontextmanager
async def open_meter(sessions: Sessions) -> AsyncIterator[MeterWriter]:
    """A meter that writes until the block ends, and then what is left."""
    meter = MeterWriter(sessions)
    writing = asyncio.create_task(meter.write_forever())
    try:
        yield meter
    finally:
        await end(writing)
        await meter.try_flush()


def _row(record: CallRecord) -> dict[str, Any]:
    return {
        "id": uuid4(),
        "tenant": record.caller.tenant,
        "user": record.caller.user,
        "run_id": record.caller.run_id,
        "at": record.at,
        "kind": record.kind,
        "service": record.capability,
        "provider": record.provider,
        "model": record.model,
        "outcome": record.outcome,
        "latency_ms": record.latency_s * 1000,
        "tries": record.tries,
        "quantity": record.quantity,
        "tokens_in": record.tokens_in,
        "tokens_out": record.tokens_out,
        "tokens_cached": record.tokens_cached,
        "cost_usd": record.cost_usd,
        "agent": record.agent,
        "feature": record.caller.feature,
        "trip_id": record.caller.trip_id,
        "prompt": record.prompt,
    }

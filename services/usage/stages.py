"""Follows the steps of a run by what it tells, and writes them down when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID, uuid5

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from domain.events import Ending, Failed, NodeFinished, NodeStarted, RunEvent
from infra.database import Sessions
from services.usage.tables import Stage

logger = structlog.get_logger()
Outcome = Literal["ok", "refused", "failed", "cut"]
IMPOSSIBLE = ("infeasible", "invalid_request")  # codes of wishes that contradict themselves: no failure of ours


@dataclass
class StageLog:
    """The steps of one drive of a run; a resumed run begins another, whose steps are further rows."""

    tenant: str
    run_id: UUID
    trip_id: UUID
    outcome: Outcome = "failed"
    _open: dict[str, datetime] = field(default_factory=dict)
    _rows: list[dict[str, Any]] = field(default_factory=list)

    def hear(self, event: RunEvent, now: datetime | None = None) -> None:
        """`now` (aware) is when it was told."""
        at = now or datetime.now(UTC)
        match event:
            case NodeStarted(node=node):
                self._open[node] = at
            case NodeFinished(node=node, seconds=seconds):
                begun = self._open.pop(node, at - timedelta(seconds=seconds))
                self._add(node, begun, seconds, "ok")
            case _:
                pass

    def end(self, now: datetime | None = None) -> list[dict[str, Any]]:
        """All steps; what was under way when the run ended, or the last step of one that was refused, ended so."""
        at, outcome = now or datetime.now(UTC), self.outcome
        for node, begun in self._open.items():
            self._add(node, begun, (at - begun).total_seconds(), "failed" if outcome == "failed" else "cut")
        self._open.clear()
        if outcome == "refused" and self._rows:
            self._rows[-1]["outcome"] = outcome
        return self._rows

    def _add(self, node: str, begun: datetime, seconds: float, outcome: Outcome) -> None:
        self._rows.append(
            {
                "id": uuid5(self.run_id, f"{node}:{begun.isoformat()}"),
                "tenant": self.tenant,
                "run_id": self.run_id,
                "trip_id": self.trip_id,
                "node": node,
                "begun_at": begun,
                "seconds": seconds,
                "outcome": outcome,
            }
        )


def outcome_of(event: Ending) -> Outcome:
    """How the last step ended; an impossible wish is refused, which is no failure."""
    if isinstance(event, Failed):
        return "refused" if event.code in IMPOSSIBLE else "failed"
    return "ok"


@asynccontextmanager
async def staged(platform: Sessions, log: StageLog) -> AsyncIterator[StageLog]:
    """Writes the steps down when the block ends, however it does; a failure to do so does not become the run's."""
    try:
        yield log
    except asyncio.CancelledError:
        log.outcome = "cut"
        raise
    finally:
        await asyncio.shield(_try_to_write(platform, log.end()))


async def _try_to_write(platform: Sessions, rows: Sequence[dict[str, Any]]) -> None:
    try:
        async with platform.begin() as session:
            await write_stages(session, rows)
    except (SQLAlchemyError, OSError) as error:
        logger.warning("steps of a run are lost", error=str(error))


async def write_stages(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Of any tenants; a row that is there already stays as it is."""
    if rows:
        await session.execute(insert(Stage).on_conflict_do_nothing(index_elements=["id"]), list(rows))

"""Counts what flags decided, in batches beside the work, so that no request waits for its row."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError

from domain.flags import Decision
from infra.database import Sessions
from infra.ending import end
from services.flags.tables import FlagExposure, FlagTally

log = structlog.get_logger()
_EVERY_S = 1.0
_AT_ONCE = 500
_MOST = 50_000

_Cell = tuple[str, str, datetime, str]
_Shown = tuple[str, str, date, str, str]


@dataclass
class FlagTallies:
    """While the database is away counts wait; of exposures beyond 50,000 the new ones are lost, and counted."""

    platform: Sessions
    lost: int = 0
    _counts: dict[_Cell, list[int]] = field(default_factory=dict)
    _exposures: dict[_Shown, datetime] = field(default_factory=dict)
    _written: set[_Shown] = field(default_factory=set)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def evaluated(self, tenant: str, decision: Decision) -> None:
        self._add(tenant, decision.key, decision.variant, 1, 0, 0)

    def ended(self, tenant: str, key: str, variant: str, *, failed: bool) -> None:
        """What the flag decided has ended, well or in an error of ours."""
        self._add(tenant, key, variant, 0, 1, int(failed))

    def exposed(self, tenant: str, owner: str, decision: Decision) -> None:
        """The owner was shown what was decided; a day counts once."""
        now = datetime.now(UTC)
        shown = (tenant, decision.key, now.date(), owner, decision.variant)
        if shown in self._written or shown in self._exposures:
            return
        if len(self._exposures) >= _MOST:
            self.lost += 1
            return
        self._exposures[shown] = now

    async def flush(self) -> None:
        """Write what waits; after a failure it goes on waiting."""
        async with self._turn:  # two at once would write the same twice
            while self._counts or self._exposures:
                await self._write_some()

    async def _write_some(self) -> None:
        counts = dict(list(self._counts.items())[:_AT_ONCE])
        shown = dict(list(self._exposures.items())[:_AT_ONCE])
        told = {cell: tuple(sums) for cell, sums in counts.items()}
        async with self.platform.begin() as session:
            if told:
                await session.execute(_ADD, [_tally(cell, *sums) for cell, sums in sorted(told.items())])
            if shown:
                await session.execute(_SHOW, [_exposure(key, at) for key, at in sorted(shown.items())])
        self._subtract(told)
        self._remember(shown)

    async def try_flush(self) -> None:
        try:
            await self.flush()
        except (SQLAlchemyError, OSError) as error:
            log.warning("flag counts wait", waiting=len(self._counts), lost=self.lost, error=str(error))

    async def write_forever(self) -> None:
        while True:
            await asyncio.sleep(_EVERY_S)
            await self.try_flush()

    def _add(self, tenant: str, key: str, variant: str, *more: int) -> None:
        hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        sums = self._counts.setdefault((tenant, key, hour, variant), [0, 0, 0])
        for place, value in enumerate(more):
            sums[place] += value

    def _subtract(self, told: dict[_Cell, tuple[int, ...]]) -> None:
        """What was counted while the rows were written stays."""
        for cell, written in told.items():
            left = [now - then for now, then in zip(self._counts[cell], written, strict=True)]
            if any(left):
                self._counts[cell] = left
            else:
                del self._counts[cell]

    def _remember(self, shown: dict[_Shown, datetime]) -> None:
        if len(self._written) > _MOST:
            self._written.clear()  # the table refuses what it has
        for key in shown:
            self._written.add(key)
            del self._exposures[key]


_NEW = insert(FlagTally)
_ADD = _NEW.on_conflict_do_update(
    index_elements=["tenant", "key", "hour", "variant"],
    set_={
        name: getattr(FlagTally, name) + getattr(_NEW.excluded, name) for name in ("evaluations", "outcomes", "errors")
    },
)
_SHOW = insert(FlagExposure).on_conflict_do_nothing()


def _tally(cell: _Cell, evaluations: int, outcomes: int, errors: int) -> dict[str, Any]:
    tenant, key, hour, variant = cell
    return {
        "tenant": tenant,
        "key": key,
        "hour": hour,
        "variant": variant,
        "evaluations": evaluations,
        "outcomes": outcomes,
        "errors": errors,
    }


def _exposure(shown: _Shown, at: datetime) -> dict[str, Any]:
    tenant, key, day, owner, variant = shown
    return {"tenant": tenant, "key": key, "day": day, "owner": owner, "variant": variant, "first_at": at}


@asynccontextmanager
async def open_tallies(platform: Sessions) -> AsyncIterator[FlagTallies]:
    """Counts for a process's lifetime; what waits is written at the end."""
    tallies = FlagTallies(platform)
    writing = asyncio.create_task(tallies.write_forever())
    try:
        yield tallies
    finally:
        await end(writing)
        await tallies.try_flush()

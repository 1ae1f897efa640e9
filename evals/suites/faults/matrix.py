"""One cell of the matrix, worked: the providers of one capability fail over the wire while a trip is planned.

In each cell a trip is planned with the whole product against emulated providers, of which those of one
capability fail; the capability is also asked its own question, so that those which no trip needs (flights,
hotels …) are tried as well. What served, and at which level, is read off the meter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.errors import AllProvidersFailed
from evals.suites.faults.cells import Cell
from evals.suites.faults.emulated import emulator_url
from evals.suites.faults.inject import solve_here
from evals.suites.faults.questions import QUESTIONS
from graphs.assembly import open_assembly
from graphs.context import Context
from infra.settings import CapabilitySettings, Settings
from tools.catalogue import CATALOGUE
from tools.line.line import Line
from tools.line.memory import OwnMemory
from tools.line.meter import CallRecord
from tools.switchboard import ProviderConfig, Switchboard

PATIENCE_S = 0.8
"""How long a provider has in a cell: what hangs is given up soon, all else is as in the product."""


class Served(BaseModel):
    """Who answered for the capability, and what was said of those who did not."""

    model_config = ConfigDict(frozen=True)

    providers: tuple[str, ...] = ()
    outcomes: dict[str, int] = {}


class Watch:
    """The meter of one cell."""

    def __init__(self, cell: Cell) -> None:
        self._cell, self._records = cell, list[CallRecord]()

    def __call__(self, record: CallRecord) -> None:
        if record.capability == self._cell.capability:
            self._records.append(record)

    def served(self) -> Served:
        good = [record for record in self._records if record.outcome in ("ok", "cached")]
        outcomes = Counter(f"{record.provider}: {record.outcome}" for record in self._records)
        return Served(providers=tuple(dict.fromkeys(record.provider for record in good)), outcomes=dict(outcomes))


@asynccontextmanager
async def context_of(cell: Cell, watch: Watch, *, seed: int, solver_seconds: float) -> AsyncIterator[Context]:
    """The product's own context, its providers emulated, those of the cell failing."""
    settings = cell_settings(cell, seed, solver_seconds)
    async with open_assembly(settings, Line(OwnMemory(), watch), solve=solve_here) as assembly:
        await ask(cell, assembly.board)
        yield await assembly.context()


def cell_settings(cell: Cell, seed: int, solver_seconds: float) -> Settings:
    url = emulator_url()
    limits = CapabilitySettings(timeout_s=PATIENCE_S, deadline_s=3 * PATIENCE_S, retry_pause_s=0.01)
    return Settings().model_copy(
        update={
            "offline": False,
            "emulator": url,
            "addresses": {name: f"{url}/_fault/{cell.fault}/{name}" for name in cell.failing},
            "providers": {capability.name: limits for capability, _ in CATALOGUE},
            "seed": seed,
            "solver_seconds": solver_seconds,
        }
    )


async def ask(cell: Cell, board: Switchboard) -> None:
    """The capability's own question; nothing that a provider does is raised, for then the cell has crashed."""
    question: Any = QUESTIONS[cell.capability]()
    capability, kinds = next(row for row in CATALOGUE if row[0].name == cell.capability)
    chain = await board.chain(capability, kinds, ProviderConfig.of(board.settings))
    with suppress(AllProvidersFailed):
        await chain.execute_with_fallback(question)

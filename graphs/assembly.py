"""Builds Contexts from settings: provider chains, the place index, the solver's pool."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from agents.discovery import Toolbox
from domain.errors import Unavailable
from domain.plan import Plan
from graphs.context import Context, Solve
from infra.pool import Pool, ProcessDied
from infra.settings import Settings
from planner import solve as solve_now
from planner.problem import Problem, Stop
from tools.adapter import Adapter, Caller
from tools.capability import Capability
from tools.cities import providers as cities
from tools.cities.contract import CITIES
from tools.embeddings import providers as embeddings
from tools.embeddings.contract import EMBEDDINGS
from tools.embeddings.index import PlaceIndex
from tools.flights import providers as flights
from tools.flights.contract import FLIGHTS
from tools.images import providers as images
from tools.images.contract import IMAGES
from tools.line.line import Line
from tools.llm.ladder import Ladder
from tools.llm.opening import limits_of, open_models
from tools.llm.purse import OwnPurse, Purse
from tools.places import providers as places
from tools.places.contract import PLACE_DETAILS, PLACES
from tools.rates import providers as rates
from tools.rates.contract import RATES
from tools.routes import providers as routes
from tools.routes.contract import MATRIX
from tools.switchboard import ProviderConfig, Switchboard, open_switchboard
from tools.travel import providers as travel
from tools.travel.contract import TRAVEL
from tools.weather import providers as weather
from tools.weather.contract import CLIMATE, WEATHER

_RECHECK_S = 60.0
_CHAINS: Mapping[str, tuple[Capability[Any, Any], Sequence[type[Adapter[Any, Any]]]]] = {
    "cities": (CITIES, cities.PROVIDERS),
    "places": (PLACES, places.PROVIDERS),
    "place_details": (PLACE_DETAILS, places.DETAILS_PROVIDERS),
    "weather": (WEATHER, weather.PROVIDERS),
    "climate": (CLIMATE, weather.CLIMATE_PROVIDERS),
    "rates": (RATES, rates.PROVIDERS),
    "travel": (TRAVEL, travel.PROVIDERS),
    "flights": (FLIGHTS, flights.PROVIDERS),
    "matrix": (MATRIX, routes.MATRIX_PROVIDERS),
    "images": (IMAGES, images.PROVIDERS),
}
"""The chains of a Toolbox, by its fields."""


@dataclass
class Supplies:
    """What a tenant's configuration gives; `checked` is when its unhealthy adapters were last asked again."""

    config: ProviderConfig
    tools: Toolbox
    models: Ladder | None
    checked: float = field(default_factory=time.monotonic)


@dataclass
class Assembly:
    """Makes a run's Context: whose account, and what that tenant's configuration says now."""

    settings: Settings
    board: Switchboard
    solve: Solve
    index: PlaceIndex
    purse: Purse
    _supplies: dict[str, Supplies] = field(default_factory=dict)
    _checks: set[asyncio.Task[None]] = field(default_factory=set)

    async def context(self, caller: Caller | None = None, config: ProviderConfig | None = None) -> Context:
        """What the nodes of one run work with; a changed configuration holds from the next run on."""
        caller = caller or Caller()
        supplies = await self._of(caller.tenant, config or ProviderConfig.of(self.settings))
        return Context(
            tools=supplies.tools.on_behalf_of(caller),
            solve=self.solve,
            models=supplies.models.on_behalf_of(caller) if supplies.models else None,
            affiliates=self.settings.affiliates,
            seed=self.settings.seed,
            solver_seconds=self.settings.solver_seconds,
        )

    async def warm(self) -> None:
        """Make what the first run would wait for: chains checked, the first model's SDK loaded."""
        supplies = await self._of(Caller().tenant, ProviderConfig.of(self.settings))
        if supplies.models is not None:
            await supplies.models.warm()

    async def _of(self, tenant: str, config: ProviderConfig) -> Supplies:
        """The tenant's chains and models, made anew when its configuration is not what it was."""
        known = self._supplies.get(tenant)
        if known is None or known.config != config:
            tools = await open_toolbox(self.settings, self.board, config, self.index)
            known = Supplies(config, tools, await open_models(self.board, self.purse, config))
            self._supplies[tenant] = known
        elif time.monotonic() - known.checked > _RECHECK_S:
            self._recheck(known)
        return known

    def _recheck(self, supplies: Supplies) -> None:
        """Adapters that were not healthy when they were registered may be now; no run waits for that."""
        supplies.checked = time.monotonic()
        models = (supplies.models.chain,) if supplies.models else ()
        for chain in (*supplies.tools.chains().values(), *models):
            if chain.refused:
                task = asyncio.create_task(chain.register_refused())
                self._checks.add(task)
                task.add_done_callback(self._checks.discard)


@asynccontextmanager
async def open_assembly(
    settings: Settings, line: Line | None = None, purse: Purse | None = None, solve: Solve | None = None
) -> AsyncIterator[Assembly]:
    """Everything that runs need, for a process's lifetime; without `solve` in processes of its own.

    Without `purse` budgets hold for this process alone.
    """
    async with AsyncExitStack() as held:
        board = await held.enter_async_context(open_switchboard(settings, line))
        index = await open_index(settings, board)
        held.push_async_callback(index.close)
        solve = solve or held.enter_context(_solving(settings))
        yield Assembly(settings, board, solve, index, purse or OwnPurse(limits_of(settings)))


@contextmanager
def _solving(settings: Settings) -> Iterator[Solve]:
    """The planner in a bounded pool of processes."""
    pool = Pool(settings.solver_processes, preload=["planner.loaded"])

    async def solve(problem: Problem, stop: Stop, seed: int) -> Plan:
        try:
            return await pool.run(solve_now, problem, stop, seed)
        except ProcessDied as error:
            raise Unavailable("solver", str(error)) from error

    try:
        yield solve
    finally:
        pool.close()


@asynccontextmanager
async def open_context(settings: Settings, line: Line | None = None) -> AsyncIterator[Context]:
    """One context for a process that works on nobody's account."""
    async with open_assembly(settings, line) as assembly:
        yield await assembly.context()


async def open_index(settings: Settings, board: Switchboard) -> PlaceIndex:
    embedder = [kind for kind in embeddings.PROVIDERS if kind.name == settings.embedder]
    return PlaceIndex(await board.chain(EMBEDDINGS, embedder), settings.qdrant_url)


async def open_toolbox(
    settings: Settings,
    board: Switchboard | None = None,
    config: ProviderConfig | None = None,
    index: PlaceIndex | None = None,
) -> Toolbox:
    """The provider chains, each adapter initialised and checked; without a switchboard the embedded ones alone."""
    board = board or Switchboard(settings)
    names, opening = zip(*((name, board.chain(*chain, config)) for name, chain in _CHAINS.items()), strict=True)
    # At once: without a network every capability would otherwise wait for its own health checks in turn.
    chains: dict[str, Any] = dict(zip(names, await asyncio.gather(*opening), strict=True))
    return Toolbox(**chains, matrix_points=settings.matrix_points, index=index or await open_index(settings, board))

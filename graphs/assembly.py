"""Builds a Context from settings: provider chains, the place index, the solver's pool."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from agents.discovery import Toolbox
from domain.errors import Unavailable
from domain.plan import Plan
from graphs.context import Context
from infra.pool import Pool, ProcessDied
from infra.settings import Settings
from planner import solve as solve_now
from planner.problem import Problem, Stop
from planner.ready import make_ready
from tools.chain import build_chain
from tools.embeddings import providers as embeddings
from tools.embeddings.index import PlaceIndex
from tools.places import providers as places
from tools.rates import providers as rates
from tools.travel import providers as travel
from tools.weather import providers as weather


@asynccontextmanager
async def open_context(settings: Settings) -> AsyncIterator[Context]:
    """Everything that the graph's nodes work with, for a process's lifetime."""
    toolbox = await open_toolbox(settings)
    pool = Pool(settings.solver_processes, preload=["planner.ready"], warm=make_ready)

    async def solve(problem: Problem, stop: Stop, seed: int) -> Plan:
        try:
            return await pool.run(solve_now, problem, stop, seed)
        except ProcessDied as error:
            raise Unavailable("solver", str(error)) from error

    try:
        yield Context(
            tools=toolbox,
            solve=solve,
            affiliates=settings.affiliates,
            seed=settings.seed,
            solver_seconds=settings.solver_seconds,
        )
    finally:
        pool.close()
        await toolbox.index.close()


async def open_toolbox(settings: Settings) -> Toolbox:
    """The provider chains, each adapter initialised and checked."""
    per = settings.providers
    embedder = await build_chain(
        "embeddings", [kind() for kind in embeddings.PROVIDERS if kind.name == settings.embedder], per
    )
    return Toolbox(
        places=await build_chain("places", [kind() for kind in places.PROVIDERS], per),
        weather=await build_chain("weather", [kind() for kind in weather.PROVIDERS], per),
        rates=await build_chain("rates", [kind() for kind in rates.PROVIDERS], per),
        travel=await build_chain("travel", [kind() for kind in travel.PROVIDERS], per),
        index=PlaceIndex(embedder, settings.qdrant_url),
    )

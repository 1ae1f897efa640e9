"""How many stops of a plan have a photo and a rating where all providers are there, emulated (PLAN-15)."""

from __future__ import annotations

from agents.discovery import Toolbox, discover
from agents.discovery.details import with_details
from agents.discovery.pictures import with_pictures
from agents.optimisation import optimise
from domain.coverage import Coverage, coverage_of
from domain.plan import Plan
from domain.request import Pace, TripRequest
from evals.suites.faults.emulated import emulator_url
from graphs.assembly import open_toolbox
from infra.settings import Settings
from planner import solve as solve_now
from planner.problem import Problem, Stop
from tools.switchboard import open_switchboard

DAYS, PACE = 3, Pace.MODERATE  # one plan a city is measured with providers: a run takes their time too


async def covered(request: TripRequest, seed: int, limit_s: float) -> Coverage:
    """The plan as a product with every provider's key would show it, all providers emulated."""
    settings = Settings(emulator=emulator_url(), offline=False)
    async with open_switchboard(settings) as board:
        tools = await open_toolbox(settings, board)
        try:
            return await _covered(request, tools, seed, limit_s)
        finally:
            await tools.index.close()


async def _covered(request: TripRequest, tools: Toolbox, seed: int, limit_s: float) -> Coverage:
    async def solve(problem: Problem, stop: Stop, solver_seed: int) -> Plan:
        return solve_now(problem, stop, solver_seed)

    itinerary = await optimise(request, await discover(request, tools), solve=solve, seed=seed, limit_s=limit_s)
    itinerary = await with_details(itinerary, tools.place_details)
    return coverage_of(await with_pictures(itinerary, tools.images))

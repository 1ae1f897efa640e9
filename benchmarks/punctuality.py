"""Does the fast on-time chance agree with random days? `python -m benchmarks.punctuality [CITY …] [--draws N]`.

Plans trips over the atlas and compares, day by day, the convolution of planner/punctuality.py with a seeded Monte
Carlo in continuous time; prints the largest and mean difference, in points, and the processor time of each way.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from rich.console import Console
from rich.table import Table

from agents.discovery import discover
from agents.optimisation import optimise
from agents.optimisation.chances import course_of
from agents.optimisation.exchange import Exchange
from agents.optimisation.trip import open_trip
from benchmarks.edits import request_for, solve
from domain.request import Pace
from graphs.assembly import open_toolbox
from infra.settings import Settings
from planner.punctuality import Course, on_time, simulate

CITIES = ("rome", "kyoto", "london", "paris", "lisbon", "istanbul")


@dataclass(frozen=True)
class Compared:
    city: str
    chance: float
    simulated: float
    fast_ms: float
    slow_ms: float


async def courses(city: str, days: int, seed: int) -> list[Course]:
    """The days of one trip at each pace."""
    toolbox, found = await open_toolbox(Settings()), list[Course]()
    for pace in Pace:
        request = request_for(city, days).model_copy(update={"pace": pace})
        candidates = await discover(request, toolbox)
        itinerary = await optimise(request, candidates, solve=solve, seed=seed, limit_s=0.3)
        exchange = Exchange(itinerary.currency, (*itinerary.rates, *candidates.rates))
        trip = open_trip(request, itinerary, candidates, exchange)
        found += [course_of(trip.setup([n]), day, trip.known) for n, day in enumerate(trip.days) if day.stops]
    return found


def compare(city: str, course: Course, draws: int, seed: int) -> Compared:
    begun = time.process_time()
    chance = on_time(course).chance
    between = time.process_time()
    simulated = simulate(course, draws, seed)
    over = time.process_time()
    return Compared(city, chance, simulated, (between - begun) * 1000, (over - between) * 1000)


def summary(found: Sequence[Compared]) -> dict[str, float]:
    gaps = [100 * abs(one.chance - one.simulated) for one in found]
    return {
        "days": len(found),
        "largest_difference_points": round(max(gaps), 2),
        "mean_difference_points": round(mean(gaps), 3),
        "mean_on_time": round(mean(one.chance for one in found), 3),
        "convolution_ms": round(mean(one.fast_ms for one in found), 2),
        "monte_carlo_ms": round(mean(one.slow_ms for one in found), 2),
    }


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.punctuality", description=__doc__)
    parser.add_argument("cities", nargs="*", default=list(CITIES))
    parser.add_argument("--days", type=int, default=5)
    parser.add_argument("--draws", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    given = parser.parse_args(arguments)
    console, found = Console(stderr=given.json), list[Compared]()
    for city in given.cities:
        for course in asyncio.run(courses(city, given.days, given.seed)):
            found.append(compare(city, course, given.draws, given.seed))
    table = Table("cities", *summary(found))
    for city in (*given.cities, "all"):
        row = summary([one for one in found if city in (one.city, "all")])
        table.add_row(city, *(f"{value:g}" for value in row.values()))
    console.print(table)
    if given.json:
        print(json.dumps(summary(found)))
    return 0 if summary(found)["largest_difference_points"] <= 3 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

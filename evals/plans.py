"""Plans every city of the atlas at every length and pace and says how many can be certified.

`python -m evals.plans [--cities N] [--seed S] [--json]`: verified share, median and p95 seconds, and
stops per day, by pace and length. Seconds are of the optimisation alone, solved in this process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import product
from statistics import mean, median, quantiles

from rich.console import Console
from rich.progress import track
from rich.table import Table

from agents.discovery import discover
from agents.optimisation import optimise
from domain.certificate import certify
from domain.errors import TripwrightError
from domain.plan import Plan
from domain.request import Destination, Pace, Party, TripRequest
from graphs.assembly import open_toolbox
from infra.settings import Settings
from planner import solve as solve_now
from planner.problem import Problem, Stop
from tools.places.atlas.records import city_ids, load_city

LENGTHS = (3, 5, 7)
START_ON = date(2027, 4, 12)  # a Monday, so that every length meets the usual closing days
PROCESSES = 2


@dataclass(frozen=True)
class Outcome:
    """One plan: `wrong` lists violation codes, or the error that left none."""

    city_id: str
    days: int
    pace: str
    valid: bool
    seconds: float
    stops_per_day: float
    wrong: tuple[str, ...] = ()


def request_for(city_id: str, days: int, pace: Pace) -> TripRequest:
    city = load_city(city_id)
    return TripRequest(
        text=f"{days} days in {city.name}",
        destinations=(Destination(city_id=city_id, name=city.name),),
        start_on=START_ON,
        days=days,
        party=Party(adults=2),
        pace=pace,
        interests=("history", "food", "views"),
    )


async def _outcome(request: TripRequest, seed: int) -> Outcome:
    async def solve(problem: Problem, stop: Stop, solver_seed: int) -> Plan:
        return solve_now(problem, stop, solver_seed)

    candidates = await discover(request, await open_toolbox(Settings()))
    begun = time.perf_counter()
    city_id, pace = request.destinations[0].city_id, request.pace.value
    try:
        itinerary = await optimise(request, candidates, solve=solve, seed=seed)
    except TripwrightError as error:
        return Outcome(city_id, request.days, pace, False, time.perf_counter() - begun, 0, (type(error).__name__,))
    seconds = time.perf_counter() - begun
    certificate = certify(request, itinerary)
    stops = mean(len(day.stops) for day in itinerary.days)
    wrong = tuple(sorted({violation.code for violation in certificate.violations}))
    return Outcome(city_id, request.days, pace, certificate.valid, seconds, stops, wrong)


def plan_one(case: tuple[str, int, Pace], seed: int) -> Outcome:
    return asyncio.run(_outcome(request_for(*case), seed))


def run(cities: Sequence[str], seed: int) -> list[Outcome]:
    cases = list(product(cities, LENGTHS, Pace))
    with ProcessPoolExecutor(PROCESSES) as pool:
        done = pool.map(partial(plan_one, seed=seed), cases)
        return list(track(done, "Planning", total=len(cases), console=Console(stderr=True)))


def summary(outcomes: Sequence[Outcome]) -> dict[str, float]:
    seconds = [outcome.seconds for outcome in outcomes]
    return {
        "plans": len(outcomes),
        "verified_share": round(mean(outcome.valid for outcome in outcomes), 4),
        "median_s": round(median(seconds), 2),
        "p95_s": round(quantiles(seconds, n=20)[-1], 2) if len(seconds) > 1 else round(seconds[0], 2),
        "stops_per_day": round(mean(outcome.stops_per_day for outcome in outcomes), 2),
    }


def show(outcomes: Sequence[Outcome], console: Console) -> None:
    groups: dict[tuple[str, int], list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.pace, outcome.days].append(outcome)
    table = Table("pace", "days", "plans", "verified", "median s", "p95 s", "stops a day")
    for (pace, days), group in sorted(groups.items()):
        _row(table, (pace, str(days)), summary(group))
    _row(table, ("all", ""), summary(outcomes))
    console.print(table)
    for outcome in outcomes:
        if not outcome.valid:
            console.print(f"{outcome.city_id} {outcome.days} days, {outcome.pace}: {', '.join(outcome.wrong)}")


def _row(table: Table, name: Iterable[str], found: dict[str, float]) -> None:
    share = f"{found['verified_share']:.1%}"
    table.add_row(
        *name, f"{found['plans']:.0f}", share, *(str(found[key]) for key in ("median_s", "p95_s", "stops_per_day"))
    )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.plans", description=__doc__)
    parser.add_argument("--cities", nargs="*", default=list(city_ids()), help="city ids; all when left out")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    given = parser.parse_args(arguments)
    outcomes = run(given.cities, given.seed)
    show(outcomes, Console())
    if given.json:
        print(json.dumps(summary(outcomes) | {"failed": [asdict(o) for o in outcomes if not o.valid]}))
    return 0 if all(outcome.valid for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

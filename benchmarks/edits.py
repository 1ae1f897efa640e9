"""How long an edit takes: `python -m benchmarks.edits [CITY …] [--days N] [--seed S] [--json]`.

Each kind of edit, applied in this process to trips planned over the atlas: processor milliseconds of the
whole revision (opening the trip, solving, alternates, sums, warnings), how many stops it changed, and the ratio to
planning the same trip anew in the same run (the baseline). Certificates are checked outside of the time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

from agents.discovery import discover
from agents.optimisation import optimise
from agents.refinement.revise import revise
from domain.candidates import Candidates
from domain.certificate import certify
from domain.edits import (
    AddStop,
    ChangeBudget,
    ChangeDays,
    ChangeHours,
    ChangeInterests,
    ChangePace,
    ChangeStay,
    DropCity,
    Edit,
    LockStop,
    MoveStop,
    Rain,
    RegenerateDay,
    RemoveStop,
    SwapStop,
)
from domain.errors import Infeasible
from domain.itinerary import Itinerary, Purpose
from domain.plan import Plan
from domain.request import Destination, Pace, Party, TripRequest
from graphs.assembly import open_toolbox
from infra.settings import Settings
from planner import solve as solve_now
from planner.problem import Problem, Stop
from tools.places.atlas.records import load_city

START_ON = date(2027, 4, 12)
CITIES = ("rome", "kyoto", "london,paris")


@dataclass(frozen=True)
class Measured:
    kind: str
    ms: float
    ratio: float
    changed: int
    outcome: str


async def solve(problem: Problem, stop: Stop, seed: int) -> Plan:
    return solve_now(problem, stop, seed)


def request_for(cities: str, days: int) -> TripRequest:
    named = [load_city(city_id) for city_id in cities.split(",")]
    return TripRequest(
        text=f"{days} days in {cities}",
        destinations=tuple(Destination(city_id=city.id, name=city.name) for city in named),
        start_on=START_ON,
        days=days,
        party=Party(adults=2),
        interests=("history", "food", "views"),
    )


def edits_for(itinerary: Itinerary, candidates: Candidates) -> Iterator[Edit]:
    """Some of every kind, at places that the trip has; nothing depends on which city it is."""
    days = itinerary.days
    total = itinerary.costs.total
    used = {stop.place_id for day in days for stop in day.stops}
    for number, day in enumerate(days, start=1):
        sights = [stop for stop in day.stops if stop.purpose is Purpose.VISIT]
        if not sights:
            continue
        first, last = sights[0], sights[-1]
        yield LockStop(place_id=first.place_id)
        yield RemoveStop(place_id=last.place_id)
        yield SwapStop(place_id=first.place_id, day=number)
        other = next((n for n, d in enumerate(days, 1) if n != number and d.city_id == day.city_id), None)
        if other is not None:
            yield MoveStop(place_id=last.place_id, to_day=other)
        city = next(city for city in candidates.cities if city.city.id == day.city_id)
        new = next((one.place.id for one in city.sights if one.place.id not in used), None)
        if new is not None:
            yield AddStop(place_id=new, day=number)
        yield AddStop(wish="a garden or park", day=number)
        yield ChangeHours(start_min=10 * 60 + 30, day=number)
        yield ChangeHours(end_min=19 * 60, day=number)
        yield ChangePace(pace=Pace.RELAXED, day=number)
        yield Rain(on=day.on)
        yield RegenerateDay(day=number)
        yield ChangeInterests(more=("art",), less=("shopping",), day=number)
    yield ChangeHours(start_min=10 * 60)
    yield ChangePace(pace=Pace.FAST)
    yield ChangeBudget()
    yield ChangeBudget(amount=total * 2)
    yield ChangeInterests(more=("parks",))
    for city_id in dict.fromkeys(day.city_id for day in days):
        yield ChangeStay(city_id=city_id, direction="cheaper")
        yield ChangeDays(delta=1, city_id=city_id)
        yield ChangeDays(delta=-1, city_id=city_id)
        if len(candidates.cities) > 1:
            yield DropCity(city_id=city_id)


def changed_stops(before: Itinerary, after: Itinerary) -> int:
    """Stops that came, went or are on another day."""
    old = {(day.on, stop.place_id) for day in before.days for stop in day.stops}
    new = {(day.on, stop.place_id) for day in after.days for stop in day.stops}
    return max(len(old - new), len(new - old))


async def measure(cities: str, days: int, seed: int) -> tuple[float, list[Measured]]:
    """Processor milliseconds of planning anew, and of each edit."""
    request = request_for(cities, days)
    candidates = await discover(request, await open_toolbox(Settings()))
    await optimise(request, candidates, solve=solve, seed=seed)  # compiles and warms
    begun = time.process_time()
    itinerary = await optimise(request, candidates, solve=solve, seed=seed)
    anew_ms = (time.process_time() - begun) * 1000
    found = []
    for edit in edits_for(itinerary, candidates):
        begun = time.process_time()
        try:
            revised = await revise(request, itinerary, candidates, [edit], solve=solve, seed=seed)
        except Infeasible as refused:
            ms = (time.process_time() - begun) * 1000
            found.append(Measured(edit.kind, ms, ms / anew_ms, 0, f"refused: {refused}"))
            continue
        ms = (time.process_time() - begun) * 1000
        valid = certify(revised.request, revised.itinerary).valid
        changed = changed_stops(itinerary, revised.itinerary)
        found.append(Measured(edit.kind, ms, ms / anew_ms, changed, "valid" if valid else "NOT VALID"))
    return anew_ms, found


def p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def summary(found: Sequence[Measured]) -> dict[str, float]:
    ms = [one.ms for one in found]
    return {
        "edits": len(found),
        "median_ms": round(median(ms), 1),
        "p95_ms": round(p95(ms), 1),
        "worst_ms": round(max(ms), 1),
        "ratio_to_planning_anew": round(median(one.ratio for one in found), 4),
        "mean_changed_stops": round(sum(one.changed for one in found) / len(found), 2),
        "refused": sum(one.outcome.startswith("refused") for one in found),
        "not_valid": sum(one.outcome == "NOT VALID" for one in found),
    }


def show(found: Sequence[Measured], console: Console) -> None:
    kinds: dict[str, list[Measured]] = defaultdict(list)
    for one in found:
        kinds[one.kind].append(one)
    table = Table("edit", "n", "median ms", "p95 ms", "worst ms", "of planning anew", "changed", "refused", "not valid")
    for kind, group in (*sorted(kinds.items()), ("all", list(found))):
        row = summary(group)
        table.add_row(kind, *(f"{value:g}" for value in row.values()))
    console.print(table)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.edits", description=__doc__)
    parser.add_argument("cities", nargs="*", default=list(CITIES), help="city ids, several of one trip with commas")
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    parser.add_argument("--refused", action="store_true", help="say why edits were refused")
    given = parser.parse_args(arguments)
    console, everything = Console(stderr=given.json), list[Measured]()
    for cities in given.cities:
        anew_ms, found = asyncio.run(measure(cities, given.days, given.seed))
        console.print(f"{cities}, {given.days} days: planned anew in {anew_ms:.0f} ms of processor time")
        everything += found
        for one in found:
            if given.refused and one.outcome != "valid":
                console.print(f"  {one.kind}: {one.outcome}")
    show(everything, console)
    if given.json:
        print(json.dumps(summary(everything)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

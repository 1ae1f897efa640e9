"""How soon a change by hand is answered: what it breaks, how that could be mended, and plan B.

    python -m benchmarks.hand_edits [DAYS]

In this process, without the network around it; each as a ratio to certifying the same trip once, which is the least
that an honest answer takes. Every stop is dragged to three other times, every alternate is put in its stop's place.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Iterator

from agents.booking import attach_links
from agents.plan_b import swap_in
from agents.previewing import preview
from agents.refinement.narrate import narrate
from domain.certificate import certify
from domain.diff import arranged
from domain.edits import ArrangeDay
from domain.errors import Conflict
from domain.itinerary import Itinerary
from domain.request import TripRequest
from tests.agents.optimisation.trips import HOME, make_candidates, make_trip, make_trip_request, solve_repeatably

_BY_MIN = (30, -60, 120)


def _dragged(trip: Itinerary) -> Iterator[ArrangeDay]:
    for number, day in enumerate(trip.days, 1):
        edit = arranged(number, day)
        for at, placed in enumerate(edit.stops):
            for by in _BY_MIN:
                moved = placed.model_copy(update={"start_min": max(0, placed.start_min + by)})
                yield edit.model_copy(update={"stops": (*edit.stops[:at], moved, *edit.stops[at + 1 :])})


def _bare(request: TripRequest, trip: Itinerary) -> float:
    times = []
    for _ in range(15):
        begun = time.perf_counter()
        certify(request, trip)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


async def _previews(request: TripRequest, trip: Itinerary, *, mend: bool) -> list[float]:
    times = []
    for edit in _dragged(trip):
        begun = time.perf_counter()
        await preview(request, trip, [edit], mend=mend)
        times.append(time.perf_counter() - begun)
    return times


def _plans_b(request: TripRequest, trip: Itinerary) -> tuple[list[float], int]:
    times, refused = [], 0
    for number, day in enumerate(trip.days, 1):
        for stop in day.stops:
            for other in stop.alternates:
                begun = time.perf_counter()
                try:
                    assert swap_in(request, trip, number, stop.place_id, other.place_id, {}).certificate.valid
                except Conflict:
                    refused += 1
                times.append(time.perf_counter() - begun)
    return times, refused


def _report(name: str, times: list[float], bare: float) -> None:
    median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[18]
    print(f"{name:34} {len(times):4} × {median * 1e3:6.1f} ms median {p95 * 1e3:6.1f} ms p95 {median / bare:6.1f} ×")


async def main(days: int) -> None:
    request = make_trip_request("rome", "florence", days=days, origin=HOME)
    plan = await make_trip(request, make_candidates("rome", "florence"), solve=solve_repeatably)
    trip = attach_links(request, narrate(request, plan), affiliates={})
    bare = _bare(request, trip)
    _report("certifying the trip", [bare] * 2, bare)
    _report("what a drag breaks", await _previews(request, trip, mend=False), bare)
    _report("… and repairs of it", await _previews(request, trip, mend=True), bare)
    times, refused = _plans_b(request, trip)
    _report("plan B", times, bare)
    print(f"alternates that could not be had any more: {refused} of {len(times)}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))

"""How long a search keeps back what its fastest provider has answered, while the slowest hangs.

`python -m benchmarks.search_stream [--searches N]` searches flights at the emulated providers with one of them
hanging, each time for another day so that nothing comes from memory. Two clocks: when the first provider of the
network had answered (the line's meter), and when the reader held its results. Target: 300 ms between them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import time
from contextlib import aclosing
from datetime import UTC, date, datetime, timedelta

import httpx

from api.searching.desk import Counter, Desk
from api.searching.engine import stream
from api.searching.flights import FlightSearch, flight_search
from infra.settings import Settings
from tests.emulators.server import Emulators, running_emulators
from tools.adapter import Caller
from tools.line.line import Line
from tools.line.meter import CallRecord
from tools.switchboard import ProviderConfig, Switchboard

TARGET_MS = 300.0
_EMBEDDED = "flight-estimates"


async def measure(emulators: Emulators, searches: int) -> list[float]:
    """Milliseconds from the fastest provider's answer to the reader's first results of it, of each search."""
    answered: list[float] = []

    def meter(record: CallRecord) -> None:
        if record.provider != _EMBEDDED and record.outcome == "ok":
            answered.append(time.perf_counter())

    emulators.faults.set("kiwi", "hang")
    async with httpx.AsyncClient(timeout=30) as http:
        settings = Settings(emulator=emulators.url, offline=False)
        desk = Desk(Switchboard(settings, http, Line(meter=meter)))
        counter = Counter(desk, ProviderConfig.of(settings), Caller())
        delays = []
        for number in range(searches + 1):
            answered.clear()
            heard_at = await _first_results(counter, datetime.now(UTC).date() + timedelta(days=30 + number))
            delays.append((heard_at - answered[0]) * 1000)
    return delays[1:]  # the first one loads what a process loads once


async def _first_results(counter: Counter, on: date) -> float:
    """When the reader held the first results of a provider of the network."""
    body = FlightSearch(origin="London", destination="NRT", depart_on=on, adults=2)
    heard_at = 0.0
    async with aclosing(stream(await flight_search(body, counter))) as frames:
        async for frame in frames:
            event, data = frame.strip().split("\n")
            if event == "event: results":
                heard_at = time.perf_counter()
            elif event == "event: provider" and json.loads(data.removeprefix("data: "))["provider"] != _EMBEDDED:
                return heard_at
    raise RuntimeError("no provider of the network answered")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--searches", type=int, default=40)
    with running_emulators() as emulators:
        delays = sorted(asyncio.run(measure(emulators, options.parse_args().searches)))
    worst, median = delays[-1], statistics.median(delays)
    print(f"searches {len(delays)}, one of four providers hanging")
    print(f"first results after the fastest provider's answer: median {median:.2f} ms, worst {worst:.2f} ms")
    print(f"target {TARGET_MS:g} ms: {'met' if worst <= TARGET_MS else 'MISSED'}")


if __name__ == "__main__":
    main()

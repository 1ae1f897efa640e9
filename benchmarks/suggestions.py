"""How long a suggestion takes while somebody types: `python -m benchmarks.suggestions`.

Every beginning of the names of the atlas's cities and of the world's 300 biggest, each also with a slip in it; in
milliseconds, after the world's cities are loaded (told apart). Target: 20 ms of the processor's time; the clock on the
wall is told beside it, for a busy machine makes everybody wait.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from tools.places import world_cities
from tools.places.atlas import records
from tools.places.suggest import suggest, warm

TARGET_MS = 20.0
_BIGGEST = 300


def typed() -> Iterator[str]:
    """What is in the box after each key, and once more with two letters swapped."""
    names = {records.load_city(city_id).name for city_id in records.city_ids()}
    biggest = sorted(world_cities.all_cities(), key=lambda city: -city.population)[:_BIGGEST]
    for name in sorted(names | {city.name for city in biggest}):
        yield from (name[:length] for length in range(1, len(name) + 1))
        yield name[:2] + name[3:4] + name[2:3] + name[4:]


def _ms(text: str) -> tuple[float, float]:
    """Of the processor, and on the wall."""
    begun, wall = time.thread_time(), time.perf_counter()
    suggest(text)
    return (time.thread_time() - begun) * 1000, (time.perf_counter() - wall) * 1000


def main() -> None:
    begun = time.perf_counter()
    warm()
    print(f"loading the world's cities: {time.perf_counter() - begun:.2f} s, once a process")
    times = [_ms(text) for text in typed()]
    worst = _say("processor", [ours for ours, _ in times])
    _say("wall", [wall for _, wall in times])
    print(f"target {TARGET_MS:g} ms: {'met' if worst <= TARGET_MS else 'MISSED'} by the processor's p99")


def _say(clock: str, taken: list[float]) -> float:
    median, p99 = statistics.median(taken), sorted(taken)[int(len(taken) * 0.99)]
    print(f"{clock}: {len(taken)} beginnings, median {median:.1f} ms, p99 {p99:.1f}, worst {max(taken):.1f}")
    return p99


if __name__ == "__main__":
    main()

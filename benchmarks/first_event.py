"""How soon a traveller sees something: `python -m benchmarks.first_event [URL] [N]`.

Milliseconds from sending the message to the first event read from the run's stream, beside a bare
GET /health of the same server in the same run (the baseline: what HTTP alone costs here).
"""

from __future__ import annotations

import sys
import time
from statistics import median

import httpx

WISH = "2 days in Rome from 12 April 2027, two of us, history"


def first_event_ms(client: httpx.Client) -> float:
    begun = time.perf_counter()
    run = client.post("/v1/trips", json={"message": WISH}).json()["run"]
    with client.stream("GET", run["events"]) as answer:
        next(line for line in answer.iter_lines() if line.startswith("data: "))
    seconds = time.perf_counter() - begun
    client.post(f"/v1/runs/{run['id']}/stop")
    return seconds * 1000


def health_ms(client: httpx.Client) -> float:
    begun = time.perf_counter()
    client.get("/health")
    return (time.perf_counter() - begun) * 1000


def main(url: str = "http://127.0.0.1:8000", count: str = "20") -> None:
    with httpx.Client(base_url=url, timeout=30) as client:
        health_ms(client)
        pairs = [(first_event_ms(client), health_ms(client)) for _ in range(int(count))]
    first, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    print(f"first event: median {median(first):.1f} ms, worst {max(first):.1f} ms ({count} runs)")
    print(f"GET /health: median {median(bare):.1f} ms; ratio of medians {median(first) / median(bare):.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])

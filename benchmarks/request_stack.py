"""What the layers around every route cost: a route behind all of them against the same route bare, in one run.

    python -m benchmarks.request_stack [REQUESTS]

`work` is the process's own time, which a busy machine changes less. The servers are the tests'. Requests of the
kinds take turns, so that all meet the same noise; as a guest, and as somebody signed in. The target is 2 ms at the
median. What a key costs is told beside it: of a request (claiming it, keeping the answer), and of one that writes to
the database (its mark too), against the same write without a key.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from uuid import uuid4

import httpx
from fastapi import FastAPI

from api.app import create_app
from api.deps import Res
from api.guard import anyone
from infra.settings import Settings, default_data_dir
from services.events.service import announce
from tests.api.signing_in import sign_in
from tests.conftest import _fresh_database as fresh_database
from tests.conftest import _fresh_redis as fresh_redis

_WARM = 50
_TARGET_MS = 2.0
_REDIS = 15
Ask = Callable[[], Awaitable[httpx.Response]]


def _add_route(app: FastAPI) -> FastAPI:
    @app.post("/v1/bench", dependencies=[anyone()])
    async def write(body: dict[str, str]) -> dict[str, str]:
        return body

    @app.get("/v1/bench", dependencies=[anyone()])
    async def read() -> dict[str, str]:
        return {"hello": "world"}

    @app.post("/v1/bench/row", dependencies=[anyone()])
    async def write_row(res: Res) -> str:
        async with res.in_tenant() as session:
            announce(session, res.tenant, "bench", None)
        return "written"

    # Found first: how long FastAPI looks for a route among some hundred is none of the layers' doing.
    app.router.routes[:0] = [app.router.routes.pop() for _ in range(3)]
    return app


def _bare() -> FastAPI:
    app = FastAPI()

    @app.post("/v1/bench")
    async def write(body: dict[str, str]) -> dict[str, str]:
        return body

    @app.get("/v1/bench")
    async def read() -> dict[str, str]:
        return {"hello": "world"}

    return app


def _client(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bench")


async def _times(asks: dict[str, Ask], count: int) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds of each, by the clock and of this process's work, taking turns."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in asks}
    for turn in range(_WARM + count):
        for name, ask in asks.items():
            begun, worked = time.perf_counter(), time.process_time()
            answer = await ask()
            if turn >= _WARM:
                passed = time.perf_counter() - begun, time.process_time() - worked
                found[name].append((passed[0] * 1000, passed[1] * 1000))
            assert answer.status_code == 200, (name, answer.text)
    return found


async def _measure(settings: Settings, count: int) -> bool:
    app = _add_route(create_app(settings))
    async with app.router.lifespan_context(app), _client(app) as full, _client(_bare()) as bare:
        signed = await sign_in(full, settings)
        guest = {"Cookie": f"tripwright_guest={uuid4().hex}"}

        def keyed() -> dict[str, str]:
            return {**signed, "Idempotency-Key": uuid4().hex}

        asks: dict[str, Ask] = {
            "bare GET": lambda: bare.get("/v1/bench"),
            "guest GET": lambda: full.get("/v1/bench", headers=guest),
            "signed GET": lambda: full.get("/v1/bench", headers=signed),
            "bare POST": lambda: bare.post("/v1/bench", json={"a": "b"}),
            "signed POST": lambda: full.post("/v1/bench", json={"a": "b"}, headers=signed),
            "signed POST, keyed": lambda: full.post("/v1/bench", json={"a": "b"}, headers=keyed()),
            "row written": lambda: full.post("/v1/bench/row", headers=signed),
            "row written, keyed": lambda: full.post("/v1/bench/row", headers=keyed()),
        }
        return _report(await _times(asks, count))


def _report(times: dict[str, list[tuple[float, float]]]) -> bool:
    good = True
    print(f"{'':20} {'median ms':>10} {'p99 ms':>8} {'work ms':>8} {'over bare: median':>18} {'work':>6}")
    for name, measured in times.items():
        clock, work = zip(*measured, strict=True)
        bare_clock, bare_work = zip(*times[_compared(name)], strict=True)
        median, p99, own = statistics.median(clock), statistics.quantiles(clock, n=100)[98], statistics.median(work)
        over, work_over = median - statistics.median(bare_clock), own - statistics.median(bare_work)
        print(f"{name:20} {median:10.2f} {p99:8.2f} {own:8.2f} {over:18.2f} {work_over:6.2f}")
        good = good and (over <= _TARGET_MS or "keyed" in name)  # a row against itself is 0
    print(f"target: {_TARGET_MS:g} ms over bare at the median: {'met' if good else 'missed'}")
    return good


def _compared(name: str) -> str:
    """With what: a keyed row with the same without a key, everything else with the bare route."""
    if "row" in name:
        return "row written"
    return "bare POST" if "POST" in name else "bare GET"


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else 500
    folder = default_data_dir() / "test"
    database, redis = fresh_database(folder, "bench_request_stack"), fresh_redis(folder, _REDIS)
    settings = Settings(
        data_dir=folder,
        database_url=database,
        redis_url=redis,
        environment="test",
        limits_enforced=False,
        offline=True,
    )
    return 0 if asyncio.run(_measure(settings, count)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

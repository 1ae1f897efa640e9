"""All emulators as one application, and as a server in a thread for tests."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from tests.emulators.faults import FaultByPath, Faults, Faulty
from tests.emulators.registry import EMULATORS


def build_app(faults: Faults | None = None) -> FaultByPath:
    """`/{adapter name}/…` for each, and the addresses that set faults and count calls."""
    faults = faults or Faults()

    async def put(request: Request) -> Response:
        if request.method == "DELETE":
            faults.clear()
            return Response(status_code=204)
        asked = await request.json()
        try:
            faults.set(asked["provider"], asked["fault"], asked.get("times"))
        except (KeyError, ValueError) as error:
            return JSONResponse({"detail": str(error)}, 422)
        return Response(status_code=204)

    async def calls(_: Request) -> Response:
        return JSONResponse(dict(faults.calls))

    app = Starlette(
        routes=[
            Route("/_faults", put, methods=["POST", "DELETE"]),
            Route("/_calls", calls),
            *(Mount(f"/{name}", app=Faulty(app, name, faults)) for name, app in EMULATORS.items()),
        ]
    )
    return FaultByPath(app)


@dataclass(frozen=True)
class Emulators:
    """A running server: its address, and what is to go wrong."""

    url: str
    faults: Faults


@contextmanager
def running_emulators() -> Iterator[Emulators]:
    """All providers on a free port of this machine."""
    faults = Faults()
    config = uvicorn.Config(build_app(faults), port=0, log_level="critical", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Emulators(f"http://127.0.0.1:{port}", faults)
    finally:
        server.force_exit = server.should_exit = True
        thread.join(10)

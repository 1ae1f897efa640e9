"""One application on a port of this machine, for tests of a provider that says what no emulator would."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """The application's address."""
    config = uvicorn.Config(app, port=0, log_level="critical", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.force_exit = server.should_exit = True
        thread.join(10)


def answering(*bodies: str, asked: list[dict[str, Any]] | None = None) -> Starlette:
    """Whatever is asked, these bodies of JSON in turn, the last for ever; what was asked is added to `asked`."""
    left = list(bodies)

    async def answer(request: Request) -> Response:
        if asked is not None:
            body = (await request.body()).decode()
            asked.append({"path": request.url.path, "query": dict(request.query_params), "body": body})
        body = left.pop(0) if len(left) > 1 else left[0]
        return Response(body, media_type="application/json")

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])

"""The HTTP application: routes, errors, request ids and the built page."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

from fastapi import FastAPI, Request, Response

from api import errors
from api.page import mount_page
from api.resources import open_resources
from api.routes import atlas, documents, health, runs, trips
from api.version import VERSION
from infra.log import bind_request
from infra.settings import Settings

_REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{8,100}$")


def create_app(settings: Settings) -> FastAPI:
    """The application for `settings`, whose database and Redis addresses are filled in."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_resources(settings) as resources:
            app.state.resources = resources
            yield

    app = FastAPI(
        title="Tripwright",
        version=VERSION,
        summary="Trip plans that are true: solved, not written, and certified.",
        lifespan=lifespan,
    )
    app.middleware("http")(_request_id)
    errors.install(app)
    for module in (trips, runs, documents, atlas, health):
        app.include_router(module.router)
    mount_page(app)
    return app


async def _request_id(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Take the caller's request id or make one; logs and the answer carry it."""
    given = request.headers.get("x-request-id", "")
    request_id = given if _REQUEST_ID.match(given) else uuid4().hex
    request.state.request_id = request_id
    bind_request(request_id)
    response = await call_next(request)
    response.headers["X-Request-ID"] = request_id
    return response

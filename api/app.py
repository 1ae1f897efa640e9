"""The HTTP application: routes, errors, request ids and the built page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api import errors
from api.page import mount_page
from api.request_id import RequestId
from api.resources import open_resources
from api.routes import atlas, documents, health, runs, trips
from api.version import VERSION
from infra.settings import Settings


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
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)  # event streams are left alone
    app.add_middleware(RequestId)
    errors.install(app)
    for module in (trips, runs, documents, atlas, health):
        app.include_router(module.router)
    mount_page(app)
    return app

"""The real application with some routes of a test's own, and a client of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
from fastapi import APIRouter, FastAPI

from api.app import create_app
from infra.settings import Settings
from tests.lifespan import living

Routes = Callable[[APIRouter], None]


def built(settings: Settings, routes: Routes | None = None, **changed: object) -> FastAPI:
    app = create_app(settings.model_copy(update=changed))
    if routes is not None:
        router = APIRouter(prefix="/v1/test")
        routes(router)
        app.include_router(router)
    return app


@asynccontextmanager
async def serving(
    settings: Settings, routes: Routes | None = None, *, address: str = "127.0.0.1", **changed: object
) -> AsyncIterator[httpx.AsyncClient]:
    async with opened(built(settings, routes, **changed), address=address) as client:
        yield client


@asynccontextmanager
async def opened(app: FastAPI, *, address: str = "127.0.0.1") -> AsyncIterator[httpx.AsyncClient]:
    """The same for an application that the test keeps in its hands."""
    async with living(app) as running:
        transport = httpx.ASGITransport(running.app, raise_app_exceptions=False, client=(address, 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client

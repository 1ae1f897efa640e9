"""The application in this process, on real servers, and a worker's resources to drive runs with."""

from __future__ import annotations

import httpx
import pytest
from asgi_lifespan import LifespanManager

from api.app import create_app
from workers.resources import open_resources


@pytest.fixture
async def client(settings):
    app = create_app(settings)
    async with LifespanManager(app) as running:
        transport = httpx.ASGITransport(running.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
            yield opened


@pytest.fixture
async def worker(settings):
    async with open_resources(settings) as resources:
        yield resources

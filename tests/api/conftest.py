"""The application in this process, on real servers, and a worker's resources to drive runs with."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import text

from api.app import create_app
from domain.identity import Role
from tests.api.signing_in import sign_in
from tests.lifespan import living
from workers.resources import open_resources


@pytest.fixture
async def client(settings, client_address):
    app = create_app(settings)
    async with living(app) as running:
        transport = httpx.ASGITransport(running.app, raise_app_exceptions=False, client=(client_address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
            yield opened


@pytest.fixture
async def admin(client, settings):
    """The headers of an administrator of the public house, with a second factor."""
    return await sign_in(client, settings, {Role.ADMIN})


@pytest.fixture
async def root(client, settings):
    """A platform administrator's headers."""
    return await sign_in(client, settings, {Role.PLATFORM_ADMIN})


@pytest.fixture
async def books(platform):
    """A look into every tenant's rows."""
    async with platform() as session:
        yield session


@pytest.fixture
async def no_identity_providers(platform):
    """Afterwards there are none."""
    yield
    async with platform.begin() as session:
        await session.execute(text("DELETE FROM identity_providers"))


@pytest.fixture
async def worker(settings):
    async with open_resources(settings) as resources:
        yield resources

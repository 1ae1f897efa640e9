"""A transaction of one tenant, a Redis, and a user without credentials."""

from __future__ import annotations

import pytest

from infra.database import in_tenant
from infra.sealing import Sealer
from tests.services.credentials.people import make_user


@pytest.fixture
async def session(sessions):
    async with in_tenant(sessions, "public") as opened:
        yield opened


@pytest.fixture
async def user_id(sessions):
    async with in_tenant(sessions, "public") as opened:
        return await make_user(opened)


@pytest.fixture
def sealer():
    return Sealer((bytes(range(32)),))

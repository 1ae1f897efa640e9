"""A planned trip of somebody who is signed in."""

from __future__ import annotations

import pytest

from tests.api.sharing.trips_of import make_someone, make_trip


@pytest.fixture
async def ada(settings):
    return await make_someone(settings)


@pytest.fixture
async def bo(settings):
    return await make_someone(settings)


@pytest.fixture
async def trip(sessions, ada):
    return await make_trip(sessions, ada.owner)

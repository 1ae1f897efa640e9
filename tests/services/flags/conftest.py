"""Flags on real servers, with nothing left of them afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from services.flags.tables import FlagExposure, FlagRow, FlagTally


async def remove_flags(platform) -> None:
    async with platform.begin() as session:
        for table in (FlagRow, FlagTally, FlagExposure):
            await session.execute(delete(table))


@pytest.fixture
async def platform(platform):
    """The platform's; afterwards there are no flags."""
    yield platform
    await remove_flags(platform)


@pytest.fixture
def sessions(sessions, platform):
    return sessions


@pytest.fixture
async def redis(redis):
    await redis.flushdb()
    return redis

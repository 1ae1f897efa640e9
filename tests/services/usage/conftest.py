from __future__ import annotations

import pytest

from tests.services.usage.rows import Both, fresh


@pytest.fixture
async def usage_sessions(sessions, platform):
    made = Both(sessions, platform)
    await fresh(made)
    return made

"""A worker beside the application that drives whatever is queued, and somebody who is signed in."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from domain.identity import Permission, Principal, Role
from infra.embedded import start_postgres, start_redis
from infra.ending import end
from infra.settings import Settings, default_data_dir
from services.credentials.api_keys import ApiKeyService
from services.credentials.schemas import NewApiKey
from services.trips.repository import open_runs
from tests.api.signing_in import account_work, make_user, sign_in
from tests.conftest import _worker_number
from workers.runs import drive_run

_LOOK_S = 0.03


@pytest.fixture
async def traveller(client, settings):
    """Headers of somebody of their own."""
    return await sign_in(client, settings, {Role.USER})


@pytest.fixture
async def driving(client, worker):
    """Runs are driven as they are queued, until the test is over."""

    async def forever():
        while True:
            async with worker.platform() as session:
                found = await open_runs(session, datetime.now(UTC) + timedelta(seconds=1))
            await asyncio.gather(*(drive_run(run_id, worker, tenant) for run_id, tenant in found))
            await asyncio.sleep(_LOOK_S)

    task = asyncio.create_task(forever())
    yield
    await end(task)


@pytest.fixture
def product(product_url, test_data_dir):
    """The running product's own servers and keys, as `running_product` has set them."""
    number = _worker_number()
    return Settings(
        data_dir=default_data_dir(),
        database_url=start_postgres(test_data_dir).replace("/postgres?", f"/product_{number}?", 1),
        redis_url=f"{start_redis(test_data_dir)}?db={8 + number}",
    )


@pytest.fixture
async def api_key(product):
    """The API key of somebody of their own, for whatever a traveller may do."""
    return await _new_key(product)


@pytest.fixture
async def other_key(product):
    """Somebody else's."""
    return await _new_key(product)


async def _new_key(product):
    scopes = (Permission.READ_ITINERARY, Permission.WRITE_ITINERARY)
    async with account_work(product) as work:
        user = await make_user(work)
        who = Principal(user_id=user.id, roles=frozenset({Role.USER}))
        made = await ApiKeyService(work.session, who, work.now).make(NewApiKey(name="assistant", scopes=scopes))
    return made.key

from __future__ import annotations

import base64

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from api.app import create_app
from tests.lifespan import living

TOKEN = "metrics-token-for-tests"


@pytest.fixture
async def scraped(settings):
    """A client of an application that has a token for its metrics."""
    told = settings.model_copy(update={"metrics_token": SecretStr(TOKEN)})
    async with living(create_app(told)) as running:
        transport = httpx.ASGITransport(running.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


def _basic(password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(f'prometheus:{password}'.encode()).decode()}"}


async def test_metrics_are_told_to_whoever_has_the_token(scraped):
    for headers in ({"Authorization": f"Bearer {TOKEN}"}, _basic(TOKEN)):
        answer = await scraped.get("/metrics", headers=headers)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain; version=1.0.0")
    told = {family.name: family for family in text_string_to_metric_families(answer.text)}
    for name in ("tripwright_requests", "tripwright_request_duration_seconds", "tripwright_active_requests"):
        assert name in told
    up = {sample.labels["name"]: sample.value for sample in told["tripwright_dependency_up"].samples}
    assert (up["database"], up["redis"]) == (1.0, 1.0)
    pool = {sample.labels["state"]: sample.value for sample in told["tripwright_db_pool_connections"].samples}
    assert pool["most"] >= 60  # two roles of thirty each
    assert 0 < told["tripwright_disk_free_ratio"].samples[0].value <= 1


async def test_they_are_told_to_nobody_else(scraped, client):
    for headers in ({}, {"Authorization": "Bearer metrics-token-for-test"}, _basic("no"), {"Authorization": "Basic %"}):
        answer = await scraped.get("/metrics", headers=headers)
        assert answer.status_code in (401, 403), headers
        assert "tripwright_requests" not in answer.text
    assert (await client.get("/metrics", headers={"Authorization": "Bearer "})).status_code == 403


async def test_an_address_that_is_allowed_needs_no_token(settings):
    near = settings.model_copy(update={"metrics_allow": type(settings)(metrics_allow=["127.0.0.0/8"]).metrics_allow})
    async with living(create_app(near)) as running:
        for address, status in (("127.0.0.1", 200), ("192.0.2.1", 403)):
            transport = httpx.ASGITransport(running.app, client=(address, 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                assert (await client.get("/metrics")).status_code == status

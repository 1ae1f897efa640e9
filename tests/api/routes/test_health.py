from __future__ import annotations

import tomllib

import httpx
from asgi_lifespan import LifespanManager

from api.app import create_app
from infra.settings import ROOT


async def test_alive_ready_and_which_version(client):
    assert (await client.get("/health")).json() == {"status": "ok"}
    ready = await client.get("/ready")
    assert ready.status_code == 200
    assert {check["name"]: check["ok"] for check in ready.json()["checks"]} == {"database": True, "redis": True}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert (await client.get("/version")).json()["version"] == project["version"]


async def test_not_ready_without_its_database_and_redis(settings):
    lost = settings.model_copy(
        update={"database_url": "postgresql://nobody@127.0.0.1:1/none", "redis_url": "redis://127.0.0.1:1/0"}
    )
    app = create_app(lost)
    async with LifespanManager(app) as running:
        transport = httpx.ASGITransport(running.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            assert (await client.get("/health")).status_code == 200
            answer = await client.get("/ready")
    assert answer.status_code == 503
    assert not any(check["ok"] for check in answer.json()["checks"])


async def test_a_caller_s_request_id_is_kept(client):
    assert (await client.get("/health", headers={"X-Request-ID": "abc-12345"})).headers["x-request-id"] == "abc-12345"
    assert (await client.get("/health", headers={"X-Request-ID": "a b"})).headers["x-request-id"] != "a b"

from __future__ import annotations

import tomllib
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from infra.settings import ROOT
from infra.telemetry import machine as machine_module
from infra.telemetry.presence import BreakerState
from services.health.checks import Checks
from tests.lifespan import living

EVERYTHING = {"database", "redis", "qdrant", "queue", "workers", "disk", "memory", "cpu", "breakers"}


@pytest.fixture
async def lost(settings):
    """The application, whose database and Redis are gone."""
    gone = settings.model_copy(
        update={"database_url": "postgresql://nobody@127.0.0.1:1/none", "redis_url": "redis://127.0.0.1:1/0"}
    )
    async with living(create_app(gone)) as running:
        transport = httpx.ASGITransport(running.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


async def test_alive_ready_and_which_version(client, worker):
    assert (await client.get("/health")).json() == {"status": "ok"}
    answer = await client.get("/ready")
    assert answer.status_code == 200
    ready = answer.json()
    assert ready["ready"]
    assert ready["missing"] == []
    assert {check["name"] for check in ready["checks"]} == EVERYTHING
    assert {check["name"] for check in ready["checks"] if check["required"]} == {"database", "redis"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert (await client.get("/version")).json()["version"] == project["version"]


async def test_not_ready_without_its_database_and_redis_and_says_so(lost):
    assert (await lost.get("/health")).status_code == 200
    answer = await lost.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["missing"] == ["database", "redis"]
    assert answer.json()["state"] == "down"


async def test_the_status_page_is_there_even_when_little_else_is(lost):
    status = (await lost.get("/v1/status")).json()
    assert status["state"] == "down"
    assert status["availability"] is None
    page = await lost.get("/status")
    assert "There is an outage" in page.text


async def test_the_public_status_tells_components_and_days(client, worker):
    status = (await client.get("/v1/status")).json()
    assert [one["name"] for one in status["components"]] == ["Website and API", "Planning", "Search", "Providers"]
    assert status["components"][0]["state"] == "ok"
    assert len(status["days"]) == 30
    page = await client.get("/status")
    assert page.headers["content-type"].startswith("text/html")
    assert "Website and API" in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text  # a strict Content-Security-Policy would drop it
    assert (await client.get("/status.css")).headers["content-type"].startswith("text/css")


async def test_a_full_disk_little_memory_and_an_open_breaker_degrade_but_do_not_stop(settings, worker, monkeypatch):
    seen = machine_module.machine(settings.data_dir)
    short = machine_module.Machine(**{**vars(seen), "disk_free": 0.19, "memory_free": 0.05})
    monkeypatch.setattr("services.health.checks.machine", lambda _: short)
    opened = (BreakerState("public:weather:openweather", "open"), BreakerState("acme:rates:frankfurter", "closed"))
    readiness = await Checks(settings, worker.sessions, worker.redis, lambda: opened).all()
    assert readiness.ready
    assert {"disk", "memory", "breakers"} <= set(readiness.degraded)
    told = {check.name: check.detail for check in readiness.checks}
    assert told["disk"] == "19% free"
    assert told["breakers"] == "weather:openweather"  # whose it is, is nobody else's business


async def test_a_disk_with_nothing_left_is_missing(settings, worker, monkeypatch):
    seen = machine_module.machine(settings.data_dir)
    monkeypatch.setattr(
        "services.health.checks.machine", lambda _: machine_module.Machine(**{**vars(seen), "disk_free": 0.01})
    )
    readiness = await Checks(settings, worker.sessions, worker.redis).all()
    assert readiness.missing == ("disk",)


async def test_a_thousand_waiting_jobs_are_the_most(settings, worker):
    redis = worker.redis
    await redis.delete("celery")
    await redis.rpush("celery", *["{}"] * 1001)
    try:
        readiness = await Checks(settings, worker.sessions, redis).all()
        assert "queue" in readiness.degraded
        await redis.lpop("celery")
        assert "queue" not in (await Checks(settings, worker.sessions, redis).all()).degraded
    finally:
        await redis.delete("celery")


async def test_qdrant_that_is_set_and_away_degrades(settings, worker):
    away = settings.model_copy(update={"qdrant_url": "http://127.0.0.1:1"})
    readiness = await Checks(away, worker.sessions, worker.redis).all()
    assert readiness.ready
    assert "qdrant" in readiness.degraded


def test_the_disk_of_a_folder_that_is_not_there_yet_is_its_parents():
    found = machine_module.machine(Path("/nowhere/at/all"))
    assert 0 <= found.disk_free <= 1
    assert 0 <= found.memory_free <= 1


async def test_a_caller_s_request_id_is_kept(client):
    assert (await client.get("/health", headers={"X-Request-ID": "abc-12345"})).headers["x-request-id"] == "abc-12345"
    assert (await client.get("/health", headers={"X-Request-ID": "a b"})).headers["x-request-id"] != "a b"

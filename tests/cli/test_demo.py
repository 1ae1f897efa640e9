"""The demonstration fills every panel of the console, and a second run adds nothing."""

from __future__ import annotations

import asyncio
import io
from datetime import UTC, datetime

import httpx
import psycopg
import pytest
from rich.console import Console

from api.app import create_app
from cli.demo import AGENCIES, Demo
from cli.planning import plan
from domain.identity import Role
from infra.database import PLATFORM, build_engine, build_sessions
from infra.redis import build_redis
from infra.settings import Settings
from services.accounts.parts import build_account_parts
from tests.api.signing_in import sign_in
from tests.lifespan import living

NORTH = AGENCIES[0].slug
WISH = "2 days in Kyoto from 3 May 2027, temples and gardens"
PANELS = {
    "/v1/admin/users": "items",
    "/v1/admin/costs/overview?days=30": "daily",
    "/v1/admin/costs/by/provider": "lines",
    "/v1/admin/costs/by/user": "lines",
    "/v1/admin/costs/by/agent": "lines",
    "/v1/admin/costs/budgets": None,
    "/v1/admin/costs/runs": None,
    "/v1/admin/costs/recommendations": None,
    "/v1/admin/budgets": None,
    "/v1/admin/quality": "nodes",
    "/v1/admin/performance": "endpoints",
    "/v1/admin/errors": "groups",
    "/v1/admin/flags": "items",
    "/v1/admin/audit": "items",
    "/v1/admin/providers?tenant=northwind": None,
}


@pytest.fixture(scope="module")
def filled(settings) -> list[dict[str, int]]:
    """The rows of the demonstration's agencies, table by table, after one run and after two."""
    return asyncio.run(_filled_twice(settings))


async def _filled_twice(settings: Settings) -> list[dict[str, int]]:
    now, offline = datetime.now(UTC), settings.model_copy(update={"offline": True})
    planned = await plan(WISH, now.date(), offline, lambda _: None, lambda _: None)
    engine, redis = build_engine(settings.database_url, PLATFORM), build_redis(settings.redis_url)
    parts, found = build_account_parts(settings, redis), []
    demo = Demo(build_sessions(engine), parts, redis, now, Console(file=io.StringIO(), width=200), days=12)
    for _ in range(2):
        await demo.fill([planned])
        found.append(rows(settings.database_url))
    await redis.aclose()
    await engine.dispose()
    return found


def rows(database_url: str) -> dict[str, int]:
    with psycopg.connect(database_url) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant'"
        ).fetchall()
        slugs = [agency.slug for agency in AGENCIES]
        found = {}
        for (table,) in tables:
            query = f'SELECT count(*) FROM "{table}" WHERE tenant = ANY(%s)'
            (found[table],) = connection.execute(query, [slugs]).fetchone()
        return found


async def test_a_second_run_adds_nothing(filled):
    first, second = filled
    assert second == first
    assert all(first[table] for table in ("budgets", "budget_limits", "budget_alerts", "flag_exposures", "feedback"))


async def test_no_panel_of_the_console_is_empty(settings, filled):
    headers = await sign_in(None, settings, {Role.ADMIN}, NORTH)
    app = create_app(settings)
    async with living(app) as running:
        transport = httpx.ASGITransport(running.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
            for path, part in PANELS.items():
                answer = await client.get(path)
                assert answer.status_code == 200, f"{path}: {answer.text[:300]}"
                assert answer.json() if part is None else answer.json()[part], path
            standing = (await client.get("/v1/admin/costs/budgets")).json()
            assert max(line["share"] for line in standing) > 0.8
            assert {alert["percent"] for alert in standing[0]["alerts"]} == {50, 80}
            assert {line["label"] for line in standing} >= {"Nora Winter", "Tom Baker"}
            status = (await client.get("/v1/admin/flags/new-summaries/status")).json()
            assert status["active_users"] > 0
            quality = (await client.get("/v1/admin/quality")).json()
            assert quality["satisfaction"]["newest"]

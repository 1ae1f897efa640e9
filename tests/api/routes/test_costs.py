from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select

from domain.identity import Role
from domain.usage import Dimension, month_of
from services.audit.tables import AuditRow
from services.budgets.tables import Budget, BudgetAlert
from services.tenants.tables import TenantRow
from services.usage.rollup import roll_up
from services.usage.stages import write_stages
from services.usage.tables import Stage
from tests.api.signing_in import sign_in
from tests.services.usage.conftest import usage_sessions  # noqa: F401 - a fixture
from tests.services.usage.rows import call, write

COSTS = "/v1/admin/costs"


@pytest.fixture
async def spent(usage_sessions):  # noqa: F811
    """A fortnight's calls of two agencies."""
    now = datetime.now(UTC)
    async with usage_sessions.platform.begin() as session:
        for name in ("north", "south"):
            found = await session.scalar(select(TenantRow.id).where(TenantRow.id == name))
            if found is None:
                row = {"id": name, "slug": name, "name": name, "status": "active", "tier": "basic", "version": 1}
                more = {"branding": {}, "settings": {}, "created_at": now, "updated_at": now}
                await session.execute(insert(TenantRow).values(**row, **more))
        await session.execute(delete(Budget))
        await session.execute(delete(BudgetAlert))
        await session.execute(delete(Stage))
    rows = [
        call(tenant, now - timedelta(hours=2 + 12 * number), cost=Decimal("0.02") if number % 4 else None, **more)
        for number in range(28)
        for tenant, more in (
            ("north", {"user": "user:ann", "agent": "intent"}),
            ("north", {"provider": "=cmd", "service": "images", "kind": "images", "model": "", "tokens_in": None}),
            ("south", {"user": "user:bob", "run_id": str(uuid4())}),
        )
    ]
    await write(usage_sessions, rows)
    return usage_sessions


@pytest.fixture
async def admin(client, settings, spent):
    return await sign_in(client, settings, roles={Role.ADMIN}, tenant="north")


@pytest.fixture
async def above_all(client, settings, spent):
    return await sign_in(client, settings, roles={Role.PLATFORM_ADMIN})


async def read(client, headers, path, **params):
    answer = await client.get(f"{COSTS}/{path}", headers=headers, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_an_administrator_sees_the_agencys_own_spend_and_no_others(client, admin):
    told = await read(client, admin, "by/tenant", days="30")
    assert [line["name"] for line in told["lines"]] == ["north"]
    assert (told["total"]["calls"], told["total"]["cost_unknown"]) == (56, 14)
    assert told["total"]["unknown_share"] == 0.25
    assert Decimal(told["total"]["cost_usd"]) == Decimal("0.84")


async def test_another_agencys_books_are_closed_to_it_and_so_are_all_together(client, admin):
    for path in ("overview", "by/user", "export/user", "forecast", "budgets", "runs", "recommendations"):
        for tenant in ("south", "*"):
            answer = await client.get(f"{COSTS}/{path}", headers=admin, params={"tenant": tenant})
            assert answer.status_code == 403, path


async def test_a_platform_administrator_sees_all_tenants_beside_each_other(client, above_all):
    told = await read(client, above_all, "by/tenant", tenant="*")
    assert {line["name"] for line in told["lines"]} >= {"north", "south"}
    other = await read(client, above_all, "overview", tenant="south")
    assert other["total"]["calls"] == 28


@pytest.mark.parametrize("roles", [{Role.USER}, {Role.AGENT}])
async def test_who_may_not_see_analytics_sees_no_costs(client, settings, spent, roles):
    headers = await sign_in(client, settings, roles=roles, tenant="north")
    assert (await client.get(f"{COSTS}/overview", headers=headers)).status_code == 403
    assert (await client.get(f"{COSTS}/overview")).status_code == 401


async def test_every_dimension_adds_up_to_the_same_total(client, admin, spent):
    await roll_up(spent.platform)
    for dimension in Dimension:
        told = await read(client, admin, f"by/{dimension}", days="30", limit=500)
        assert sum(line["calls"] for line in told["lines"]) == told["total"]["calls"] == 56
        assert sum(Decimal(line["cost_usd"]) for line in told["lines"]) == Decimal("0.84")


async def test_the_overview_has_every_day_of_the_zone_that_was_asked_for(client, admin):
    told = await read(client, admin, "overview", days="7", zone="Pacific/Auckland")
    assert len(told["daily"]) == 7
    assert sum(day["calls"] for day in told["daily"]) == told["total"]["calls"]
    target = told["per_user_month"]
    assert target["below_usd"] == "0.1"
    assert "users of this month" in target["arithmetic"]


async def test_a_zone_that_there_is_not_is_named_as_the_fault(client, admin):
    answer = await client.get(f"{COSTS}/overview", headers=admin, params={"zone": "Mars/Base"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "zone"


async def test_the_csv_has_every_line_runs_no_formula_and_is_remembered(client, admin, spent):
    answer = await client.get(f"{COSTS}/export/provider", headers=admin, params={"days": "30"})
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"].startswith("text/csv")
    assert {line["name"] for line in lines} == {"gemini", "'=cmd"}
    assert sum(int(line["calls"]) for line in lines) == 56
    async with spent.platform() as session:
        query = select(AuditRow.action).where(AuditRow.tenant == "north", AuditRow.action == "USAGE_EXPORTED")
        assert await session.scalar(query) == "USAGE_EXPORTED"


async def test_the_dearest_runs_open_to_their_nodes_and_calls(client, above_all, spent):
    run, other, now = uuid4(), uuid4(), datetime.now(UTC)
    dear = {"run_id": str(run), "prompt": "refinement/narrate.v3", "tokens_cached": 400, "outcome": "ok"}
    await write(spent, [call("south", now - timedelta(minutes=9), cost=Decimal(7), **dear)])
    await write(spent, [call("south", now - timedelta(minutes=8), cost=None, run_id=str(run), outcome="timeout")])
    stage = {"id": uuid4(), "tenant": "south", "run_id": run, "trip_id": uuid4(), "node": "intent"}
    async with spent.platform.begin() as session:
        await write_stages(session, [{**stage, "begun_at": now, "seconds": 1.5, "outcome": "ok"}])
    runs = await read(client, above_all, "runs", tenant="south", days="7")
    assert runs[0]["run_id"] == str(run)
    opened = await read(client, above_all, f"runs/{run}", tenant="south")
    assert [one["node"] for one in opened["stages"]] == ["intent"]
    first, second = opened["calls"]
    assert (first["prompt"], first["tokens_cached"], first["cost_usd"]) == ("refinement/narrate.v3", 400, "7")
    assert (second["outcome"], second["cost_usd"], opened["cost_unknown"]) == ("timeout", None, 1)
    assert (await client.get(f"{COSTS}/runs/{other}", headers=above_all)).status_code == 404
    assert (await client.get(f"{COSTS}/runs/{run}", headers=above_all)).status_code == 404, "it is another tenant's"


async def test_what_if_prices_the_same_tokens_elsewhere_and_leaves_the_unknown_unknown(client, admin):
    told = await read(client, admin, "what-if", model="openai/gpt-4o-mini")
    (line,) = told["lines"]
    assert line["model"] == "gemini/gemini-2.5-flash"
    assert Decimal(line["there_usd"]) > 0
    unpriced = await read(client, admin, "what-if", model="openai/no-such-model")
    assert unpriced["there_usd"] is None
    assert unpriced["unknown"] == line["calls"]
    assert (await client.get(f"{COSTS}/what-if", headers=admin, params={"model": "abacus"})).status_code == 422


async def test_budgets_show_state_alerts_and_what_still_serves(client, admin, spent, settings):
    month, now = month_of(datetime.now(UTC)), datetime.now(UTC)
    about = {"tenant": "north", "scope": "user", "key": "user:ann", "period": month}
    async with spent.platform.begin() as session:
        sums = {"held_usd": 0, "spent_usd": Decimal("0.3"), "unknown_usd": 0, "updated_at": now}
        await session.execute(insert(Budget).values(**about, **sums))
    (line,) = await read(client, admin, "budgets")
    assert (line["key"], line["state"], line["limit_usd"]) == ("user:ann", "no_limit", None)


async def test_a_statement_is_the_plans_fee_and_what_goes_beyond_it(client, admin):
    month = month_of(datetime.now(UTC))
    told = await read(client, admin, f"statements/{month}")
    assert (told["tier"], told["fee_usd"], told["total_minor"], told["final"]) == ("basic", "29", 2900, False)
    assert {line["kind"] for line in told["lines"]} == {"llm", "images"}
    answer = await client.get(f"{COSTS}/statements/{month}/csv", headers=admin)
    assert answer.text.splitlines()[0] == "kind,calls,quantity,cost_usd,unknown"
    for wrong in ("2999-01", "2026-13"):
        assert (await client.get(f"{COSTS}/statements/{wrong}", headers=admin)).status_code == 422


async def test_a_traveller_sees_what_is_left_of_the_months_tokens(client, settings, spent):
    headers = await sign_in(client, settings, roles={Role.USER}, tenant="north")
    told = (await client.get("/v1/quota", headers=headers)).json()
    assert (told["used"], told["limit"], told["left"]) == (0, 2_000_000, 2_000_000)

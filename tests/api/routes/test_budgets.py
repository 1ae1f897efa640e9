from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import psycopg
import pytest

from domain.identity import Role
from domain.usage import over_budget_key
from infra.sealing import open_sealer
from infra.settings import CapabilitySettings
from tests.api.signing_in import headers_of, sign_in, signed_in
from workers.resources import open_resources
from workers.runs import drive_run
from workers.usage import keep_books

BUDGETS = "/v1/admin/budgets"
WISH = "2 days in Kyoto from 12 April 2027, temples and gardens"


@pytest.fixture
async def agency(client, root):
    slug = f"b-{uuid4().hex[:10]}"
    made = await client.post("/v1/admin/tenants", json={"slug": slug, "name": "Thrifty", "tier": "pro"}, headers=root)
    assert made.status_code == 201, made.text
    return slug


@pytest.fixture
async def admin(client, settings, agency):
    return await sign_in(client, settings, {Role.ADMIN}, agency)


async def limits(client, headers, **params) -> dict[str, dict]:
    told = await client.get(BUDGETS, headers=headers, params=params)
    assert told.status_code == 200, told.text
    return {one["scope"] + one["key"]: one for one in told.json()}


async def test_an_agency_sets_its_own_below_what_the_platform_grants(client, root, admin, agency):
    granted = await client.put(
        f"{BUDGETS}/tenant/grant", params={"tenant": agency}, json={"limit_usd": 50}, headers=root
    )
    assert granted.status_code == 200, granted.text
    above = await client.put(f"{BUDGETS}/tenant", json={"limit_usd": "50.01"}, headers=admin)
    assert above.status_code == 422
    assert above.json()["errors"][0]["field"] == "limit_usd"
    below = await client.put(f"{BUDGETS}/tenant", json={"limit_usd": 20}, headers=admin)
    assert Decimal(below.json()["limit_usd"]) == 20
    await client.put(f"{BUDGETS}/tenant/grant", params={"tenant": agency}, json={"limit_usd": 5}, headers=root)
    found = (await limits(client, admin))["tenant"]
    assert [Decimal(found[name]) for name in ("limit_usd", "own_usd", "granted_usd")] == [5, 20, 5]
    await client.put(f"{BUDGETS}/tenant", json={"limit_usd": None}, headers=admin)
    assert (await limits(client, root, tenant=agency))["tenant"]["own_usd"] is None


async def test_one_user_may_have_another_limit_than_the_rest(client, settings, admin, agency):
    ann = (await signed_in(settings, {Role.USER}, agency)).user
    await client.put(f"{BUDGETS}/user", json={"limit_usd": 2}, headers=admin)
    set_for = await client.put(f"{BUDGETS}/user", params={"user": str(ann.id)}, json={"limit_usd": 9}, headers=admin)
    assert set_for.json()["key"] == f"user:{ann.id}"
    found = await limits(client, admin)
    assert (Decimal(found["user"]["limit_usd"]), Decimal(found[f"useruser:{ann.id}"]["limit_usd"])) == (
        Decimal(2),
        Decimal(9),
    )
    stranger = await client.put(f"{BUDGETS}/user", params={"user": str(uuid4())}, json={"limit_usd": 9}, headers=admin)
    assert stranger.status_code == 404
    not_a_user = await client.put(f"{BUDGETS}/run", params={"user": str(ann.id)}, json={"limit_usd": 9}, headers=admin)
    assert not_a_user.json()["errors"][0]["field"] == "user"


async def test_an_agency_grants_itself_nothing_and_reaches_no_other(client, settings, admin, agency):
    refused = await client.put(f"{BUDGETS}/tenant/grant", json={"limit_usd": 1000}, headers=admin)
    assert refused.status_code == 403
    for headers, params in ((admin, {"tenant": "public"}), (await sign_in(client, settings, {Role.OPERATOR}), {})):
        answer = await client.put(f"{BUDGETS}/tenant", params=params, json={"limit_usd": 1}, headers=headers)
        assert answer.status_code == 403


def test_the_database_itself_lets_no_agency_write_a_grant(settings):
    row = "INSERT INTO budget_limits VALUES ('public', 'user', 'user:x', %s, 9, now())"
    with psycopg.connect(settings.database_url) as connection:
        connection.execute("SET ROLE tripwright_app")
        connection.execute("SELECT set_config('tripwright.tenant', 'public', true)")
        connection.execute(row, ["agency"])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(row, ["platform"])
        connection.rollback()


@asynccontextmanager
async def worker_with_a_model(settings, emulators):
    """A worker that has one language model, and nothing else of the network."""
    others = ("openai", "anthropic", "compatible")
    online = {"emulator": emulators.url, "offline": False, "contact": ""}
    llm = CapabilitySettings(order=("gemini",), disabled=others, timeout_s=20, deadline_s=30)
    async with open_resources(settings.model_copy(update={**online, "providers": {"llm": llm}})) as resources:
        yield resources


async def test_a_run_under_an_exhausted_budget_goes_down_the_ladder_and_says_so(
    client, settings, emulators, root, admin, agency
):
    """With money a model writes; without, the house's own rules do, the plan says so, and its user is throttled."""
    traveller = await signed_in(settings, {Role.USER}, agency)
    async with worker_with_a_model(settings, emulators) as worker:
        assert "gemini" in await _served_by(client, worker, agency, headers_of(traveller))
        spent = await _budget(client, admin)
        assert Decimal(spent["used_usd"]) > 0
        await client.put(f"{BUDGETS}/tenant", json={"limit_usd": 0}, headers=admin)
        assert (
            await _served_by(client, worker, agency, headers_of(traveller), "3 days in Rome from 6 May 2027") == "rules"
        )
        now_spent = await _budget(client, admin)
        assert (now_spent["state"], now_spent["throttled"]) == ("used_up", True)
        assert [alert["percent"] for alert in now_spent["alerts"]] == [100]
        await keep_books(worker, open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir))
        assert await worker.redis.exists(over_budget_key(agency))
        with psycopg.connect(settings.database_url) as connection:
            mails = connection.execute("SELECT letter FROM mails WHERE tenant = %s", [agency]).fetchall()
        assert ("budget_used_up",) in mails


async def _served_by(client, worker, tenant, headers, wish: str = WISH) -> str:
    started = (await client.post("/v1/trips", json={"message": wish}, headers=headers)).json()
    await drive_run(UUID(started["run"]["id"]), worker, tenant)
    trip = (await client.get(f"/v1/trips/{started['trip_id']}", headers=headers)).json()
    return trip["itinerary"]["served_by"]


async def _budget(client, headers) -> dict:
    lines = (await client.get("/v1/admin/costs/budgets", headers=headers)).json()
    assert datetime.now(UTC).strftime("%Y-%m") == lines[0]["period"]
    return next(line for line in lines if line["scope"] == "tenant")

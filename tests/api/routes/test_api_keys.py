from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import text

from domain.identity import Role
from tests.api.signing_in import sign_in

WANTED = {"name": "till", "scopes": ["read:itinerary"]}


@pytest.fixture
async def headers(client, settings):
    return await sign_in(client, settings)


async def make(client, headers, **changes):
    made = await client.post("/v1/api-keys", json=WANTED | changes, headers=headers)
    assert made.status_code == 201, made.text
    return made.json()


async def test_a_key_serves_a_machine_from_its_making_to_its_end(client, headers):
    made = await make(client, headers)
    [shown] = (await client.get("/v1/api-keys", headers=headers)).json()
    assert shown["id"] == made["id"]
    assert "key" not in shown
    for credential in ({"Authorization": f"Bearer {made['key']}"}, {"X-API-Key": made["key"]}):
        assert (await client.get("/v1/trips", headers=credential)).status_code == 200
        refused = await client.get("/v1/api-keys", headers=credential)
        assert refused.status_code == 403
    rotated = await client.post(f"/v1/api-keys/{made['id']}/rotate", json={"grace_s": 0}, headers=headers)
    assert rotated.headers["cache-control"] == "no-store"
    assert (await client.get("/v1/trips", headers={"X-API-Key": rotated.json()["key"]})).status_code == 200
    assert (await client.delete(f"/v1/api-keys/{made['id']}", headers=headers)).status_code == 204
    assert (await client.get("/v1/api-keys", headers=headers)).json() == []
    assert (await client.delete(f"/v1/api-keys/{made['id']}", headers=headers)).status_code == 404


async def test_a_key_from_elsewhere_or_made_up_is_refused_before_any_route(client, headers):
    made = await make(client, headers, networks=["203.0.113.0/24"])
    for key in (made["key"], "sk_live_" + "0" * 64):
        refused = await client.get("/v1/trips", headers={"X-API-Key": key})
        assert refused.status_code == 401
        assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"scopes": ["manage:users"]}, "scopes"),
        ({"scopes": []}, "scopes"),
        ({"networks": ["everywhere"]}, "networks"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"hourly_limit": 0}, "hourly_limit"),
        ({"name": " "}, "name"),
    ],
)
async def test_a_wish_that_cannot_be_is_refused_by_its_field(client, headers, change, field):
    refused = await client.post("/v1/api-keys", json=WANTED | change, headers=headers)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == field


async def test_guests_have_none_and_anothers_is_not_there(client, settings, headers):
    assert (await client.post("/v1/api-keys", json=WANTED)).status_code == 401
    made = await make(client, headers)
    other = await sign_in(client, settings, roles={Role.ADMIN})
    assert (await client.delete(f"/v1/api-keys/{made['id']}", headers=other)).status_code == 404
    assert (await client.post(f"/v1/api-keys/{uuid4()}/rotate", json={}, headers=other)).status_code == 404


async def test_all_that_happens_to_a_key_is_audited(client, platform, headers):
    made = await make(client, headers)
    await client.post(f"/v1/api-keys/{made['id']}/rotate", json={}, headers=headers)
    await client.delete(f"/v1/api-keys/{made['id']}", headers=headers)
    async with platform() as session:
        query = text("SELECT action FROM audit_entries WHERE resource_id = :id ORDER BY at")
        noted = (await session.scalars(query, {"id": made["id"]})).all()
    assert noted == ["API_KEY_CREATED", "API_KEY_ROTATED", "API_KEY_REVOKED"]

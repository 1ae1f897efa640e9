"""Refusals in the audit log, through the whole application; one client for all."""

from __future__ import annotations

import random
from dataclasses import replace
from uuid import uuid4

import pytest
import pytest_asyncio

from api.stack.bodies import BodyLimits
from api.stack.csrf import Csrf
from api.stack.denials import Denials
from api.stack.identify import Identify
from api.stack.ip_lists import IpLists
from domain.identity import Role
from infra.tokens import AccessTokens
from tests.api.signing_in import headers_of, sign_in, signed_in
from tests.api.stack.serving import built, opened

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def app(settings):
    return built(settings, trusted_proxies=("127.0.0.1/32",))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(app):
    async with opened(app) as client:
        yield client


@pytest.fixture
def address():
    """A stranger's, whom nobody has refused before."""
    return f"198.{random.SystemRandom().randrange(18, 20)}.{uuid4().int % 256}.{uuid4().int % 251}"


@pytest_asyncio.fixture(loop_scope="module")
async def entries(client, settings):
    """Finds the refusals of a user, or of whoever came from an address."""
    auditor = await sign_in(client, settings, {Role.PLATFORM_ADMIN})

    async def find(action: str = "ACCESS_DENIED", user=None, **filters: str) -> list[dict]:
        wanted = {"filter[action]": action, **filters} | ({"filter[user_id]": str(user.id)} if user else {})
        return (await client.get("/v1/admin/audit", params=wanted, headers=auditor)).json()["items"]

    return find


async def test_a_page_that_one_may_not_open_is_one_entry_however_often_it_is_tried(app, client, settings, entries):
    ada = await signed_in(settings)
    for _ in range(4):
        assert (await client.get("/v1/admin/users?limit=3", headers=headers_of(ada))).status_code == 403
    [entry] = await entries(user=ada.user)
    assert (entry["resource"], entry["resource_id"]) == ("route", "GET /v1/admin/users")
    assert entry["changes"]["status"] == 403
    assert entry["changes"]["count"] == 1, "written at once; the others are told of when the minute is over"
    assert "permission" in entry["changes"]["reason"]
    assert entry["request_id"]
    await app.state.resources.denials.close()
    assert [one["changes"]["count"] for one in await entries(user=ada.user)] == [3, 1]


async def test_another_agencys_door_is_an_entry_in_ones_own_log(client, settings, entries):
    root, ada = await sign_in(client, settings, {Role.PLATFORM_ADMIN}), await signed_in(settings)
    slug = f"t-{uuid4().hex[:10]}"
    await client.post("/v1/admin/tenants", json={"slug": slug, "name": "Sunny Trips"}, headers=root)
    refused = await client.get("/v1/trips", headers={**headers_of(ada), "X-Tenant": slug})
    assert refused.status_code == 403
    [entry] = await entries(user=ada.user)
    assert entry["resource_id"] == "GET /v1/trips"
    assert "Sunny Trips" in entry["changes"]["reason"]


async def test_an_administrator_who_reaches_for_another_agency_is_written_down(client, settings, entries):
    admin = await signed_in(settings, {Role.ADMIN})
    refused = await client.get("/v1/admin/users?tenant=other", headers=headers_of(admin))
    assert refused.status_code == 403
    assert [one["resource_id"] for one in await entries(user=admin.user)] == ["GET /v1/admin/users"]


@pytest.mark.parametrize(
    "shown",
    [
        {"X-API-Key": "sk_live_" + "0" * 64},
        {"Authorization": "Bearer sk_live_nonsense"},
        {"Authorization": "Bearer guessed-operator-token"},
        {"Authorization": "Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl"},
    ],
    ids=["unknown key", "no key", "operator", "forged token"],
)
async def test_a_credential_that_does_not_hold_is_written_down_with_its_address(client, entries, address, shown):
    for _ in range(2):
        refused = await client.get("/v1/trips", headers={**shown, "X-Forwarded-For": address})
        assert refused.status_code == 401
    [entry] = await entries(text=address)
    assert (entry["ip"], entry["user_id"], entry["changes"]["status"]) == (address, None, 401)
    told = str(entry)
    assert not [value for value in shown.values() if value.removeprefix("Bearer ") in told]


async def test_a_token_that_grew_old_and_nobody_at_all_are_no_attack(app, client, settings, entries, address):
    tokens: AccessTokens = app.state.resources.accounts.tokens
    ada = await signed_in(settings)
    old = replace(tokens, clock=lambda: 0.0).issue(tokens.read(ada.access))
    for headers in ({"Authorization": f"Bearer {old}"}, {}):
        refused = await client.get("/v1/profile", headers={**headers, "X-Forwarded-For": address})
        assert refused.status_code == 401
    assert await entries(text=address) == []


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [(b"no picture", "image/jpeg", 422), (b"x" * 6_000_000, "image/jpeg", 413)],
    ids=["no picture", "too large"],
)
async def test_a_refused_upload_is_written_down(client, settings, entries, content, kind, status):
    ada = await signed_in(settings)
    sent = {"file": ("me.jpg", content, kind)}
    assert (await client.post("/v1/profile/avatar", files=sent, headers=headers_of(ada))).status_code == status
    [entry] = await entries("UPLOAD_REFUSED", user=ada.user)
    assert (entry["resource_id"], entry["changes"]["status"]) == ("POST /v1/profile/avatar", status)


async def test_a_field_that_is_wrong_is_nobodys_attack(client, settings, entries):
    ada = await signed_in(settings)
    headers = headers_of(ada)
    assert (await client.patch("/v1/profile", json={"date_of_birth": "never"}, headers=headers)).status_code == 422
    assert (await client.get(f"/v1/trips/{uuid4()}", headers=headers)).status_code == 404
    for action in ("ACCESS_DENIED", "UPLOAD_REFUSED"):
        assert await entries(action, user=ada.user) == []


async def test_the_layer_stands_around_whoever_refuses(app):
    layers = [layer.cls for layer in app.user_middleware]
    assert layers.index(Denials) < min(map(layers.index, (Identify, IpLists, Csrf, BodyLimits)))

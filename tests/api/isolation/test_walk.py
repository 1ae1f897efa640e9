"""Two tenants: one with a row in every table, and one whose people try every route with the other's ids."""

from __future__ import annotations

import importlib
import pkgutil
import re
from itertools import product
from uuid import uuid4

import psycopg
import pytest

import services
from domain.identity import Role
from services.tables import Table
from tests.api.isolation.rows import clear, everything, seed
from tests.api.signing_in import sign_in

pytestmark = pytest.mark.isolation
for noun in pkgutil.walk_packages(services.__path__, "services."):
    if noun.name.endswith(".tables"):
        importlib.import_module(noun.name)

MARKER = "belongs-to-agency-a"
_MOST_WAYS = 6  # combinations of the other's ids tried at one address


@pytest.fixture
def owner(settings):
    with psycopg.connect(settings.database_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
async def agencies(client, owner):
    """Agency A with something in every table, two with nothing; and A's ids."""
    names = [f"walk-{letter}-{uuid4().hex[:8]}" for letter in "abc"]
    for name in names:
        owner.execute(
            "INSERT INTO tenants (id, slug, name, status, tier, branding, settings, version, created_at, updated_at)"
            " VALUES (%s, %s, %s, 'active', 'enterprise', '{}', '{}', 1, now(), now())",
            [name, name, MARKER if "-a-" in name else "B"],
        )
    ids = seed(owner, names[0], MARKER, uuid4().hex)
    yield *names, ids
    for name in names:
        clear(owner, name)


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in ("get", "post", "put", "patch", "delete"):
                yield method.upper(), path, operation


def ways(path: str, ids: dict[str, list[str]]) -> list[str]:
    """The path with the other's ids: of the table that the parameter is named for, else of all."""
    choices = []
    for name in re.findall(r"\{([^}:]+)[^}]*\}", path):
        stem = name.removesuffix("_id").replace("-", "_")
        own = [value for table, values in ids.items() if stem in table for value in values]
        choices.append(own or [value for values in ids.values() for value in values][:_MOST_WAYS])
    found = []
    for values in list(product(*choices))[:_MOST_WAYS] if choices else [()]:
        filled = path
        for value in values:
            filled = re.sub(r"\{[^}]+\}", value, filled, count=1)
        found.append(filled)
    return found


def test_every_table_has_a_row_to_be_found(owner, agencies):
    a, _, _, ids = agencies
    assert set(ids) == set(Table.metadata.tables)
    held = everything(owner, a)
    assert [table for table, rows in held.items() if not rows] == []


@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMIN])
async def test_no_route_shows_or_changes_anything_of_another_agency(client, settings, owner, agencies, role):
    a, b, _, ids = agencies
    document = (await client.get("/openapi.json")).json()
    before, tried, faults = everything(owner, a), 0, []
    headers = await sign_in(client, settings, {role}, b)
    for method, path, _ in sorted(operations(document), key=lambda one: one[0] != "GET"):
        if method != "GET":  # a write may have signed them out
            headers = await sign_in(client, settings, {role}, b)
        for address in ways(path, ids):
            if address.endswith(("/events", "/stream")) and method == "GET" and "{" not in path:
                continue  # its own endless stream
            body = None if method in ("GET", "DELETE") else {}
            answer = await client.request(method, address, headers=headers, json=body)
            tried += 1
            if MARKER in answer.text:
                faults.append(f"{method} {address} shows: {answer.text[:300]}")
            if answer.status_code >= 500:
                faults.append(f"{method} {address} failed: {answer.status_code} {answer.text[:300]}")
    assert faults == []
    assert everything(owner, a) == before
    assert tried > 100


@pytest.mark.parametrize("role", [Role.USER, Role.ADMIN])
async def test_what_was_shown_is_of_one_agency_and_opens_no_other(client, settings, agencies, role):
    a, b, *_ = agencies
    headers = await sign_in(client, settings, {role}, b)
    for extra in ({"X-Tenant": a}, {"Host": f"{a}.127.0.0.1"}):
        answer = await client.get("/v1/trips", headers=headers | extra)
        assert answer.status_code in (403, 404), answer.text
    assert (await client.get(f"/t/{a}/v1/trips", headers=headers)).status_code == 403
    assert (await client.get(f"/t/{b}/v1/trips", headers=headers)).status_code == 200


async def test_a_guest_of_one_agency_is_nobody_in_another(client, agencies):
    _, a, b, _ = agencies
    started = await client.post("/v1/trips", json={"message": "2 days in Rome in May"}, headers={"X-Tenant": a})
    assert started.status_code == 202, started.text
    trip, run = started.json()["trip_id"], started.json()["run"]["id"]
    for path in (f"/v1/trips/{trip}", f"/v1/runs/{run}", f"/v1/runs/{run}/events", f"/v1/trips/{trip}/documents/json"):
        assert (await client.get(path, headers={"X-Tenant": b})).status_code == 404
        assert (await client.get(path)).status_code == 404
    assert (await client.get("/v1/trips", headers={"X-Tenant": b})).json()["items"] == []
    assert (await client.get(f"/v1/trips/{trip}", headers={"X-Tenant": a})).status_code == 200


async def test_another_guest_of_the_same_agency_sees_nothing_either(client, agencies):
    _, a, _, _ = agencies
    started = await client.post("/v1/trips", json={"message": "2 days in Rome in May"}, headers={"X-Tenant": a})
    trip = started.json()["trip_id"]
    client.cookies.clear()
    client.cookies.set("tripwright_guest", uuid4().hex)
    assert (await client.get(f"/v1/trips/{trip}", headers={"X-Tenant": a})).status_code == 404


async def test_a_suspended_or_unknown_agency_serves_nobody(client, owner, agencies):
    _, a, _, _ = agencies
    owner.execute("UPDATE tenants SET status = 'suspended' WHERE id = %s", [a])
    assert (await client.get("/v1/tenant", headers={"X-Tenant": a})).status_code == 403
    assert (await client.get("/v1/tenant", headers={"X-Tenant": "nobody-s"})).status_code == 404
    assert (await client.get("/v1/tenant", headers={"X-Tenant": "'; DROP TABLE trips"})).status_code == 404

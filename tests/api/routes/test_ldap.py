from __future__ import annotations

from uuid import uuid4

import pytest

from domain.identity import Role
from tests.api.signing_in import sign_in

SHOWN = {"login": "ada@example.org", "password": "x"}


@pytest.fixture
async def set_up(client, settings, no_identity_providers):
    admin = await sign_in(client, settings, roles={Role.ADMIN})

    async def put(url: str) -> str:
        name = f"ldap-{uuid4().hex[:8]}"
        own = {"kind": "ldap", "url": url, "base_dn": "dc=example,dc=org"}
        told = await client.put(f"/v1/admin/identity-providers/{name}", json={"settings": own}, headers=admin)
        assert told.status_code == 200, told.text
        return name

    return put


async def test_a_directory_that_is_away_is_said_to_be_and_five_tries_are_the_most(client, set_up):
    name = await set_up("ldaps://127.0.0.1:9")
    offered = [one for one in (await client.get("/v1/auth/providers")).json() if one["name"] == name]
    assert offered == [{"name": name, "kind": "ldap", "label": name.capitalize(), "start": ""}]
    for expected in (502,) * 5 + (429,):
        assert (await client.post(f"/v1/auth/ldap/{name}/login", json=SHOWN)).status_code == expected


async def test_a_directory_inside_our_network_is_not_asked(client, set_up):
    name = await set_up("ldap://10.0.0.7:389")
    assert (await client.post(f"/v1/auth/ldap/{name}/login", json=SHOWN)).status_code == 502


async def test_there_is_no_unknown_directory(client):
    assert (await client.post("/v1/auth/ldap/nobody/login", json=SHOWN)).status_code == 404
    assert (await client.post("/v1/auth/ldap/nobody/login", json={"login": ""})).status_code == 422

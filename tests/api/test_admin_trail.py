"""Every administrative change leaves an entry in the audit log: the routes are walked, so that a new one is too."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from PIL import Image

from domain.identity import Role
from tests.api.signing_in import account_work, make_user, sign_in
from tests.api.test_guard import ROUTES, declared

WRITING = {"POST", "PUT", "PATCH", "DELETE"}
FLAG = {"description": "walked", "percentage": 5}
OIDC = {"settings": {"kind": "oidc", "issuer": "https://idp.example.org", "client_id": "walk"}, "secret": "s"}


@dataclass(frozen=True)
class Step:
    """One change by an administrator. `{user}`, `{rule}`, … in the address are filled in as the walk goes on."""

    method: str
    path: str
    address: str = ""
    body: object = None
    sent: dict[str, Any] = field(default_factory=dict)


def steps(name: str) -> list[Step]:
    """Of every administrative route that writes one change that succeeds, in an order in which all do."""
    return [
        Step("PUT", "/v1/admin/providers/{capability}", "/v1/admin/providers/weather?tenant=public", {"timeout_s": 9}),
        Step("DELETE", "/v1/admin/providers/{capability}", "/v1/admin/providers/weather?tenant=public"),
        Step("POST", "/v1/admin/providers/{capability}/{provider}/test",
             "/v1/admin/providers/weather/climate-normals/test?tenant=public"),
        Step("PUT", "/v1/admin/provider-keys/{account}", "/v1/admin/provider-keys/google?tenant=public", {"key": "k"}),
        Step("DELETE", "/v1/admin/provider-keys/{account}", "/v1/admin/provider-keys/google?tenant=public"),
        Step("POST", "/v1/admin/users/{user_id}/suspend", "/v1/admin/users/{user}/suspend", {"reason": "walked"}),
        Step("POST", "/v1/admin/users/{user_id}/activate", "/v1/admin/users/{user}/activate"),
        Step("POST", "/v1/admin/users/{user_id}/reset-password", "/v1/admin/users/{user}/reset-password"),
        Step("PUT", "/v1/admin/users/{user_id}/roles", "/v1/admin/users/{user}/roles", {"roles": ["support"]}),
        Step("POST", "/v1/security/blocklist", body={"network": "203.0.113.0/24"}),
        Step("DELETE", "/v1/security/blocklist/{rule_id}", "/v1/security/blocklist/{id}"),
        Step("POST", "/v1/security/allowlist", body={"network": "0.0.0.0/0"}),
        Step("DELETE", "/v1/security/allowlist/{rule_id}", "/v1/security/allowlist/{id}"),
        Step("PATCH", "/v1/tenant/profile", body={"name": f"Walked {name}"}),
        Step("PATCH", "/v1/tenant/branding", body={"primary": "#0a7f5a"}),
        Step("POST", "/v1/tenant/logo", sent={"files": {"file": ("logo.png", _picture(), "image/png")}}),
        Step("DELETE", "/v1/tenant/logo"),
        Step("PATCH", "/v1/tenant/settings", body={"currency": "USD"}),
        Step("POST", "/v1/admin/tenants", body={"slug": name, "name": "Walked"}),
        Step("PATCH", "/v1/admin/tenants/{tenant}", f"/v1/admin/tenants/{name}", {"tier": "pro"}),
        Step("POST", "/v1/admin/flags", body={"key": name, **FLAG}),
        Step("PUT", "/v1/admin/flags/{key}", f"/v1/admin/flags/{name}", {**FLAG, "percentage": 7},
             {"headers": {"If-Match": '"1"'}}),
        Step("DELETE", "/v1/admin/flags/{key}", f"/v1/admin/flags/{name}", sent={"headers": {"If-Match": '"2"'}}),
        Step("PUT", "/v1/admin/identity-providers/{name}", f"/v1/admin/identity-providers/{name}", OIDC),
        Step("DELETE", "/v1/admin/identity-providers/{name}", f"/v1/admin/identity-providers/{name}"),
        Step("PUT", "/v1/admin/budgets/{scope}", "/v1/admin/budgets/user", {"limit_usd": 3}),
        Step("PUT", "/v1/admin/budgets/{scope}/grant", "/v1/admin/budgets/user/grant", {"limit_usd": 4}),
    ]  # fmt: skip


def _picture() -> bytes:
    written = BytesIO()
    Image.new("RGB", (600, 200), "#0a7f5a").save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def log(settings):
    with psycopg.connect(settings.database_url, autocommit=True) as connection:
        yield connection
        connection.execute("DELETE FROM budget_limits")
        connection.execute(
            "UPDATE tenants SET name = 'Tripwright', branding = '{}', settings = '{}' WHERE id = 'public'"
        )


def test_every_administrative_route_that_writes_is_walked():
    written = {
        (method, route.path)
        for route in ROUTES
        for method in route.methods & WRITING
        if any(needs.staff or needs.platform for needs in declared(route.dependant))
    }
    assert {(step.method, step.path) for step in steps("x")} == written


async def test_every_administrative_change_is_written_down_with_who_made_it(client, settings, log):
    headers = await sign_in(client, settings, {Role.PLATFORM_ADMIN})
    async with account_work(settings) as work:
        user = await make_user(work)
    made, unnoted = "", []
    for step in steps(f"walk-{uuid4().hex[:8]}"):
        address = (step.address or step.path).replace("{user}", str(user.id)).replace("{id}", made)
        sent = {**step.sent, "headers": {**headers, **step.sent.get("headers", {})}}
        answer = await client.request(step.method, address, **({"json": step.body} if step.body else {}), **sent)
        assert answer.status_code < 300, f"{step.method} {address}: {answer.text[:300]}"
        made = str(answer.json().get("id", "")) if answer.content else made
        query = "SELECT count(*) FROM audit_entries WHERE request_id = %s AND user_id IS NOT NULL"
        (noted,) = log.execute(query, [answer.headers["X-Request-ID"]]).fetchone()
        if noted == 0:
            unnoted.append(f"{step.method} {step.path}")
    assert unnoted == []

"""Cases of the OWASP Top 10 (2021) over the whole application, beside those that the services' own tests hold."""

from __future__ import annotations

from uuid import uuid4

import pytest

from domain.identity import Role
from tests.api.signing_in import headers_of, sign_in, signed_in

INJECTIONS = [
    "' OR 1=1 --",
    "'; DROP TABLE users; --",
    '{"$gt": ""}',
    "%' UNION SELECT password_hash FROM users --",
    "\\",
]
SCRIPTS = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)"]
OUTSIDE = [
    "/assets/..%2f..%2f.env",
    "/..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/assets/%2e%2e/%2e%2e/.env",
]
PAGES = ["/privacy", "/terms", "/v1/privacy/texts", "/v1/nothing", "/v1/admin/audit"]


@pytest.mark.parametrize("text", INJECTIONS)
async def test_a03_what_looks_like_sql_is_text(client, settings, text):
    admin = await sign_in(client, settings, roles={Role.ADMIN})
    text += uuid4().hex  # of what other tests have left nothing holds it
    for parameters in ({"text": text}, {"filter[resource]": text}):
        answer = await client.get("/v1/admin/audit", params=parameters, headers=admin)
        assert answer.status_code == 200, answer.text
        assert answer.json()["items"] == []


@pytest.mark.parametrize("text", SCRIPTS)
async def test_a03_a_script_in_a_message_is_never_html(client, text):
    started = await client.post("/v1/trips", json={"message": f"two days in Rome {text}"})
    trip = await client.get(f"/v1/trips/{started.json()['trip_id']}")
    assert trip.headers["content-type"] == "application/json"
    assert trip.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", OUTSIDE)
async def test_a01_no_path_leads_out_of_the_page_s_folder(client, path):
    answer = await client.get(path)
    assert "root:" not in answer.text
    assert "SECRET" not in answer.text
    assert answer.status_code in {200, 400, 404, 503}


async def test_a01_nobody_makes_themselves_an_administrator(client, settings):
    headers = headers_of(await signed_in(settings))
    for body in ({"roles": ["admin"]}, {"tenant": "other"}, {"status": "active", "roles": ["platform_admin"]}):
        await client.patch("/v1/profile", json=body, headers=headers)
    assert (await client.get("/v1/admin/audit", headers=headers)).status_code == 403
    assert (await client.get("/v1/admin/users", headers=headers)).status_code == 403


@pytest.mark.parametrize("path", PAGES)
async def test_a05_every_answer_has_the_headers_that_protect_browsers(client, path):
    headers = (await client.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]
    assert "default-src" in headers["content-security-policy"]
    assert "'unsafe-eval'" not in headers["content-security-policy"]
    assert "frame-ancestors" in headers["content-security-policy"] or headers["x-frame-options"]
    assert "server" not in headers


@pytest.mark.parametrize(
    ("method", "path"),
    [("TRACE", "/v1/trips"), ("PUT", "/v1/trips"), ("DELETE", "/health"), ("PATCH", "/v1/auth/login")],
)
async def test_a05_a_method_that_a_route_does_not_declare_is_refused(client, method, path):
    assert (await client.request(method, path)).status_code == 405


@pytest.mark.parametrize(
    "token", ["Bearer x", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", "Basic YTpi"]
)
async def test_a07_a_token_that_is_none_opens_nothing(client, token):
    answer = await client.get("/v1/admin/audit", headers={"Authorization": token})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a09_an_error_tells_no_more_than_it_must(client):
    for answer in (await client.get("/v1/trips/not-a-uuid"), await client.post("/v1/privacy/requests", content=b"{")):
        assert answer.status_code in {401, 415, 422}
        for secret in ("Traceback", "sqlalchemy", "/site-packages/", "psycopg"):
            assert secret not in answer.text

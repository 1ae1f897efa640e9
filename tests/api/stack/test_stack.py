"""The layers in the whole application, one client for all: what each of them does to a request."""

from __future__ import annotations

import asyncio
import json
import re
from uuid import uuid4

import pytest
import pytest_asyncio
from fastapi import Request, UploadFile

from api.declarations import accepts, crosses_sites, lasting
from api.guard import anyone
from domain.identity import Role
from tests.api.signing_in import sign_in
from tests.api.stack.serving import serving

pytestmark = pytest.mark.asyncio(loop_scope="module")
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20
PAGE = {"Origin": "http://test", "Sec-Fetch-Site": "same-origin"}


def routes(router):
    @router.api_route("/echo", methods=["POST", "PATCH"], dependencies=[anyone()])
    async def echo(body: dict) -> dict:
        return body

    @router.get("/thing", dependencies=[anyone()])
    async def thing() -> dict:
        return {"id": 1, "title": "a", "deep": {"x": 1, "y": 2}}

    @router.get("/things", dependencies=[anyone()])
    async def things() -> dict:
        return {"items": [{"id": 1, "title": "a"}, {"id": 2, "title": "b"}], "total": 2}

    @router.get("/slow", dependencies=[anyone()])
    async def slow() -> int:
        await asyncio.sleep(1.2)
        return 1

    @router.get("/lasting", dependencies=[anyone(), lasting()])
    async def long() -> int:
        await asyncio.sleep(0.7)
        return 1

    @router.post("/image", dependencies=[anyone(), accepts(100, "image/png", "multipart/form-data")])
    async def image(request: Request) -> int:
        return len(await request.body())

    @router.post("/form", dependencies=[anyone(), accepts(2000, "multipart/form-data")])
    async def form(file: UploadFile) -> int:
        return len(await file.read())

    @router.post("/elsewhere", dependencies=[anyone(), crosses_sites()])
    async def elsewhere(request: Request) -> str:
        return (await request.body()).decode()

    @router.get("/caller", dependencies=[anyone()])
    async def caller(request: Request) -> dict:
        return {"address": request.client.host, "scheme": request.url.scheme}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(settings):
    proxies = ("127.0.0.1/32", "10.0.0.0/8")
    async with serving(settings, routes, trusted_proxies=proxies, cors_origins=("https://app.example",)) as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_cookies(client):
    client.cookies.clear()


async def test_every_answer_carries_its_request_and_trace(client):
    trace = "0af7651916cd43dd8448eb211c80319c"
    headers = {"X-Request-ID": "my-request-1", "traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    for path in ("/v1/test/thing", "/v1/nothing", "/health", "/"):
        answer = await client.get(path, headers=headers)
        assert (answer.headers["X-Request-ID"], answer.headers["X-Trace-Id"]) == ("my-request-1", trace)
    problem = (await client.get("/v1/nothing", headers=headers)).json()
    assert (problem["request_id"], problem["trace_id"]) == ("my-request-1", trace)


async def test_without_a_given_trace_one_is_begun(client):
    found = {
        (await client.get("/v1/test/thing", headers=one)).headers["X-Trace-Id"] for one in ({}, {"traceparent": "no"})
    }
    assert len(found) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in found)


async def test_behind_trusted_proxies_the_caller_is_the_first_stranger_from_the_right(client):
    headers = {"X-Forwarded-For": "6.6.6.6, 203.0.113.7, 10.0.0.3", "X-Forwarded-Proto": "https"}
    answer = await client.get("/v1/test/caller", headers=headers)
    assert answer.json() == {"address": "203.0.113.7", "scheme": "https"}
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    broken = await client.get("/v1/test/caller", headers={"X-Forwarded-For": "203.0.113.7, nonsense"})
    assert broken.json()["address"] == "127.0.0.1"


async def test_browsers_are_told_what_they_may_do(client):
    headers = (await client.get("/v1/test/thing")).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert {"Referrer-Policy", "Permissions-Policy", "Reporting-Endpoints"} <= {name.title() for name in headers}
    assert "Strict-Transport-Security" not in headers


async def test_each_page_has_a_nonce_of_its_own_on_all_its_scripts(client):
    nonces = set()
    for path in ("/", "/docs", "/redoc"):
        answer = await client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        [nonce] = set(re.findall(r"script-src [^;]*'nonce-([^']+)'", policy))
        script_source = policy.partition("script-src ")[2].partition(";")[0]
        assert "unsafe" not in script_source
        inline = [tag for tag in re.findall(r"<script[^>]*>", answer.text) if "src=" not in tag]
        assert all(f'nonce="{nonce}"' in tag for tag in inline)
        nonces.add(nonce)
    assert len(nonces) == 3


async def test_only_named_origins_may_call_from_other_pages(client):
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    allowed = await client.options("/v1/test/echo", headers={"Origin": "https://app.example", **preflight})
    assert allowed.headers["Access-Control-Allow-Origin"] == "https://app.example"
    refused = await client.options("/v1/test/echo", headers={"Origin": "https://evil.example", **preflight})
    assert "Access-Control-Allow-Origin" not in refused.headers


async def test_violations_of_the_policy_are_taken_in_both_forms(client, settings):
    old = {"csp-report": {"effective-directive": "script-src", "blocked-uri": "https://evil.example"}}
    new = [{"type": "csp-violation", "body": {"effectiveDirective": "img-src", "blockedURL": "x"}}]
    for kind, report in (("csp-report", old), ("reports+json", new)):
        answer = await client.post(
            "/v1/security/csp-reports", content=json.dumps(report), headers={"Content-Type": f"application/{kind}"}
        )
        assert answer.status_code == 204
    broken = await client.post(
        "/v1/security/csp-reports", content="[", headers={"Content-Type": "application/csp-report"}
    )
    assert broken.status_code == 204
    headers = await sign_in(client, settings, roles={Role.ADMIN})
    counts = (await client.get("/v1/security/statistics", headers=headers)).json()["counts"]
    assert counts["csp.script-src"] >= 1
    assert counts["csp.img-src"] >= 1


@pytest.mark.parametrize(
    ("headers", "path", "told"),
    [
        ({}, "/v1/test/thing", "1"),
        ({"X-API-Version": "2"}, "/v1/test/thing", "2"),
        ({"X-API-Version": "v3"}, "/v1/test/thing", "3"),
        ({"Accept": "application/vnd.api+json;version=2"}, "/v1/test/thing", "2"),
        ({"Accept": 'application/vnd.api+json; version="3"'}, "/v1/test/thing", "3"),
        ({}, "/v1/test/thing?version=2", "2"),
        ({}, "/v3/test/thing", "3"),
        ({"X-API-Version": "2"}, "/v2/test/thing?version=2", "2"),
    ],
)
async def test_a_version_may_be_named_in_four_ways(client, headers, path, told):
    answer = await client.get(path, headers=headers)
    assert (answer.status_code, answer.headers["X-API-Version"]) == (200, told)


@pytest.mark.parametrize(
    ("headers", "path"),
    [
        ({"X-API-Version": "4"}, "/v1/test/thing"),
        ({"X-API-Version": "latest"}, "/v1/test/thing"),
        ({"X-API-Version": ""}, "/v1/test/thing"),
        ({"Accept": "application/vnd.api+json;version=9"}, "/v1/test/thing"),
        ({}, "/v1/test/thing?version=0"),
        ({}, "/v9/test/thing"),
        ({"X-API-Version": "2"}, "/v3/test/thing"),
    ],
)
async def test_a_version_that_there_is_not_is_refused(client, headers, path):
    answer = await client.get(path, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/unknown-version")


async def test_a_write_from_our_page_needs_its_token(client):
    token = (await client.get("/v1/security/csrf-token")).json()["token"]
    assert client.cookies["tripwright_csrf"] == token
    assert (await client.get("/v1/security/csrf-token")).json()["token"] == token
    without = await client.post("/v1/test/echo", json={}, headers=PAGE)
    assert (without.status_code, without.json()["type"]) == (403, "/problems/csrf")
    forged = await client.post("/v1/test/echo", json={}, headers=PAGE | {"X-CSRF-Token": "x" * len(token)})
    assert forged.status_code == 403
    assert (await client.post("/v1/test/echo", json={}, headers=PAGE | {"X-CSRF-Token": token})).status_code == 200


async def test_a_token_that_we_did_not_sign_does_not_hold_even_as_a_cookie(client):
    client.cookies.set("tripwright_csrf", "planted")
    answer = await client.post("/v1/test/echo", json={}, headers=PAGE | {"X-CSRF-Token": "planted"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_write_from_another_site_is_refused(client, headers):
    client.cookies.set("tripwright_guest", "a" * 32)
    assert (await client.post("/v1/test/echo", json={}, headers=headers)).status_code == 403


async def test_clients_that_are_no_browser_or_show_a_credential_are_not_concerned(client, settings):
    client.cookies.set("tripwright_guest", "a" * 32)
    assert (await client.post("/v1/test/echo", json={})).status_code == 200
    shown = await sign_in(client, settings) | {"Origin": "https://evil.example"}
    assert (await client.post("/v1/test/echo", json={}, headers=shown)).status_code == 200
    elsewhere = await client.post("/v1/test/elsewhere", json={}, headers={"Origin": "https://evil.example"})
    assert elsewhere.status_code == 200


async def test_what_takes_too_long_is_given_up_unless_it_may(client, settings):
    async with serving(settings, routes, request_timeout_s=0.4) as hurried:
        late = await hurried.get("/v1/test/slow")
        assert (late.status_code, late.json()["type"]) == (504, "/problems/timeout")
        assert (await hurried.get("/v1/test/lasting")).status_code == 200
        headers = await sign_in(hurried, settings, roles={Role.ADMIN})
        counts = (await hurried.get("/v1/security/statistics", headers=headers)).json()["counts"]
    assert counts["timeouts.GET /v1/test/slow"] >= 1


async def test_a_body_may_be_so_large_and_no_larger(client):
    assert (await client.post("/v1/test/echo", json={"a": "x" * 900_000})).status_code == 200
    large = await client.post("/v1/test/echo", json={"a": "x" * 1_000_000})
    assert (large.status_code, large.json()["type"]) == (413, "/problems/too-large")

    async def in_parts():
        for _ in range(12):
            yield b"x" * 100_000

    chunked = await client.post("/v1/test/echo", content=in_parts(), headers={"Content-Type": "application/json"})
    assert chunked.status_code == 413


@pytest.mark.parametrize(
    ("path", "content", "kind", "status"),
    [
        ("echo", b"{}", "text/plain", 415),
        ("echo", b"{}", "", 415),
        ("echo", b"{}", "application/json; charset=utf-8", 200),
        ("echo", b"{", "application/json", 422),
        ("image", PNG, "image/png", 200),
        ("image", b"<svg/>", "image/png", 415),
        ("image", b"MZ" + b"x" * 20, "image/png", 415),
        ("image", PNG, "image/jpeg", 415),
        ("image", PNG * 10, "image/png", 413),
    ],
)
async def test_a_body_is_of_a_type_that_the_route_takes_and_is_what_it_says(client, path, content, kind, status):
    headers = {"Content-Type": kind} if kind else {}
    assert (await client.post(f"/v1/test/{path}", content=content, headers=headers)).status_code == status


async def test_a_form_with_a_file_goes_through(client):
    assert (await client.post("/v1/test/form", files={"file": ("a.png", PNG, "image/png")})).json() == len(PNG)


async def test_texts_lose_control_characters_and_nothing_else(client):
    sent = {"a\x00b": "x\x00y\x07z\n\t", "emoji": "🙂 Zürich", "list": ["\u202etxt", {"deep": "\x1b[31m"}]}
    answer = await client.post("/v1/test/echo", json=sent)
    assert answer.json() == {"ab": "xyz\n\t", "emoji": "🙂 Zürich", "list": ["txt", {"deep": "[31m"}]}
    half = await client.post(
        "/v1/test/echo", content=b'{"a": "\\ud800x \\ud83d\\ude42"}', headers={"Content-Type": "application/json"}
    )
    assert half.json() == {"a": "x 🙂"}


async def test_what_others_signed_is_handed_on_as_it_was(client):
    content = b'{"a": "\\u0000"}'
    answer = await client.post("/v1/test/elsewhere", content=content, headers={"Content-Type": "application/json"})
    assert answer.json() == content.decode()


async def test_an_attack_in_a_text_is_counted_and_the_text_left_alone(client, settings):
    text = "<script>alert(1)</script>' OR '1'='1"
    assert (await client.post("/v1/test/echo", json={"a": text})).json() == {"a": text}
    headers = await sign_in(client, settings, roles={Role.ADMIN})
    counts = (await client.get("/v1/security/statistics", headers=headers)).json()["counts"]
    assert counts["input.attack.script"] >= 1
    assert counts["input.attack.sql"] >= 1
    assert counts["input.removed"] >= 1


@pytest.mark.parametrize("path", ["/v1/test/thing?q=%00", "/v1/test/th%0Aing", "/v1/test/thing?a=%1b"])
async def test_control_characters_in_an_address_are_refused(client, path):
    assert (await client.get(path)).status_code == 400


async def test_what_has_not_changed_is_not_sent_again(client):
    first = await client.get("/v1/test/thing")
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = await client.get("/v1/test/thing", headers={"If-None-Match": f'"other", {first.headers["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert (await client.get("/v1/test/thing", headers={"If-None-Match": '"other"'})).status_code == 200


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("thing?fields=id", {"id": 1}),
        ("thing?fields=id,deep.x", {"id": 1, "deep": {"x": 1}}),
        ("things?fields=title", {"items": [{"title": "a"}, {"title": "b"}], "total": 2}),
    ],
)
async def test_only_the_wanted_fields_are_sent(client, path, expected):
    assert (await client.get(f"/v1/test/{path}")).json() == expected


async def test_a_field_that_there_is_not_is_refused_by_name(client):
    answer = await client.get("/v1/test/thing?fields=id,nonsense")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "fields")


async def test_large_answers_are_compressed(client):
    answer = await client.post("/v1/test/echo", json={"a": "x" * 5000}, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"


async def test_lists_of_networks_hold_for_everybody_and_cannot_shut_out_their_author(client, settings):
    admin = await sign_in(client, settings, roles={Role.ADMIN})
    shut = await client.post("/v1/security/blocklist", json={"network": "127.0.0.0/8"}, headers=admin)
    assert (shut.status_code, shut.json()["errors"][0]["field"]) == (422, "network")
    assert (
        await client.post("/v1/security/allowlist", json={"network": "10.1.0.0/16"}, headers=admin)
    ).status_code == 422
    made = await client.post("/v1/security/blocklist", json={"network": "203.0.113.9/24"}, headers=admin)
    assert (made.status_code, made.json()["network"]) == (201, "203.0.113.0/24")
    seen = {"X-Forwarded-For": "203.0.113.7"}
    assert (await client.get("/v1/test/thing", headers=seen)).status_code == 403
    assert (await client.get("/health", headers=seen)).status_code == 200
    assert (await client.get("/v1/test/thing", headers={"X-Forwarded-For": "203.0.114.7"})).status_code == 200
    listed = (await client.get("/v1/security/blocklist", headers=admin)).json()
    assert made.json()["id"] in [one["id"] for one in listed["items"]]
    gone = await client.delete(f"/v1/security/blocklist/{made.json()['id']}", headers=admin)
    assert gone.status_code == 204
    assert (await client.get("/v1/test/thing", headers=seen)).status_code == 200
    assert (await client.delete(f"/v1/security/allowlist/{uuid4()}", headers=admin)).status_code == 404


async def test_the_console_has_a_list_of_its_own(client, settings):
    admin = await sign_in(client, settings, roles={Role.ADMIN})
    body = {"network": "127.0.0.1", "area": "admin"}
    made = await client.post("/v1/security/allowlist", json=body, headers=admin)
    assert made.status_code == 201
    elsewhere = admin | {"X-Forwarded-For": "203.0.113.7"}
    assert (await client.get("/v1/security/allowlist", headers=elsewhere)).status_code == 403
    assert (await client.get("/v1/test/thing", headers=elsewhere)).status_code == 200
    assert (await client.get("/v1/security/allowlist", headers=admin)).status_code == 200
    assert (await client.delete(f"/v1/security/allowlist/{made.json()['id']}", headers=admin)).status_code == 204


@pytest.mark.parametrize("path", ["/v1/security/allowlist", "/v1/security/blocklist", "/v1/security/statistics"])
async def test_the_lists_are_for_administrators(client, settings, path):
    assert (await client.get(path)).status_code == 401
    assert (await client.get(path, headers=await sign_in(client, settings))).status_code == 403


async def test_a_batch_gives_each_operation_its_own_answer(client):
    operations = [
        {"method": "POST", "path": "/v1/test/echo", "body": {"a": 1}, "id": "one"},
        {"method": "PATCH", "path": "/v2/test/echo", "body": {"b": 2}},
        {"method": "GET", "path": "/v1/test/thing?fields=id"},
        {"method": "GET", "path": "/v1/trips/nonsense"},
        {"method": "GET", "path": "/v1/test/lasting"},
        {"method": "POST", "path": "/v1/batch", "body": {"operations": []}},
    ]
    answer = await client.post("/v1/batch", json={"operations": operations})
    assert answer.status_code == 207
    told = answer.json()
    assert [one["status"] for one in told["results"]] == [200, 200, 200, 422, 422, 422]
    assert told["results"][0] | {"headers": {}} == {"id": "one", "status": 200, "headers": {}, "body": {"a": 1}}
    assert told["results"][2]["body"] == {"id": 1}
    assert told["summary"] == {"total": 6, "succeeded": 3, "failed": 3, "by_status": {"200": 3, "422": 3}}


async def test_a_batch_of_a_hundred_passes_and_one_more_is_refused(client):
    one = {"method": "GET", "path": "/v1/test/thing"}
    assert (await client.post("/v1/batch", json={"operations": [one] * 100})).json()["summary"]["succeeded"] == 100
    refused = await client.post("/v1/batch", json={"operations": [one] * 101})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "operations")


async def test_operations_of_a_batch_are_their_caller_s(client, settings):
    operation = {"method": "GET", "path": "/v1/security/statistics"}
    admin = await sign_in(client, settings, roles={Role.ADMIN})
    as_guest = await client.post("/v1/batch", json={"operations": [operation]})
    as_admin = await client.post("/v1/batch", json={"operations": [operation]}, headers=admin)
    assert [one.json()["results"][0]["status"] for one in (as_guest, as_admin)] == [401, 200]


@pytest.mark.parametrize("path", ["/health", "https://evil.example/v1/x", "//evil/v1", "/v1/../health"])
async def test_a_batch_asks_nothing_but_the_api(client, path):
    answer = await client.post("/v1/batch", json={"operations": [{"method": "GET", "path": path}]})
    assert answer.status_code == 422 or answer.json()["results"][0]["status"] == 404

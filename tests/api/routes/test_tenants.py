"""Agencies: their own profile, look and settings, and the platform's list of them."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode
from io import BytesIO
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from PIL import Image

from domain.identity import Role
from tests.api.signing_in import sign_in
from workers.runs import drive_run


@pytest.fixture
async def agency(client, root):
    slug = f"t-{uuid4().hex[:10]}"
    made = await client.post("/v1/admin/tenants", json={"slug": slug, "name": "Sunny Trips"}, headers=root)
    assert made.status_code == 201, made.text
    return slug


async def test_an_agency_is_made_found_and_served_by_header_path_and_host(client, root, agency):
    found = await client.get("/v1/admin/tenants", params={"search": agency}, headers=root)
    assert [one["slug"] for one in found.json()["items"]] == [agency]
    for ask in (
        client.get("/v1/tenant", headers={"X-Tenant": agency}),
        client.get(f"/t/{agency}/v1/tenant"),
        client.get("/v1/tenant", headers={"Host": f"{agency}.127.0.0.1:8000"}),
    ):
        assert (await ask).json()["slug"] == agency
    assert (await client.get("/v1/tenant")).json()["slug"] == "public"


async def test_a_domain_of_its_own_leads_to_it_and_to_nobody_else(client, root, agency):
    domain = f"{agency}.example.org"
    changed = await client.patch(f"/v1/admin/tenants/{agency}", json={"domain": domain}, headers=root)
    assert changed.status_code == 200, changed.text
    assert (await client.get("/v1/tenant", headers={"Host": domain})).json()["slug"] == agency
    other = {"slug": f"o-{uuid4().hex[:8]}", "name": "Others", "domain": domain}
    taken = await client.post("/v1/admin/tenants", json=other, headers=root)
    assert taken.status_code == 409
    assert domain in taken.json()["detail"]


async def test_a_slug_is_taken_once(client, root, agency):
    again = await client.post("/v1/admin/tenants", json={"slug": agency, "name": "Again"}, headers=root)
    assert again.status_code == 409


async def test_its_administrator_changes_name_look_and_settings(client, settings, agency):
    headers = await sign_in(client, settings, {Role.ADMIN}, agency)
    named = await client.patch("/v1/tenant/profile", json={"name": "Sunny & Co"}, headers=headers)
    assert (named.json()["name"], named.json()["version"]) == ("Sunny & Co", 2)
    look = {"logo": "https://example.org/logo.svg", "primary": "#0a7f5a"}
    assert (await client.patch("/v1/tenant/branding", json=look, headers=headers)).status_code == 200
    shown = (await client.get("/v1/tenant", headers={"X-Tenant": agency})).json()
    assert shown["branding"]["primary"] == "#0a7f5a"
    wanted = {"timezone": "Europe/Rome", "currency": "EUR", "sla_h": 4, "taxes": [{"name": "IVA", "rate": 0.22}]}
    assert (await client.patch("/v1/tenant/settings", json=wanted, headers=headers)).status_code == 200
    assert (await client.get("/v1/tenant/settings", headers=headers)).json()["timezone"] == "Europe/Rome"


async def test_two_administrators_at_once_overwrite_nothing(client, settings, agency):
    headers = await sign_in(client, settings, {Role.ADMIN}, agency)
    seen = headers | {"If-Match": (await client.get("/v1/tenant/profile", headers=headers)).headers["ETag"]}
    first = await client.patch("/v1/tenant/profile", json={"name": "One"}, headers=seen)
    second = await client.patch("/v1/tenant/branding", json={"primary": "#0a7f5a"}, headers=seen)
    assert (first.status_code, second.status_code) == (200, 412)
    after = await client.get("/v1/tenant/profile", headers=headers)
    assert (after.json()["name"], after.json()["branding"]["primary"]) == ("One", None)
    third = await client.patch(
        "/v1/tenant/profile", json={"name": "Three"}, headers=headers | {"If-Match": f'"{first.json()["version"]}"'}
    )
    assert third.status_code == 200, "what a change answers is the next one's version"


async def test_two_of_the_platforms_administrators_overwrite_nothing_either(client, root, agency):
    seen = await client.get(f"/v1/admin/tenants/{agency}", headers=root)
    matching = root | {"If-Match": seen.headers["ETag"]}
    first = await client.patch(f"/v1/admin/tenants/{agency}", json={"tier": "pro"}, headers=matching)
    second = await client.patch(f"/v1/admin/tenants/{agency}", json={"tier": "basic"}, headers=matching)
    assert (first.status_code, second.status_code) == (200, 412)
    assert (await client.get("/v1/admin/tenants/nobody-s", headers=root)).status_code == 404


async def test_the_platform_changes_another_agency_and_no_agency_does(client, settings, root, agency):
    headers = await sign_in(client, settings, {Role.ADMIN}, agency)
    for path, body in (("profile", {"name": "Renamed"}), ("branding", {}), ("settings", {"currency": "USD"})):
        there = {"params": {"tenant": agency}, "json": body}
        assert (await client.patch(f"/v1/tenant/{path}", headers=root, **there)).status_code == 200
        refused = await client.patch(f"/v1/tenant/{path}", params={"tenant": "public"}, json=body, headers=headers)
        assert refused.status_code == 403
    own = (await client.get("/v1/tenant/profile", headers=headers)).json()
    assert (own["name"], own["settings"]["currency"]) == ("Renamed", "USD")
    logged = (await client.get("/v1/admin/audit", params={"filter[action]": "TENANT_CHANGED"}, headers=headers)).json()
    assert len(logged["items"]) == 3, "in the log of the agency that was changed"


def _picture(kind: str, size: tuple[int, int]) -> bytes:
    written = BytesIO()
    Image.new("RGBA", size, (10, 127, 90, 128)).save(written, kind)
    return written.getvalue()


async def test_a_logo_is_made_small_shown_to_anybody_and_taken_down(client, settings, agency):
    headers = await sign_in(client, settings, {Role.ADMIN}, agency)
    sent = {"file": ("logo.png", _picture("PNG", (1920, 400)), "image/png")}
    put = await client.post("/v1/tenant/logo", files=sent, headers=headers)
    assert put.status_code == 200, put.text
    address = urlsplit(put.json()["branding"]["logo"])
    shown = await client.get(f"{address.path}?{address.query}")
    with Image.open(BytesIO(shown.content)) as image:
        assert (image.format, image.size, image.mode) == ("WEBP", (480, 100), "RGBA")
    kept = await client.patch("/v1/tenant/branding", json={"logo": put.json()["branding"]["logo"]}, headers=headers)
    assert kept.status_code == 200
    for _ in range(2):
        removed = await client.delete("/v1/tenant/logo", headers=headers)
        assert removed.json()["branding"]["logo"] is None
    assert (await client.get(address.path)).status_code == 404


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [(b"<svg onload='alert(1)'/>", "image/svg+xml", 422), (b"%PDF-1.7", "image/png", 422), (b"", "image/png", 422)],
)
async def test_what_is_no_picture_is_no_logo(client, settings, agency, content, kind, status):
    headers = await sign_in(client, settings, {Role.ADMIN}, agency)
    answer = await client.post("/v1/tenant/logo", files={"file": ("logo", content, kind)}, headers=headers)
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("profile", {"name": ""}, "name"),
        ("branding", {"primary": "red"}, "primary"),
        ("branding", {"logo": "javascript:alert(1)"}, "logo"),
        ("settings", {"timezone": "Mars/Olympus"}, "timezone"),
        ("settings", {"taxes": [{"name": "VAT", "rate": 22}]}, "taxes.0.rate"),
    ],
)
async def test_what_is_wrong_is_named(client, settings, agency, path, body, field):
    headers = await sign_in(client, settings, {Role.ADMIN}, agency)
    answer = await client.patch(f"/v1/tenant/{path}", json=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


async def test_an_agency_grants_itself_nothing(client, settings, agency):
    headers = await sign_in(client, settings, {Role.ADMIN}, agency)
    answer = await client.patch("/v1/tenant/settings", json={"trips_per_day": 100_000}, headers=headers)
    assert answer.status_code == 403


async def test_a_suspension_is_noted_and_shuts_its_people_out(client, settings, root, agency):
    headers = await sign_in(client, settings, {Role.ADMIN}, agency)
    body = {"status": "suspended", "reason": "unpaid"}
    done = await client.patch(f"/v1/admin/tenants/{agency}", json=body, headers=root)
    assert done.json()["status"] == "suspended"
    await asyncio.sleep(1.1)  # what a process knows of a tenant is a second old at most
    assert (await client.get("/v1/tenant/profile", headers=headers)).status_code == 403
    logged = await client.get("/v1/admin/audit", params={"filter[action]": "TENANT_SUSPENDED"}, headers=root)
    assert agency in logged.text


async def test_nobody_is_suspended_without_a_reason(client, root, agency):
    answer = await client.patch(f"/v1/admin/tenants/{agency}", json={"status": "suspended"}, headers=root)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "reason"


async def test_the_house_itself_stays_open(client, root):
    body = {"status": "suspended", "reason": "a trial"}
    answer = await client.patch("/v1/admin/tenants/public", json=body, headers=root)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "status"


async def test_an_agencys_run_is_handed_to_the_workers_as_its_own(client, agency, redis, worker):
    await redis.delete("celery")
    sent = await client.post("/v1/trips", json={"message": "2 days in Rome"}, headers={"X-Tenant": agency})
    run_id = sent.json()["run"]["id"]
    job = json.loads(await redis.lindex("celery", 0))
    arguments, _, _ = json.loads(b64decode(job["body"]))
    assert arguments == [run_id, agency]
    await drive_run(UUID(run_id), worker, agency)
    assert (await client.get(f"/v1/runs/{run_id}", headers={"X-Tenant": agency})).json()["status"] == "waiting"

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from domain.identity import Role
from infra.database import in_tenant
from infra.redis import build_redis
from infra.signing import open_signer
from services.accounts.parts import AccountWork, build_account_parts
from services.audit.tables import AuditRow
from services.privacy.service import Ticket, _token
from services.privacy.working import perform
from tests.api.mailbox import mails_to
from tests.api.signing_in import headers_of, sign_in, signed_in

TERMS = {"purpose": "terms", "version": "2026-11-21", "granted": True}
COOKIES = {"purpose": "cookies_analytics", "version": "2026-11-21", "granted": False}


async def decide(client, headers=None, *decisions):
    return await client.post("/v1/privacy/consents", json={"decisions": decisions or [TERMS]}, headers=headers)


async def audited(sessions, resource_id: str) -> list[str]:
    async with in_tenant(sessions, "public") as session:
        query = select(AuditRow.action).where(AuditRow.resource_id == resource_id).order_by(AuditRow.number)
        return list(await session.scalars(query))


async def test_a_guest_decides_about_cookies_and_may_change_their_mind(client, client_address):
    assert (await client.get("/v1/privacy/consents")).json() == {"current": [], "history": []}
    answer = await decide(client, None, TERMS, COOKIES)
    assert answer.status_code == 201, answer.text
    assert {one["purpose"]: one["granted"] for one in answer.json()["current"]} == {
        "terms": True,
        "cookies_analytics": False,
    }
    assert answer.json()["current"][0]["ip"] == client_address
    again = await decide(client, None, TERMS, COOKIES | {"granted": True})
    assert len(again.json()["history"]) == 3, "what holds already is not recorded again"
    kept = (await client.get("/v1/privacy/consents")).json()
    assert {one["purpose"]: one["granted"] for one in kept["current"]} == {"terms": True, "cookies_analytics": True}


async def test_a_users_decisions_are_read_by_themselves_and_by_those_who_manage_users(client, settings):
    ada, eve = await signed_in(settings), await signed_in(settings)
    assert (await decide(client, headers_of(ada))).status_code == 201
    path = f"/v1/privacy/consents/{ada.user.id}"
    admin = await sign_in(client, settings, roles={Role.ADMIN})
    for headers in (headers_of(ada), admin):
        assert [one["purpose"] for one in (await client.get(path, headers=headers)).json()["current"]] == ["terms"]
    assert (await client.get(path, headers=headers_of(eve))).status_code == 403
    weak = await sign_in(client, settings, roles={Role.ADMIN}, strong=False)
    assert (await client.get(path, headers=weak)).status_code == 403
    assert (await client.get(path)).status_code == 401


@pytest.mark.parametrize("wrong", [{"purpose": "spying"}, {"version": ""}, {"granted": None}, {"more": 1}])
async def test_a_wrong_decision_names_its_field(client, wrong):
    answer = await decide(client, None, TERMS | wrong)
    assert answer.status_code == 422
    assert next(iter(wrong)) in answer.json()["errors"][0]["field"]


async def test_an_export_is_asked_for_made_and_fetched(client, settings, sessions):
    ada = await signed_in(settings)
    headers = headers_of(ada)
    asked = await client.post("/v1/privacy/requests", json={"kind": "export"}, headers=headers)
    assert (asked.status_code, asked.json()["status"]) == (202, "open")
    again = await client.post("/v1/privacy/requests", json={"kind": "export"}, headers=headers)
    assert again.json()["id"] == asked.json()["id"]
    path = f"/v1/privacy/requests/{asked.json()['id']}"
    assert (await client.get(path, headers=headers)).json()["download"] is None
    await perform_all(client, settings, sessions, asked.json()["id"])
    ready = (await client.get(path, headers=headers)).json()
    assert ready["status"] == "done"
    fetched = await client.get(ready["download"])
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as packed:
        assert str(ada.user.id) in packed.read("account.json").decode()
    assert fetched.headers["cache-control"] == "no-store"
    said = await audited(sessions, asked.json()["id"])
    assert said == ["DATA_EXPORT_ASKED", "DATA_EXPORTED", "DATA_EXPORT_FETCHED"]


async def perform_all(client, settings, sessions, request_id):
    redis = build_redis(settings.redis_url)
    async with in_tenant(sessions, "public") as session:
        work = AccountWork(session, "public", build_account_parts(settings, redis), datetime.now(UTC))
        assert await perform(work, UUID(request_id))
    await redis.aclose()


async def test_an_address_of_an_archive_ends_with_its_time_and_cannot_be_made(client, settings):
    signer = open_signer(settings.secret_keys.get_secret_value(), settings.data_dir, "privacy archives")
    late = _token(Ticket("public", uuid4(), datetime.now(UTC) - timedelta(seconds=1)), signer)
    for token in (late, late[:-4] + "AAAA", "x"):
        assert (await client.get(f"/v1/privacy/archives/{token}")).status_code == 403, token
    unknown = _token(Ticket("public", uuid4(), datetime.now(UTC) + timedelta(minutes=1)), signer)
    assert (await client.get(f"/v1/privacy/archives/{unknown}")).status_code == 404


async def test_a_deletion_waits_30_days_and_is_called_off_once(client, settings, sessions):
    ada = await signed_in(settings)
    headers = headers_of(ada)
    assert (await client.patch("/v1/profile", json={"language": "de"}, headers=headers)).status_code == 200
    asked = (await client.post("/v1/privacy/requests", json={"kind": "delete"}, headers=headers)).json()
    wait = datetime.fromisoformat(asked["due_at"]) - datetime.fromisoformat(asked["asked_at"])
    assert wait == timedelta(days=30)
    path = f"/v1/privacy/requests/{asked['id']}/cancel"
    for _ in range(2):
        assert (await client.post(path, headers=headers)).json()["status"] == "cancelled"
    assert await audited(sessions, asked["id"]) == ["DATA_DELETION_ASKED", "DATA_DELETION_CANCELLED"]
    mails = await mails_to(settings, ada.user.personal.email)
    assert [mail.subject for mail in mails] == ["Ihr Konto wird gelöscht", "Ihr Konto bleibt bestehen"]
    assert asked["due_at"][:10] in mails[0].text
    anew = (await client.post("/v1/privacy/requests", json={"kind": "delete"}, headers=headers)).json()
    assert anew["id"] != asked["id"]
    assert [one["status"] for one in (await client.get("/v1/privacy/requests", headers=headers)).json()] == [
        "open",
        "cancelled",
    ]


async def test_a_request_is_nobody_elses(client, settings):
    ada, eve = headers_of(await signed_in(settings)), headers_of(await signed_in(settings, {Role.ADMIN}))
    asked = (await client.post("/v1/privacy/requests", json={"kind": "export"}, headers=ada)).json()
    assert (await client.get(f"/v1/privacy/requests/{asked['id']}", headers=eve)).status_code == 404
    assert (await client.post(f"/v1/privacy/requests/{asked['id']}/cancel", headers=eve)).status_code == 404
    assert (await client.post("/v1/privacy/requests", json={"kind": "export"})).status_code == 401
    assert (await client.post("/v1/privacy/requests", json={"kind": "spy"}, headers=ada)).status_code == 422


async def test_the_policy_and_the_terms_are_pages_and_consents_name_their_versions(client):
    for text in (await client.get("/v1/privacy/texts")).json():
        page = await client.get(text["address"])
        assert page.headers["content-type"].startswith("text/html")
        assert f"Version {text['version']}" in page.text
        assert text["title"] in page.text
        assert "<script" not in page.text
        assert "style=" not in page.text
    assert (await client.get("/legal.css")).headers["content-type"].startswith("text/css")

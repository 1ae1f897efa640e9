from __future__ import annotations

import asyncio
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import select, text

from domain.identity import Role
from services.audit.tables import AuditRow
from tests.api.mailbox import mails_to, token_to
from tests.api.signing_in import account_work, headers_of, make_user, sign_in, signed_in

PATH = "/v1/admin/users"


@pytest.fixture
async def agency(platform) -> str:
    """An agency of this test's own, so that it has no administrator that the test does not know of."""
    name = f"agency-{uuid4().hex[:12]}"
    async with platform.begin() as session:
        await session.execute(
            text(
                "INSERT INTO tenants (id, slug, name, status, tier, branding, settings, version, created_at, updated_at)"
                " VALUES (:name, :name, :name, 'active', 'pro', '{}', '{}', 1, now(), now())"
            ),
            {"name": name},
        )
    return name


async def made(settings, tenant, **facts):
    async with account_work(settings, tenant) as work:
        return await make_user(work, **facts)


def emails(answer) -> list[str]:
    return [one["email"] for one in answer.json()["items"]]


@pytest.mark.parametrize("roles", [{Role.USER}, {Role.PARTNER}, {Role.AGENT}, {Role.SUPPORT}, {Role.OPERATOR}])
async def test_whoever_may_not_manage_users_sees_none(client, settings, roles):
    assert (await client.get(PATH, headers=await sign_in(client, settings, roles))).status_code == 403
    assert (await client.get(PATH)).status_code == 401


async def test_users_are_listed_newest_first_in_pages_of_fifty(client, settings, agency):
    admin = await signed_in(settings, {Role.ADMIN}, agency)
    created = [admin.user.personal.email]
    created += [(await made(settings, agency)).personal.email for _ in range(4)]
    first = await client.get(PATH, headers=headers_of(admin))
    assert emails(first) == created[::-1]
    assert (first.json()["page"], first.json()["limit"], first.json()["total"]) == (1, 50, 5)
    second = await client.get(PATH, params={"page": 2, "limit": 2}, headers=headers_of(admin))
    assert emails(second) == created[::-1][2:4]


async def test_users_are_found_by_name_address_role_and_state(client, settings, agency):
    headers = headers_of(await signed_in(settings, {Role.ADMIN}, agency))
    emmy = await made(settings, agency, first_name="Emmy", last_name="Noether", email="e.noether@goettingen.example")
    await made(settings, agency, first_name="Élodie", last_name="Dupont", roles={Role.USER, Role.PARTNER})
    for search in ("noe", "emmy noether", "NOETHER", "goettingen", "e.noether@goettingen.example"):
        assert emails(await client.get(PATH, params={"search": search}, headers=headers)) == [emmy.personal.email], (
            search
        )
    for search in ("nobody", "mmy", "!!", "emmy dupont"):
        assert emails(await client.get(PATH, params={"search": search}, headers=headers)) == []
    assert len(emails(await client.get(PATH, params={"search": "élo"}, headers=headers))) == 1
    assert len(emails(await client.get(PATH, params={"role": "partner"}, headers=headers))) == 1
    await client.post(f"{PATH}/{emmy.id}/suspend", json={"reason": "a long absence"}, headers=headers)
    assert emails(await client.get(PATH, params={"status": "suspended"}, headers=headers)) == [emmy.personal.email]
    assert (await client.get(PATH, params={"status": "asleep"}, headers=headers)).status_code == 422


async def test_an_administrator_reaches_no_other_agency_and_a_platform_administrator_does(client, settings, agency):
    theirs = await made(settings, agency)
    admin = await sign_in(client, settings, {Role.ADMIN})
    platform = await sign_in(client, settings, {Role.PLATFORM_ADMIN})
    assert (await client.get(f"{PATH}/{theirs.id}", headers=admin)).status_code == 404
    assert (await client.get(PATH, params={"tenant": agency}, headers=admin)).status_code == 403
    assert emails(await client.get(PATH, params={"tenant": agency}, headers=platform)) == [theirs.personal.email]
    body = {"reason": "asked by the agency"}
    assert (await client.post(f"{PATH}/{theirs.id}/suspend", json=body, headers=admin)).status_code == 404
    done = await client.post(f"{PATH}/{theirs.id}/suspend", json=body, params={"tenant": agency}, headers=platform)
    assert done.json()["status"] == "suspended"


async def test_suspending_ends_sessions_is_audited_with_its_reason_and_told_to_the_owner(
    client, settings, agency, books
):
    headers, user = headers_of(await signed_in(settings, {Role.ADMIN}, agency)), await signed_in(settings, None, agency)
    for _ in range(2):
        answer = await client.post(f"{PATH}/{user.user.id}/suspend", json={"reason": "unpaid bills"}, headers=headers)
        assert (answer.json()["status"], answer.json()["status_reason"]) == ("suspended", "unpaid bills")
    assert (await client.get("/v1/profile", headers=headers_of(user))).status_code == 401
    (mail,) = await mails_to(settings, user.user.personal.email)
    assert "unpaid bills" in mail.text
    noted = (await books.scalars(select(AuditRow).where(AuditRow.resource_id == str(user.user.id)))).all()
    assert noted
    assert {row.action for row in noted} == {"USER_SUSPENDED"}
    assert "unpaid bills" in repr(noted[0].changes)
    for _ in range(2):
        answer = await client.post(f"{PATH}/{user.user.id}/activate", headers=headers)
        assert (answer.json()["status"], answer.json()["status_reason"]) == ("active", "")


async def test_suspending_needs_a_reason_and_never_hits_oneself(client, settings, agency):
    admin = await signed_in(settings, {Role.ADMIN}, agency)
    await made(settings, agency, roles={Role.ADMIN})
    answer = await client.post(f"{PATH}/{admin.user.id}/suspend", json={"reason": ""}, headers=headers_of(admin))
    assert answer.json()["errors"][0]["field"] == "reason"
    body = {"reason": "a slip of the hand"}
    assert (
        await client.post(f"{PATH}/{admin.user.id}/suspend", json=body, headers=headers_of(admin))
    ).status_code == 409
    assert (await client.post(f"{PATH}/{uuid4()}/suspend", json=body, headers=headers_of(admin))).status_code == 404


async def test_roles_change_in_open_sessions_too_and_are_audited(client, settings, agency, books):
    headers, user = headers_of(await signed_in(settings, {Role.ADMIN}, agency)), await signed_in(settings, None, agency)
    path = f"{PATH}/{user.user.id}/roles"
    answer = await client.put(path, json={"roles": ["user", "operator"]}, headers=headers)
    assert answer.json()["roles"] == ["operator", "user"]
    assert (await client.get("/v1/profile", headers=headers_of(user))).json()["roles"] == ["operator", "user"]
    assert (await client.put(path, json={"roles": []}, headers=headers)).status_code == 422
    assert (await client.put(path, json={"roles": ["emperor"]}, headers=headers)).status_code == 422
    noted = (await books.scalars(select(AuditRow.changes).where(AuditRow.resource_id == str(user.user.id)))).all()
    assert noted == [{"roles": [["user"], ["operator", "user"]]}]


async def test_only_a_platform_administrator_makes_another_or_touches_one(client, settings):
    admin, platform = await signed_in(settings, {Role.ADMIN}), await signed_in(settings, {Role.PLATFORM_ADMIN})
    user, path = await made(settings, "public"), f"{PATH}/{platform.user.id}"
    raised = {"roles": ["platform_admin"]}
    assert (await client.put(f"{PATH}/{user.id}/roles", json=raised, headers=headers_of(admin))).status_code == 403
    assert (await client.put(f"{path}/roles", json={"roles": ["user"]}, headers=headers_of(admin))).status_code == 403
    for what, body in (("suspend", {"reason": "a revolt"}), ("activate", None), ("reset-password", None)):
        assert (await client.post(f"{path}/{what}", json=body, headers=headers_of(admin))).status_code == 403
    assert (await client.put(f"{PATH}/{user.id}/roles", json=raised, headers=headers_of(platform))).status_code == 200


async def test_a_platform_administrator_is_never_made_inside_an_agency(client, settings, agency):
    user, platform = await made(settings, agency), await sign_in(client, settings, {Role.PLATFORM_ADMIN})
    answer = await client.put(
        f"{PATH}/{user.id}/roles", json={"roles": ["platform_admin"]}, params={"tenant": agency}, headers=platform
    )
    assert answer.json()["errors"][0]["field"] == "roles"


async def test_the_last_administrator_stays_even_when_two_retire_each_other_at_once(client, settings, agency):
    one, two = [await signed_in(settings, {Role.ADMIN}, agency) for _ in range(2)]
    answers = await asyncio.gather(
        client.put(f"{PATH}/{two.user.id}/roles", json={"roles": ["user"]}, headers=headers_of(one)),
        client.put(f"{PATH}/{one.user.id}/roles", json={"roles": ["user"]}, headers=headers_of(two)),
    )
    codes = sorted(answer.status_code for answer in answers)
    assert codes[0] == 200
    assert codes[1] in (403, 409)  # whoever comes second is the last, or is no administrator any more
    left = one if answers[0].status_code == 200 else two
    alone = await client.put(f"{PATH}/{left.user.id}/roles", json={"roles": ["user"]}, headers=headers_of(left))
    assert alone.status_code == 409


async def test_a_reset_by_an_administrator_goes_to_the_accounts_owner_alone(client, settings, agency):
    headers, user = headers_of(await signed_in(settings, {Role.ADMIN}, agency)), await made(settings, agency)
    answer = await client.post(f"{PATH}/{user.id}/reset-password", headers=headers)
    assert answer.status_code == 202
    token = await token_to(settings, user.personal.email)
    assert token not in answer.text
    body = {"token": token, "password": "a quieter harbour in May"}
    assert (await client.post("/v1/auth/reset-password", json=body)).status_code == 200


async def test_what_a_user_did_is_shown_newest_first(client, settings, agency):
    headers, user = headers_of(await signed_in(settings, {Role.ADMIN}, agency)), await signed_in(settings, None, agency)
    for name in ("One", "Two"):
        await client.patch("/v1/profile", json={"first_name": name}, headers=headers_of(user))
    await client.put("/v1/profile/preferences", json={"travel_style": "budget"}, headers=headers_of(user))
    items = (await client.get(f"{PATH}/{user.user.id}/activity", headers=headers)).json()["items"]
    assert [one["action"] for one in items] == ["PREFERENCES_CHANGED", "PROFILE_CHANGED", "PROFILE_CHANGED"]
    assert "Two" not in repr(items)


async def test_an_accounts_picture_is_shown_to_its_administrators_alone(client, settings, agency):
    admin = await sign_in(client, settings, {Role.ADMIN}, agency)
    person = await signed_in(settings, {Role.USER}, agency)
    address = f"{PATH}/{person.user.id}/picture"
    assert (await client.get(address, headers=admin)).status_code == 404
    written = BytesIO()
    Image.new("RGB", (300, 300), "#0a7f5a").save(written, "PNG")
    sent = {"file": ("me.png", written.getvalue(), "image/png")}
    assert (await client.post("/v1/profile/avatar", files=sent, headers=headers_of(person))).status_code == 200
    shown = await client.get(address, headers=admin)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
    listed = {one["id"]: one["has_picture"] for one in (await client.get(PATH, headers=admin)).json()["items"]}
    assert listed[str(person.user.id)] is True
    assert list(listed.values()).count(True) == 1
    assert (await client.get(address, headers=headers_of(person))).status_code == 403

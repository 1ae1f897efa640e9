from __future__ import annotations

import asyncio
import time
from uuid import uuid4

import bcrypt
import pytest
from sqlalchemy import select

from domain.identity import Role
from infra.redis import build_redis
from services.accounts.tables import UserRow
from services.audit.tables import AuditRow
from services.events.tables import EventRow
from services.trips.tables import Trip
from tests.api.mailbox import mails_to, token_to
from tests.api.signing_in import PASSWORD, account_work, headers_of, make_user, signed_in

COOKIE = "tripwright_refresh"


def address() -> str:
    return f"{uuid4().hex}@example.org"


async def a_user(settings, **facts):
    async with account_work(settings) as work:
        return await make_user(work, password=PASSWORD, **facts)


async def log_in(client, email, password=PASSWORD):
    return await client.post("/v1/auth/login", json={"email": email, "password": password})


async def actions_of(books, user_id) -> list[str]:
    query = select(AuditRow.action).where(AuditRow.user_id == user_id).order_by(AuditRow.number)
    return list((await books.scalars(query)).all())


async def test_somebody_registers_proves_the_address_and_signs_in(client, settings, books):
    email = address()
    body = {"email": email.upper(), "password": PASSWORD, "first_name": " Ada ", "last_name": "Lovelace"}
    assert (await client.post("/v1/auth/register", json=body)).status_code == 202
    refused = await log_in(client, email)
    assert refused.status_code == 403
    assert "verify" in refused.json()["detail"]
    token = await token_to(settings, email)
    for _ in range(2):
        assert (await client.post("/v1/auth/verify-email", json={"token": token})).status_code == 200
    answer = await log_in(client, email)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["user"]["email"], told["user"]["first_name"], told["user"]["roles"]) == (email, "Ada", ["user"])
    assert told["expires_in"] == 900
    profile = await client.get("/v1/profile", headers={"Authorization": f"Bearer {told['access_token']}"})
    assert profile.json()["verified_email"]
    user_id = profile.json()["id"]
    assert await actions_of(books, user_id) == ["REGISTERED", "EMAIL_VERIFIED", "LOGGED_IN"]
    kinds = (await books.scalars(select(EventRow.kind).where(EventRow.user_id == user_id).order_by(EventRow.at))).all()
    assert kinds == ["user.registered", "user.logged_in"]


async def test_the_refresh_cookie_is_out_of_every_scripts_and_other_sites_reach(client, settings):
    user = await a_user(settings)
    cookie = (await log_in(client, user.personal.email)).headers["set-cookie"]
    for word in (COOKIE, "HttpOnly", "SameSite=strict", "Path=/v1/auth", "Max-Age=604800"):
        assert word in cookie
    assert "Secure" not in cookie
    client.base_url = "https://test"
    assert "Secure" in (await log_in(client, user.personal.email)).headers["set-cookie"]


async def test_registering_a_known_address_answers_alike_and_tells_its_owner_alone(client, settings):
    user = await a_user(settings)
    fresh, known = address(), user.personal.email
    answers = [
        await client.post("/v1/auth/register", json={"email": one, "password": "another kayak on the tundra"})
        for one in (fresh, known)
    ]
    assert answers[0].status_code == answers[1].status_code == 202
    assert answers[0].json() == answers[1].json()
    assert [mail.subject for mail in await mails_to(settings, known)] == ["You have an account already"]
    assert (await log_in(client, known)).status_code == 200  # with the password that it had


async def test_an_unproven_registration_can_be_begun_anew_and_its_first_link_is_void(client, settings):
    email = address()
    await client.post("/v1/auth/register", json={"email": email, "password": "the first of two passwords"})
    first = await token_to(settings, email)
    await client.post("/v1/auth/register", json={"email": email, "password": PASSWORD})
    second = await token_to(settings, email)
    assert (await client.post("/v1/auth/verify-email", json={"token": first})).status_code == 422
    assert (await client.post("/v1/auth/verify-email", json={"token": second})).status_code == 200
    assert (await log_in(client, email)).status_code == 200


async def test_many_registrations_of_one_address_at_once_make_one_account(client, settings, books):
    email = address()
    bodies = [{"email": email, "password": PASSWORD}] * 6
    answers = await asyncio.gather(*(client.post("/v1/auth/register", json=body) for body in bodies))
    assert {answer.status_code for answer in answers} == {202}
    async with account_work(settings) as work:
        row = await work.rows.find_by_email(email)
        assert row is not None
        found = await books.scalars(select(UserRow).where(UserRow.email_hash == row.email_hash))
        assert len(found.all()) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"email": "nobody", "password": PASSWORD}, "email"),
        ({"email": "a@example.org", "password": "short"}, "password"),
        ({"email": "a@example.org", "password": "Password12345"}, "password"),
        ({"email": "lovelace@example.org", "password": "lovelace@example"}, "password"),
        ({"email": "a@example.org", "password": PASSWORD, "roles": ["admin"]}, "roles"),
        ({"email": "a@example.org", "password": PASSWORD, "first_name": "A" * 101}, "first_name"),
    ],
)
async def test_a_registration_with_a_fault_names_the_field(client, body, field):
    answer = await client.post("/v1/auth/register", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert PASSWORD not in answer.text


async def test_an_unknown_address_and_a_wrong_password_are_told_in_the_same_words_and_time(
    client, settings, client_address
):
    user, redis = await a_user(settings), build_redis(settings.redis_url)
    taken: dict[bool, list[float]] = {True: [], False: []}
    details = set()
    for known in (True, False) * 4:  # in turns, and the fastest of each: other work on the machine slows both
        begun = time.perf_counter()
        answer = await log_in(client, user.personal.email if known else address(), "a wrong password entirely")
        taken[known].append(time.perf_counter() - begun)
        details.add((answer.status_code, answer.json()["detail"]))
        await redis.delete(f"lockout:address:{client_address}")
    await redis.aclose()
    assert details == {(401, "the e-mail address or the password is wrong")}
    assert 0.4 < min(taken[True]) / min(taken[False]) < 2.5


async def test_five_wrong_passwords_lock_the_account_for_its_owner_too(client, settings, books):
    user = await a_user(settings)
    codes = [(await log_in(client, user.personal.email, "a wrong password entirely")).status_code for _ in range(5)]
    assert codes == [401] * 5
    locked = await log_in(client, user.personal.email)
    assert locked.status_code == 429
    assert 0 < int(locked.headers["retry-after"]) <= 900
    assert await actions_of(books, user.id) == ["LOGIN_FAILED"] * 5 + ["LOCKED_OUT"]


async def test_many_guesses_at_once_get_no_more_tries_than_five(client, settings):
    user = await a_user(settings)
    answers = await asyncio.gather(
        *(log_in(client, user.personal.email, f"guess number {n} of many") for n in range(20))
    )
    codes = [answer.status_code for answer in answers]
    assert codes.count(401) == 5
    assert codes.count(429) == 15


async def test_an_address_that_tries_many_accounts_is_locked_out(client):
    codes = [(await log_in(client, address(), "a wrong password entirely")).status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]


async def test_right_passwords_never_lock_anybody_out(client, settings):
    user = await a_user(settings)
    assert {(await log_in(client, user.personal.email)).status_code for _ in range(7)} == {200}


async def test_refreshing_rotates_the_cookie_and_a_used_one_ends_the_session(client, settings, books):
    user = await a_user(settings)
    await log_in(client, user.personal.email)
    first = client.cookies[COOKIE]
    answer = await client.post("/v1/auth/refresh")
    assert answer.status_code == 200
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    second = client.cookies[COOKIE]
    assert second != first
    assert (await client.post("/v1/auth/refresh")).status_code == 200
    client.cookies.clear()
    stolen = await client.post("/v1/auth/refresh", headers={"Cookie": f"{COOKIE}={first}"})
    assert stolen.status_code == 401
    assert (await client.get("/v1/profile", headers=headers)).status_code == 401
    assert (await client.post("/v1/auth/refresh", headers={"Cookie": f"{COOKIE}={second}"})).status_code == 401
    assert (await actions_of(books, user.id))[-1] == "TOKEN_REUSED"


async def test_refreshing_without_a_cookie_is_refused(client):
    assert (await client.post("/v1/auth/refresh")).status_code == 401


async def test_logging_out_ends_the_session_at_once_and_can_be_repeated(client, settings):
    user = await a_user(settings)
    token = (await log_in(client, user.personal.email)).json()["access_token"]
    for _ in range(2):
        assert (await client.post("/v1/auth/logout")).status_code == 204
    assert COOKIE not in client.cookies
    refused = await client.get("/v1/profile", headers={"Authorization": f"Bearer {token}"})
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"


async def test_a_guests_trips_become_those_of_the_user_who_signs_in(client, settings, books):
    user, guest = await a_user(settings), uuid4().hex
    started = await client.post(
        "/v1/trips", json={"message": "two days in Rome"}, headers={"Cookie": f"tripwright_guest={guest}"}
    )
    trip_id = started.json()["trip_id"] if "trip_id" in started.json() else started.json()["id"]
    body = {"email": user.personal.email, "password": PASSWORD}
    answer = await client.post("/v1/auth/login", json=body, headers={"Cookie": f"tripwright_guest={guest}"})
    assert (await books.scalars(select(Trip.owner).where(Trip.id == trip_id))).one() == f"user:{user.id}"
    mine = await client.get(
        f"/v1/trips/{trip_id}", headers={"Authorization": f"Bearer {answer.json()['access_token']}"}
    )
    assert mine.status_code == 200
    client.cookies.clear()
    assert (
        await client.get(f"/v1/trips/{trip_id}", headers={"Cookie": f"tripwright_guest={guest}"})
    ).status_code == 404


async def test_a_forgotten_password_is_reset_once_by_the_link_and_ends_every_session(client, settings):
    user = await a_user(settings)
    email, open_before = user.personal.email, (await log_in(client, user.personal.email)).json()["access_token"]
    answers = [await client.post("/v1/auth/forgot-password", json={"email": one}) for one in (email, address())]
    assert answers[0].json() == answers[1].json()
    token = await token_to(settings, email)
    weak = await client.post("/v1/auth/reset-password", json={"token": token, "password": "password123"})
    assert weak.json()["errors"][0]["field"] == "password"
    bodies = [{"token": token, "password": f"a new harbour, number {n}"} for n in range(4)]
    codes = [
        r.status_code for r in await asyncio.gather(*(client.post("/v1/auth/reset-password", json=b) for b in bodies))
    ]
    assert sorted(codes) == [200, 422, 422, 422]
    refused = await client.get("/v1/profile", headers={"Authorization": f"Bearer {open_before}"})
    assert refused.status_code == 401
    won = bodies[codes.index(200)]["password"]
    assert (await log_in(client, email)).status_code == 401
    assert (await log_in(client, email, won)).status_code == 200
    assert "Your password was changed" in {mail.subject for mail in await mails_to(settings, email)}


@pytest.mark.parametrize("token", ["", "x", "a.b.c.d", f"public.{'0' * 32}.9999999999.AAAA", "\u0000.1.2.3", "é.1.2.3"])
async def test_a_token_that_is_none_of_ours_is_refused_by_name(client, token):
    for path, more in (("verify-email", {}), ("reset-password", {"password": PASSWORD})):
        answer = await client.post(f"/v1/auth/{path}", json={"token": token} | more)
        assert answer.status_code == 422


async def test_an_imported_user_signs_in_with_bcrypt_and_is_kept_as_argon2id_from_then_on(client, settings, books):
    user = await a_user(settings)
    async with account_work(settings) as work:
        row = await work.rows.find(user.id, lock=True)
        assert row is not None
        row.password_hash = bcrypt.hashpw(b"an imported password", bcrypt.gensalt(12)).decode()
    for _ in range(2):
        assert (await log_in(client, user.personal.email, "an imported password")).status_code == 200
    kept = await books.scalar(select(UserRow.password_hash).where(UserRow.id == user.id))
    assert kept is not None
    assert kept.startswith("$argon2id$")


async def test_a_suspended_account_does_not_sign_in_and_its_sessions_have_ended(client, settings):
    user, admin = await a_user(settings), await signed_in(settings, {Role.ADMIN})
    token = (await log_in(client, user.personal.email)).json()["access_token"]
    path = f"/v1/admin/users/{user.id}/suspend"
    assert (await client.post(path, json={"reason": "unpaid bills"}, headers=headers_of(admin))).status_code == 200
    assert (await client.get("/v1/profile", headers={"Authorization": f"Bearer {token}"})).status_code == 401
    assert (await client.post("/v1/auth/refresh")).status_code == 401
    refused = await log_in(client, user.personal.email)
    assert refused.status_code == 403
    assert "suspended" in refused.json()["detail"]


async def test_staff_without_a_second_factor_are_told_to_set_one_up_and_stay_out_of_the_console(client, settings):
    user = await a_user(settings, roles={Role.ADMIN})
    told = (await log_in(client, user.personal.email)).json()
    assert told["second_factor"] == ["required_setup"]
    refused = await client.get("/v1/admin/users", headers={"Authorization": f"Bearer {told['access_token']}"})
    assert refused.status_code == 403
    assert "second factor" in refused.json()["detail"]


async def test_a_sign_in_from_a_new_device_is_told_to_the_accounts_owner(client, settings):
    user = await a_user(settings)
    for agent in ("one browser", "one browser", "another browser"):
        body = {"email": user.personal.email, "password": PASSWORD}
        await client.post("/v1/auth/login", json=body, headers={"User-Agent": agent})
    mails = await mails_to(settings, user.personal.email)
    assert [mail.subject for mail in mails] == ["A new sign-in to your account"]
    assert "another browser" in mails[0].text

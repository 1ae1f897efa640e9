from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from domain.identity import Role
from services.credentials.tickets import issue_ticket
from tests.api.app_codes import enrolled
from tests.api.signing_in import PASSWORD, account_work, headers_of, make_user, sign_in, signed_in
from tests.services.credentials.authenticator import Authenticator


def device(**changes) -> Authenticator:
    return Authenticator(**{"origin": "http://test", **changes})


@pytest.fixture
async def ada(settings):
    """Signed in with the password alone."""
    return await signed_in(settings, strong=False)


def now_s() -> float:
    return datetime.now(UTC).timestamp()


async def with_passkey(client, headers, owned: Authenticator):
    options = (await client.post("/v1/profile/passkeys/options", headers=headers)).json()["public_key"]
    body = {"credential": owned.create(options), "name": "Laptop"}
    return await client.post("/v1/profile/passkeys", json=body, headers=headers)


async def test_a_login_goes_in_two_steps_once_an_app_is_set_up(client, settings):
    async with account_work(settings) as work:
        user = await make_user(work, password=PASSWORD)
    login = {"email": user.personal.email, "password": PASSWORD}
    first = (await client.post("/v1/auth/login", json=login)).json()
    app, _ = await enrolled(client, {"Authorization": f"Bearer {first['access_token']}"})
    half = (await client.post("/v1/auth/login", json=login)).json()
    assert half["second_factor"] == ["totp"]
    assert "access_token" not in half
    shown = {"ticket": half["ticket"], "code": app.at(now_s())}
    whole = await client.post("/v1/auth/second-factor", json=shown)
    assert whole.status_code == 200, whole.text
    headers = {"Authorization": f"Bearer {whole.json()['access_token']}"}
    assert (await client.get("/v1/profile", headers=headers)).json()["strong"] is True
    assert "tripwright_refresh" in whole.headers["set-cookie"]
    again = await client.post("/v1/auth/second-factor", json=shown)
    assert again.status_code == 401


async def test_five_wrong_codes_shut_the_way_though_the_sixth_is_right(client, ada, redis):
    app, made = await enrolled(client, headers_of(ada))
    codes = made["recovery_codes"]
    ticket = await issue_ticket(redis, "public", ada.user.id)
    for _ in range(5):
        wrong = await client.post("/v1/auth/second-factor", json={"ticket": ticket, "code": "000000"})
        assert wrong.status_code == 401
    right = await client.post("/v1/auth/second-factor", json={"ticket": ticket, "recovery_code": codes[0]})
    assert right.status_code == 429
    assert int(right.headers["retry-after"]) > 0
    assert app.secret not in right.text


async def test_a_recovery_code_opens_once_and_is_audited(client, platform, ada, redis):
    _, made = await enrolled(client, headers_of(ada))
    codes = made["recovery_codes"]
    for expected in (200, 401):
        ticket = await issue_ticket(redis, "public", ada.user.id)
        told = await client.post("/v1/auth/second-factor", json={"ticket": ticket, "recovery_code": codes[3]})
        assert told.status_code == expected
    left = await client.get("/v1/profile/second-factors", headers=headers_of(ada))
    assert left.json() == {"totp": True, "passkeys": 0, "recovery_codes_left": 9}
    async with platform() as session:
        query = text("SELECT action FROM audit_entries WHERE user_id = :id")
        noted = set((await session.scalars(query, {"id": ada.user.id})).all())
    assert {"FACTOR_ADDED", "RECOVERY_CODE_USED", "FACTOR_FAILED", "LOGGED_IN"} <= noted


async def test_a_passkey_alone_signs_in_strongly(client, ada):
    owned = device()
    made = await with_passkey(client, headers_of(ada), owned)
    assert made.status_code == 201, made.text
    assert len(made.json()["recovery_codes"]) == 10
    options = (await client.post("/v1/auth/passkey/options")).json()["public_key"]
    assert options["userVerification"] == "required"
    answer = {"credential": owned.get(options)}
    told = await client.post("/v1/auth/passkey", json=answer)
    assert told.status_code == 200, told.text
    assert told.json()["user"]["strong"] is True
    assert told.json()["user"]["id"] == str(ada.user.id)
    for unfit in (answer, {"credential": {}}, {"credential": {"response": []}}):
        assert (await client.post("/v1/auth/passkey", json=unfit)).status_code == 401


async def test_a_passkey_serves_as_second_factor(client, ada, redis):
    owned = device()
    await with_passkey(client, headers_of(ada), owned)
    ticket = await issue_ticket(redis, "public", ada.user.id)
    options = (await client.post("/v1/auth/second-factor/options", json={"ticket": ticket})).json()["public_key"]
    assert len(options["allowCredentials"]) == 1
    shown = {"ticket": ticket, "credential": owned.get(options)}
    assert (await client.post("/v1/auth/second-factor", json=shown)).status_code == 200


async def test_whoever_has_only_the_password_changes_no_factor_that_is_set_up(client, settings, ada):
    await enrolled(client, headers_of(ada))
    weak = headers_of(ada)
    made = await client.get("/v1/profile/passkeys", headers=weak)
    assert made.json() == []
    for method, path in (
        ("DELETE", "/v1/profile/totp"),
        ("POST", "/v1/profile/recovery-codes"),
        ("POST", "/v1/profile/passkeys/options"),
        ("POST", "/v1/profile/totp"),
    ):
        assert (await client.request(method, path, headers=weak)).status_code == 403


async def test_its_owner_renames_and_removes_a_passkey_and_with_the_last_factor_go_the_codes(client, settings):
    strong = await sign_in(client, settings, roles={Role.ADMIN})
    made = (await with_passkey(client, strong, device())).json()
    path = f"/v1/profile/passkeys/{made['id']}"
    assert (await client.patch(path, json={"name": "Phone"}, headers=strong)).json()["name"] == "Phone"
    [shown] = (await client.get("/v1/profile/passkeys", headers=strong)).json()
    assert shown["name"] == "Phone"
    assert len((await client.post("/v1/profile/recovery-codes", headers=strong)).json()["recovery_codes"]) == 10
    assert (await client.delete(path, headers=strong)).status_code == 204
    assert (await client.delete(path, headers=strong)).status_code == 404
    left = await client.get("/v1/profile/second-factors", headers=strong)
    assert left.json() == {"totp": False, "passkeys": 0, "recovery_codes_left": 0}
    assert (await client.post("/v1/profile/recovery-codes", headers=strong)).status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        {"ticket": "x"},
        {"ticket": "x", "code": "123456", "recovery_code": "a"},
        {"ticket": "x", "code": "12345"},
        {"ticket": "", "code": "123456"},
    ],
)
async def test_a_second_step_of_no_shape_is_refused_by_field(client, body):
    assert (await client.post("/v1/auth/second-factor", json=body)).status_code == 422


async def test_guests_have_no_factors_and_a_made_up_ticket_opens_nothing(client):
    assert (await client.get("/v1/profile/second-factors")).status_code == 401
    for path in ("/v1/auth/second-factor/options", "/v1/auth/second-factor"):
        body = {"ticket": "made-up"} | ({} if path.endswith("options") else {"code": "123456"})
        assert (await client.post(path, json=body)).status_code == 401

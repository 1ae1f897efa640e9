from __future__ import annotations

from datetime import UTC, datetime

import pyotp
import pytest

from domain.identity import Role
from tests.api.app_codes import enrolled
from tests.api.signing_in import PASSWORD, account_work, headers_of, logged_in, make_user, signed_in
from tests.services.credentials.authenticator import Authenticator

HOUR_S = 3600


@pytest.fixture
async def ada(settings):
    """An administrator, signed in with the first factor alone."""
    return await signed_in(settings, {Role.ADMIN}, strong=False)


async def begun_long_ago(redis, tokens) -> None:
    ago = datetime.now(UTC).timestamp() - HOUR_S
    await redis.hset(f"session:{tokens.session.id}", "created", ago)


def code_of(app: pyotp.TOTP) -> str:
    return app.at(datetime.now(UTC).timestamp())


async def console(client, headers) -> int:
    return (await client.get("/v1/admin/identity-providers", headers=headers)).status_code


async def test_setting_a_factor_up_opens_the_console_without_a_new_sign_in_and_ends_the_weak_session(client, ada):
    _, made = await enrolled(client, headers_of(ada))
    assert await console(client, headers_of(ada)) == 403
    told = await client.post("/v1/auth/step-up", json={"ticket": made["step_up_ticket"]}, headers=headers_of(ada))
    assert told.status_code == 200, told.text
    assert told.json()["user"]["strong"] is True
    assert "tripwright_refresh" in told.headers["set-cookie"]
    fresh = {"Authorization": f"Bearer {told.json()['access_token']}"}
    assert await console(client, fresh) == 200
    assert await console(client, headers_of(ada)) == 401
    sessions = (await client.get("/v1/profile/sessions", headers=fresh)).json()["items"]
    assert [(one["method"], one["strong"]) for one in sessions] == [("test+totp", True)]


async def test_a_ticket_serves_once_and_in_its_own_session(client, settings, ada):
    _, made = await enrolled(client, headers_of(ada))
    body = {"ticket": made["step_up_ticket"]}
    async with account_work(settings) as work:
        elsewhere = await make_user(work)
    other = await signed_in(settings, {Role.ADMIN}, strong=False)
    assert elsewhere.id != other.user.id
    assert (await client.post("/v1/auth/step-up", json=body, headers=headers_of(other))).status_code == 422
    first = await client.post("/v1/auth/step-up", json=body, headers=headers_of(ada))
    assert first.status_code == 200
    fresh = {"Authorization": f"Bearer {first.json()['access_token']}"}
    assert (await client.post("/v1/auth/step-up", json=body, headers=fresh)).status_code == 422


async def test_a_session_that_was_begun_long_ago_needs_the_password_beside_the_factor(client, settings, redis):
    async with account_work(settings) as work:
        user = await make_user(work, password=PASSWORD, roles={Role.ADMIN})
    weak = await logged_in(client, user)
    app, made = await enrolled(client, weak)
    [session] = (await client.get("/v1/profile/sessions", headers=weak)).json()["items"]
    await redis.hset(f"session:{session['id']}", "created", datetime.now(UTC).timestamp() - HOUR_S)
    for shown in ({"ticket": made["step_up_ticket"]}, {"code": code_of(app), "current_password": "not the password"}):
        refused = await client.post("/v1/auth/step-up", json=shown, headers=weak)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["field"] == "current_password"
    shown = {"code": code_of(app), "current_password": PASSWORD}
    assert (await client.post("/v1/auth/step-up", json=shown, headers=weak)).status_code == 200


async def test_without_a_password_and_long_after_the_sign_in_one_is_told_to_sign_in_again(client, ada, redis):
    app, _ = await enrolled(client, headers_of(ada))
    await begun_long_ago(redis, ada)
    refused = await client.post("/v1/auth/step-up", json={"code": code_of(app)}, headers=headers_of(ada))
    assert refused.status_code == 403
    assert "sign out and in again" in refused.json()["detail"]


async def test_a_passkey_lifts_a_session_and_a_wrong_code_does_not(client, ada):
    device = Authenticator(origin="http://test")
    options = (await client.post("/v1/profile/passkeys/options", headers=headers_of(ada))).json()["public_key"]
    body = {"credential": device.create(options), "name": "Laptop"}
    assert (await client.post("/v1/profile/passkeys", json=body, headers=headers_of(ada))).json()["step_up_ticket"]
    wrong = await client.post("/v1/auth/step-up", json={"code": "000000"}, headers=headers_of(ada))
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "code")
    options = (await client.post("/v1/auth/step-up/options", headers=headers_of(ada))).json()["public_key"]
    assert len(options["allowCredentials"]) == 1
    told = await client.post("/v1/auth/step-up", json={"credential": device.get(options)}, headers=headers_of(ada))
    assert told.json()["user"]["strong"] is True


async def test_wrong_factors_shut_the_way_after_five(client, ada):
    app, _ = await enrolled(client, headers_of(ada))
    for _ in range(5):
        wrong = await client.post("/v1/auth/step-up", json={"code": "000000"}, headers=headers_of(ada))
        assert wrong.status_code == 422
    right = await client.post("/v1/auth/step-up", json={"code": code_of(app)}, headers=headers_of(ada))
    assert right.status_code == 429


async def test_a_session_with_a_second_factor_gets_no_ticket_and_a_guest_nothing(client, settings):
    strong = await signed_in(settings, strong=True)
    _, made = await enrolled(client, headers_of(strong))
    assert made["step_up_ticket"] == ""
    assert (await client.post("/v1/auth/step-up", json={"code": "123456"})).status_code == 401
    two = {"code": "123456", "ticket": "x"}
    assert (await client.post("/v1/auth/step-up", json=two, headers=headers_of(strong))).status_code == 422

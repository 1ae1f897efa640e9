from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import text

from domain.errors import Conflict, InvalidRequest
from services.credentials.totp import Totp

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
STEP = timedelta(seconds=30)


def app_of(session, user_id, sealer, now=NOW) -> Totp:
    return Totp(session, "public", user_id, sealer, now)


async def enrolled(session, user_id, sealer) -> pyotp.TOTP:
    made = await app_of(session, user_id, sealer).enrol("ada@example.org")
    app = pyotp.TOTP(made.secret)
    await app_of(session, user_id, sealer).confirm(app.at(NOW))
    return app


async def test_an_app_serves_once_a_code_of_it_was_shown(session, user_id, sealer):
    made = await app_of(session, user_id, sealer).enrol("ada@example.org")
    app = pyotp.parse_uri(made.uri)
    assert isinstance(app, pyotp.TOTP)
    assert (app.secret, app.issuer, app.name) == (made.secret, "Tripwright", "ada@example.org")
    assert made.picture.startswith("data:image/svg+xml")
    assert not await app_of(session, user_id, sealer).accepts(app.at(NOW))
    with pytest.raises(InvalidRequest, match="not the app's code") as refused:
        await app_of(session, user_id, sealer).confirm(app.at(NOW + 9 * STEP))
    assert refused.value.errors[0].field == "code"
    await app_of(session, user_id, sealer).confirm(app.at(NOW))
    later = NOW + 2 * STEP
    assert await app_of(session, user_id, sealer, later).accepts(app.at(later))


async def test_a_code_is_taken_once_and_none_before_it_afterwards(session, user_id, sealer):
    app = await enrolled(session, user_id, sealer)
    assert not await app_of(session, user_id, sealer).accepts(app.at(NOW))
    assert not await app_of(session, user_id, sealer).accepts(app.at(NOW - STEP))
    assert await app_of(session, user_id, sealer).accepts(app.at(NOW + STEP))
    assert not await app_of(session, user_id, sealer).accepts(app.at(NOW + STEP))


async def test_a_clock_may_be_one_step_off_and_no_more(session, user_id, sealer):
    app = await enrolled(session, user_id, sealer)
    later = NOW + 10 * STEP
    assert not await app_of(session, user_id, sealer, later).accepts(app.at(later - 2 * STEP))
    assert not await app_of(session, user_id, sealer, later).accepts(app.at(later + 2 * STEP))
    assert await app_of(session, user_id, sealer, later).accepts(app.at(later - STEP))


async def test_the_secret_lies_sealed_and_a_second_app_needs_the_first_removed(session, user_id, sealer):
    app = await enrolled(session, user_id, sealer)
    kept = await session.scalar(text("SELECT sealed FROM totp_secrets WHERE user_id = :u"), {"u": user_id})
    assert app.secret.encode() not in kept
    with pytest.raises(Conflict, match="already"):
        await app_of(session, user_id, sealer).enrol("ada@example.org")
    await app_of(session, user_id, sealer).forget()
    with pytest.raises(Conflict, match="enrol one first"):
        await app_of(session, user_id, sealer).confirm(app.at(NOW))

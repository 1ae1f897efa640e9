"""The first administrator, from nothing to a session in the console."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from cli.admin import app
from domain.accounts import normalise_email
from domain.identity import Role
from services.accounts.links import read_link
from services.accounts.recovery import reset
from services.accounts.registration import find_user_by_email
from tests.api.signing_in import account_work


@pytest.fixture
def run(settings, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("REDIS_URL", settings.redis_url)
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))

    async def command(*arguments: str):
        return await asyncio.to_thread(CliRunner().invoke, app, list(arguments))

    return command


async def test_an_administrator_is_made_and_chooses_a_password_by_the_link(settings, run):
    email = f"{uuid4().hex}@example.org"
    told = await run(email)
    assert told.exit_code == 0, told.output
    link = urlsplit(told.output.strip())
    assert link.path == "/reset-password"
    async with account_work(settings) as work:
        user = await reset(work, read_link(parse_qs(link.query)["token"][0]), "harbour lantern violet 93")
    assert (user.personal.email, user.roles) == (normalise_email(email), frozenset({Role.USER, Role.PLATFORM_ADMIN}))


async def test_again_is_the_same_account(settings, run):
    email = f"{uuid4().hex}@example.org"
    assert (await run(email)).exit_code == (await run(email)).exit_code == 0
    async with account_work(settings) as work:
        user = await find_user_by_email(work, normalise_email(email))
    assert user is not None
    assert Role.PLATFORM_ADMIN in user.roles


@pytest.mark.parametrize(
    ("arguments", "said"), [(("nobody",), "email"), (("a@example.org", "--tenant", "none-such"), "none-such")]
)
async def test_what_is_wrong_is_named(run, arguments, said):
    told = await run(*arguments)
    assert told.exit_code == 2
    assert said in told.output

"""Signs somebody in for a test of a route: an account of the wanted roles, and the header that shows it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

import httpx

from domain.accounts import Personal, User
from domain.identity import PUBLIC_TENANT, Role
from infra.database import build_engine, build_sessions, in_tenant
from infra.redis import build_redis
from infra.settings import Settings
from services.accounts.parts import AccountWork, build_account_parts
from services.accounts.registration import create_user
from services.accounts.signing import Tokens, open_session

PASSWORD = "vermilion kayak tundra"


async def sign_in(
    client: httpx.AsyncClient | None,
    settings: Settings,
    roles: set[Role] | None = None,
    tenant: str = PUBLIC_TENANT,
    *,
    strong: bool = True,
) -> dict[str, str]:
    """Headers of a fresh user with a live session; the client itself is left as it is."""
    return headers_of(await signed_in(settings, roles, tenant, strong=strong))


async def signed_in(
    settings: Settings, roles: set[Role] | None = None, tenant: str = PUBLIC_TENANT, *, strong: bool = True
) -> Tokens:
    """A fresh user (`.user`) and their tokens; the tenant must exist."""
    async with account_work(settings, tenant) as work:
        user = await make_user(work, roles=roles)
        return await open_session(work, user, method="test", strong=strong, address="127.0.0.1", agent="tests")


async def logged_in(client: httpx.AsyncClient, user: User, password: str = PASSWORD) -> dict[str, str]:
    """Headers of a user who signs in by their password, as the page does: the client has the cookie too."""
    answer = await client.post("/v1/auth/login", json={"email": user.personal.email, "password": password})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def headers_of(tokens: Tokens) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.access}"}


@asynccontextmanager
async def account_work(settings: Settings, tenant: str = PUBLIC_TENANT) -> AsyncIterator[AccountWork]:
    """Work on the accounts in a transaction of its own, on connections of its own."""
    engine, redis = build_engine(settings.database_url), build_redis(settings.redis_url)
    try:
        async with in_tenant(build_sessions(engine), tenant) as session:
            yield AccountWork(session, tenant, build_account_parts(settings, redis), datetime.now(UTC))
    finally:
        await redis.aclose()
        await engine.dispose()


async def make_user(
    work: AccountWork,
    *,
    roles: set[Role] | None = None,
    email: str = "",
    password: str = "",
    verified: bool = True,
    first_name: str = "Ada",
    last_name: str = "Lovelace",
) -> User:
    """A user with an address of their own; without a password unless one is given (hashing takes its time)."""
    personal = Personal(email=email or f"{uuid4().hex}@example.org", first_name=first_name, last_name=last_name)
    password_hash = await work.parts.passwords.hash(password) if password else None
    user = await create_user(work, personal, password_hash=password_hash, verified=verified, roles=roles or {Role.USER})
    assert user is not None
    return user

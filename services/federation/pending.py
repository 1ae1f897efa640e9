"""Logins that are on their way to a provider and back, and identities that wait for their account's word.

All in Redis, under names of which only the hash is kept there, and each taken once.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from hmac import compare_digest
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from redis.asyncio import Redis

from domain.errors import Unauthenticated
from tools.identity.contract import Identity

LOGIN_S, LINK_S = 10 * 60, 15 * 60
Kept = TypeVar("Kept", bound=BaseModel)
_LATE = "this sign-in is not known here, was used, or took too long: begin again"


class PendingLogin(BaseModel):
    """What we remember of a login while its browser is away; `binding` is the hash of that browser's cookie.

    `request_id` is SAML's; `link_to` an account that wants to be linked rather than signed in.
    """

    model_config = ConfigDict(frozen=True)

    tenant: str
    provider: str
    binding: str
    return_to: str
    redirect_uri: str
    nonce: str = ""
    verifier: str = ""
    request_id: str = ""
    link_to: UUID | None = None


class Proved(BaseModel):
    """A provider's word on somebody whose browser has still to come by (SAML, whose answer crosses sites)."""

    model_config = ConfigDict(frozen=True)

    login: PendingLogin
    identity: Identity


class PendingLink(BaseModel):
    """An identity whose address has an account, that of `user_id`."""

    model_config = ConfigDict(frozen=True)

    tenant: str
    user_id: UUID
    issuer: str
    subject: str


def binding_of(cookie: str) -> str:
    return sha256(cookie.encode()).hexdigest()


def is_bound(login: PendingLogin, cookie: str) -> bool:
    """Whether the browser that came back is the one that left."""
    return bool(cookie) and compare_digest(login.binding, binding_of(cookie))


async def keep(redis: Redis, value: BaseModel, lasts_s: int, name: str = "") -> str:
    """The secret name under which it may be taken."""
    name = name or secrets.token_urlsafe(32)
    await redis.set(_key(type(value), name), value.model_dump_json(), ex=lasts_s)
    return name


async def take(redis: Redis, kind: type[Kept], name: str) -> Kept:
    """Once; raises Unauthenticated."""
    kept = await redis.getdel(_key(kind, name))
    if kept is None:
        raise Unauthenticated(_LATE)
    return kind.model_validate_json(kept)


def _key(kind: type[BaseModel], name: str) -> str:
    return f"federation:{kind.__name__}:{sha256(name.encode()).hexdigest()}"

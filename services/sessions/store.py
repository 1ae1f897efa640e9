"""Who is signed in where: sessions in Redis, each a family of refresh tokens of which one is valid.

A refresh token is `session.number.signature`: Redis holds the number of the one that is valid, so
that whoever reads Redis can sign in with nothing found there. Using a token makes the next; a token
that was used before ends the session, for either its owner or a thief has it a second time. Within
`grace_s` of its successor's making it is answered with that same successor instead, because two tabs
that ask at once, or an answer lost on its way, are no theft.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from redis.asyncio import Redis

from domain.errors import Unauthenticated
from domain.identity import Role
from infra.tokens import is_signed, sign
from services.sessions.scripts import CHECK, REVOKE, ROTATE, SET_ROLES

_PURPOSE = "refresh token"
_MOST = 50  # sessions of one user; the oldest ends when another begins
_AGENT = 200


@dataclass(frozen=True)
class Limits:
    """Seconds: without a sign of life, of a refresh token, of a session however busy, and of the grace."""

    idle_s: float
    refresh_s: float
    longest_s: float
    grace_s: float = 10.0


@dataclass(frozen=True)
class Session:
    """One sign-in; `method` is how ("password", "oidc", …), `strong` whether with a second factor."""

    id: str
    tenant: str
    user_id: UUID
    roles: frozenset[Role]
    strong: bool
    method: str
    address: str
    agent: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class SessionStore:
    redis: Redis
    keys: tuple[bytes, ...] = field(repr=False)
    limits: Limits
    clock: Callable[[], float] = field(default=time.time)

    async def open(
        self, tenant: str, user_id: UUID, roles: Iterable[Role], *, strong: bool, method: str, address: str, agent: str
    ) -> tuple[Session, str]:
        """A new session and its first refresh token."""
        now = self.clock()
        at = datetime.fromtimestamp(now, UTC)
        session = Session(
            uuid4().hex, tenant, user_id, frozenset(roles), strong, method, address, agent[:_AGENT], at, at
        )
        name, family = _name(session.id), _family(tenant, user_id)
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.hset(name, mapping=_fields(session, now, now + self.limits.longest_s))
            pipe.pexpire(name, int(min(self.limits.idle_s, self.limits.refresh_s) * 1000))
            pipe.zadd(family, {session.id: now})
            pipe.expire(family, int(self.limits.longest_s))
            pipe.zrange(family, 0, -_MOST - 1)
            surplus = (await pipe.execute())[-1]
        for old in surplus:
            await self.revoke(tenant, user_id, old.decode())
        return session, self._token(session.id, 1)

    async def check(self, session_id: str) -> tuple[frozenset[Role], bool] | None:
        """The roles and strength of a session that lives, which counts as a sign of life; None: it has ended."""
        found: Any = await self.redis.eval(CHECK, 1, _name(session_id), self.clock(), self.limits.idle_s)
        return (_roles(found[0]), found[1] == b"1") if found else None

    async def rotate(self, token: str) -> tuple[Session, str]:
        """The session of a refresh token and the token's successor. Raises Unauthenticated; reuse ends the session."""
        session_id, number = self._read(token)
        limits = self.limits
        answer: Any = await self.redis.eval(
            ROTATE, 1, _name(session_id), number, self.clock(), limits.idle_s, limits.refresh_s, limits.grace_s
        )
        if int(answer) == 0 or (session := await self.find(session_id)) is None:
            raise Unauthenticated("the session has ended: sign in again")
        if int(answer) < 0:
            await self.revoke(session.tenant, session.user_id, session.id)
            raise Reused(session)
        return session, self._token(session_id, int(answer))

    async def find(self, session_id: str) -> Session | None:
        kept: Any = await self.redis.hgetall(_name(session_id))
        return _session(session_id, kept) if kept else None

    async def find_by_token(self, token: str) -> Session | None:
        """The session of a refresh token, for ending it; None for one that is not ours or has ended."""
        try:
            session_id, _ = self._read(token)
        except Unauthenticated:
            return None
        return await self.find(session_id)

    async def list(self, tenant: str, user_id: UUID) -> Sequence[Session]:
        """A user's sessions that live, newest first."""
        found = {one: await self.find(one) for one in await self._ids(tenant, user_id)}
        if ended := [one for one, session in found.items() if session is None]:
            await self.redis.zrem(_family(tenant, user_id), *ended)
        return [session for session in found.values() if session is not None]

    async def revoke(self, tenant: str, user_id: UUID, session_id: str) -> bool:
        """End a session of this user at once; False where it is none of theirs, or has ended."""
        return bool(
            await self.redis.eval(REVOKE, 2, _name(session_id), _family(tenant, user_id), session_id, str(user_id))
        )

    async def revoke_all(self, tenant: str, user_id: UUID, *, but: str = "") -> int:
        """End all of a user's sessions, or all but one; how many."""
        ids = await self._ids(tenant, user_id)
        return sum([await self.revoke(tenant, user_id, one) for one in ids if one != but])

    async def set_roles(self, tenant: str, user_id: UUID, roles: Iterable[Role]) -> None:
        """What a user may do changes at once, in the sessions that are open too."""
        for one in await self._ids(tenant, user_id):
            await self.redis.eval(SET_ROLES, 1, _name(one), _joined(roles))

    async def _ids(self, tenant: str, user_id: UUID) -> Sequence[str]:
        """Of a user's sessions, newest first; some may have ended."""
        found: Any = await self.redis.zrevrange(_family(tenant, user_id), 0, -1)
        return tuple(one.decode() for one in found)

    def _token(self, session_id: str, number: int) -> str:
        text = f"{session_id}.{number}"
        return f"{text}.{sign(self.keys, _PURPOSE, text)}"

    def _read(self, token: str) -> tuple[str, int]:
        text, _, signature = token.rpartition(".")
        session_id, _, number = text.partition(".")
        if not is_signed(self.keys, _PURPOSE, text, signature) or not number.isdigit():
            raise Unauthenticated("the refresh token is not ours: sign in again")
        return session_id, int(number)


class Reused(Unauthenticated):
    """A refresh token came a second time: its session is ended and belongs into the audit."""

    def __init__(self, session: Session) -> None:
        super().__init__("the refresh token was used before, so the session is ended: sign in again")
        self.session = session


def _name(session_id: str) -> str:
    return f"session:{session_id}"


def _family(tenant: str, user_id: UUID) -> str:
    return f"sessions:{tenant}:{user_id}"


def _joined(roles: Iterable[Role]) -> str:
    return " ".join(sorted(roles))


def _roles(text: bytes) -> frozenset[Role]:
    return frozenset(Role(one) for one in text.decode().split())


def _fields(session: Session, now: float, ends: float) -> dict[Any, Any]:
    return {
        "tenant": session.tenant,
        "user": str(session.user_id),
        "roles": _joined(session.roles),
        "strong": int(session.strong),
        "method": session.method,
        "address": session.address,
        "agent": session.agent,
        "number": 1,
        "created": now,
        "seen": now,
        "rotated": now,
        "ends": ends,
    }


def _session(session_id: str, kept: dict[bytes, bytes]) -> Session:
    text = {name.decode(): value.decode() for name, value in kept.items()}
    return Session(
        id=session_id,
        tenant=text["tenant"],
        user_id=UUID(text["user"]),
        roles=_roles(kept[b"roles"]),
        strong=text["strong"] == "1",
        method=text["method"],
        address=text["address"],
        agent=text["agent"],
        created_at=datetime.fromtimestamp(float(text["created"]), UTC),
        seen_at=datetime.fromtimestamp(float(text["seen"]), UTC),
    )

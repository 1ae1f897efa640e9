"""Signs somebody in who has proven who they are, by whatever means, and keeps them signed in."""

from __future__ import annotations

from dataclasses import dataclass

from domain.accounts import User
from domain.errors import Forbidden, Unauthenticated
from infra.tokens import AccessClaims
from services.accounts.adoption import adopt
from services.accounts.parts import AccountWork
from services.events.service import USER_LOGGED_IN, announce
from services.mail.outbox import post
from services.sessions.store import Session

_SUSPENDED = "the account is suspended"


@dataclass(frozen=True)
class Tokens:
    """`access` for the Authorization header, `refresh` for the cookie; `expires_in` seconds of the former."""

    user: User
    session: Session
    access: str
    refresh: str
    expires_in: int


async def open_session(
    work: AccountWork, user: User, *, method: str, strong: bool, address: str, agent: str, guest: str = ""
) -> Tokens:
    """A session for somebody who has just proven to be `user`; the trips of `guest` become theirs.

    Raises Forbidden for an account that is suspended, or whose address is not verified. Call it last
    in the transaction: the session lives in Redis, which does not roll back.
    """
    row = await work.rows.find(user.id, lock=True)
    if row is None:
        raise Unauthenticated("there is no such account any more")
    user = work.rows.user(row)
    refuse_unfit(user)
    sessions = work.parts.sessions
    known = {(one.address, one.agent) for one in await sessions.list(work.tenant, user.id)}
    first = row.last_login_at is None
    row.last_login_at = work.now
    await adopt(work, guest, user.id)
    announce(work.session, work.tenant, USER_LOGGED_IN, user.id, method=method, strong=strong)
    session, refresh = await sessions.open(
        work.tenant, user.id, user.roles, strong=strong, method=method, address=address, agent=agent
    )
    if not first and (session.address, session.agent) not in known:
        _tell(work, user, session)
    return _tokens(work, user, session, refresh)


async def refresh_session(work: AccountWork, session: Session, refresh: str) -> Tokens:
    """New tokens for a session whose refresh token has just been exchanged; ends it where the account is unfit."""
    row = await work.rows.find(session.user_id)
    user = work.rows.user(row) if row is not None else None
    if user is None or user.suspended:
        await work.parts.sessions.revoke(session.tenant, session.user_id, session.id)
        raise Unauthenticated(_SUSPENDED if user else "there is no such account any more")
    return _tokens(work, user, session, refresh)


def refuse_unfit(user: User) -> None:
    """Raises Forbidden for whoever may not sign in, though they are who they say."""
    if user.suspended:
        raise Forbidden(_SUSPENDED)
    if not user.verified:
        raise Forbidden("verify your e-mail address first: the link is in your mail")


def _tokens(work: AccountWork, user: User, session: Session, refresh: str) -> Tokens:
    issuer = work.parts.tokens
    claims = AccessClaims(str(user.id), user.tenant, session.id, tuple(sorted(user.roles)), session.strong)
    return Tokens(user, session, issuer.issue(claims), refresh, issuer.lifetime_s)


def _tell(work: AccountWork, user: User, session: Session) -> None:
    """A sign-in from where they were not signed in yet."""
    about = {"name": user.personal.name, "language": user.language, "address": session.address}
    device = {"agent": session.agent, "at": work.now.strftime("%Y-%m-%d %H:%M UTC")}
    post(work.session, work.parts.sealer, work.tenant, "new_sign_in", user.personal.email, work.now, **about, **device)

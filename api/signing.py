"""How a sign-in is answered: the access token in the body, the refresh token in a cookie that only /v1/auth sees."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.account_schemas import Profile, SignedIn
from api.resources import Resources
from api.trail import address_of
from domain.accounts import User
from domain.identity import Principal
from services.accounts.parts import AccountWork
from services.accounts.signing import Tokens, open_session

REFRESH_COOKIE = "tripwright_refresh"
_PATH = "/v1/auth"
_DAY_S = 24 * 3600


def account_work(res: Resources, session: AsyncSession, tenant: str = "") -> AccountWork:
    """Work on the accounts of the request's tenant, or of the one that a link names."""
    return AccountWork(session, tenant or res.tenant, res.accounts, datetime.now(UTC))


async def sign_in(
    work: AccountWork, user: User, request: Request, who: Principal, *, method: str, strong: bool
) -> Tokens:
    """A session for this request's sender, to whom the trips that they made as a guest now belong."""
    agent = request.headers.get("user-agent", "")
    return await open_session(
        work, user, method=method, strong=strong, address=address_of(request), agent=agent, guest=who.guest
    )


def signed_in_answer(request: Request, response: Response, res: Resources, tokens: Tokens) -> SignedIn:
    """The body; sets the cookie too."""
    _set_cookie(request, response, tokens.refresh, int(res.settings.refresh_days * _DAY_S))
    strong = tokens.session.strong
    needs_factor = not strong and Principal(user_id=tokens.user.id, roles=tokens.user.roles).is_staff
    return SignedIn(
        access_token=tokens.access,
        expires_in=tokens.expires_in,
        second_factor=("required_setup",) if needs_factor else (),
        user=Profile.of(tokens.user, strong=strong),
    )


def forget_cookie(request: Request, response: Response) -> None:
    _set_cookie(request, response, "", 0)


def _set_cookie(request: Request, response: Response, value: str, max_age: int) -> None:
    response.set_cookie(
        REFRESH_COOKIE,
        value,
        max_age=max_age,
        path=_PATH,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    response.headers["Cache-Control"] = "no-store"

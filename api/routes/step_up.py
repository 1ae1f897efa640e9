"""A session that showed one factor shows a second, and goes on as a stronger one without signing in anew."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.account_schemas import SignedIn, StepUp
from api.declarations import limited
from api.deps import Res
from api.guard import Who, signed_in
from api.problems import refusals
from api.relying_party import Party
from api.resources import Resources
from api.signing import account_work, sign_in, signed_in_answer
from api.trail import Trail
from domain.audit import Action
from domain.errors import FieldError, Forbidden, InvalidRequest, Unauthenticated
from domain.identity import Principal
from services.accounts.freshness import require_first_factor
from services.accounts.registration import find_user
from services.accounts.signing import Tokens
from services.credentials.passkeys import PasskeyService, RelyingParty
from services.credentials.schemas import PasskeyOptions
from services.credentials.second_factors import SecondFactorService, Shown
from services.credentials.step_up import take_mark
from services.credentials.tries import Tries
from services.sessions.store import Session

router = APIRouter(prefix="/v1/auth/step-up", tags=["auth"])
_OWN = [signed_in(), limited("30/15m")]


@router.post("/options", responses=refusals(401, 403, 429), dependencies=_OWN)
async def step_up_options(res: Res, who: Who, party: Party) -> PasskeyOptions:
    """What navigator.credentials.get() takes, for one's own passkeys."""
    current = await _session(res, who)
    async with res.in_tenant() as session:
        passkeys = PasskeyService(session, res.tenant, res.redis, party, datetime.now(UTC))
        return await passkeys.login_options(current.user_id)


@router.post("", responses=refusals(401, 403, 422, 429), dependencies=_OWN)
async def step_up(
    body: StepUp, request: Request, response: Response, res: Res, who: Who, trail: Trail, party: Party
) -> SignedIn:
    """This session anew, strong; the one before ends.

    Its first factor must be of the last 15 minutes, or the password comes beside the second.
    """
    current = await _session(res, who)
    async with res.in_tenant() as session:
        await require_first_factor(account_work(res, session), current, body.current_password.get_secret_value())
    tries = Tries(res.redis, res.tenant, current.user_id)
    await tries.begin()
    tokens: Tokens | None = None
    async with res.in_tenant() as session:
        factor = await _shown(body, res, session, current, party)
        action = Action.FACTOR_FAILED if factor is None else Action.LOGGED_IN
        method = f"{current.method}+{factor}"
        about = {} if factor is None else {"method": method}
        await trail.of_user(session, action, current.user_id, changes=about)
        if factor is not None:
            user = await find_user(account_work(res, session), current.user_id)
            if user is None:
                raise Unauthenticated("there is no such account any more")
            tokens = await sign_in(account_work(res, session), user, request, who, method=method, strong=True)
    if tokens is None:
        # Not 401: the page would renew its token and send the same again.
        raise InvalidRequest([FieldError(_field(body), "this second factor does not hold, or was used before")])
    await tries.succeeded()
    await res.accounts.sessions.revoke(current.tenant, current.user_id, current.id)
    return signed_in_answer(request, response, res, tokens)


async def _session(res: Resources, who: Principal) -> Session:
    """The session that asks. Raises Forbidden for an API key, which has none."""
    if who.key_id is not None:
        raise Forbidden("an API key has no second factor: sign in")
    current = await res.accounts.sessions.find(who.session_id)
    if current is None:
        raise Unauthenticated("the session has ended: sign in again")
    return current


async def _shown(
    body: StepUp, res: Resources, session: AsyncSession, current: Session, party: RelyingParty
) -> str | None:
    """The factor that was shown; None for one that does not hold."""
    if body.ticket is not None:
        return await take_mark(res.redis, current.id, body.ticket)
    factors = SecondFactorService(
        session, res.tenant, current.user_id, res.accounts.sealer, res.redis, party, datetime.now(UTC)
    )
    return await factors.accepts(Shown(body.code or "", body.recovery_code or "", body.credential))


def _field(body: StepUp) -> str:
    """The one that was sent."""
    return next(name for name in ("ticket", "code", "recovery_code", "credential") if getattr(body, name) is not None)

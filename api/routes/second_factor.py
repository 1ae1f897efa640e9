"""The second step of a login, and the login that needs one step only: a passkey."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.account_schemas import SignedIn
from api.declarations import limited
from api.deps import Res
from api.guard import Who, anyone
from api.problems import refusals
from api.relying_party import Party
from api.resources import Resources
from api.signing import account_work, sign_in, signed_in_answer
from api.trail import RequestTrail, Trail
from domain.audit import Action
from domain.errors import Unauthenticated
from services.accounts.registration import find_user
from services.accounts.signing import Tokens
from services.credentials.passkeys import PasskeyService, RelyingParty
from services.credentials.schemas import FactorShown, PasskeyAnswer, PasskeyOptions, TicketShown
from services.credentials.second_factors import SecondFactorService, Shown
from services.credentials.tickets import read_ticket, use_ticket
from services.credentials.tries import Tries

router = APIRouter(prefix="/v1/auth", tags=["auth"])
_OPEN = [anyone(), limited("30/15m", by="address")]
_METHOD = {"totp": "totp", "recovery": "recovery_code", "passkey": "passkey"}


@router.post("/second-factor", responses=refusals(401, 403, 422, 429), dependencies=_OPEN)
async def second_factor(
    body: FactorShown, request: Request, response: Response, res: Res, who: Who, trail: Trail, party: Party
) -> SignedIn:
    """Tokens for a login's ticket and a second factor; five wrong ones shut this way for a quarter of an hour."""
    ticket = await read_ticket(res.redis, res.tenant, body.ticket)
    tries = Tries(res.redis, res.tenant, ticket.user_id)
    await tries.begin()
    shown = Shown(body.code or "", body.recovery_code or "", body.credential)
    tokens: Tokens | None = None
    async with res.in_tenant() as session:
        factor = await _factors(res, session, ticket.user_id, party).accepts(shown)
        if factor is None:
            await trail.of_user(session, Action.FACTOR_FAILED, ticket.user_id)
        else:
            await _note(session, trail, ticket.user_id, f"{ticket.method}+{_METHOD[factor]}", factor)
            await use_ticket(res.redis, res.tenant, body.ticket)
            tokens = await _signed_in(session, res, request, who, ticket.user_id, ticket.method)
    if tokens is None:
        raise Unauthenticated("this second factor does not hold, or was used before")
    await tries.succeeded()
    return signed_in_answer(request, response, res, tokens)


@router.post("/second-factor/options", responses=refusals(401, 422, 429), dependencies=_OPEN)
async def second_factor_options(body: TicketShown, res: Res, party: Party) -> PasskeyOptions:
    """What navigator.credentials.get() takes, for the passkeys of whoever the ticket is about."""
    ticket = await read_ticket(res.redis, res.tenant, body.ticket)
    async with res.in_tenant() as session:
        return await _passkeys(res, session, party).login_options(ticket.user_id)


@router.post("/passkey/options", responses=refusals(429), dependencies=_OPEN)
async def passkey_options(res: Res, party: Party) -> PasskeyOptions:
    """What navigator.credentials.get() takes, for whichever passkey the device offers."""
    async with res.in_tenant() as session:
        return await _passkeys(res, session, party).login_options()


@router.post("/passkey", responses=refusals(401, 403, 422, 429), dependencies=_OPEN)
async def passkey_login(
    body: PasskeyAnswer, request: Request, response: Response, res: Res, who: Who, trail: Trail, party: Party
) -> SignedIn:
    """Tokens for a passkey alone: the device, and what unlocked it, are two factors."""
    async with res.in_tenant() as session:
        user_id = await _passkey_owner(body, _passkeys(res, session, party))
        if user_id is None:
            await trail.note(session, Action.LOGIN_FAILED, resource="passkey")
    if user_id is None:
        raise Unauthenticated("this passkey does not open an account here")
    async with res.in_tenant() as session:
        await _note(session, trail, user_id, "passkey", "passkey")
        tokens = await _signed_in(session, res, request, who, user_id, "passkey")
    return signed_in_answer(request, response, res, tokens)


async def _passkey_owner(body: PasskeyAnswer, passkeys: PasskeyService) -> UUID | None:
    try:
        return await passkeys.login(body.credential)
    except Unauthenticated:
        return None


async def _signed_in(
    session: AsyncSession, res: Resources, request: Request, who: Who, user_id: UUID, method: str
) -> Tokens:
    work = account_work(res, session)
    user = await find_user(work, user_id)
    if user is None:
        raise Unauthenticated("there is no such account any more")
    return await sign_in(work, user, request, who, method=method, strong=True)


async def _note(session: AsyncSession, trail: RequestTrail, user_id: UUID, method: str, factor: str) -> None:
    if factor == "recovery":
        await trail.of_user(session, Action.RECOVERY_CODE_USED, user_id)
    await trail.of_user(session, Action.LOGGED_IN, user_id, changes={"method": method})


def _factors(res: Resources, session: AsyncSession, user_id: UUID, party: RelyingParty) -> SecondFactorService:
    sealer = res.accounts.sealer
    return SecondFactorService(session, res.tenant, user_id, sealer, res.redis, party, datetime.now(UTC))


def _passkeys(res: Resources, session: AsyncSession, party: RelyingParty) -> PasskeyService:
    return PasskeyService(session, res.tenant, res.redis, party, datetime.now(UTC))

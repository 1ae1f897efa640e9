"""Signing up, in and out; forgotten passwords."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.account_schemas import AskMail, HalfSignedIn, Login, Register, Reset, SignedIn, Told, Verify
from api.captcha import human
from api.declarations import limited
from api.deps import Res
from api.guard import Who, anyone
from api.problems import refusals
from api.signing import REFRESH_COOKIE, account_work, forget_cookie, sign_in, signed_in_answer
from api.trail import RequestTrail, Trail, address_of
from domain.accounts import Personal
from domain.audit import Action
from domain.errors import TooMany, Unauthenticated
from infra.database import in_tenant
from infra.telemetry import metrics
from services.accounts import login, recovery
from services.accounts.enrolment import register, resend, verify_email
from services.accounts.links import read_link
from services.accounts.login import Known
from services.accounts.policy import require_good
from services.accounts.signing import refresh_session
from services.credentials.factors import factors_of
from services.credentials.tickets import issue_ticket
from services.sessions.store import Reused, Session

router = APIRouter(prefix="/v1/auth", tags=["auth"])
OPEN = [anyone(), limited("5/15m", by="address")]
_SENT = Told(message="We have sent a mail to this address; follow the link in it.")
_IF_KNOWN = Told(message="If this address has an account, a mail with a link is on its way.")


@router.post("/register", status_code=202, responses=refusals(422, 429), dependencies=[*OPEN, human("register")])
async def register_account(body: Register, res: Res, trail: Trail) -> Told:
    """A new account, to sign in to once its address is proven; the answer does not tell whether it was known."""
    personal = Personal(email=body.email, first_name=body.first_name, last_name=body.last_name)
    password = body.password.get_secret_value()
    require_good(password, personal)
    password_hash = await res.accounts.passwords.hash(password)
    async with res.in_tenant() as session:
        made = await register(account_work(res, session), personal, password_hash, body.language)
        if made is not None:
            await trail.of_user(session, Action.REGISTERED, made.id)
    if made is not None:
        metrics.REGISTRATIONS.inc()
    return _SENT


@router.post("/verify-email", responses=refusals(422, 429), dependencies=[anyone()])
async def verify(body: Verify, res: Res, trail: Trail) -> Told:
    """Prove the address by the token that was mailed to it; doing it twice is doing it once."""
    link = read_link(body.token)
    async with in_tenant(res.sessions, link.tenant) as session:
        user, fresh = await verify_email(account_work(res, session, link.tenant), link)
        if fresh:
            await trail.of_user(session, Action.EMAIL_VERIFIED, user.id, tenant=link.tenant)
    return Told(message="Your address is confirmed: you can sign in now.")


@router.post("/resend-verification", status_code=202, responses=refusals(422, 429), dependencies=OPEN)
async def resend_verification(body: AskMail, res: Res) -> Told:
    """Another link, where one is still wanted."""
    async with res.in_tenant() as session:
        await resend(account_work(res, session), body.email)
    return _IF_KNOWN


@router.post("/login", responses=refusals(401, 403, 422, 429), dependencies=[*OPEN, human("login")])
async def log_in(
    body: Login, request: Request, response: Response, res: Res, who: Who, trail: Trail
) -> SignedIn | HalfSignedIn:
    """Tokens for the right password, or a ticket for the second factor where the account has one."""
    async with res.in_tenant() as session:
        known = await login.look_up(account_work(res, session), body.email)
    better = await _prove(body, known, request, res, trail)
    async with res.in_tenant() as session:
        work = account_work(res, session)
        user = await login.accept(work, known, better)
        if factors := await factors_of(session, res.tenant, user.id):
            return HalfSignedIn(second_factor=factors, ticket=await issue_ticket(res.redis, res.tenant, user.id))
        await trail.of_user(session, Action.LOGGED_IN, user.id, changes={"method": "password"})
        tokens = await sign_in(work, user, request, who, method="password", strong=False)
    return signed_in_answer(request, response, res, tokens)


async def _prove(body: Login, known: Known, request: Request, res: Res, trail: Trail) -> str | None:
    """The password, with every failure written down."""
    password = body.password.get_secret_value()
    try:
        return await login.prove(res.accounts, res.tenant, body.email, known, password, address_of(request))
    except (Unauthenticated, TooMany) as error:
        action = Action.LOGIN_FAILED if isinstance(error, Unauthenticated) else Action.LOCKED_OUT
        async with res.in_tenant() as session:
            await trail.of_user(session, action, known.user.id if known.user else None)
        raise


@router.post("/refresh", responses=refusals(401, 429), dependencies=[anyone()])
async def refresh(request: Request, response: Response, res: Res, trail: Trail) -> SignedIn:
    """The next access token for the cookie, which is exchanged too; one that was used before ends the session."""
    try:
        session, token = await res.accounts.sessions.rotate(request.cookies.get(REFRESH_COOKIE, ""))
    except Reused as error:
        stolen = error.session
        async with in_tenant(res.sessions, stolen.tenant) as books:
            await _note_session(trail, books, Action.TOKEN_REUSED, stolen)
        raise
    async with in_tenant(res.sessions, session.tenant) as books:
        tokens = await refresh_session(account_work(res, books, session.tenant), session, token)
    return signed_in_answer(request, response, res, tokens)


@router.post("/logout", status_code=204, dependencies=[anyone()])
async def log_out(request: Request, res: Res, who: Who, trail: Trail) -> Response:
    """End this session, known by its cookie or its access token; without one there is nothing to end."""
    answer = Response(status_code=204)
    forget_cookie(request, answer)
    sessions = res.accounts.sessions
    session = await sessions.find_by_token(request.cookies.get(REFRESH_COOKIE, ""))
    if session is None and who.session_id:
        session = await sessions.find(who.session_id)
    if session is not None and await sessions.revoke(session.tenant, session.user_id, session.id):
        async with in_tenant(res.sessions, session.tenant) as books:
            await _note_session(trail, books, Action.LOGGED_OUT, session)
    return answer


@router.post("/forgot-password", status_code=202, responses=refusals(422, 429), dependencies=[*OPEN, human("forgot")])
async def forgot_password(body: AskMail, res: Res, trail: Trail) -> Told:
    """A mail with a link that serves once, within the hour; the answer does not tell whether there is an account."""
    async with res.in_tenant() as session:
        user_id = await recovery.forgot(account_work(res, session), body.email)
        await trail.of_user(session, Action.PASSWORD_RESET_ASKED, user_id)
    return _IF_KNOWN


@router.post("/reset-password", responses=refusals(422, 429), dependencies=OPEN)
async def reset_password(body: Reset, res: Res, trail: Trail) -> Told:
    """A new password by the token that was mailed; every session of the account ends."""
    link = read_link(body.token)
    async with in_tenant(res.sessions, link.tenant) as session:
        user = await recovery.reset(account_work(res, session, link.tenant), link, body.password.get_secret_value())
        await trail.of_user(session, Action.PASSWORD_RESET, user.id, tenant=link.tenant)
    return Told(message="Your password is changed: sign in with the new one.")


async def _note_session(trail: RequestTrail, books: AsyncSession, action: Action, session: Session) -> None:
    user_id, tenant = session.user_id, session.tenant
    await trail.note(books, action, resource="session", resource_id=session.id, user_id=user_id, tenant=tenant)

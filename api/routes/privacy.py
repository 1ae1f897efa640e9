"""What one agreed to, and one's right to have all data or to be forgotten (GDPR, articles 7, 15, 17 and 20)."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from fastapi import APIRouter, Request, Response

from api.deps import Owner, Res
from api.guard import Needs, Who, anyone, signed_in
from api.problems import refusals
from api.signing import account_work
from api.trail import Trail, address_of
from domain.audit import Action
from domain.errors import Forbidden
from domain.identity import Permission, Principal
from infra.database import in_tenant
from infra.settings import Settings
from infra.signing import Signer, open_signer
from services.audit.service import record
from services.privacy.consents import ConsentService
from services.privacy.letters import tell_asked, tell_cancelled
from services.privacy.schemas import AskRequest, Consents, Decide, RequestKind, RequestView
from services.privacy.service import PrivacyService, read_ticket

router = APIRouter(prefix="/v1/privacy", tags=["privacy"])
_OTHERS = Needs(frozenset({Permission.MANAGE_USERS}), signed_in=True, staff=True)
_ASKED = {RequestKind.EXPORT: Action.DATA_EXPORT_ASKED, RequestKind.DELETE: Action.DATA_DELETION_ASKED}


@router.post("/consents", status_code=201, responses=refusals(422), dependencies=[anyone()])
async def decide(body: Decide, request: Request, res: Res, owner: Owner, trail: Trail) -> Consents:
    """Record decisions with their time and address; guests too, known by their cookie."""
    async with res.in_tenant() as session:
        agent = request.headers.get("user-agent", "")
        consents = ConsentService(session, res.tenant, datetime.now(UTC))
        known = {one.id for one in (await consents.of(owner)).history}
        decided = await consents.decide(owner, body.decisions, address_of(request), agent)
        for one in decided.history:
            if one.id not in known:
                action = Action.CONSENT_GIVEN if one.granted else Action.CONSENT_WITHDRAWN
                changes = {"version": one.version}
                await trail.note(session, action, resource="consent", resource_id=one.purpose, changes=changes)
    return decided


@router.get("/consents", dependencies=[anyone()])
async def own_consents(res: Res, who: Who) -> Consents:
    """One's own decisions, a guest's too; empty before the first."""
    async with res.in_tenant() as session:
        return await ConsentService(session, res.tenant, datetime.now(UTC)).of(who.owner)


@router.get("/consents/{user_id}", responses=refusals(401, 403), dependencies=[signed_in()])
async def consents_of(user_id: UUID, res: Res, who: Who) -> Consents:
    """A user's decisions: one's own, or with the permission to manage users anybody's of the tenant."""
    if user_id != who.user_id:
        _OTHERS.check(who)
    async with res.in_tenant() as session:
        return await ConsentService(session, res.tenant, datetime.now(UTC)).of(f"user:{user_id}")


@router.post("/requests", status_code=202, responses=refusals(401, 403, 422), dependencies=[signed_in()])
async def ask(body: AskRequest, res: Res, who: Who, trail: Trail) -> RequestView:
    """Ask for all data, ready within minutes; or to be forgotten in 30 days. Asked again: the open request."""
    user_id = _themselves(who)
    async with res.in_tenant() as session:
        view, fresh = await PrivacyService(session, res.tenant, datetime.now(UTC)).ask(user_id, body.kind)
        if fresh:
            await trail.note(session, _ASKED[body.kind], resource="privacy_request", resource_id=str(view.id))
            await tell_asked(account_work(res, session), user_id, view)
    return view


@router.get("/requests", responses=refusals(401, 403), dependencies=[signed_in()])
async def own_requests(res: Res, who: Who) -> list[RequestView]:
    """One's requests, newest first; ask for a single one to get its download."""
    user_id = _themselves(who)
    async with res.in_tenant() as session:
        return await PrivacyService(session, res.tenant, datetime.now(UTC)).of(user_id)


@router.get("/requests/{request_id}", responses=refusals(401, 403, 404), dependencies=[signed_in()])
async def own_request(request_id: UUID, res: Res, who: Who) -> RequestView:
    """Where a request stands; once an export is done, with a download address that holds for 15 minutes."""
    user_id = _themselves(who)
    async with res.in_tenant() as session:
        service = PrivacyService(session, res.tenant, datetime.now(UTC))
        return await service.view(user_id, request_id, _signer(res.settings))


@router.post("/requests/{request_id}/cancel", responses=refusals(401, 403, 404, 409), dependencies=[signed_in()])
async def cancel(request_id: UUID, res: Res, who: Who, trail: Trail) -> RequestView:
    """Call it off; a deletion until the day it is done."""
    user_id = _themselves(who)
    async with res.in_tenant() as session:
        view, fresh = await PrivacyService(session, res.tenant, datetime.now(UTC)).cancel(user_id, request_id)
        if fresh:
            await trail.note(
                session,
                Action.DATA_DELETION_CANCELLED,
                resource="privacy_request",
                resource_id=str(request_id),
                changes={"kind": view.kind.value},
            )
            await tell_cancelled(account_work(res, session), user_id, view)
    return view


@router.get(
    "/archives/{token}",
    response_class=Response,
    responses=refusals(403, 404) | {200: {"content": {"application/zip": {}}}},
    dependencies=[anyone()],
)
async def fetch_archive(token: str, res: Res, trail: Trail) -> Response:
    """The archive of an export; the address itself is the permission, and holds for 15 minutes."""
    now = datetime.now(UTC)
    ticket = read_ticket(token, _signer(res.settings), now)
    async with in_tenant(res.sessions, ticket.tenant) as session:
        user_id, body = await PrivacyService(session, ticket.tenant, now).archive(ticket.request_id, res.config.sealer)
        entry = trail.entry(
            Action.DATA_EXPORT_FETCHED, resource="privacy_request", resource_id=str(ticket.request_id), user_id=user_id
        )
        await record(session, entry.model_copy(update={"tenant": ticket.tenant}))
    headers = {"Content-Disposition": 'attachment; filename="tripwright-data.zip"', "Cache-Control": "no-store"}
    return Response(body, media_type="application/zip", headers=headers)


def _themselves(who: Principal) -> UUID:
    """A machine's key speaks for its owner in many things, but not in this."""
    if who.user_id is None or who.key_id is not None:
        raise Forbidden("sign in yourself for this")
    return who.user_id


@lru_cache(maxsize=8)
def _opened(keys: str, data_dir: Path) -> Signer:
    return open_signer(keys, data_dir, "privacy archives")


def _signer(settings: Settings) -> Signer:
    return _opened(settings.secret_keys.get_secret_value(), settings.data_dir)

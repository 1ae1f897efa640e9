"""One's own outside identities: which providers open the account."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.declarations import limited
from api.federating import Fed, bind, own_user
from api.guard import signed_in
from api.problems import refusals
from api.routes.federation import begin_oidc
from api.routes.saml import begin_saml
from api.signing import account_work
from domain.audit import Action
from domain.errors import Conflict, FieldError, Forbidden, InvalidRequest, NotFound
from services.accounts.registration import find_user
from services.credentials.factors import factors_of
from services.federation.arrival import link
from services.federation.pending import PendingLink, take
from services.federation.providers import label_of
from services.federation.repository import FederationRepository
from services.federation.schemas import Address, IdentityView, LinkTicket

router = APIRouter(prefix="/v1/profile/identities", tags=["second factors"])
Name = Annotated[str, Query(min_length=1, max_length=500)]


@router.get("", dependencies=[signed_in()], responses=refusals(401))
async def list_identities(fed: Fed) -> list[IdentityView]:
    """The outside identities that open the account, oldest first."""
    assert fed.who.user_id is not None, "the route asks for somebody signed in"
    async with fed.res.in_tenant() as session:
        rows = await FederationRepository(session, fed.res.tenant).identities(fed.who.user_id)
        providers = await fed.book(session).usable()
        return [IdentityView.of(row, label_of(row.issuer, providers)) for row in rows]


@router.post("", status_code=204, dependencies=[signed_in()], responses=refusals(401, 403, 409, 422))
async def link_identity(body: LinkTicket, fed: Fed) -> Response:
    """Confirm, signed in to the account, that the identity of a login's `link_ticket` is the same person."""
    own_user(fed.who)
    pending = await take(fed.res.redis, PendingLink, body.link_ticket)
    if (pending.tenant, pending.user_id) != (fed.res.tenant, fed.who.user_id):
        raise Forbidden("this identity's address is of another account than the one you are signed in to")
    async with fed.res.in_tenant() as session:
        await link(account_work(fed.res, session), pending.user_id, pending.issuer, pending.subject)
        await fed.trail.note(session, Action.IDENTITY_LINKED, resource="identity", resource_id=pending.issuer)
    return Response(status_code=204)


@router.post(
    "/{name}/link",
    dependencies=[signed_in(), limited("20/15m")],
    responses=refusals(401, 404, 409, 422, 429, 502),
)
async def begin_link(
    name: str, fed: Fed, response: Response, return_to: Annotated[str, Query(max_length=500)] = "/"
) -> Address:
    """Where to send the browser, so that the identity it shows there opens this account from then on."""
    own_user(fed.who)
    async with fed.res.in_tenant() as session:
        kinds = {one.name: one.settings.kind for one in await fed.book(session).usable()}
    if kinds.get(name) == "ldap":
        raise InvalidRequest([FieldError("name", "a directory is linked by signing in with it once")])
    begin = begin_saml if kinds.get(name) == "saml" else begin_oidc
    address, cookie = await begin(fed, name, return_to, fed.who.user_id)
    bind(fed.request, response, cookie)
    return Address(address=address)


@router.delete("", status_code=204, dependencies=[signed_in()], responses=refusals(401, 404, 409, 422))
async def unlink_identity(issuer: Name, subject: Name, fed: Fed) -> Response:
    """The identity opens the account no more; the last way into it stays."""
    own_user(fed.who)
    assert fed.who.user_id is not None, "the route asks for somebody signed in"
    async with fed.res.in_tenant() as session:
        rows = FederationRepository(session, fed.res.tenant)
        user = await find_user(account_work(fed.res, session), fed.who.user_id)
        if not await rows.unlink(fed.who.user_id, issuer, subject):
            raise NotFound("identity", subject)
        others = await rows.identities(fed.who.user_id)
        factors = await factors_of(session, fed.res.tenant, fed.who.user_id)
        if user is not None and not (user.has_password or others or "passkey" in factors):
            raise Conflict("this is the only way into the account: set a password or add a passkey first")
        await fed.trail.note(session, Action.IDENTITY_UNLINKED, resource="identity", resource_id=issuer)
    return Response(status_code=204)

"""Signing in through others: OpenID Connect in the browser, ID tokens from apps, LDAP by form."""

from __future__ import annotations

import secrets
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from api.account_schemas import HalfSignedIn, SignedIn
from api.declarations import limited
from api.federating import LOGIN_PAGE, Fed, Federating, bind, cookie_of, local
from api.guard import anyone
from api.problems import refusals
from domain.errors import (
    FieldError,
    InvalidRequest,
    Rejected,
    TripwrightError,
    Unauthenticated,
)
from services.federation.arrival import Trust
from services.federation.opening import client_of
from services.federation.pending import LOGIN_S, PendingLogin, binding_of, keep, take
from services.federation.providers import Provider
from services.federation.schemas import ExchangeToken, LinkNeeded, Offered
from tools.identity.oidc import Asked

router = APIRouter(prefix="/v1/auth", tags=["auth"])
_OPEN = [anyone(), limited("60/15m", by="address")]
ReturnTo = Annotated[str, Query(max_length=500, description="a path of the page; anything else leads to /")]
Short = Annotated[str, Query(max_length=4000)]


@router.get("/providers", dependencies=[anyone()])
async def list_providers(fed: Fed) -> list[Offered]:
    """The ways to sign in beside e-mail and password, for the page's buttons."""
    async with fed.res.in_tenant() as session:
        return [_offered(one, fed) for one in await fed.book(session).usable()]


@router.get("/oidc/{name}/start", status_code=302, responses=refusals(404, 429, 502), dependencies=_OPEN)
async def start_oidc(name: str, fed: Fed, return_to: ReturnTo = "/") -> Response:
    """Send the browser to the provider; it comes back to …/callback."""
    address, cookie = await begin_oidc(fed, name, return_to)
    response = RedirectResponse(address, 302, {"Cache-Control": "no-store"})
    bind(fed.request, response, cookie)
    return response


@router.get("/oidc/{name}/callback", status_code=303, responses=refusals(429), dependencies=_OPEN)
async def finish_oidc(name: str, fed: Fed, state: Short = "", code: Short = "", error: Short = "") -> Response:
    """The provider sends the browser here. It goes on to the page, signed in or with the reason after the #."""
    return_to = LOGIN_PAGE
    try:
        login = await take(fed.res.redis, PendingLogin, state)
        provider = await fed.returned(login, name, "oidc")
        return_to = login.return_to
        if error or not code:
            raise Unauthenticated("the provider did not let you in, or you changed your mind")
        client = client_of(provider)
        assert client is not None, "only such providers are found"
        asked = Asked(state, login.nonce, login.verifier, login.redirect_uri)
        identity = await fed.res.federation.oidc.redeem(client, asked, code)
        return await fed.settle(login, provider, identity)
    except TripwrightError as failure:
        return await fed.sent_back(name, return_to, failure)


@router.post("/token-exchange", responses=refusals(401, 403, 409, 422, 429, 502), dependencies=_OPEN)
async def exchange_token(body: ExchangeToken, fed: Fed, response: Response) -> SignedIn | HalfSignedIn | LinkNeeded:
    """Our tokens for an ID token of Firebase, else Auth0, else an issuer that is set up here."""
    async with fed.res.in_tenant() as session:
        providers = [one for one in await fed.book(session).usable() if client_of(one) is not None]
    try:
        name, identity = await fed.res.federation.chain(providers).verify_named(body.id_token, body.nonce)
    except Rejected as error:
        await fed.refused("token-exchange")
        raise Unauthenticated("the ID token does not hold, or is of an issuer that is not set up here") from error
    trust = next((one.trust for one in providers if one.name == name), Trust(f"token:{name}"))
    return fed.told(response, await fed.enter(trust, identity))


async def begin_oidc(fed: Federating, name: str, return_to: str, link_to: UUID | None = None) -> tuple[str, str]:
    """Where the browser goes, and the cookie by which it is known again."""
    provider = await fed.provider(name, "oidc")
    client, cookie = client_of(provider), cookie_of(fed.request)
    assert client is not None, "only such providers are found"
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    asked = Asked(state, nonce, verifier, fed.address(f"/v1/auth/oidc/{name}/callback"))
    try:
        address = await fed.res.federation.oidc.address(client, asked)
    except Rejected as error:
        raise InvalidRequest([FieldError("name", str(error))]) from error
    login = PendingLogin(
        tenant=fed.res.tenant,
        provider=name,
        binding=binding_of(cookie),
        return_to=local(return_to),
        redirect_uri=asked.redirect_uri,
        nonce=nonce,
        verifier=verifier,
        link_to=link_to,
    )
    await keep(fed.res.redis, login, LOGIN_S, state)
    return address, cookie


def _offered(one: Provider, fed: Federating) -> Offered:
    kind = one.settings.kind
    start = "" if kind == "ldap" else fed.address(f"/v1/auth/{kind}/{one.name}/start")
    return Offered(name=one.name, kind=kind, label=one.label, start=start)

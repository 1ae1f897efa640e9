"""Signing in through an agency's SAML provider."""

from __future__ import annotations

import secrets
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.declarations import accepts, crosses_sites, limited
from api.federating import LOGIN_PAGE, Fed, Federating, bind, cookie_of, local
from api.guard import anyone
from api.problems import refusals
from domain.errors import FieldError, InvalidRequest, Rejected, TripwrightError, Unauthenticated
from services.federation.pending import LOGIN_S, PendingLogin, Proved, binding_of, keep, take
from services.federation.providers import Provider
from services.federation.schemas import SamlSettings
from tools.identity import saml
from tools.identity.saml import SamlParties

router = APIRouter(prefix="/v1/auth/saml", tags=["auth"])
_OPEN = [anyone(), limited("60/15m", by="address")]
_LONGEST = 500_000
_FORM = accepts(_LONGEST, "application/x-www-form-urlencoded")
Name = Annotated[str, Query(max_length=200)]


@router.get("/{name}/metadata", dependencies=_OPEN, responses=refusals(404, 422, 429), response_class=Response)
async def saml_metadata(name: str, fed: Fed) -> Response:
    """What the provider's administrator loads: our name, and where its answers go."""
    parties = _parties(fed, await fed.provider(name, "saml"))
    try:
        return Response(await run_in_threadpool(saml.metadata, parties), media_type="application/samlmetadata+xml")
    except Rejected as error:
        raise InvalidRequest([FieldError("name", str(error))]) from error


@router.get("/{name}/start", status_code=302, responses=refusals(404, 422, 429), dependencies=_OPEN)
async def start_saml(name: str, fed: Fed, return_to: Annotated[str, Query(max_length=500)] = "/") -> Response:
    """Send the browser to the provider; its answer is posted to …/acs."""
    address, cookie = await begin_saml(fed, name, return_to)
    response = RedirectResponse(address, 302, {"Cache-Control": "no-store"})
    bind(fed.request, response, cookie)
    return response


@router.post(
    "/{name}/acs", status_code=303, responses=refusals(422, 429), dependencies=[*_OPEN, crosses_sites(), _FORM]
)
async def saml_answer(
    name: str,
    fed: Fed,
    answer: Annotated[str, Form(alias="SAMLResponse", max_length=_LONGEST)],
    state: Annotated[str, Form(alias="RelayState", max_length=200)] = "",
) -> Response:
    """The provider's answer, posted by the browser from the provider's page.

    A post from elsewhere carries no cookie of ours; so the browser is sent to …/finish, where it does.
    """
    try:
        login = await take(fed.res.redis, PendingLogin, state)
        if (login.tenant, login.provider) != (fed.res.tenant, name) or not login.request_id:
            raise Unauthenticated("this sign-in was begun elsewhere: begin again here")
        parties = _parties(fed, await fed.provider(name, "saml"))
        identity = await run_in_threadpool(saml.identity, parties, answer, login.request_id)
        proof = await keep(fed.res.redis, Proved(login=login, identity=identity), LOGIN_S)
    except TripwrightError as failure:
        return await fed.sent_back(name, LOGIN_PAGE, failure)
    finish = fed.address(f"/v1/auth/saml/{name}/finish?proof={proof}")
    return RedirectResponse(finish, 303, {"Cache-Control": "no-store"})


@router.get("/{name}/finish", status_code=303, responses=refusals(422, 429), dependencies=_OPEN)
async def finish_saml(name: str, fed: Fed, proof: Name = "") -> Response:
    """Sign in, in the browser that began; it goes on to the page, with what is missing after the #."""
    return_to = LOGIN_PAGE
    try:
        proved = await take(fed.res.redis, Proved, proof)
        login, return_to = proved.login, proved.login.return_to
        return await fed.settle(login, await fed.returned(login, name, "saml"), proved.identity)
    except TripwrightError as failure:
        return await fed.sent_back(name, return_to, failure)


async def begin_saml(fed: Federating, name: str, return_to: str, link_to: UUID | None = None) -> tuple[str, str]:
    """Where the browser goes, and the cookie by which it is known again."""
    parties, cookie = _parties(fed, await fed.provider(name, "saml")), cookie_of(fed.request)
    state = secrets.token_urlsafe(32)
    try:
        address, request_id = await run_in_threadpool(saml.request, parties, state)
    except Rejected as error:
        raise InvalidRequest([FieldError("name", str(error))]) from error
    login = PendingLogin(
        tenant=fed.res.tenant,
        provider=name,
        binding=binding_of(cookie),
        return_to=local(return_to),
        redirect_uri=parties.acs,
        request_id=request_id,
        link_to=link_to,
    )
    await keep(fed.res.redis, login, LOGIN_S, state)
    return address, cookie


def _parties(fed: Federating, provider: Provider) -> SamlParties:
    own = provider.settings
    assert isinstance(own, SamlSettings), "only such providers are found"
    here = f"/v1/auth/saml/{provider.name}"
    return SamlParties(
        name=provider.name,
        entity_id=own.entity_id,
        sso_url=own.sso_url,
        certificate=own.certificate,
        email_attribute=own.email_attribute,
        our_id=fed.address(f"{here}/metadata"),
        acs=fed.address(f"{here}/acs"),
    )

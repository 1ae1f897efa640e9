"""Who is asking and for which tenant, found out once a request before any route."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Protocol, cast

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.resources import Resources
from api.stack.answering import CONNECTIONS, refuse
from api.stack.tenant import Named, named_tenant, usable
from domain.errors import Forbidden, TripwrightError, Unauthenticated
from domain.identity import Principal, tier_of
from domain.tenant import Tenant

GUEST_COOKIE = "tripwright_guest"
_WITH_ITS_OWN = "/metrics"  # asks for a token of its own
_GUEST = re.compile(r"^[0-9a-f]{32}$")


class Identifier(Protocol):
    """One kind of credential. `tenant` is the one that the request names, `address` the caller's."""

    async def identify(self, headers: Headers, tenant: str, address: str) -> Principal | None:
        """Who shows this kind, within the credential's own tenant; None: it is not shown.

        Raises Unauthenticated where one is shown that does not hold.
        """


class Identify:
    """Plain ASGI: sets `state.tenant` and `state.principal`, or answers with the problem itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in CONNECTIONS:
            await self._app(scope, receive, send)
            return
        try:
            await _identify(scope)
        except TripwrightError as error:
            await refuse(scope, receive, send, error)
            return
        await self._app(scope, receive, send)


async def _identify(scope: Scope) -> None:
    resources = cast("Resources", scope["app"].state.resources)
    headers, address = Headers(scope=scope), (scope.get("client") or ("", 0))[0]
    named = await named_tenant(scope, resources.tenants, resources.settings.address)
    scope["state"]["named"] = named
    scope["state"]["principal"] = Principal(tenant=named.tenant.id)  # of a credential that does not hold
    who = await _who(resources, named, headers, address, with_its_own=scope["path"] == _WITH_ITS_OWN)
    scope["state"]["principal"] = who  # of one that does, and may yet be refused
    tenant = await _tenant_of(who, named, resources)
    scope["state"]["tenant"] = tenant
    scope["state"]["principal"] = who.model_copy(update={"tier": tier_of(who.roles, tenant.tier)})
    structlog.contextvars.bind_contextvars(
        tenant_id=tenant.id, **({"user_id": str(who.user_id)} if who.user_id is not None else {})
    )


async def identified(resources: Resources, named: Named, headers: Headers, address: str) -> Principal:
    """Who shows these headers now, for a connection that outlasts the request it began with.

    Raises Unauthenticated where what is shown holds no longer, Forbidden where it is of another tenant.
    """
    who = await _who(resources, named, headers, address)
    tenant = await _tenant_of(who, named, resources)
    return who.model_copy(update={"tier": tier_of(who.roles, tenant.tier)})


async def _who(
    resources: Resources, named: Named, headers: Headers, address: str, *, with_its_own: bool = False
) -> Principal:
    who = await _shown(resources.identifiers, headers, named.tenant.id, address)
    if who is None and headers.get("authorization") and not with_its_own:
        raise Unauthenticated("what was shown for it is known to nobody here")
    return who or Principal(tenant=named.tenant.id, guest=guest_of(headers))


async def _shown(identifiers: Sequence[Identifier], headers: Headers, tenant: str, address: str) -> Principal | None:
    for identifier in identifiers:
        if (who := await identifier.identify(headers, tenant, address)) is not None:
            return who
    return None


async def _tenant_of(who: Principal, named: Named, resources: Resources) -> Tenant:
    """The credential's tenant, which must be the one that the request names where it names one."""
    if who.tenant == named.tenant.id:
        return named.tenant
    if named.explicit:
        raise Forbidden(f"what was shown is not of the agency {named.tenant.name}")
    return usable(await resources.tenants.by_id(who.tenant), who.tenant)


def guest_of(headers: Headers) -> str:
    """The random name in the guest's cookie; "" for none, or for one that we never made."""
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(headers.get("cookie", ""))
    except CookieError:
        return ""
    morsel = cookies.get(GUEST_COOKIE)
    return morsel.value if morsel is not None and _GUEST.match(morsel.value) else ""

"""What the routes about signing in through others share: addresses, the browser's cookie, and how a login ends."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import quote, urlencode
from uuid import UUID

import structlog
from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from api.account_schemas import HalfSignedIn, SignedIn
from api.deps import Res
from api.resources import Resources
from api.signing import account_work, sign_in, signed_in_answer
from api.trail import RequestTrail
from domain.audit import Action
from domain.errors import Conflict, ProviderError, TripwrightError, Unauthenticated
from domain.identity import PUBLIC_TENANT, Principal
from services.accounts.signing import Tokens, refuse_unfit
from services.credentials.factors import factors_of
from services.credentials.tickets import issue_ticket
from services.federation.arrival import Arrived, Trust, arrive, link
from services.federation.pending import LINK_S, PendingLink, PendingLogin, is_bound, keep
from services.federation.providers import Provider, ProviderBook
from services.federation.schemas import LinkNeeded
from tools.identity.contract import Identity

log = structlog.get_logger()
COOKIE = "tripwright_sso"
LOGIN_PAGE = "/account/login"  # for a browser of which nobody knows whence it came
_COOKIE_S = 15 * 60
_LANGUAGE = re.compile(r"([a-z]{2,3})(?![a-z])")
_LOCAL = re.compile(r"/(?![/\\])[^\s\\]{0,500}")


@dataclass(frozen=True)
class Federating:
    """One request's part in a login through others."""

    request: Request
    res: Resources
    who: Principal
    trail: RequestTrail

    def book(self, session: AsyncSession) -> ProviderBook:
        work = account_work(self.res, session)
        return ProviderBook(session, work.tenant, self.res.accounts.sealer, self.res.federation.base, work.now)

    def address(self, path: str) -> str:
        """A public address of ours that names the tenant, for a browser that comes back shows no header."""
        tenant = self.request.state.tenant
        prefix = "" if tenant.id == PUBLIC_TENANT else f"/t/{tenant.slug}"
        return f"{self.res.settings.address}{prefix}{path}"

    async def provider(self, name: str, kind: Literal["oidc", "saml"]) -> Provider:
        async with self.res.in_tenant() as session:
            return await self.book(session).get(name, kind)

    async def returned(self, login: PendingLogin, name: str, kind: Literal["oidc", "saml"]) -> Provider:
        """The provider of a login that came back to where it began, in the browser that began it."""
        begun_here = (login.tenant, login.provider) == (self.res.tenant, name)
        if not begun_here or not is_bound(login, cookie_of(self.request)):
            raise Unauthenticated("this sign-in was begun elsewhere: begin again here")
        return await self.provider(name, kind)

    async def settle(self, login: PendingLogin, provider: Provider, identity: Identity) -> Response:
        """The end of a login in a browser: the account linked, as was asked, or its owner let in."""
        if login.link_to is not None:
            await self.link(login.link_to, identity)
            return back(login.return_to, linked=provider.name)
        return self.sent_on(login.return_to, await self.enter(provider.trust, identity))

    async def enter(self, trust: Trust, identity: Identity) -> Tokens | HalfSignedIn | LinkNeeded:
        """Somebody for whom a provider vouches; a second factor that they have here is asked for here."""
        async with self.res.in_tenant() as session:
            arrived = await arrive(account_work(self.res, session), trust, identity, spoken(self.request))
            if isinstance(arrived, PendingLink):
                return LinkNeeded(link_ticket=await keep(self.res.redis, arrived, LINK_S))
            if arrived.fresh:
                await self._note(session, Action.REGISTERED, arrived, trust.method)
            refuse_unfit(arrived.user)
            factors = await factors_of(session, self.res.tenant, arrived.user.id)
            if factors and not arrived.strong:
                ticket = await issue_ticket(self.res.redis, self.res.tenant, arrived.user.id, trust.method)
                return HalfSignedIn(second_factor=factors, ticket=ticket)
            await self._note(session, Action.LOGGED_IN, arrived, trust.method)
            work = account_work(self.res, session)
            return await sign_in(work, arrived.user, self.request, self.who, method=trust.method, strong=arrived.strong)

    async def link(self, user_id: UUID, identity: Identity) -> None:
        """The account of whoever left for the provider signed in; raises Conflict where it is another's."""
        async with self.res.in_tenant() as session:
            await link(account_work(self.res, session), user_id, identity.issuer, identity.subject)
            await self.trail.note(
                session,
                Action.IDENTITY_LINKED,
                resource="identity",
                resource_id=identity.issuer,
                user_id=user_id,
            )

    async def _note(self, session: AsyncSession, action: Action, arrived: Arrived, method: str) -> None:
        await self.trail.of_user(session, action, arrived.user.id, changes={"method": method})

    def told(
        self, response: Response, entered: Tokens | HalfSignedIn | LinkNeeded
    ) -> SignedIn | HalfSignedIn | LinkNeeded:
        """The answer to a program."""
        return signed_in_answer(self.request, response, self.res, entered) if isinstance(entered, Tokens) else entered

    def sent_on(self, return_to: str, entered: Tokens | HalfSignedIn | LinkNeeded) -> Response:
        """The answer to a browser: back to the page, which reads what is missing after the # (servers never see it)."""
        if isinstance(entered, Tokens):
            response = back(return_to)
            signed_in_answer(self.request, response, self.res, entered)
            return response
        if isinstance(entered, HalfSignedIn):
            return back(return_to, second_factor=",".join(entered.second_factor), ticket=entered.ticket)
        return back(return_to, link_ticket=entered.link_ticket)

    async def sent_back(self, name: str, return_to: str, failure: TripwrightError) -> Response:
        """To the page, with a sentence for whoever sits there; what a provider said is for the log."""
        log.warning("sign-in through a provider failed", provider=name, error=str(failure))
        await self.refused(name)
        trouble = isinstance(failure, ProviderError)
        words = "the provider did not answer as it should: try again" if trouble else str(failure)
        return back(return_to, sign_in_error=words)

    async def refused(self, name: str) -> None:
        """Somebody was not let in through a provider: written down, in a transaction of its own."""
        async with self.res.in_tenant() as session:
            await self.trail.note(session, Action.LOGIN_FAILED, resource="identity provider", resource_id=name[:100])


def back(return_to: str, **told: str) -> RedirectResponse:
    """To a path of our own page."""
    fragment = f"#{urlencode(told, quote_via=quote)}" if told else ""
    return RedirectResponse(return_to.partition("#")[0] + fragment, 303, {"Cache-Control": "no-store"})


def local(return_to: str) -> str:
    """The path, where it is one of ours; "/" for anything that would lead elsewhere."""
    return return_to if _LOCAL.fullmatch(return_to) else "/"


def spoken(request: Request) -> str:
    """The language that the browser asks for first (RFC 9110, Accept-Language), for the mails of a new account."""
    found = _LANGUAGE.match(request.headers.get("accept-language", "").strip().lower())
    return found[1] if found is not None else "en"


def cookie_of(request: Request) -> str:
    """The browser's own random name among logins, or a new one."""
    return request.cookies.get(COOKIE, "") or secrets.token_urlsafe(32)


def bind(request: Request, response: Response, cookie: str) -> None:
    """Lax: the browser shows it when a provider sends it back to us, and never to a request that others make."""
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, cookie, max_age=_COOKIE_S, httponly=True, samesite="lax", secure=secure, path="/")


async def federating(request: Request, res: Res) -> Federating:
    return Federating(request, res, res.who, RequestTrail(request))


Fed = Annotated[Federating, Depends(federating)]


def own_user(who: Principal) -> None:
    """Raises Conflict for an API key: identities are linked by people."""
    if who.key_id is not None:
        raise Conflict("identities are linked by whoever is signed in, not by a key")

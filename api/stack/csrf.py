"""Writes that a browser sends with our cookies must come from our own page.

OWASP Cross-Site Request Forgery Prevention Cheat Sheet (2025): the origin is checked (Origin, Sec-Fetch-Site)
and a signed token that only our page can read is sent back in a header (signed double submit).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from fastapi import Request, Response
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.stack.answering import CONNECTIONS, SAFE, counts_of, tell
from api.stack.routing import declared
from infra.settings import Settings
from infra.signing import Signer, open_signer

COOKIE, HEADER = "tripwright_csrf", "x-csrf-token"
_OURS = ("tripwright_",)


class Csrf:
    """Refuses forged writes with 403; clients that are no browser, and those with a token or key of theirs, pass."""

    def __init__(self, app: ASGIApp, signer: Signer, origins: Sequence[str] = ()) -> None:
        self._app, self._signer, self._origins = app, signer, frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in CONNECTIONS or scope.get("method") in SAFE:
            await self._app(scope, receive, send)
            return
        wrong = self._wrong(scope)
        if wrong:
            counts_of(scope).add("csrf.refused")
            await tell(scope, receive, send, 403, "csrf", "Not from our page", wrong)
            return
        await self._app(scope, receive, send)

    def _wrong(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        if not _is_browser(headers) or _shows_credential(headers) or declared(scope).crosses_sites:
            return ""
        if not self._is_ours(headers):
            return "a browser sent this from another site"
        if scope["type"] == "websocket":
            return ""  # a browser names the origin of every socket and can send no header of ours with it
        cookies = _cookies(headers)
        if any(name.startswith(_OURS) for name in cookies) and not self._holds(headers, cookies.get(COOKIE, "")):
            return "the header X-CSRF-Token must be the value of the cookie tripwright_csrf; load the page again"
        return ""

    def _is_ours(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is not None:
            return origin in self._origins or urlsplit(origin).netloc == headers.get("host", "")
        return headers.get("sec-fetch-site") in ("same-origin", "none")

    def _holds(self, headers: Headers, cookie: str) -> bool:
        given = headers.get(HEADER, "")
        return bool(cookie) and hmac.compare_digest(given.encode(), cookie.encode()) and self._signed(cookie)

    def _signed(self, cookie: str) -> bool:
        return self._signer.content(cookie) is not None


def give_token(request: Request, response: Response, signer: Signer) -> str:
    """The token of this browser, made and set as a cookie where it has none that holds."""
    token = request.cookies.get(COOKIE, "")
    if signer.content(token) is None:
        token = signer.sign(secrets.token_bytes(16))
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, token, secure=secure, samesite="strict", httponly=False)  # the page reads it
    return token


def csrf_signer(settings: Settings) -> Signer:
    return open_signer(settings.secret_keys.get_secret_value(), settings.data_dir, "csrf")


def _is_browser(headers: Headers) -> bool:
    return "origin" in headers or "sec-fetch-site" in headers


def _shows_credential(headers: Headers) -> bool:
    """What no browser sends by itself."""
    return "authorization" in headers or "x-api-key" in headers


def _cookies(headers: Headers) -> dict[str, str]:
    found: SimpleCookie = SimpleCookie()
    try:
        found.load(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in found.items()}

"""What browsers may do with an answer of ours (OWASP Secure Headers Project; CSP Level 3, W3C 2025)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REPORTS = "/v1/security/csp-reports"
# The page asks only these strangers: tiles (web/src/trip/map/basemap.ts).
TILES = "https://tiles.openfreemap.org"
_TWO_YEARS_S = 2 * 365 * 86_400
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(self), gyroscope=(), magnetometer=(),"
        " microphone=(self), midi=(), payment=(), publickey-credentials-get=(self),"
        " publickey-credentials-create=(self), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
_API_POLICY = f"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; report-uri {REPORTS}"


class SecurityHeaders:
    """Adds them where the route has set none of its own; a page's scripts need this answer's nonce (`state.nonce`)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = scope["state"]["nonce"] = secrets.token_urlsafe(16)

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message), nonce, https=scope["scheme"] == "https")
            await send(message)

        await self._app(scope, receive, protected)


def _protect(headers: MutableHeaders, nonce: str, *, https: bool) -> None:
    for name, value in _ALWAYS.items():
        headers.setdefault(name, value)
    if https:
        headers.setdefault("Strict-Transport-Security", f"max-age={_TWO_YEARS_S}; includeSubDomains")
    is_page = headers.get("content-type", "").startswith("text/html")
    headers.setdefault("Content-Security-Policy", page_policy(nonce) if is_page else _API_POLICY)
    headers.setdefault("Reporting-Endpoints", f'csp="{REPORTS}"')


def page_policy(nonce: str, scripts: Sequence[str] = (), styles: Sequence[str] = ()) -> str:
    """For our page, or one that also needs scripts and styles from other addresses.

    Pictures may come from their providers' own addresses, where their terms ask for it. Style attributes are
    allowed (React and MapLibre set them); style elements are not without the nonce.
    """
    own = f"'self' 'nonce-{nonce}'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join((own, *scripts))}",
            f"style-src {' '.join((own, *styles))}",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data: blob: https:",
            "font-src 'self' data:",
            f"connect-src 'self' {TILES}",
            "worker-src 'self' blob:",
            "child-src blob:",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            f"report-uri {REPORTS}",
            "report-to csp",
        )
    )

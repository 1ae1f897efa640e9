"""All layers around the routes, in order: who comes first sees a request first and its answer last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from api.stack.bodies import BodyLimits
from api.stack.csrf import Csrf, csrf_signer
from api.stack.denials import Denials
from api.stack.idempotency import Idempotency
from api.stack.identify import Identify
from api.stack.ip_lists import IpLists
from api.stack.metrics import Observe
from api.stack.rate_limit import RateLimit
from api.stack.representation import Representation
from api.stack.request_id import RequestId
from api.stack.security_headers import SecurityHeaders
from api.stack.timeout import Timeout
from api.stack.versions import Version
from infra.settings import Settings

_SHOWN = (
    "ETag Idempotency-Replayed RateLimit-Limit RateLimit-Policy RateLimit-Remaining RateLimit-Reset Retry-After"
    " X-API-Version X-Request-ID X-Trace-Id"
).split()
_TEN_MINUTES_S = 600


def layers(settings: Settings) -> Sequence[Middleware]:
    """Outermost first. Compression stands outside of what keeps answers, so that they are kept as they are read."""
    return (
        Middleware(RequestId, trusted_proxies=settings.trusted_proxies),
        Middleware(Observe),
        Middleware(SecurityHeaders),
        *_cors(settings),
        Middleware(Denials),
        Middleware(Identify),
        Middleware(IpLists),
        Middleware(Version),  # its path is the one that the limits below are declared for
        Middleware(RateLimit, enforced=settings.limits_enforced),
        Middleware(Csrf, signer=csrf_signer(settings), origins=settings.cors_origins),
        Middleware(Timeout, limit_s=settings.request_timeout_s),
        Middleware(BodyLimits),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),  # event streams are left alone
        Middleware(Representation),
        Middleware(Idempotency),
    )


def install(app: FastAPI, settings: Settings) -> None:
    """Put them around the application; call it once."""
    app.user_middleware[:0] = layers(settings)


def _cors(settings: Settings) -> Sequence[Middleware]:
    if not settings.cors_origins:
        return ()
    allowed: dict[str, Any] = {
        "allow_origins": settings.cors_origins,
        "allow_methods": ["GET", "POST", "PUT", "PATCH", "DELETE"],
        "allow_headers": ["*"],
        "expose_headers": _SHOWN,
        "max_age": _TEN_MINUTES_S,
    }
    return (Middleware(CORSMiddleware, **allowed),)

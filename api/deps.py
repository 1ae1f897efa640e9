"""What a route may ask for: the process's resources, and who is asking."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, cast
from uuid import uuid4

from fastapi import Depends, Header, Request, Response

from api.guard import Who
from api.resources import Resources
from api.stack.identify import GUEST_COOKIE

_YEAR_S = 365 * 24 * 3600


async def resources(request: Request, who: Who) -> Resources:
    """The process's resources as this request may use them: its tenant's, on behalf of whoever asks."""
    return replace(cast("Resources", request.app.state.resources), who=who)


async def owner(request: Request, response: Response, who: Who) -> str:
    """Under which name things are kept: a user's, or a guest's random one in a cookie, made at the first visit."""
    if who.owner:
        return who.owner
    name, secure = uuid4().hex, request.url.scheme == "https"
    response.set_cookie(GUEST_COOKIE, name, max_age=_YEAR_S, httponly=True, samesite="lax", secure=secure)
    return name


Res = Annotated[Resources, Depends(resources)]
Owner = Annotated[str, Depends(owner)]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=100,
        description="A name of your own for this write: sending it again changes nothing more.",
    ),
]

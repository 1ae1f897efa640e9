"""What a route may ask for: the process's resources, and who is asking."""

from __future__ import annotations

from typing import Annotated, cast
from uuid import uuid4

from fastapi import Depends, Header, Request, Response

from api.resources import Resources

_GUEST_COOKIE = "tripwright_guest"
_YEAR_S = 365 * 24 * 3600


def resources(request: Request) -> Resources:
    return cast("Resources", request.app.state.resources)


def guest(request: Request, response: Response) -> str:
    """Who is asking: a random name in a cookie, made at the first visit."""
    name = request.cookies.get(_GUEST_COOKIE)
    if name is None:
        name = uuid4().hex
        secure = request.url.scheme == "https"
        response.set_cookie(_GUEST_COOKIE, name, max_age=_YEAR_S, httponly=True, samesite="lax", secure=secure)
    return name


Res = Annotated[Resources, Depends(resources)]
Guest = Annotated[str, Depends(guest)]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=100,
        description="A name of your own for this write: sending it again changes nothing more.",
    ),
]

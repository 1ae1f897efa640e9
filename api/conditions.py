"""Changes that hold only for the version that their sender saw: If-Match (RFC 9110, section 13.1.1)."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Header, Response

from api.stack.representation import VERSION
from domain.errors import FieldError, InvalidRequest, Stale

_TAG = re.compile(r'^(?:W/)?"(\d{1,18})(?:-[0-9a-f]+)?"$')


def tell_version(response: Response, version: int) -> None:
    """Put the resource's version into the answer's ETag."""
    response.headers[VERSION] = str(version)


async def if_match(
    given: Annotated[
        str | None,
        Header(alias="If-Match", max_length=200, description="the ETag of the version to change; else 412"),
    ] = None,
) -> int | None:
    """The version that the sender saw; None: any. Raises InvalidRequest for what is no ETag of ours."""
    if given is None or given.strip() == "*":
        return None
    read = _TAG.match(given.strip())
    if read is None:
        raise InvalidRequest([FieldError("If-Match", "send the ETag of the resource as it was given")])
    return int(read[1])


ExpectedVersion = Annotated[int | None, Depends(if_match)]


def check_version(what: str, expected: int | None, now: int) -> None:
    """Raises Stale (412) where it was changed meanwhile; call it with the row locked."""
    if expected is not None and expected != now:
        raise Stale(f"the {what} is at version {now} now, not {expected}; read it again")

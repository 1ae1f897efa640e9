"""RFC 9457: every error leaves as one kind of document."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from domain.conflict import Wished


class FieldProblem(BaseModel):
    """One field that must change, as a dotted path into the body or query."""

    field: str
    message: str


class ChangeSince(BaseModel):
    """A version that came after the one that was seen."""

    version: int
    at: datetime
    by: str = Field(description='who asked for it: a name, or "Guest"; "" where nobody knows')
    what: tuple[str, ...]


class Problem(BaseModel):
    """application/problem+json (RFC 9457, July 2023)."""

    type: str = Field(default="about:blank", examples=["/problems/invalid-request"])
    title: str
    status: int
    detail: str
    instance: str = ""
    request_id: str = ""
    trace_id: str = ""
    errors: tuple[FieldProblem, ...] = ()
    conflict: tuple[Wished, ...] = Field(default=(), description="of a 422: the wishes that cannot be together")
    ways_out: tuple[str, ...] = ()
    since: tuple[ChangeSince, ...] = Field(default=(), description="of a 412: what changed meanwhile")


_TITLES = {
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    409: "Conflict",
    412: "It was changed meanwhile",
    413: "The body is too large",
    415: "Not this type of content",
    422: "The request cannot be served as it is",
    429: "Too many requests",
    502: "A provider did not answer",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, object]]:
    """OpenAPI's answers for the errors a route may give."""
    content: dict[str, object] = {"application/problem+json": {}}
    return {status: {"model": Problem, "description": _TITLES[status], "content": content} for status in statuses}

"""RFC 9457: every error leaves as one kind of document."""

from __future__ import annotations

from pydantic import BaseModel, Field


class FieldProblem(BaseModel):
    """One field that must change, as a dotted path into the body or query."""

    field: str
    message: str


class Problem(BaseModel):
    """application/problem+json (RFC 9457, July 2023)."""

    type: str = Field(default="about:blank", examples=["/problems/invalid-request"])
    title: str
    status: int
    detail: str
    instance: str = ""
    request_id: str = ""
    errors: tuple[FieldProblem, ...] = ()
    ways_out: tuple[str, ...] = ()


_TITLES = {404: "Not found", 409: "Conflict", 422: "The request cannot be served as it is"}


def refusals(*statuses: int) -> dict[int | str, dict[str, object]]:
    """OpenAPI's answers for the errors a route may give."""
    content: dict[str, object] = {"application/problem+json": {}}
    return {status: {"model": Problem, "description": _TITLES[status], "content": content} for status in statuses}

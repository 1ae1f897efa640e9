"""How a layer answers in a route's place, and what it asks of the process."""

from __future__ import annotations

from typing import cast

from fastapi.responses import JSONResponse
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from api.errors import answer_to
from api.problems import Problem
from api.resources import Resources
from api.stack.counts import Counts
from domain.errors import TripwrightError

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
CONNECTIONS = frozenset({"http", "websocket"})  # of which somebody is at the other end


def resources_of(scope: Scope) -> Resources:
    return cast("Resources", scope["app"].state.resources)


def address_of(scope: Scope) -> str:
    """The caller's, behind the trusted proxies."""
    client = scope.get("client")
    return str(client[0]) if client else ""


async def refuse(scope: Scope, receive: Receive, send: Send, error: TripwrightError) -> None:
    """Also instead of opening a socket, which then never is one."""
    await answer_to(HTTPConnection(scope), error)(scope, receive, send)


async def tell(
    scope: Scope,
    receive: Receive,
    send: Send,
    status: int,
    name: str,
    title: str,
    detail: str,
    headers: dict[str, str] | None = None,
) -> None:
    """A problem that none of our errors stands for; `name` is the last part of its type."""
    problem = Problem(
        type=f"/problems/{name}",
        title=title,
        status=status,
        detail=detail,
        instance=scope["path"],
        request_id=scope["state"].get("request_id", ""),
        trace_id=scope["state"].get("trace_id", ""),
    )
    answer = JSONResponse(
        problem.model_dump(mode="json"), status, media_type="application/problem+json", headers=headers
    )
    await answer(scope, receive, send)


def counts_of(scope: Scope) -> Counts:
    """The process's counts, made at the first use."""
    state = scope["app"].state
    if not hasattr(state, "counts"):
        state.counts = Counts(resources_of(scope).redis)
    return cast("Counts", state.counts)

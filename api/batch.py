"""Many operations in one request: each through all layers as its caller's own, side by side."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Annotated, Any, Literal, cast

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.types import ASGIApp, Scope

from api.problems import Problem
from api.stack.answering import counts_of
from api.stack.inside import Inside, Raw, ask
from api.stack.routing import index_of

MOST = 100
LIMIT_S = 30.0
_SIDE_BY_SIDE = 10  # at once, so that one batch leaves the database to others too
_PATH = r"^/v[1-3]/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*(\?[^\s#]*)?$"
# The caller's own; whatever describes the outer body or connection stays behind.
_HANDED_ON = frozenset(
    "authorization cookie x-api-key x-csrf-token origin sec-fetch-site x-tenant host user-agent accept-language"
    " traceparent x-forwarded-proto".split()
)


class Operation(BaseModel):
    """One request: POST creates, PATCH updates, DELETE deletes, GET reads."""

    model_config = ConfigDict(extra="forbid")

    method: Literal["GET", "POST", "PATCH", "DELETE"]
    path: Annotated[str, StringConstraints(pattern=_PATH, max_length=2000)] = Field(examples=["/v1/trips?limit=5"])
    id: str = Field(default="", max_length=100, description="a name of your own, told again with its result")
    body: Any = None
    if_match: str | None = Field(default=None, max_length=200, description="as the header If-Match")


class Batch(BaseModel):
    """Operations that do not depend on each other: they run side by side, in no order."""

    model_config = ConfigDict(extra="forbid")

    operations: list[Operation] = Field(min_length=1, max_length=MOST)


class Result(BaseModel):
    id: str
    status: int
    headers: dict[str, str] = Field(description="Location, ETag, Retry-After and Idempotency-Replayed where given")
    body: Any = Field(description="the resource, or the problem document; null: nothing")


class BatchSummary(BaseModel):
    total: int
    succeeded: int
    failed: int
    by_status: dict[str, int]


class BatchResults(BaseModel):
    """One result for each operation, in the order of the operations."""

    results: list[Result]
    summary: BatchSummary


async def run(request: Request, operations: list[Operation]) -> BatchResults:
    """All of them within 30 s; what is not done by then is told as 504, and undone."""
    turns = asyncio.Semaphore(_SIDE_BY_SIDE)
    deadline = asyncio.get_running_loop().time() + LIMIT_S

    async def one(place: int, operation: Operation) -> Result:
        try:
            async with asyncio.timeout_at(deadline), turns:
                return await _run_one(request, place, operation)
        except TimeoutError:
            return _problem(operation, 504, "timeout", f"no answer within {LIMIT_S:g} s of the batch")

    results = await asyncio.gather(*(one(place, operation) for place, operation in enumerate(operations)))
    summary = _summary(results)
    counts_of(request.scope).add("batch.requests")
    counts_of(request.scope).add("batch.operations", summary.total)
    counts_of(request.scope).add("batch.failed", summary.failed)
    return BatchResults(results=list(results), summary=summary)


async def _run_one(request: Request, place: int, operation: Operation) -> Result:
    app, path = cast("ASGIApp", request.app), operation.path.partition("?")[0]
    route = index_of(request.scope).find(operation.method, f"/v1/{path.split('/', 2)[2]}")
    if route.lasting or route.template == "/v1/batch":
        return _problem(operation, 422, "invalid-request", "streams, documents and batches are no part of a batch")
    body = b"" if operation.body is None else json.dumps(operation.body).encode()
    headers = list(_headers(request.scope, place, operation, body))
    answer = await ask(app, request.scope, operation.method, operation.path, headers, body)
    return _result(operation, answer)


def _headers(scope: Scope, place: int, operation: Operation, body: bytes) -> Iterator[tuple[bytes, bytes]]:
    for name, value in cast("Raw", scope["headers"]):
        if name.decode("latin-1").lower() in _HANDED_ON:
            yield name, value
        elif name == b"idempotency-key" and operation.method != "GET":  # each operation under one of its own
            yield name, sha256(value + f":{place}".encode()).hexdigest().encode()
    if operation.if_match is not None:
        yield b"if-match", operation.if_match.encode()
    if body:
        yield b"content-type", b"application/json"
        yield b"content-length", str(len(body)).encode()


_TOLD = ("location", "etag", "retry-after", "idempotency-replayed")


def _result(operation: Operation, answer: Inside) -> Result:
    told = {name: answer.headers[name] for name in _TOLD if name in answer.headers}
    is_json = "json" in answer.headers.get("content-type", "")
    body = json.loads(answer.body) if is_json and answer.body else answer.body.decode(errors="replace") or None
    return Result(id=operation.id, status=answer.status, headers=told, body=body)


def _problem(operation: Operation, status: int, name: str, detail: str) -> Result:
    problem = Problem(type=f"/problems/{name}", title=detail, status=status, detail=detail, instance=operation.path)
    return Result(id=operation.id, status=status, headers={}, body=problem.model_dump(mode="json"))


def _summary(results: list[Result]) -> BatchSummary:
    good = sum(result.status < 400 for result in results)
    by_status = Counter(str(result.status) for result in results)
    return BatchSummary(total=len(results), succeeded=good, failed=len(results) - good, by_status=dict(by_status))

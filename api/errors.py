"""Our errors as RFC 9457 problem documents, in one table."""

from __future__ import annotations

import math

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from api.people import told_since
from api.problems import FieldProblem, Problem
from domain.errors import (
    AgentTimeout,
    Conflict,
    DoneBefore,
    Forbidden,
    Infeasible,
    InvalidRequest,
    NotFound,
    ProviderError,
    Stale,
    TooMany,
    TripwrightError,
    Unauthenticated,
)

log = structlog.get_logger()

# The first row that fits: error, HTTP status, last part of its type, title.
TABLE: tuple[tuple[type[TripwrightError], int, str, str], ...] = (
    (InvalidRequest, 422, "invalid-request", "Something in the request must change"),
    (NotFound, 404, "not-found", "There is no such thing"),
    (Stale, 412, "stale", "It was changed meanwhile"),
    (DoneBefore, 409, "done-before", "It was done before"),
    (Conflict, 409, "conflict", "Not possible in this state"),
    (Unauthenticated, 401, "unauthenticated", "Sign in first"),
    (TooMany, 429, "too-many", "Too many requests"),
    (Forbidden, 403, "forbidden", "Not allowed"),
    (Infeasible, 422, "infeasible", "The wishes contradict each other"),
    (AgentTimeout, 504, "timeout", "It took too long"),
    (ProviderError, 502, "provider", "A provider did not answer"),
)


def problem_of(error: TripwrightError) -> Problem:
    for kind, status, name, title in TABLE:
        if isinstance(error, kind):
            return Problem(type=f"/problems/{name}", title=title, status=status, detail=str(error), **_more(error))
    return Problem(type="/problems/internal", title="Our fault", status=500, detail="Something went wrong on our side.")


def _more(error: TripwrightError) -> dict[str, tuple[object, ...]]:
    if isinstance(error, InvalidRequest):
        return {"errors": tuple(FieldProblem(field=e.field, message=e.message) for e in error.errors)}
    if isinstance(error, Infeasible):
        return {"conflict": error.conflict, "ways_out": error.ways_out}
    return {}


def _answer(request: HTTPConnection, problem: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    request_id = getattr(request.state, "request_id", "")
    trace_id = getattr(request.state, "trace_id", "")
    named = {"instance": request.url.path, "request_id": request_id, "trace_id": trace_id}
    told = problem.model_copy(update=named)
    return JSONResponse(
        told.model_dump(mode="json"), told.status, media_type="application/problem+json", headers=headers
    )


def answer_to(request: HTTPConnection, error: TripwrightError) -> JSONResponse:
    """The problem document of one of our errors."""
    request.state.error = error  # api/stack/metrics.py counts it by its type
    return _answer(request, problem_of(error), _headers(error))


async def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TripwrightError)
    if isinstance(error, Stale) and error.since:
        request.state.error = error
        return _answer(request, problem_of(error).model_copy(update={"since": await told_since(request, error)}))
    return answer_to(request, error)


def _headers(error: TripwrightError) -> dict[str, str] | None:
    match error:
        case TooMany():
            return {"Retry-After": str(max(1, math.ceil(error.retry_after_s)))}
        case Unauthenticated():
            return {"WWW-Authenticate": "Bearer"}
        case _:
            return None


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    request.state.error = error
    fields = tuple(
        FieldProblem(
            field=".".join(map(str, found["loc"][1:])) or str(found["loc"][0]),
            message=found["msg"].removeprefix("Value error, "),
        )
        for found in error.errors()
    )
    detail = "; ".join(f"{field.field}: {field.message}" for field in fields)
    title = "Something in the request must change"
    return _answer(
        request, Problem(type="/problems/invalid-request", title=title, status=422, detail=detail, errors=fields)
    )


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    request.state.error = error
    problem = Problem(title=str(error.detail), status=error.status_code, detail=str(error.detail))
    return _answer(request, problem, dict(error.headers or {}))


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("unexpected error", path=request.url.path, exc_info=error)
    return _answer(request, problem_of(TripwrightError()))


def install(app: FastAPI) -> None:
    app.add_exception_handler(TripwrightError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)

"""Every request observed: counted and timed by its route, traced, and kept as an error where it failed.

Plain ASGI, so that streams pass untouched. Labels are the templates of routes: a stranger cannot make new ones.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from infra.telemetry import metrics
from infra.telemetry.faults import report
from infra.telemetry.statistics import RECORDER
from infra.telemetry.tracing import TRACEPARENT, parent_of

tracer = trace.get_tracer("tripwright.api")
UNMATCHED = "unmatched"
PAGE = "page"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# Neither probes nor the page's own files say how well the API serves.
_NOT_SERVICE = frozenset({"/health", "/ready", "/version", "/metrics", UNMATCHED, PAGE})
_GONE = 499  # the caller left before the answer; nginx's number for it


@dataclass
class Seen:
    """What is known of an answer so far. `streams`: only its first byte says how fast it is."""

    status: int = 500
    streams: bool = False
    started: float = 0.0


class Observe:
    """Stands directly inside the request's id, outside everything that may answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen, begun = Seen(), time.perf_counter()

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                _note(seen, message)
            await send(message)

        metrics.ACTIVE_REQUESTS.inc()
        with tracer.start_as_current_span("request", context=_parent(scope), kind=SpanKind.SERVER) as span:
            try:
                await self._app(scope, receive, noting)
                seen.status = seen.status if seen.started else _GONE
            except asyncio.CancelledError:
                seen.status = seen.status if seen.started else _GONE
                raise
            except Exception as error:
                seen.status = 500
                scope.setdefault("state", {})["error"] = error
                raise
            finally:
                metrics.ACTIVE_REQUESTS.dec()
                _finish(scope, seen, begun, span)


def _note(seen: Seen, message: Message) -> None:
    seen.status, seen.started = message["status"], time.perf_counter()
    seen.streams = any(
        name == b"content-type" and value.startswith(b"text/event-stream") for name, value in message.get("headers", ())
    )


def _finish(scope: Scope, seen: Seen, begun: float, span: Span) -> None:
    """Into the metrics, the statistics, the trace and, from 400 on, the errors."""
    method, route = method_of(scope), route_of(scope)
    seconds = (seen.started if seen.streams else time.perf_counter()) - begun
    status = str(seen.status)
    metrics.REQUESTS.labels(method, route, status).inc()
    metrics.REQUEST_DURATION.labels(method, route).observe(seconds)
    tenant = getattr(scope.get("state", {}).get("tenant"), "id", "")
    if route not in _NOT_SERVICE:
        RECORDER.observe("requests", f"{method} {route}", seconds, status, tenant)
    if span.is_recording():
        _describe(span, scope, method, route, seen.status)
    if seen.status >= 400:
        _report(scope, f"{method} {route}", seen.status, tenant)


def _describe(span: Span, scope: Scope, method: str, route: str, status: int) -> None:
    span.update_name(f"{method} {route}")
    span.set_attributes(
        {
            "http.request.method": method,
            "http.route": route,
            "http.response.status_code": status,
            "tripwright.request_id": str(scope.get("state", {}).get("request_id", "")),
        }
    )
    if status >= 500:
        span.set_status(Status(StatusCode.ERROR))


class HttpError(Exception):
    """An answer of 400 or more that no exception of ours led to."""


def _report(scope: Scope, where: str, status: int, tenant: str) -> None:
    error = scope.get("state", {}).get("error")
    known = error if isinstance(error, BaseException) else HttpError(str(status))
    report(known, where, status=status, tenant=tenant)


def _parent(scope: Scope) -> Any:
    """The caller's trace, where it names one."""
    for name, value in scope["headers"]:
        if name == b"traceparent":
            return parent_of({TRACEPARENT: value.decode("latin-1")})
    return None


def method_of(scope: Scope) -> str:
    method = str(scope["method"])
    return method if method in _METHODS else "OTHER"


def route_of(scope: Scope) -> str:
    """The template of the route that answered, `page` for the page's files, or `unmatched`."""
    declared = scope.get("state", {}).get("declared")  # api/stack/routing.py knows it even of what was refused
    path = getattr(declared, "template", "") or getattr(scope.get("route"), "path", None)
    if path is None:
        return PAGE if scope.get("endpoint") is not None else UNMATCHED
    return PAGE if path in ("/", "/{name}", "/trips/{trip_id}") else str(path)

"""Jobs of the queue: they carry the context of whoever queued them, and each run of one is a span and is counted.

Connected by being imported, in producers and workers alike.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import structlog
from celery.signals import before_task_publish, task_failure, task_postrun, task_prerun
from opentelemetry import context as otel_context
from opentelemetry import trace
from opentelemetry.trace import SpanKind, Status, StatusCode

from infra.telemetry.faults import report
from infra.telemetry.metrics import JOB_DURATION, JOBS
from infra.telemetry.tracing import REQUEST_ID, carrier, parent_of, trace_id_of

tracer = trace.get_tracer("tripwright.jobs")
_STATE = "telemetry"


def _carry(headers: dict[str, Any] | None = None, **_: Any) -> None:
    if headers is not None:
        headers["tripwright"] = carrier()


def _begin(task: Any = None, **_: Any) -> None:
    carried = _carried(task)
    structlog.contextvars.clear_contextvars()
    bound = {"request_id": carried.get(REQUEST_ID, ""), "trace_id": trace_id_of(carried)}
    structlog.contextvars.bind_contextvars(**{key: value for key, value in bound.items() if value})
    span = tracer.start_span(f"job.{task.name}", context=parent_of(carried), kind=SpanKind.CONSUMER)
    token = otel_context.attach(trace.set_span_in_context(span))
    setattr(task.request, _STATE, (span, token, time.perf_counter()))


def _fail(sender: Any = None, exception: BaseException | None = None, **_: Any) -> None:
    if exception is not None:
        trace.get_current_span().record_exception(exception)
        trace.get_current_span().set_status(Status(StatusCode.ERROR, type(exception).__name__))
        report(exception, f"job {sender.name}")


def _end(task: Any = None, state: str | None = None, **_: Any) -> None:
    if (begun_job := getattr(task.request, _STATE, None)) is None:
        return
    span, token, begun = begun_job
    JOBS.labels(task.name, (state or "unknown").lower()).inc()
    JOB_DURATION.labels(task.name).observe(time.perf_counter() - begun)
    span.end()
    otel_context.detach(token)
    structlog.contextvars.clear_contextvars()


def _carried(task: Any) -> Mapping[str, str]:
    """What the job brought; a job of another version may bring nothing."""
    headers = task.request.headers or {}
    found = headers.get("tripwright") or getattr(task.request, "tripwright", None)
    return found if isinstance(found, dict) else {}


before_task_publish.connect(_carry)
task_prerun.connect(_begin)
task_failure.connect(_fail)
task_postrun.connect(_end)

"""A run as its logs, traces and figures know it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from opentelemetry import trace

from domain.events import Ending, Final
from infra.telemetry import metrics
from services.trips.run_input import RunInput

tracer = trace.get_tracer("tripwright.graph")
_USER = "user:"


@contextmanager
def observed(run: RunInput, tenant: str) -> Iterator[None]:
    """One span `graph.run`, whose tenant, user and run every log line in it names; a guest's name is a secret."""
    known = {"tenant_id": tenant, "run_id": str(run.run_id)}
    if run.owner.startswith(_USER):
        known["user_id"] = run.owner.removeprefix(_USER)
    attributes = {f"tripwright.{name}": value for name, value in known.items()}
    with (
        structlog.contextvars.bound_contextvars(**known),
        tracer.start_as_current_span("graph.run", attributes=attributes),
    ):
        yield


def count_end(event: Ending) -> None:
    """What came of a run, once it is recorded."""
    metrics.RUNS.labels(event.type).inc()
    if isinstance(event, Final):
        metrics.TRIPS_PLANNED.labels(str(event.certificate.valid).lower()).inc()

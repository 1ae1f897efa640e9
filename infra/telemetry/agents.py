"""One agent's work: a span `agent.operation`, its time in the metrics, its name on every log line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from opentelemetry import trace

from infra.telemetry.faults import report
from infra.telemetry.metrics import AGENT_DURATION
from infra.telemetry.statistics import RECORDER

tracer = trace.get_tracer("tripwright.agents")


@contextmanager
def agent_work(agent: str, operation: str, refusals: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Around one operation of an agent; what it raises is recorded and goes on its way.

    `refusals` say that what was asked for is impossible, which is no failure of the agent.
    """
    begun, outcome = time.perf_counter(), "ok"
    tenant = str(structlog.contextvars.get_contextvars().get("tenant_id", ""))
    with structlog.contextvars.bound_contextvars(agent=agent), tracer.start_as_current_span(f"{agent}.{operation}"):
        try:
            yield
        except asyncio.CancelledError:
            outcome = "cancelled"
            raise
        except refusals:
            outcome = "refused"
            raise
        except Exception as error:
            outcome = "failed"
            report(error, f"agent {agent}")
            raise
        finally:
            seconds = time.perf_counter() - begun
            AGENT_DURATION.labels(agent, outcome).observe(seconds)
            RECORDER.observe("agents", agent, seconds, outcome, tenant)

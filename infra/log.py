"""Structured logs: readable lines at a desk, JSON where a machine collects them (ELK, Loki, the OTLP collector).

Every line has a timestamp (UTC), a level (DEBUG, INFO, WARN, ERROR, FATAL), the service, and where they
are known request_id, trace_id, tenant_id, user_id and agent. Secrets and personal data are masked.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from opentelemetry import trace

from infra.masking import MASK, is_secret, masked

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_NAMES = {"warning": "WARN", "warn": "WARN", "critical": "FATAL", "exception": "ERROR"}
Event = MutableMapping[str, Any]


def configure(level: str, *, as_json: bool, service: str = "tripwright") -> None:
    """Set up logging for the process, the libraries' included; logs go to standard error, which is never an answer."""

    def of_service(_: Any, __: str, event: Event) -> Event:
        event.setdefault("service", service)
        return event

    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        name_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        of_service,
        with_trace,
    ]
    if as_json:
        shared.append(structlog.processors.format_exc_info)
    shared.append(mask_event)
    # Tracebacks with their local variables would print keys and passwords.
    at_a_desk = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    renderer = structlog.processors.JSONRenderer() if as_json else at_a_desk
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    if as_json:
        _adopt_libraries(shared, renderer, _LEVELS[level])


def _adopt_libraries(shared: list[structlog.typing.Processor], renderer: Any, level: int) -> None:
    """What libraries log through the standard library leaves in the same form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(max(level, logging.WARNING))


def name_level(_: Any, method: str, event: Event) -> Event:
    """One of DEBUG, INFO, WARN, ERROR, FATAL."""
    level = str(event.get("level", method))
    event["level"] = _NAMES.get(level, level.upper())
    return event


def with_trace(_: Any, __: str, event: Event) -> Event:
    """The id of the trace that runs; without one that of the request, where it is bound."""
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = f"{context.trace_id:032x}"
    return event


def mask_event(_: Any, __: str, event: Event) -> Event:
    """No secret and nothing personal in a line, by name or by look."""
    for key, value in event.items():
        if key not in ("timestamp", "level", "service", "exc_info"):
            event[key] = MASK if is_secret(key) else masked(value)
    return event


def bind_request(request_id: str, trace_id: str = "") -> None:
    """Every log line of this task carries the request's id, and its trace's (32 hex digits) where one is given."""
    structlog.contextvars.clear_contextvars()
    named = {"request_id": request_id, "trace_id": trace_id}
    structlog.contextvars.bind_contextvars(**{key: value for key, value in named.items() if value})

"""Traces by OpenTelemetry: sent by OTLP over HTTP where an endpoint is set, otherwise off at almost no cost.

A request's context travels with its job as `traceparent` (W3C Trace Context, November 2021) and
`request_id`, whether or not traces are sent: the logs of page, API and worker share them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import structlog
from opentelemetry import context as otel_context
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import IdGenerator, RandomIdGenerator
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from infra.settings import Settings

_PROPAGATOR = TraceContextTextMapPropagator()
_TRACE_ID = re.compile(r"^(?!0{32})[0-9a-f]{32}$")
TRACEPARENT, REQUEST_ID = "traceparent", "request_id"


class RequestIds(IdGenerator):
    """A trace that begins here takes the id under which its request is already known."""

    def __init__(self) -> None:
        self._random = RandomIdGenerator()

    def generate_trace_id(self) -> int:
        bound = str(structlog.contextvars.get_contextvars().get("trace_id", ""))
        return int(bound, 16) if _TRACE_ID.match(bound) else int(self._random.generate_trace_id())

    def generate_span_id(self) -> int:
        return int(self._random.generate_span_id())


def build_provider(settings: Settings, service: str, version: str, processor: SpanProcessor) -> TracerProvider:
    """A provider that samples so many of the traces that begin here, and follows the caller's choice otherwise."""
    resource = Resource.create(
        {
            "service.name": f"tripwright-{service}",
            "service.version": version,
            "deployment.environment.name": settings.environment,
        }
    )
    sampler = ParentBased(TraceIdRatioBased(settings.otel_sample_rate))
    provider = TracerProvider(sampler=sampler, resource=resource, id_generator=RequestIds(), shutdown_on_exit=False)
    provider.add_span_processor(processor)
    return provider


@contextmanager
def tracing(settings: Settings, service: str, version: str) -> Iterator[None]:
    """Send traces while the block runs, and what is left at its end; without an endpoint nothing happens."""
    endpoint = settings.otel_exporter_otlp_endpoint.rstrip("/")
    if not endpoint:
        yield
        return
    exporter = OTLPSpanExporter(endpoint=endpoint if endpoint.endswith("/v1/traces") else f"{endpoint}/v1/traces")
    provider = build_provider(settings, service, version, BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    try:
        yield
    finally:
        provider.shutdown()


def carrier() -> dict[str, str]:
    """What a job carries of the work that queues it."""
    carried: dict[str, str] = {}
    _PROPAGATOR.inject(carried)
    bound = structlog.contextvars.get_contextvars()
    if TRACEPARENT not in carried and _TRACE_ID.match(str(bound.get("trace_id", ""))):
        carried[TRACEPARENT] = f"00-{bound['trace_id']}-{RandomIdGenerator().generate_span_id():016x}-00"
    if "request_id" in bound:
        carried[REQUEST_ID] = str(bound["request_id"])
    return carried


def parent_of(carried: Mapping[str, str]) -> otel_context.Context:
    """The context that headers or a job carry, to start a span in."""
    return _PROPAGATOR.extract(dict(carried), context=otel_context.Context())


def trace_id_of(carried: Mapping[str, str]) -> str:
    """32 hex digits; empty where none is carried."""
    context = trace.get_current_span(parent_of(carried)).get_span_context()
    return f"{context.trace_id:032x}" if context.is_valid else ""

"""A provider that keeps its spans in memory, put under the tracers of the product's modules for one test."""

from __future__ import annotations

import importlib

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from infra.settings import Settings
from infra.telemetry.tracing import build_provider

TRACED = (
    "api.stack.metrics", "infra.telemetry.agents", "infra.telemetry.jobs", "infra.telemetry.queries",
    "tools.line.line", "workers.observing",
)  # fmt: skip


def in_memory(monkeypatch: pytest.MonkeyPatch, settings: Settings, modules=TRACED) -> InMemorySpanExporter:
    """Spans of the modules, from now until the test's end."""
    exporter = InMemorySpanExporter()
    provider = build_provider(settings, "test", "0", SimpleSpanProcessor(exporter))
    for name in modules:
        monkeypatch.setattr(importlib.import_module(name), "tracer", provider.get_tracer(name))
    return exporter


def path_to_root(span: ReadableSpan, spans: list[ReadableSpan]) -> list[str]:
    """Names from a span up to the one that nobody here is the parent of."""
    by_id = {one.context.span_id: one for one in spans}
    names = [span.name]
    while span.parent is not None and span.parent.span_id in by_id:
        span = by_id[span.parent.span_id]
        names.append(span.name)
    return names

"""The process's Prometheus instruments: one registry a process, which its own port or route tells.

A process here is one asyncio loop, so that nothing is shared between processes: Prometheus asks each.
Labels are route templates, agents, providers and outcomes, never paths, users or tenants.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REQUEST_BUCKETS_S = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0)
AGENT_BUCKETS_S = (1.0, 5.0, 10.0, 30.0, 60.0)
QUERY_BUCKETS_S = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0)

REGISTRY = CollectorRegistry()

REQUESTS = Counter("tripwright_requests", "Requests answered", ("method", "route", "status"), registry=REGISTRY)
REQUEST_DURATION = Histogram(
    "tripwright_request_duration_seconds",
    "Until the last byte of an answer; of event streams until the first",
    ("method", "route"),
    buckets=REQUEST_BUCKETS_S,
    registry=REGISTRY,
)
ACTIVE_REQUESTS = Gauge("tripwright_active_requests", "Requests being answered now", registry=REGISTRY)
ERRORS = Counter("tripwright_errors", "Failures on our side", ("type", "where"), registry=REGISTRY)

AGENT_DURATION = Histogram(
    "tripwright_agent_duration_seconds",
    "One node of the graph",
    ("agent", "outcome"),
    buckets=AGENT_BUCKETS_S,
    registry=REGISTRY,
)
JOBS = Counter("tripwright_jobs", "Jobs of the queue that ended", ("job", "outcome"), registry=REGISTRY)
JOB_DURATION = Histogram(
    "tripwright_job_duration_seconds", "One job", ("job",), buckets=AGENT_BUCKETS_S, registry=REGISTRY
)
QUEUE_DEPTH = Gauge("tripwright_queue_depth", "Jobs that wait for a worker", ("queue",), registry=REGISTRY)

QUERIES = Counter("tripwright_db_queries", "Statements sent to PostgreSQL", ("statement",), registry=REGISTRY)
QUERY_DURATION = Histogram(
    "tripwright_db_query_duration_seconds",
    "One statement",
    ("statement",),
    buckets=QUERY_BUCKETS_S,
    registry=REGISTRY,
)
SLOW_QUERIES = Counter("tripwright_db_slow_queries", "Statements beyond the limit", registry=REGISTRY)

PROVIDER_CALLS = Counter(
    "tripwright_provider_calls",
    "Calls to providers, those answered from memory included",
    ("capability", "provider", "outcome"),
    registry=REGISTRY,
)
PROVIDER_DURATION = Histogram(
    "tripwright_provider_duration_seconds",
    "Calls that reached for a provider",
    ("capability", "provider"),
    buckets=REQUEST_BUCKETS_S,
    registry=REGISTRY,
)
CACHE_LOOKS = Counter("tripwright_cache_looks", "Looks into a memory", ("cache", "result"), registry=REGISTRY)

SOCKETS = Gauge("tripwright_sockets", "Sockets open now", registry=REGISTRY)
SOCKETS_OPENED = Counter("tripwright_sockets_opened", "Sockets opened", registry=REGISTRY)
SOCKET_ROOMS = Gauge("tripwright_socket_rooms", "Rooms that sockets are in now", ("kind",), registry=REGISTRY)
SOCKET_MESSAGES = Counter("tripwright_socket_messages", "Messages over sockets", ("direction",), registry=REGISTRY)
SOCKET_CLOSES = Counter("tripwright_sockets_closed", "Sockets that ended", ("code",), registry=REGISTRY)

DEPENDENCY_UP = Gauge("tripwright_dependency_up", "Whether it answers: 1 or 0", ("name",), registry=REGISTRY)

BREAKER_STATE = Gauge(
    "tripwright_breaker_state",
    "0 closed, 1 half-open, 2 open; of several tenants' the worst",
    ("capability", "provider"),
    registry=REGISTRY,
)

RUNS = Counter("tripwright_runs", "Runs that came to an end or a question", ("outcome",), registry=REGISTRY)
TRIPS_PLANNED = Counter(
    "tripwright_trips_planned",
    "Versions of trips made, by whether they are certified",
    ("verified",),
    registry=REGISTRY,
)
BOOKINGS_CLICKED = Counter("tripwright_bookings_clicked", "Booking links followed", registry=REGISTRY)
REGISTRATIONS = Counter("tripwright_registrations", "Accounts made", registry=REGISTRY)


def provider_called(capability: str, provider: str, outcome: str, latency_s: float, *, reached: bool) -> None:
    """One call to a provider; `reached`: it was not answered from memory or stopped by ourselves."""
    PROVIDER_CALLS.labels(capability, provider, outcome).inc()
    if reached:
        PROVIDER_DURATION.labels(capability, provider).observe(latency_s)
    if outcome in ("cached", "shared"):
        CACHE_LOOKS.labels("answers", "hit").inc()
    elif reached:
        CACHE_LOOKS.labels("answers", "miss").inc()

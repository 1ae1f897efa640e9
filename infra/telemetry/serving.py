"""A worker has no routes: it tells its metrics on a port of its own.

Prometheus asks each worker rather than all pushing to one place: one that is gone is then seen to be gone
(`up`), and no figure of a dead process lingers.
"""

from __future__ import annotations

import structlog
from prometheus_client import start_http_server

from infra.settings import Settings
from infra.telemetry.metrics import REGISTRY

log = structlog.get_logger()


def serve_metrics(settings: Settings) -> bool:
    """Whether it listens; a port that is taken is no reason not to work."""
    if not settings.worker_metrics_port:
        return False
    try:
        start_http_server(settings.worker_metrics_port, settings.worker_metrics_host, registry=REGISTRY)
    except OSError as error:
        log.warning("metrics are not served", port=settings.worker_metrics_port, error=str(error))
        return False
    return True

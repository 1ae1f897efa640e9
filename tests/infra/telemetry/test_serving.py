from __future__ import annotations

import httpx

from infra.settings import Settings
from infra.telemetry.presence import BreakerState, tell_breakers
from infra.telemetry.serving import serve_metrics
from tests.conftest import free_port


def test_a_worker_tells_its_metrics_on_a_port_of_its_own():
    settings = Settings(worker_metrics_port=free_port())
    assert serve_metrics(settings)
    tell_breakers(
        [BreakerState("a:rates:x", "closed"), BreakerState("b:rates:x", "open"), BreakerState("a:rates:y", "half-open")]
    )
    told = httpx.get(f"http://127.0.0.1:{settings.worker_metrics_port}/metrics").text
    assert "tripwright_agent_duration_seconds" in told
    assert 'tripwright_breaker_state{capability="rates",provider="x"} 2.0' in told
    assert 'tripwright_breaker_state{capability="rates",provider="y"} 1.0' in told
    assert not serve_metrics(settings)  # the port is taken: the worker works all the same


def test_without_a_port_it_does_not_listen():
    assert not serve_metrics(Settings(worker_metrics_port=0))

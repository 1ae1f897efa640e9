"""The product as it runs: one trace over the wire from the page's request to a worker's statement, and its logs."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.conftest import _worker_number, free_port, running_product

pytestmark = pytest.mark.slow
TRACE = "0af7651916cd43dd8448eb211c80319c"
WISH = "2 days in Kyoto from 12 April 2027, two of us, temples"


class Collector(ThreadingHTTPServer):
    """Takes what an OTLP exporter sends, as a collector does."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.spans: list[tuple[str, str, str]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Taking(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["Content-Length"])))
        for found in body.resource_spans:
            service = next(one.value.string_value for one in found.resource.attributes if one.key == "service.name")
            for scoped in found.scope_spans:
                self.server.spans += [(service, span.trace_id.hex(), span.name) for span in scoped.spans]
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def collector() -> Iterator[Collector]:
    server = Collector()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_page_api_and_worker_are_one_trace(collector, test_data_dir):
    number, port = _worker_number(), free_port()
    told = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.address, "OTEL_BSP_SCHEDULE_DELAY": "200", "WORKER_METRICS_PORT": str(port),
        "METRICS_ALLOW": '["127.0.0.0/8"]',
    }  # fmt: skip
    with (
        running_product(test_data_dir, f"traced_{number}", (12 + number) % 16, **told) as url,
        httpx.Client(base_url=url, timeout=120) as page,  # one guest: nobody else follows their run
    ):
        headers = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
        started = page.post("/v1/trips", json={"message": WISH}, headers=headers)
        assert started.status_code == 202
        assert started.headers["x-trace-id"] == TRACE
        events = page.get(started.json()["run"]["events"]).text
        assert '"type":"final"' in events, events[-500:]
        _until(lambda: "job.runs.drive" in _names(collector, "tripwright-worker"))  # it ends last
        of_api, of_worker = _names(collector, "tripwright-api"), _names(collector, "tripwright-worker")
        assert {"POST /v1/trips", "postgresql.insert"} <= of_api
        assert {"job.runs.drive", "graph.run", "discovery.run", "places.atlas", "postgresql.update"} <= of_worker
        worker = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=10).text
        assert 'tripwright_trips_planned_total{verified="true"} 1.0' in worker
        assert 'tripwright_jobs_total{job="runs.drive",outcome="success"} 1.0' in worker
        assert 'route="/v1/trips",status="202"} 1.0' in page.get("/metrics").text
        workers = next(one for one in page.get("/ready").json()["checks"] if one["name"] == "workers")
        assert workers["detail"] == "1 workers"
        assert page.get("/v1/status").json()["state"] in ("ok", "degraded")


def _names(collector: Collector, service: str) -> set[str]:
    return {name for found, trace_id, name in collector.spans if found == service and trace_id == TRACE}


def _until(holds, within_s: float = 20.0) -> None:
    deadline = time.monotonic() + within_s
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.1)

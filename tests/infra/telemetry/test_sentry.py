from __future__ import annotations

import json

import httpx
import pytest
import sentry_sdk
from fastapi import FastAPI
from pydantic import SecretStr
from sentry_sdk.transport import Transport

from api.stack.metrics import Observe
from infra.settings import Settings
from infra.telemetry.faults import report
from infra.telemetry.sentry import TRACES_SAMPLE_RATE, start_sentry

DSN = "https://public@sentry.invalid/1"


class Captured(Transport):
    """Takes the place of the network."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[tuple[str, dict]] = []

    def capture_envelope(self, envelope):
        self.items += [
            (item.type, json.loads(item.get_bytes()))
            for item in envelope.items
            if item.type in ("event", "transaction")
        ]

    def of(self, kind: str) -> list[dict]:
        return [body for found, body in self.items if found == kind]


@pytest.fixture
def captured():
    transport = Captured()
    assert start_sentry(Settings(sentry_dsn=SecretStr(DSN), environment="test"), "api", "1.2.3", transport)
    yield transport
    sentry_sdk.get_client().close(timeout=0)
    sentry_sdk.init(default_integrations=False, auto_enabling_integrations=False)  # off again


@pytest.fixture
async def client(captured):
    app = FastAPI()
    app.add_middleware(Observe)

    @app.post("/v1/trips/{trip_id}")
    async def bug(trip_id: str):
        raise KeyError("no card 4242 4242 4242 4242 for ada@example.org")

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


async def test_a_bug_is_sent_once_without_cookies_keys_bodies_or_people(client, captured):
    headers = {
        "Cookie": "tripwright_guest=c00c1e", "Authorization": "Bearer s3cr3t-s3cr3t", "X-API-Key": "sk_live_s3cr3t99",
        "X-Forwarded-For": "203.0.113.7", "Accept": "application/json",
    }  # fmt: skip
    await client.post("/v1/trips/7", headers=headers, content=b"ada says hello")
    (event,) = captured.of("event")
    told = json.dumps(event)
    for secret in ("c00c1e", "s3cr3t", "203.0.113.7", "ada says", "ada@example", "4242 4242"):
        assert secret not in told, secret
    assert event["exception"]["values"][-1]["type"] == "KeyError"
    assert event["transaction"] == "/v1/trips/{trip_id}"
    assert event["release"] == "tripwright@1.2.3"
    assert event["environment"] == "test"
    names = {name.lower() for name in event["request"]["headers"]}
    assert "accept" in names
    assert not names & {"cookie", "authorization", "x-api-key"}


def test_a_tenth_of_the_traces_is_kept(captured):
    assert TRACES_SAMPLE_RATE == 0.1
    assert sentry_sdk.get_client().options["traces_sample_rate"] == 0.1
    assert sentry_sdk.get_client().options["send_default_pii"] is False


def test_what_a_worker_reports_is_sent_and_a_caller_s_own_error_is_not(captured):
    report(ValueError("x"), "job runs.drive")
    report(LookupError("y"), "GET /v1/x", status=404)
    assert [event["exception"]["values"][-1]["type"] for event in captured.of("event")] == ["ValueError"]


def test_without_a_dsn_it_is_off():
    assert not start_sentry(Settings(sentry_dsn=None), "api", "1")

"""Whatever the OpenAPI document allows, no route may answer with a fault of ours (5xx)."""

from __future__ import annotations

import time

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings

from domain.identity import Role
from tests.api.signing_in import sign_in
from tests.api.stack.serving import built, serving

_EACH = 6  # examples an operation
_LIMIT_S = 50.0
# 502 and 503 are said on purpose, where somebody outside is not there; and these never end or ask strangers.
_FAULTS = {500, 501, 504, 505}
_ELSEWHERE = ("/events", "/v1/notifications/stream", "/v1/search/")


@pytest.mark.slow
async def test_no_request_that_the_document_allows_is_a_fault_of_ours(settings):
    begun, found = time.monotonic(), []
    async with serving(settings, request_timeout_s=10) as client:
        headers = await sign_in(client, settings, roles={Role.ADMIN})
        operations = [
            one.ok() for one in schemathesis.openapi.from_dict(built(settings).openapi()).get_all_operations()
        ]
        asked = [one for one in operations if not any(part in one.path for part in _ELSEWHERE)]
        assert len(asked) > 50
        drawn = {operation.label: _examples(operation) for operation in asked}
        for turn in range(_EACH):
            for operation in asked:
                if time.monotonic() - begun > _LIMIT_S:
                    break
                cases = drawn[operation.label]
                case = cases[turn % len(cases)]
                answer = await _sent(client, case, headers if turn % 2 else {})
                if answer.status_code in _FAULTS:
                    found.append((operation.label, case.as_curl_command(), answer.status_code))
    assert found == []


def _examples(operation) -> list:
    """Of the operation, the same in every run; it may allow fewer than we would try."""
    kept = []

    @hypothesis_settings(
        max_examples=_EACH,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def draw(case):
        kept.append(case)

    draw()
    return kept


async def _sent(client: httpx.AsyncClient, case, headers: dict[str, str]) -> httpx.Response:
    parts = case.as_transport_kwargs(base_url="http://test")
    parts = {name: value for name, value in parts.items() if value and name != "cookies"}
    parts["headers"] = {**dict(parts.get("headers") or {}), **headers}
    if "data" in parts and isinstance(parts["data"], (bytes, str)):
        parts["content"] = parts.pop("data")
    try:
        request = client.build_request(**parts)
        request.read()  # or the application would find out that the client cannot write its body
        return await client.send(request)
    except (
        httpx.InvalidURL,
        UnicodeError,
        ValueError,
        AttributeError,
        TypeError,
    ):  # what the client itself cannot send
        return httpx.Response(400)

"""A product elsewhere as a house: over HTTP, with the key of whoever started this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx

from api.dialects.house import Answer, Refused
from domain.events import TERMINAL, LoggedEvent
from infra.events import START

_AGAIN_S = 1.0
_TRIES = 5  # in a row, without a single event between


class Remote:
    """`client` has the product's address and the credentials."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def ask(self, method: str, path: str, body: Any = None, key: str | None = None) -> Answer:
        headers = {"Idempotency-Key": key} if key else {}
        try:
            found = await self._client.request(method, path, json=body, headers=headers)
        except httpx.TransportError as error:
            raise Refused(_away(error)) from error
        return Answer(found.status_code, {name.lower(): value for name, value in found.headers.items()}, found.content)

    async def follow(self, run_id: UUID, after: str = START) -> AsyncIterator[LoggedEvent | None]:
        """Goes on after the last event where the connection breaks."""
        failures = 0
        while True:
            try:
                async for logged in self._read(run_id, after):
                    failures, after = 0, logged.id if logged else after
                    yield logged
                    if logged and logged.event.type in TERMINAL:
                        return
            except httpx.TransportError as error:
                failures += 1
                if failures >= _TRIES:
                    raise Refused(_away(error)) from error
                await asyncio.sleep(_AGAIN_S)

    async def _read(self, run_id: UUID, after: str) -> AsyncIterator[LoggedEvent | None]:
        headers = {"Last-Event-ID": after}
        async with self._client.stream("GET", f"/v1/runs/{run_id}/events", headers=headers) as answer:
            if answer.status_code >= 400:
                raise Refused(Answer(answer.status_code, dict(answer.headers), await answer.aread()))
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    yield LoggedEvent.model_validate_json(line.removeprefix("data: "))
                elif line.startswith(":"):
                    yield None


def _away(error: Exception) -> Answer:
    return Answer(503, {}, b'{"detail": "Tripwright cannot be reached: %s"}' % type(error).__name__.encode())

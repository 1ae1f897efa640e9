"""What goes wrong on the wire, as middleware around any emulator.

Faults are set by `POST /_faults` as {"provider": name or "*", "fault": …, "times": how often, absent: always}
and taken away by `DELETE /_faults`. `GET /_calls` counts what was asked of each provider.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

FAULTS = (
    "rate_limit",  # 429 with Retry-After
    "server_error",  # 500
    "forbidden",  # 403
    "slow",  # the answer drips in, a few bytes at a time
    "hang",  # the request is taken and nothing comes
    "cut",  # half of the answer, then the connection is gone
    "wrong_type",  # a page of HTML with status 200
    "truncated",  # half of the JSON, as if it were all
    "invalid_json",  # text that is no JSON
    "empty",  # an empty object
    "drift",  # fields that nobody documented, and documented ones missing
    "skew",  # a server whose clock is three days off
)
_DRIP_S = 0.25
_DRIP_PARTS = 24
RETRY_AFTER_S = 30


@dataclass
class Faults:
    """Which providers fail how, and how often still; None: always."""

    of: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)

    def set(self, provider: str, fault: str, times: int | None = None) -> None:
        if fault not in FAULTS:
            raise ValueError(f"fault: {fault!r} is none of {', '.join(FAULTS)}")
        self.of[provider] = (fault, times)

    def clear(self) -> None:
        self.of.clear()
        self.calls.clear()

    def take(self, provider: str) -> str | None:
        """The fault of the next answer."""
        self.calls[provider] += 1
        key = provider if provider in self.of else "*"
        fault, left = self.of.get(key, (None, None))
        if fault is not None and left is not None:
            if left <= 1:
                del self.of[key]
            else:
                self.of[key] = (fault, left - 1)
        return fault


class FaultByPath:
    """`/_fault/{fault}/{provider}/…` is `/{provider}/…` with that fault, whatever is set: for askers at the same time."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", ""))
        if path.startswith("/_fault/"):
            _, _, fault, rest = path.split("/", 3)
            scope = {**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode(), "fault": fault}
        await self._app(scope, receive, send)


class Faulty:
    """An emulator behind a bad line."""

    def __init__(self, app: ASGIApp, provider: str, faults: Faults) -> None:
        self._app, self._provider, self._faults = app, provider, faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":  # somebody looks whether there is anybody: faults are of the answers
            await _answer(send, 404, b"")
            return
        match scope.get("fault") or self._faults.take(self._provider):
            case None:
                await self._app(scope, receive, send)
            case "hang":
                await asyncio.sleep(3600)
            case "rate_limit":
                await _answer(send, 429, b'{"error":"too many requests"}', {"retry-after": str(RETRY_AFTER_S)})
            case "server_error":
                await _answer(send, 500, b'{"error":"internal"}')
            case "forbidden":
                await _answer(send, 403, b'{"error":"forbidden"}')
            case "wrong_type":
                await _answer(send, 200, b"<html><body>Please log in</body></html>", {"content-type": "text/html"})
            case "invalid_json":
                await _answer(send, 200, b'{"results": [NaN,, oops')
            case "empty":
                await _answer(send, 200, b"{}")
            case "slow":
                await self._app(scope, receive, _Dripping(send))
            case "cut":
                await self._app(scope, receive, _Cut(send))
            case bent:
                assert bent is not None
                await self._bent(bent, scope, receive, send)

    async def _bent(self, fault: str, scope: Scope, receive: Receive, send: Send) -> None:
        """The whole answer, changed."""
        start, body = await _whole(self._app, scope, receive)
        headers = {name.decode(): value.decode() for name, value in start["headers"]}
        if fault == "truncated":
            body = body[: len(body) // 2]
        elif fault == "drift":
            body = drifted(body)
        elif fault == "skew":
            headers["date"] = format_datetime(datetime.now(UTC) - timedelta(days=3), usegmt=True)
        headers["content-length"] = str(len(body))
        await _answer(send, start["status"], body, headers)


def drifted(body: bytes) -> bytes:
    """JSON with an unknown field in every object and the last known one of each missing; events line by line."""
    if body.lstrip()[:1] in (b"{", b"["):
        try:
            return json.dumps(_drift(json.loads(body))).encode()
        except ValueError:
            return body
    lines = []
    for line in body.split(b"\n"):
        event = line.startswith(b"data: {")
        lines.append(b"data: " + json.dumps(_drift(json.loads(line[6:]))).encode() if event else line)
    return b"\n".join(lines)


def _drift(value: Any) -> Any:
    if isinstance(value, list):
        return [_drift(one) for one in value]
    if isinstance(value, dict):
        kept = list(value)[:-1] if len(value) > 1 else list(value)
        return {name: _drift(value[name]) for name in kept} | {"x_unknown": {"nested": [1, None, "?"]}}
    return value


async def _answer(send: Send, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
    told = {"content-type": "application/json", "content-length": str(len(body))} | (headers or {})
    await send({"type": "http.response.start", "status": status, "headers": _raw(told)})
    await send({"type": "http.response.body", "body": body})


async def _whole(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
    said: list[Message] = []

    async def hear(message: Message) -> None:
        said.append(message)

    await app(scope, receive, hear)
    body = b"".join(message.get("body", b"") for message in said if message["type"] == "http.response.body")
    return said[0], body


def _raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


class _Dripping:
    """Sends every body in many small parts with pauses between them."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        body = message.get("body", b"")
        if message["type"] != "http.response.body" or not body:
            await self._send(message)
            return
        size = max(1, len(body) // _DRIP_PARTS)
        parts = [body[at : at + size] for at in range(0, len(body), size)]
        for part in parts[:-1]:
            await self._send({"type": "http.response.body", "body": part, "more_body": True})
            await asyncio.sleep(_DRIP_S)
        await self._send({**message, "body": parts[-1]})


class Cut(Exception):
    """Makes the server drop the connection."""


class _Cut:
    """Lets half of the first body through, or the first event of a stream, and breaks off."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._bodies = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        self._bodies += 1
        body = message.get("body", b"")
        streamed = message.get("more_body", False)
        if streamed and self._bodies <= 2:
            await self._send(message)
            return
        if not streamed or body:
            await self._send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        raise Cut

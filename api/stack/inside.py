"""A request to our own application from within, through every layer, without a connection."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Scope

Raw = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Inside:
    """An answer that is whole."""

    status: int
    headers: dict[str, str]
    body: bytes


async def ask(app: ASGIApp, outer: Scope, method: str, address: str, headers: Raw, body: bytes) -> Inside:
    """What the application answers; `outer` is the request on whose behalf, whose server and caller it keeps."""
    path, _, query = address.partition("?")
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": outer["asgi"],
        "http_version": "1.1",
        "method": method,
        "scheme": outer["scheme"],
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": list(headers),
        "server": outer.get("server"),
        "client": outer.get("client"),
        "state": {},
    }
    sent: list[Message] = []
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:  # nobody hangs up from within
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, parts = sent[0], sent[1:]
    told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start["headers"]}
    return Inside(start["status"], told, b"".join(part.get("body", b"") for part in parts))

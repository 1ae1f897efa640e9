"""Errors in OpenAI's shape, whichever layer they come from: {"error": {"message", "type", "param", "code"}}."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OURS = re.compile(r"^(?:/t/[a-z0-9-]{1,63})?/v1/(?:chat/completions|models(?:/[^/]+)?)$")
_PROBLEM = b"application/problem+json"
# Status of ours: theirs, type and code (https://platform.openai.com/docs/guides/error-codes, read November 2026).
_TABLE: dict[int, tuple[int, str, str | None]] = {
    401: (401, "invalid_request_error", "invalid_api_key"),
    403: (403, "invalid_request_error", "permission_denied"),
    404: (404, "invalid_request_error", "not_found"),
    409: (409, "invalid_request_error", "conflict"),
    413: (413, "invalid_request_error", "too_large"),
    422: (400, "invalid_request_error", "invalid_value"),
    429: (429, "rate_limit_error", "rate_limit_exceeded"),
}


class OpenAiErrors:
    """Outside of all layers; whatever is not for the dialect's routes, or no problem, passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _OURS.match(scope["path"]):
            await self._app(scope, receive, _Turning(send).send)
        else:
            await self._app(scope, receive, send)


class _Turning:
    """Holds a problem document back until it is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_problem(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        plain = gzip.decompress(self._body) if headers.get("content-encoding") == "gzip" else self._body
        status, error = error_of(json.loads(plain))
        body = json.dumps({"error": error}, ensure_ascii=False).encode()
        del headers["content-encoding"]
        headers["content-type"], headers["content-length"] = "application/json", str(len(body))
        if status == 409:
            headers["x-should-retry"] = "false"  # their SDK would ask again, and be told the same
        await self._send({**start, "status": status, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})


def error_of(problem: dict[str, Any]) -> tuple[int, dict[str, str | None]]:
    """Status and error of one of our problem documents."""
    ours = int(problem.get("status", 500))
    other = (400, "invalid_request_error", None) if ours < 500 else (ours, "server_error", "server_error")
    status, kind, code = _TABLE.get(ours, other)
    fields = problem.get("errors") or ()
    param = fields[0]["field"] if fields else None
    if param == "model" and problem.get("type", "").endswith("not-found"):
        code = "model_not_found"
    return status, {"message": problem.get("detail") or problem.get("title", ""), "type": kind, "param": param} | {
        "code": code
    }


def _is_problem(start: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(_PROBLEM) for name, value in start["headers"])

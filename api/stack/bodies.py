"""What may come in: how much, of which type, and without characters that no text needs."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.declarations import Accepts
from api.stack.answering import SAFE, counts_of, tell
from api.stack.cleaning import cleaned
from api.stack.routing import declared
from api.uploads import is_what_it_says

_NO_BODY = "http.disconnect"
_CONTROL = frozenset(range(32)) | {127}


class _TooLarge(Exception):
    """More bytes than the route takes."""


class BodyLimits:
    """Reads a write's whole body before its route does: 413 too large, 415 of another type, 400 unreadable path.

    JSON is handed on without control characters; what they were is counted.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _unreadable(scope):
            counts_of(scope).add("input.refused")
            detail = "control characters have no place in an address"
            await tell(scope, receive, send, 400, "malformed", "The address cannot be read", detail)
        elif scope["method"] in SAFE:
            await self._app(scope, receive, send)
        else:
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        accepts, headers = declared(scope).accepts, Headers(scope=scope)
        try:
            body = await _read(receive, headers, accepts.most_bytes)
        except _TooLarge:
            detail = f"no more than {accepts.most_bytes:,} bytes here"
            await tell(scope, receive, send, 413, "too-large", "The body is too large", detail)
            return
        if body is None:
            return  # nobody waits for an answer
        kind = headers.get("content-type", "").split(";")[0].strip().lower()
        if wrong := _wrong_type(accepts, kind, body):
            await tell(scope, receive, send, 415, "unsupported-type", "Not this type of content", wrong)
            return
        if kind.endswith("json") and not declared(scope).crosses_sites:
            body = _clean(scope, body)
        await self._app(scope, _replaying(body, receive), send)


def _unreadable(scope: Scope) -> bool:
    """Whether the address holds control characters; the query of a page or a way out may be anybody's campaign."""
    in_query = scope["path"].startswith("/v1/") and _has_control(scope["query_string"])
    return _has_control(scope["raw_path"]) or in_query


async def _read(receive: Receive, headers: Headers, most: int) -> bytes | None:
    """The body; None where the caller has gone. Raises _TooLarge without reading on."""
    length = headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise _TooLarge
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == _NO_BODY:
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > most:
            raise _TooLarge
    return b"".join(parts)


def _replaying(body: bytes, receive: Receive) -> Receive:
    """The body once more in one piece, and then whatever else comes (a disconnect)."""
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _wrong_type(accepts: Accepts, kind: str, body: bytes) -> str:
    if not body:
        return ""
    if not any(kind == one or (one.endswith("/") and kind.startswith(one)) for one in accepts.types):
        return f"send {' or '.join(accepts.types)}, not {kind or 'a body without a type'}"
    return "" if is_what_it_says(body, kind) else f"the content is no {kind}"


def _clean(scope: Scope, body: bytes) -> bytes:
    result = cleaned(body)
    for name, count in result.counts.items():
        counts_of(scope).add(f"input.{name}", count)
    scope["headers"] = [
        (name, str(len(result.body)).encode() if name == b"content-length" else value)
        for name, value in scope["headers"]
    ]
    return result.body


def _has_control(raw: bytes | None) -> bool:
    return raw is not None and b"%" in raw and not _CONTROL.isdisjoint(unquote_to_bytes(raw))

"""A name for every request and the trace it belongs to, in its logs and in its answer; who really calls."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.stack.answering import CONNECTIONS
from infra.log import bind_request
from infra.networks import Network, within

_GIVEN = re.compile(r"^[A-Za-z0-9._-]{8,100}$")
_TRACEPARENT = re.compile(r"^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$")


class RequestId:
    """Takes the caller's X-Request-ID or makes one, and joins its trace (W3C Trace Context, 2021) or begins one.

    Behind trusted proxies the caller is the first address, from the right, that is none of theirs.
    """

    def __init__(self, app: ASGIApp, trusted_proxies: Sequence[str] = ()) -> None:
        self._app = app
        self._trusted = tuple(ip_network(one, strict=False) for one in trusted_proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in CONNECTIONS:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._trusted:
            _unmask(scope, headers, self._trusted)
        given = headers.get("x-request-id", "")
        request_id = given if _GIVEN.match(given) else secrets.token_hex(16)
        trace_id = _trace_of(headers)
        # A server may hand every request the same state of its lifespan: this one's is its own.
        scope["state"] = {**(scope.get("state") or {}), "request_id": request_id, "trace_id": trace_id}
        bind_request(request_id, trace_id)

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                answer["X-Request-ID"] = request_id
                answer["X-Trace-Id"] = scope["state"]["trace_id"]
            await send(message)

        await self._app(scope, receive, named)


def _trace_of(headers: Headers) -> str:
    read = _TRACEPARENT.match(headers.get("traceparent", ""))
    return read[1] if read is not None and set(read[1]) != {"0"} else secrets.token_hex(16)


def _unmask(scope: Scope, headers: Headers, trusted: Sequence[Network]) -> None:
    client = scope.get("client")
    if client is None or not within(client[0], trusted):
        return
    for hop in reversed(headers.get("x-forwarded-for", "").split(",")):
        if not _is_address(hop.strip()):
            break
        scope["client"] = (hop.strip(), 0)
        if not within(hop.strip(), trusted):
            break
    if (scheme := headers.get("x-forwarded-proto", "")) in ("http", "https"):
        scope["scheme"] = scheme


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True

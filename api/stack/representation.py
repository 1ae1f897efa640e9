"""A resource as its reader wants it: only some fields, and nothing at all where nothing changed."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.stack.answering import refuse
from domain.errors import FieldError, InvalidRequest

VERSION = "x-resource-version"
_LISTED = "items"


class Representation:
    """For GETs of JSON: `?fields=a,b`, an ETag by content (RFC 9110, section 8.8.3), 304 for If-None-Match.

    A route that names the resource's version (`api.conditions.tell_version`) gets it into its ETag, to be
    sent back as If-Match.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith("/v1/"):
            await self._app(scope, receive, _Shaping(scope, receive, send).send)
        else:
            await self._app(scope, receive, send)


class _Shaping:
    """Holds back an answer of JSON until it is whole; whatever else passes as it comes."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_shapeable(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body, wanted = b"".join(self._parts), _wanted(self._scope)
        if wanted:
            try:
                body = sparse(body, wanted)
            except InvalidRequest as error:
                await refuse(self._scope, self._receive, self._send, error)
                return
        headers = MutableHeaders(scope=start)
        tag = headers.setdefault("etag", _tag(body, headers.get(VERSION)))
        headers.setdefault("cache-control", "private, no-cache")
        if _matches(tag, Headers(scope=self._scope).get("if-none-match", "")):
            start, body = {**start, "status": 304}, b""
            del headers["content-length"], headers["content-type"]
            start["headers"] = headers.raw
        else:
            headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_shapeable(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == 200 and headers.get("content-type", "").startswith("application/json")


def _wanted(scope: Scope) -> tuple[str, ...]:
    if b"fields=" not in scope["query_string"]:
        return ()
    given = parse_qs(scope["query_string"].decode("latin-1")).get("fields", [])
    return tuple(name.strip() for one in given for name in one.split(",") if name.strip())


def sparse(body: bytes, wanted: tuple[str, ...]) -> bytes:
    """Only the wanted fields of a resource, or of each item of a list; `a.b` is a field within a field.

    Raises InvalidRequest for one that none of them has.
    """
    content = json.loads(body)
    items = content.get(_LISTED) if isinstance(content, dict) else content
    things = items if isinstance(items, list) else [content]
    if things and all(isinstance(one, dict) for one in things):
        known = {name for one in things for name in one}
        if strangers := [name for name in wanted if name.split(".")[0] not in known]:
            message = f"{', '.join(strangers)}: no such field; there are {', '.join(sorted(known))}"
            raise InvalidRequest([FieldError("fields", message)])
    chosen = [_chosen(one, wanted) for one in things]
    if isinstance(items, list):
        content = {**content, _LISTED: chosen} if isinstance(content, dict) else chosen
    else:
        content = chosen[0]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _chosen(thing: Any, wanted: tuple[str, ...]) -> Any:
    if isinstance(thing, list):
        return [_chosen(one, wanted) for one in thing]
    if not isinstance(thing, dict):
        return thing
    found: dict[str, Any] = {}
    for name in {one.split(".")[0]: None for one in wanted}:
        if name in thing:
            deeper = tuple(one.partition(".")[2] for one in wanted if one.startswith(f"{name}."))
            found[name] = thing[name] if not deeper or name in wanted else _chosen(thing[name], deeper)
    return found


def _tag(body: bytes, version: str | None) -> str:
    digest = blake2b(body, digest_size=12).hexdigest()
    return f'W/"{digest}"' if version is None else f'W/"{version}-{digest}"'


def _matches(tag: str, given: str) -> bool:
    """The weak comparison of RFC 9110, section 8.8.3.2."""
    if not given:
        return False
    known = tag.removeprefix("W/")
    return given.strip() == "*" or known in (one.strip().removeprefix("W/") for one in given.split(","))

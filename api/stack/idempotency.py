"""Idempotency-Key on every write: the same key and request again gives the first answer and changes nothing more.

draft-ietf-httpapi-idempotency-key-header-07 (2025), with 422 for a key that comes with another request.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

import structlog
from redis.exceptions import RedisError
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.stack.answering import SAFE, address_of, counts_of, refuse, resources_of, tell
from api.stack.identify import GUEST_COOKIE
from domain.errors import FieldError, InvalidRequest
from domain.identity import Principal
from infra.answers import Answer, Answers, Claim, Kept
from services.writes.marking import marked

log = structlog.get_logger()
HEADER, REPLAYED = "idempotency-key", "Idempotency-Replayed"
_KEY = re.compile(r"^[\x21-\x7e]{8,100}$")
_MOST = 2_000_000  # bytes of an answer; larger ones are given but not kept
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.02, 0.25
_PATIENCE_S = 25.0
_STREAM = "text/event-stream"


class Idempotency:
    """Plain ASGI: answers go out as they come, and are kept when they are final (neither 5xx nor 429)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = Headers(scope=scope).get(HEADER) if scope["type"] == "http" and scope["method"] not in SAFE else None
        if key is None:
            await self._app(scope, receive, send)
        elif not _KEY.match(key):
            error = FieldError("Idempotency-Key", "8 to 100 visible characters")
            await refuse(scope, receive, send, InvalidRequest([error]))
        else:
            await self._guarded(key, scope, receive, send)

    async def _guarded(self, key: str, scope: Scope, receive: Receive, send: Send) -> None:
        request = await receive()  # whole: BodyLimits has read it
        fingerprint = _fingerprint(scope, request.get("body", b""))
        answers, name = _answers_of(scope), _name_of(scope, key)
        try:
            found = await _first_answer(answers, name, fingerprint)
        except (RedisError, OSError) as error:
            counts_of(scope).add("idempotency.unprotected")
            log.warning("redis is away; a write's answer is not kept", error=str(error))
            with marked(name):
                await self._app(scope, _again(request, receive), send)
            return
        if isinstance(found, Claim):
            counts_of(scope).add("idempotency.first")
            work = _Work(answers, found, fingerprint, scope, key)
            await self._first(work, scope, _again(request, receive), send)
        else:
            await _give_again(found, fingerprint, scope, receive, send)

    async def _first(self, work: _Work, scope: Scope, receive: Receive, send: Send) -> None:
        recorder = _Recorder(send, work)
        try:
            with marked(work.claim.key):
                async with work.answers.renewed(work.claim):
                    await self._app(scope, receive, recorder.send)
        finally:
            if not recorder.kept:
                await _settle(work.answers.release(work.claim))


@dataclass(frozen=True)
class _Work:
    """What the first request with a key is to keep, and where."""

    answers: Answers
    claim: Claim
    fingerprint: str
    scope: Scope
    key: str

    async def keep(self, answer: Answer) -> None:
        """For the caller, and where the answer gives a guest a name for that name too: it comes with it next time."""
        named = _guest_in(answer)
        also = _name(self.scope, named, self.key) if named else None
        await _settle(self.answers.keep(self.claim, self.fingerprint, answer, also))


class _Recorder:
    """Holds an answer back until it is kept, so that a caller who has it finds it kept; streams pass untouched."""

    def __init__(self, send: Send, work: _Work) -> None:
        self._send, self._work = send, work
        self._held: list[Message] = []
        self._passing = self.kept = False
        self._size = 0

    async def send(self, message: Message) -> None:
        if self._passing:
            await self._send(message)
            return
        self._held.append(message)
        self._size += len(message.get("body", b""))
        done = message["type"] == "http.response.body" and not message.get("more_body", False)
        if done and (answer := self._final()) is not None:
            await self._work.keep(answer)
            self.kept = True
        if done or self._size > _MOST or _is_stream(message):
            await self._let_go()

    async def _let_go(self) -> None:
        self._passing = True
        for message in self._held:
            await self._send(message)

    def _final(self) -> Answer | None:
        """The whole answer where it is one to keep."""
        start, *parts = self._held
        status = start["status"]
        if status >= 500 or status == 429 or self._size > _MOST:
            return None
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"])
        return Answer(status, headers, b"".join(part.get("body", b"") for part in parts))


def _is_stream(message: Message) -> bool:
    return message["type"] == "http.response.start" and MutableHeaders(scope=message).get(
        "content-type", ""
    ).startswith(_STREAM)


def _guest_in(answer: Answer) -> str:
    for name, value in answer.headers:
        if name == "set-cookie" and value.startswith(f"{GUEST_COOKIE}="):
            return value.split(";")[0].partition("=")[2]
    return ""


async def _first_answer(answers: Answers, name: str, fingerprint: str) -> Claim | Kept:
    """A claim, or what stands there: waits while another works for the same request."""
    pause, deadline = _FIRST_PAUSE_S, time.monotonic() + _PATIENCE_S
    while True:
        found = await answers.claim(name, fingerprint)
        if isinstance(found, Claim) or found.answer is not None or found.fingerprint != fingerprint:
            return found
        if time.monotonic() > deadline:
            return found
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE_S)


async def _give_again(kept: Kept, fingerprint: str, scope: Scope, receive: Receive, send: Send) -> None:
    if kept.fingerprint != fingerprint:
        counts_of(scope).add("idempotency.mismatched")
        error = FieldError("Idempotency-Key", "this key was sent with another request; take a new one for a new write")
        await refuse(scope, receive, send, InvalidRequest([error]))
        return
    if kept.answer is None:
        detail = "the first request with this key is still at work"
        await tell(scope, receive, send, 409, "conflict", "Still at work", detail, {"Retry-After": "5"})
        return
    counts_of(scope).add("idempotency.replayed")
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in kept.answer.headers]
    start: Message = {"type": "http.response.start", "status": kept.answer.status, "headers": headers}
    MutableHeaders(scope=start)[REPLAYED] = "true"
    await send(start)
    await send({"type": "http.response.body", "body": kept.answer.body})


async def _settle(finishing: Awaitable[None]) -> None:
    """Even a request that is being cancelled says what became of its key; without Redis the lease ends it."""
    try:
        await asyncio.shield(asyncio.ensure_future(finishing))
    except (RedisError, OSError) as error:
        log.warning("an idempotency key could not be settled", error=str(error))


def _again(request: Message, receive: Receive) -> Receive:
    waiting = [request]

    async def next_message() -> Message:
        return waiting.pop() if waiting else await receive()

    return next_message


def _fingerprint(scope: Scope, body: bytes) -> str:
    start = f"{scope['method']} {scope['path']}?".encode() + scope["query_string"] + b"\n"
    return sha256(start + body).hexdigest()


def _name_of(scope: Scope, key: str) -> str:
    """Keys of different callers never meet; whoever has no name yet is known by the address."""
    who = cast("Principal", scope["state"]["principal"])
    caller = f"key:{who.key_id}" if who.key_id is not None else who.owner or f"address:{address_of(scope)}"
    return _name(scope, caller, key)


def _name(scope: Scope, caller: str, key: str) -> str:
    tenant = cast("Principal", scope["state"]["principal"]).tenant
    return f"answers:{sha256(f'{tenant} {caller} {key}'.encode()).hexdigest()}"


def _answers_of(scope: Scope) -> Answers:
    state = scope["app"].state
    if not hasattr(state, "answers"):
        resources = resources_of(scope)
        state.answers = Answers(resources.redis, resources.config.sealer, resources.settings.request_timeout_s)
    return cast("Answers", state.answers)

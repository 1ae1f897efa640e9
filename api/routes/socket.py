"""The socket: what the streams of events say, of many rooms over one connection."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import asdict
from typing import cast
from uuid import uuid4

from fastapi import APIRouter, WebSocket
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import Headers
from starlette.websockets import WebSocketDisconnect, WebSocketState

from api.declarations import lasting, limited, uncounted
from api.deps import Res
from api.guard import console, needs
from api.live.connection import TOO_MANY, UNAUTHENTICATED, Again, Closing, Connection, as_who, closing_of, heard
from api.live.messages import HEARD, Hello, Welcome
from api.problems import refusals
from api.resources import Resources
from api.stack.answering import address_of
from api.stack.identify import identified
from domain.errors import TripwrightError
from domain.identity import Permission, Principal
from infra.telemetry.metrics import SOCKET_CLOSES, SOCKETS, SOCKETS_OPENED

router = APIRouter(tags=["live"])
READ = needs(Permission.READ_ITINERARY)
_HELLO_S = 5.0
_CLOSE_S = 5.0  # until whoever reads slowly has taken the goodbye
_ABNORMAL = 1006


class LiveStanding(BaseModel):
    """An agency's sockets: those open now with their rooms by kind, and all since they are counted."""

    model_config = ConfigDict(frozen=True)

    tenant: str
    connections: int
    rooms: dict[str, int] = Field(examples=[{"trip": 3, "me": 2}])
    opened: int
    messages_in: int
    messages_out: int
    closed: dict[str, int] = Field(description="by code", examples=[{"1000": 12, "1013": 1}])


@router.websocket("/v1/live/socket", dependencies=[READ, limited("60/m", by="address"), lasting(), uncounted()])
async def live_socket(socket: WebSocket) -> None:
    """The first message is a hello, within 5 s; docs/live.md has the messages and the codes of the end."""
    await socket.accept()
    code = _ABNORMAL
    SOCKETS_OPENED.inc()
    try:
        with SOCKETS.track_inprogress():
            ended = await _served(socket)
            code = ended.code
            await _close(socket, ended)
    finally:
        SOCKET_CLOSES.labels(_known(code)).inc()


@router.get("/v1/admin/live", responses=refusals(401, 403), dependencies=[console(Permission.VIEW_ANALYTICS)])
async def live_standing(res: Res) -> list[LiveStanding]:
    """The sockets of one's own agency; a platform administrator sees every agency's."""
    found = [LiveStanding(**asdict(one)) for one in await res.sockets.standing()]
    return [one for one in found if res.who.is_platform_admin or one.tenant == res.tenant]


async def _served(socket: WebSocket) -> Closing:
    res = cast("Resources", socket.app.state.resources)
    again, name = _again(socket, res), uuid4().hex
    try:
        hello = await _hello(socket)
        who = await _admitted(res, name, again, hello.token)
    except (Closing, WebSocketDisconnect) as ended:
        return closing_of(ended)
    return await _entered(socket, name, as_who(res, who), hello.token, again)


async def _admitted(res: Resources, name: str, again: Again, token: str | None) -> Principal:
    """Whoever is there, with one connection more. Raises Closing."""
    try:
        who = await again(token)
    except TripwrightError as error:
        raise Closing(UNAUTHENTICATED, str(error)) from error
    if not who.owner:
        raise Closing(UNAUTHENTICATED, "nobody is signed in, and no cookie names a guest")
    if not await res.sockets.enter(name, who.tenant, who.owner):
        raise Closing(TOO_MANY, "you have too many connections: close one")
    return who


async def _entered(socket: WebSocket, name: str, res: Resources, token: str | None, again: Again) -> Closing:
    connection, code = Connection(socket, name, res, token, again), _ABNORMAL
    try:
        await connection.say(Welcome(guest=not res.who.signed_in))
        ended = await connection.run()
        code = ended.code
        return ended
    finally:
        await res.sockets.leave(name, res.tenant, res.who.owner, int(_known(code)))


async def _hello(socket: WebSocket) -> Hello:
    try:
        async with asyncio.timeout(_HELLO_S):
            message = HEARD.validate_json(await heard(socket))
    except TimeoutError:
        raise Closing(UNAUTHENTICATED, f"say hello within {_HELLO_S:.0f} seconds") from None
    except ValidationError:
        message = None
    if not isinstance(message, Hello):
        raise Closing(UNAUTHENTICATED, 'the first message is {"type": "hello", "token": "…"}')
    return message


def _again(socket: WebSocket, res: Resources) -> Again:
    """Who shows the token now, with what else the handshake had; without one who the handshake itself showed."""
    scope = socket.scope
    named = scope["state"]["named"]

    async def ask(token: str | None) -> Principal:
        raw = [(key, value) for key, value in scope["headers"] if token is None or key != b"authorization"]
        shown = [] if token is None else [(b"authorization", f"Bearer {token}".encode())]
        who = await identified(res, named, Headers(raw=[*raw, *shown]), address_of(scope))
        READ.dependency.check(who)
        return who

    return ask


async def _close(socket: WebSocket, ended: Closing) -> None:
    """To whoever is still there; a reason has at most 123 bytes (RFC 6455, 5.5)."""
    if socket.client_state is WebSocketState.DISCONNECTED:
        return
    reason = ended.reason.encode()[:120].decode(errors="ignore")
    with suppress(TimeoutError, RuntimeError, WebSocketDisconnect):
        async with asyncio.timeout(_CLOSE_S):
            await socket.close(ended.code, reason)


def _known(code: int) -> str:
    """Others than these are a client's own and as many as it likes."""
    ours = {1000, 1001, 1003, 1005, 1006, 1009, 1012, 1013, UNAUTHENTICATED, TOO_MANY}
    return str(code if code in ours else _ABNORMAL)

"""One open socket: what is said to it and what it hears of its rooms, until one side ends it."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from fastapi import WebSocket
from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect

from api.live.inbox import InboxReader
from api.live.messages import HEARD, MINE, Hello, Join, Joined, Leave, Left, Pong, Refused, RoomEvent, Said, trip_of
from api.live.reading import HEARTBEAT_S, events
from api.live.trips import TripReader
from api.resources import Resources
from domain.errors import TripwrightError
from domain.identity import Principal
from infra.ending import end
from infra.telemetry.metrics import SOCKET_MESSAGES, SOCKET_ROOMS

GOING_AWAY, UNSUPPORTED, TOO_LARGE, SLOW = 1001, 1003, 1009, 1013  # RFC 6455, and IANA's registry of 2024
UNAUTHENTICATED, TOO_MANY = 4401, 4429
MOST_BYTES = 4096
_MOST_ROOMS = 20
_WAITING = 64  # messages that may wait to be sent
_SLOW_S = 5.0
_BURST, _PER_S = 40, 5.0  # messages at once, and in the long run

Again = Callable[[str | None], Awaitable[Principal]]


class Closing(Exception):
    """The socket is to be closed with a code (RFC 6455) and a reason for people."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


@dataclass
class _Allowance:
    """So many messages at once, which come back in time."""

    left: float = _BURST
    at: float = field(default_factory=time.monotonic)

    def take(self) -> bool:
        now = time.monotonic()
        self.left, self.at = min(_BURST, self.left + (now - self.at) * _PER_S), now
        self.left -= 1
        return self.left >= 0


class Connection:
    """`again` says who shows a token now: it raises where that no longer holds."""

    def __init__(self, socket: WebSocket, name: str, res: Resources, token: str | None, again: Again) -> None:
        self._socket, self._name, self._res, self._token, self._again = socket, name, res, token, again
        self._outbox: asyncio.Queue[Said] = asyncio.Queue(_WAITING)
        self._tasks: set[asyncio.Task[None]] = set()
        self._over: asyncio.Future[Closing] = asyncio.get_running_loop().create_future()
        self._rooms: dict[str, asyncio.Task[None]] = {}
        self._allowance = _Allowance()
        self._counted: Counter[str] = Counter()

    async def run(self) -> Closing:
        """Until the end, and how it came to it."""
        for work in (self._send(), self._listen(), self._beat(), self._until_the_process_ends()):
            self._start(work)
        try:
            return await self._over
        finally:
            await end(*self._tasks)  # a group of tasks would cancel each once, which is not enough
            await self._count()

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        """Whichever part fails first ends the whole."""
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is None or self._over.done():
            return
        if isinstance(error, (Closing, WebSocketDisconnect)):
            self._over.set_result(closing_of(error))
        else:
            self._over.set_exception(error)

    async def say(self, said: Said) -> None:
        """Raises Closing where whoever is at the other end does not take what waits for them."""
        try:
            async with asyncio.timeout(_SLOW_S):
                await self._outbox.put(said)
        except TimeoutError:
            raise Closing(SLOW, "you read too slowly: come back and go on after the last event") from None

    async def _send(self) -> None:
        while True:
            said = await self._outbox.get()
            await self._socket.send_text(said.model_dump_json())
            self._note("out")

    async def _listen(self) -> None:
        while True:
            text = await heard(self._socket)
            self._note("in")
            if not self._allowance.take():
                raise Closing(TOO_MANY, f"no more than {_BURST} messages at once, and {_PER_S:.0f} a second")
            try:
                message = HEARD.validate_json(text)
            except ValidationError as error:
                await self.say(refused(error))
                continue
            await self._do(message)

    async def _do(self, message: object) -> None:
        match message:
            case Hello(token=token):
                await self._renew(token)
            case Join(room=room, after=after):
                await self._join(room, after)
            case Leave(room=room):
                await self._leave(room)
            case _:
                await self.say(Pong(at=datetime.now(UTC)))

    async def _renew(self, token: str | None) -> None:
        self._token = token or self._token
        await self._check()

    async def _join(self, room: str, after: str | None) -> None:
        """Who is in it already, is."""
        if room in self._rooms:
            await self.say(Joined(room=room))
        elif len(self._rooms) >= _MOST_ROOMS:
            await self.say(Refused(field="room", message=f"no more than {_MOST_ROOMS} rooms at once"))
        else:
            since = int(after) if after is not None else None
            SOCKET_ROOMS.labels(_kind(room)).inc()
            task = self._rooms[room] = self._start(self._follow(room, since))
            # Not in the task's own `finally`: one that is cancelled before its first step never comes there.
            task.add_done_callback(lambda _: self._gone(room))

    def _gone(self, room: str) -> None:
        self._rooms.pop(room, None)
        SOCKET_ROOMS.labels(_kind(room)).dec()

    async def _leave(self, room: str) -> None:
        task = self._rooms.get(room)
        if task is None:
            await self.say(Refused(field="room", message="you are not in it"))
            return
        await end(task)
        await self.say(Left(room=room, asked=True))

    async def _follow(self, room: str, after: int | None) -> None:
        """Says what happens in a room for as long as it is theirs."""
        try:
            trip = trip_of(room)
            reader: TripReader | InboxReader = TripReader(self._res, trip) if trip else InboxReader(self._res)
            known = False
            async with aclosing(events(reader, after)) as found:
                async for event in found:
                    if not known:
                        await self.say(Joined(room=room))
                        known = True
                    if event is not None:
                        await self.say(RoomEvent(room=room, event=event))
            if not self._res.live.ending.is_set():
                await self.say(Left(room=room, asked=False))
        except TripwrightError as error:
            await self.say(Refused(field="room", message=str(error)))

    async def _beat(self) -> None:
        while True:
            await self._still()
            await asyncio.sleep(HEARTBEAT_S)
            await self._check()

    async def _still(self) -> None:
        who, rooms = self._res.who, Counter(map(_kind, self._rooms))
        await self._res.sockets.still(self._name, who.tenant, who.owner, rooms)
        await self._count()

    async def _check(self) -> None:
        """Raises Closing where the token or its session has ended, or allows other things by now."""
        try:
            who = await self._again(self._token)
        except TripwrightError as error:
            raise Closing(UNAUTHENTICATED, str(error)) from error
        if who != self._res.who:
            raise Closing(UNAUTHENTICATED, "what you may do has changed: come back")

    async def _until_the_process_ends(self) -> None:
        await self._res.live.ending.wait()
        raise Closing(GOING_AWAY, "this server stops: come back and you reach another")

    def _note(self, direction: str) -> None:
        SOCKET_MESSAGES.labels(direction).inc()
        self._counted[direction] += 1

    async def _count(self) -> None:
        counted, self._counted = self._counted, Counter()
        if counted:
            await self._res.sockets.count(self._res.tenant, counted["in"], counted["out"])


def closing_of(error: Closing | WebSocketDisconnect) -> Closing:
    """How a socket ended, whichever side ended it."""
    return error if isinstance(error, Closing) else Closing(error.code, error.reason or "")


async def heard(socket: WebSocket) -> str:
    """The next message; raises Closing for one that is no text of a sensible length, WebSocketDisconnect at the end."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005), message.get("reason"))
    text = message.get("text")
    if text is None:
        raise Closing(UNSUPPORTED, "messages are text")
    if len(text.encode()) > MOST_BYTES:
        raise Closing(TOO_LARGE, f"a message has at most {MOST_BYTES:,} bytes")
    return str(text)


def refused(error: ValidationError) -> Refused:
    """Names the first field that must change; "" where the message is no JSON."""
    first = error.errors()[0]
    path = [str(part) for part in first["loc"]]
    named = path[1:] or (["type"] if first["type"].startswith("union_tag") else path)
    return Refused(field=".".join(named), message=first["msg"].removeprefix("Value error, "))


def as_who(res: Resources, who: Principal) -> Resources:
    return replace(res, who=who)


def _kind(room: str) -> str:
    return MINE if room == MINE else "trip"

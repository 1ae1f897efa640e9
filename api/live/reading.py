"""How a stream of events is read, by whichever transport: what stands, what was missed, what comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, aclosing
from typing import Protocol, TypeVar

from fastapi.responses import StreamingResponse

from api.live.hub import Ended, Happened, Queue, Signal, Told
from domain.errors import TripwrightError

HEARTBEAT_S = 10.0
_LASTS_S = 900.0  # of an access token: who reads on shows a fresh one, or none that holds
ID = r"^\d{1,18}$"
Event_co = TypeVar("Event_co", covariant=True)
Event = TypeVar("Event")


class Reader(Protocol[Event_co]):
    """Somebody who reads one room."""

    def listening(self) -> AbstractAsyncContextManager[Queue]: ...

    async def check(self) -> object:
        """Raises a TripwrightError where the room is not theirs to read (any more)."""

    async def hello(self) -> Event_co:
        """How the room stands."""

    async def past(self, after: int) -> Sequence[Happened | Told]:
        """The first of what has happened since, none where nothing has."""

    async def event(self, signal: Signal) -> Event_co: ...


async def events(reader: Reader[Event], after: int | None) -> AsyncGenerator[Event | None]:
    """From just after an event, None: from now on. None now and then: still here, and still theirs to read.

    Ends where it no longer is, and where the process stops.
    """
    loop, last = asyncio.get_running_loop(), 0
    async with reader.listening() as queue:
        yield await reader.hello()
        while after is not None and (missed := await reader.past(after)):
            for one in missed:
                yield await reader.event(one)
            after = last = missed[-1].id
        due = loop.time() + HEARTBEAT_S
        while True:
            signal = await _next(queue, due - loop.time())
            if isinstance(signal, Ended):
                return
            if signal is None:
                if not await _may(reader):
                    return
                due = loop.time() + HEARTBEAT_S
                yield None
            elif not isinstance(signal, (Happened, Told)) or signal.id > last:
                yield await reader.event(signal)


def streamed(reader: Reader[Event], after: str | None, frame: Callable[[Event], str]) -> StreamingResponse:
    """As server-sent events; they end after a quarter of an hour, for no session may outlive its end by a stream."""
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    since = int(after) if after is not None else None
    return StreamingResponse(_frames(reader, since, frame), media_type="text/event-stream", headers=headers)


async def _frames(reader: Reader[Event], after: int | None, frame: Callable[[Event], str]) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    until = asyncio.get_running_loop().time() + _LASTS_S
    async with aclosing(events(reader, after)) as found:
        async for event in found:
            yield frame(event) if event is not None else ": still here\n\n"
            if asyncio.get_running_loop().time() > until:
                return


async def _next(queue: Queue, within_s: float) -> Signal | None:
    """None: it is time to look whether they may still read, however much happens."""
    try:
        return await asyncio.wait_for(queue.get(), max(within_s, 0.0))
    except TimeoutError:
        return None


async def _may(reader: Reader[Event]) -> bool:
    try:
        await reader.check()
    except TripwrightError:
        return False
    return True

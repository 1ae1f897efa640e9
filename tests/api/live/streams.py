"""Reads a stream of server-sent events as a browser would, one event at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Generic, TypeVar, cast

from fastapi.responses import StreamingResponse
from pydantic import BaseModel

Event = TypeVar("Event", bound=BaseModel)
_PATIENCE_S = 8


class Reader(Generic[Event]):
    """Of events of one kind."""

    def __init__(self, kind: type[Event], stream: StreamingResponse) -> None:
        self._kind, self._frames = kind, cast("AsyncGenerator[str, None]", stream.body_iterator)

    async def event(self) -> Event:
        async with asyncio.timeout(_PATIENCE_S):
            async for frame in self._frames:
                if (at := frame.find("data: ")) >= 0:
                    return self._kind.model_validate_json(frame[at + 6 :])
        raise AssertionError("the stream has ended")

    async def close(self) -> None:
        await self._frames.aclose()

"""No answer is waited for longer than so many seconds; what has begun to stream goes on."""

from __future__ import annotations

import asyncio

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.stack.answering import counts_of, tell
from api.stack.routing import declared

log = structlog.get_logger()


class Timeout:
    """504 where a route did not begin its answer in time; routes that declare `lasting()` have all the time."""

    def __init__(self, app: ASGIApp, limit_s: float) -> None:
        self._app, self._limit_s = app, limit_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or declared(scope).lasting:
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._limit_s) as limit:

                async def begun(message: Message) -> None:
                    limit.reschedule(None)
                    await send(message)

                await self._app(scope, receive, begun)
        except TimeoutError:
            if not limit.expired():
                raise
            await self._give_up(scope, receive, send)

    async def _give_up(self, scope: Scope, receive: Receive, send: Send) -> None:
        template = declared(scope).template or "elsewhere"
        counts_of(scope).add("timeouts")
        counts_of(scope).add(f"timeouts.{scope['method']} {template}")
        log.warning("a request took too long", method=scope["method"], path=template, limit_s=self._limit_s)
        detail = f"no answer within {self._limit_s:g} s; what was begun is undone, and may be asked for again"
        await tell(scope, receive, send, 504, "timeout", "It took too long", detail)

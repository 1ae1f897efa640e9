"""The MCP server in this process: opened by the first request, because its library takes a second to import."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, cast

from fastapi import FastAPI, Request
from starlette.types import Receive, Scope, Send

from api.dialects.inside import Inside
from api.guard import principal
from api.resources import Resources
from infra.ending import end


class McpHost:
    """Stateless: every request stands alone and shows its credentials, so that any process can serve it."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._manager: Any = None
        self._ready = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        running, waiting = self._running, asyncio.create_task(self._ready.wait())
        await asyncio.wait({waiting, running}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if running.done():
            running.result()  # tells why; the next request tries again
        await self._manager.handle_request(scope, receive, send)

    async def close(self) -> None:
        if self._running is not None:
            await end(self._running)

    async def _run(self) -> None:
        server = await asyncio.to_thread(_built, self._site)
        app = server.streamable_http_app(stateless_http=True, transport_security=_security())
        del app  # its routes are ours
        self._manager = server.session_manager
        async with self._manager.run():
            self._ready.set()
            await asyncio.Event().wait()


def _built(site: str) -> Any:
    from api.dialects.mcp.server import build_server  # noqa: PLC0415

    return build_server(lambda ctx: house_of(cast("Request", ctx.request_context.request)), site)


def _security() -> Any:
    """Off: our own layers look at the host and at where a browser sent it from."""
    from mcp.server.transport_security import TransportSecuritySettings  # noqa: PLC0415

    return TransportSecuritySettings(enable_dns_rebinding_protection=False)


def house_of(request: Request) -> Inside:
    resources = replace(cast("Resources", request.app.state.resources), who=principal(request))
    return Inside(request, resources)


@asynccontextmanager
async def open_mcp(app: FastAPI, site: str) -> AsyncIterator[None]:
    """Sets `app.state.mcp` for the application's lifetime."""
    host = McpHost(site)
    app.state.mcp = host
    try:
        yield
    finally:
        await host.close()

"""MCP over streamable HTTP, at /v1/mcp and, as its clients expect it, at /mcp."""

from __future__ import annotations

import re
from typing import cast

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.declarations import accepts, lasting
from api.dialects.mcp.serving import McpHost
from api.guard import needs, signed_in
from api.problems import refusals
from domain.identity import Permission

router = APIRouter(prefix="/v1/mcp", tags=["dialects"])
_ALIAS = re.compile(r"^((?:/t/[a-z0-9-]{1,63})?)/mcp/?$")
_MOST_BYTES = 1_000_000


class _Handed(Response):
    """What the protocol's own server answers."""

    def __init__(self, host: McpHost) -> None:
        super().__init__()
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._host.serve(scope, receive, send)


@router.post(
    "",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {}, "application/json": {}}}, **refusals(401, 403, 413, 429)},
    dependencies=[signed_in(), needs(Permission.READ_ITINERARY), lasting(), accepts(_MOST_BYTES)],
)
async def speak_mcp(request: Request) -> Response:
    """A message of the Model Context Protocol (streamable HTTP, stateless); an API key decides what it may see."""
    return _Handed(cast("McpHost", request.app.state.mcp))


class McpAlias:
    """Leads /mcp to where its limits are declared."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (found := _ALIAS.match(scope["path"])):
            path = f"{found[1]}/v1/mcp"
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._app(scope, receive, send)

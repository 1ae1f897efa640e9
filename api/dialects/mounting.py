"""The dialects in which other front ends and agents speak to us, put beside our own routes."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware import Middleware

from api.dialects.agui import route as agui
from api.dialects.mcp import route as mcp
from api.dialects.mcp.route import McpAlias
from api.dialects.openai import route as openai
from api.dialects.openai.errors import OpenAiErrors

_ROUTES = (agui, openai, mcp)


def mount_dialects(app: FastAPI) -> None:
    """Call it once, after the layers are installed."""
    app.user_middleware[:0] = (Middleware(OpenAiErrors), Middleware(McpAlias))
    for module in _ROUTES:
        app.router.routes.extend(module.router.routes)

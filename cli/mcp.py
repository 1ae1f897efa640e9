"""`tripwright mcp`: the MCP server over standard input and output, for a product that runs here or elsewhere."""

from __future__ import annotations

import anyio
import httpx

from api.dialects.mcp.remote import Remote
from api.dialects.mcp.server import build_server

_ANSWER_S = 60.0


def serve(address: str, key: str) -> None:
    """Until standard input ends. `key` is an API key of the product at `address`; it decides what is seen."""
    anyio.run(_serve, address.rstrip("/"), key)


async def _serve(address: str, key: str) -> None:
    headers = {"X-API-Key": key, "User-Agent": "tripwright-mcp"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=_ANSWER_S) as client:
        house = Remote(client)
        await build_server(lambda _: house, address).run_stdio_async()

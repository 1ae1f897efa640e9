"""What a route needs to write or to suggest for a trip: the providers and the models, without the solver.

The graph's modules take a second to import, which no first page should wait for: they are when first asked for.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from infra.settings import Settings
from tools.adapter import Caller
from tools.line.line import Line
from tools.llm.purse import Purse
from tools.switchboard import ProviderConfig

if TYPE_CHECKING:
    from graphs.assembly import Assembly
    from graphs.context import Context


@dataclass
class Composer:
    """Opens what it needs at the first call; closed with the process."""

    settings: Settings
    line: Line
    purse: Purse
    _held: AsyncExitStack = field(default_factory=AsyncExitStack)
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    _assembly: Assembly | None = None

    async def context(self, caller: Caller, config: ProviderConfig) -> Context:
        """On a caller's account, as the tenant's configuration says now."""
        async with self._opening:
            if self._assembly is None:
                await asyncio.to_thread(__import__, "graphs.assembly")
                from graphs.assembly import open_assembly  # noqa: PLC0415

                opened = open_assembly(self.settings, self.line, self.purse, _solves_nothing)
                self._assembly = await self._held.enter_async_context(opened)
        return await self._assembly.context(caller, config)

    async def close(self) -> None:
        await self._held.aclose()


async def _solves_nothing(*_: Any) -> NoReturn:
    """Plans are solved by workers."""
    raise AssertionError("the API solves no plans")

"""Telling a text to its reader while it is written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field

from domain.errors import Failure, Unavailable
from tools.llm.contract import OnText


@dataclass
class Teller:
    """`told` when the reader has a part of a text; what the reader raises is its own matter, no provider's.

    A model that has begun and says nothing for `stall_s` seconds has hung.
    """

    on_text: OnText
    stall_s: float = 10.0
    told: bool = False
    _raised: list[Exception] = field(default_factory=list)

    async def tell(self, pieces: AsyncGenerator[str, None], provider: str) -> str:
        """All of it; raises Unavailable(CUT) when a begun text stalls, and stops when the reader cannot hear."""
        text = ""
        async with aclosing(pieces):
            while not self._raised:
                try:
                    async with asyncio.timeout(self.stall_s if text else None):
                        piece = await anext(pieces)
                except StopAsyncIteration:
                    break
                except TimeoutError as error:
                    raise Unavailable(provider, f"its text stalled for {self.stall_s:g} s", Failure.CUT) from error
                text += piece
                await self._say(piece)
        return text

    async def take_back(self) -> None:
        """Whatever was told is to be forgotten."""
        if self.told:
            self.told = False
            await self.on_text(None)

    def raise_what_it_heard(self) -> None:
        if self._raised:
            raise self._raised[0]

    async def _say(self, piece: str) -> None:
        self.told = True
        try:
            await self.on_text(piece)
        except Exception as error:  # noqa: BLE001 - raised again once the call is metered
            self._raised.append(error)

"""The chains that a search asks: kept for the process as long as their configuration stays the same."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from infra.ending import end
from tools.adapter import Adapter, Caller
from tools.capability import Capability
from tools.chain import Chain
from tools.switchboard import ProviderConfig, Switchboard

_AGAIN_S = 5.0
Q = TypeVar("Q")
A = TypeVar("A")


@dataclass
class _Open:
    """A chain as it was made, and when those that could not be reached are to be tried again (monotonic seconds)."""

    config: ProviderConfig
    chain: Chain[Any, Any]
    again_at: float
    trying: asyncio.Task[None] | None = None


@dataclass
class Desk:
    """One for a process. An adapter that keeps a session with its provider keeps it between searches."""

    board: Switchboard
    _open: dict[tuple[str, str], _Open] = field(default_factory=dict)

    async def chain(
        self, capability: Capability[Q, A], kinds: Sequence[type[Adapter[Q, A]]], config: ProviderConfig, caller: Caller
    ) -> Chain[Q, A]:
        """The chain of a capability on a caller's account, as it is configured now.

        Only the first search after a change waits until it is known who can be reached; those who could not be are
        tried again now and then, and nobody waits for that.
        """
        name = capability.name, caller.tenant
        known = self._open.get(name)
        if known is None or known.config != config:
            chain = await self.board.chain(capability, kinds, config)
            known = self._open[name] = _Open(config, chain, time.monotonic() + _AGAIN_S)
        elif known.chain.refused and time.monotonic() > known.again_at:
            known.again_at = time.monotonic() + _AGAIN_S
            known.trying = asyncio.create_task(known.chain.register_refused())
        return known.chain.on_behalf_of(caller)

    async def close(self) -> None:
        """Give up trying to reach anybody."""
        await end(*(known.trying for known in self._open.values() if known.trying is not None))


@dataclass(frozen=True)
class Counter:
    """Where one search orders its chains; `affiliates` are our ids by booking site."""

    desk: Desk
    config: ProviderConfig
    caller: Caller
    affiliates: Mapping[str, str] = field(default_factory=dict)

    async def chain(self, capability: Capability[Q, A], kinds: Sequence[type[Adapter[Q, A]]]) -> Chain[Q, A]:
        return await self.desk.chain(capability, kinds, self.config, self.caller)

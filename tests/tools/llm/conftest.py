"""Ladders over emulated models: real SDKs over a socket, a purse and a meter that can be looked into."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import httpx
import pytest
import pytest_asyncio

from infra.settings import CapabilitySettings, Settings
from tests.emulators.server import Emulators
from tools.adapter import Caller
from tools.line.line import Line
from tools.line.meter import CallRecord
from tools.llm.ladder import Ladder
from tools.llm.opening import open_models
from tools.llm.purse import Limits, OwnPurse
from tools.switchboard import Switchboard


@dataclass
class Rig:
    """A ladder, and what its calls left behind."""

    ladder: Ladder
    purse: OwnPurse
    records: list[CallRecord] = field(default_factory=list)


Make = Callable[..., Awaitable[Rig]]


@pytest_asyncio.fixture
async def rig(emulators: Emulators, http: httpx.AsyncClient) -> AsyncIterator[Make]:
    """Makes a ladder of the providers named, in that order, with settings and limits."""
    made: list[Rig] = []

    async def make(*order: str, limits: Limits | None = None, prices=None, stall_s: float = 10.0, **settings) -> Rig:
        records: list[CallRecord] = []
        line = Line(meter=records.append, prices_usd=prices or {})
        everyone = {"gemini", "openai", "anthropic", "compatible"}
        chosen = CapabilitySettings(
            order=order, disabled=tuple(everyone - set(order)), **{"retry_pause_s": 0.01, **settings}
        )
        board = Switchboard(Settings(emulator=emulators.url, offline=False, providers={"llm": chosen}), http, line)
        purse = OwnPurse(limits or Limits())
        ladder = await open_models(board, purse)
        assert ladder is not None
        caller = Caller("agency", "user-1", "run-1")
        one = Rig(Ladder(ladder.chain, purse, stall_s).on_behalf_of(caller), purse, records)
        made.append(one)
        return one

    yield make
    for one in made:
        await one.ladder.chain.shutdown()


@pytest.fixture
def heard() -> list[str | None]:
    return []

"""The product's language models, through the providers' own SDKs, over the emulators' wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from infra.settings import CapabilitySettings, Settings
from tests.emulators.server import Emulators
from tools.llm.contract import Models
from tools.llm.opening import open_models
from tools.llm.purse import Limits, OwnPurse
from tools.switchboard import open_switchboard

EVERYONE = ("gemini", "openai", "anthropic")


@asynccontextmanager
async def emulated_models(emulators: Emulators, *order: str) -> AsyncIterator[Models]:
    """The ladder of these providers, or of all three; money is no limit."""
    chosen = order or EVERYONE
    others = tuple({*EVERYONE, "compatible"} - set(chosen))
    config = CapabilitySettings(order=chosen, disabled=others, retry_pause_s=0.01)
    settings = Settings(emulator=emulators.url, offline=False, providers={"llm": config})
    async with open_switchboard(settings) as board:
        models = await open_models(board, OwnPurse(Limits(run_usd=None)))
        assert models is not None
        yield models

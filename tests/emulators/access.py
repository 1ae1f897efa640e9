"""Adapters that are to ask an emulator, for tests of one adapter."""

from __future__ import annotations

from typing import Any, TypeVar

import httpx

from infra.settings import Settings
from tests.emulators.server import Emulators
from tools.adapter import Adapter
from tools.switchboard import ProviderConfig, Switchboard

A = TypeVar("A", bound=Adapter[Any, Any])


def emulated(kind: type[A], emulators: Emulators, http: httpx.AsyncClient) -> A:
    """The adapter with a made-up key, reaching for the emulator instead of its provider."""
    board = Switchboard(Settings(emulator=emulators.url, offline=False), http)
    return board.adapter(kind, ProviderConfig())  # type: ignore[return-value]

"""`./tripwright providers`: who could serve here, and what each lacks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from rich.table import Table

from infra.settings import ACCOUNTS, CapabilitySettings, Settings
from tools.adapter import Adapter
from tools.capability import Capability
from tools.catalogue import CATALOGUE
from tools.switchboard import ProviderConfig, Switchboard, open_switchboard

_CHECK_S = 5.0


def table(settings: Settings) -> Table:
    """Every provider in the order it is asked, with its state."""
    return asyncio.run(_table(settings))


async def _table(settings: Settings) -> Table:
    made = Table("capability", "provider", "version", "state")
    async with open_switchboard(settings) as board:
        config = ProviderConfig.of(settings)
        for capability, kinds in CATALOGUE:
            ordered = list(_ordered(capability, kinds, config))
            states = await asyncio.gather(*(_state(board, capability, kind, config) for kind in ordered))
            for number, (kind, state) in enumerate(zip(ordered, states, strict=True)):
                made.add_row(capability.name if number == 0 else "", kind.name, kind.version, state)
            made.add_section()
    return made


def _ordered(
    capability: Capability[Any, Any], kinds: Sequence[type[Adapter[Any, Any]]], config: ProviderConfig
) -> Iterator[type[Adapter[Any, Any]]]:
    named = config.capabilities.get(capability.name, CapabilitySettings()).order
    by_name = {kind.name: kind for kind in kinds}
    for name in dict.fromkeys((*named, *by_name)):
        if name in by_name:
            yield by_name[name]


async def _state(
    board: Switchboard, capability: Capability[Any, Any], kind: type[Adapter[Any, Any]], config: ProviderConfig
) -> str:
    settings = config.capabilities.get(capability.name, CapabilitySettings())
    adapter = board.adapter(kind, config)
    if kind.name in settings.disabled:
        return "[dim]disabled[/dim]"
    if kind.network and board.settings.offline:
        return "[dim]not asked: OFFLINE[/dim]"
    if not adapter.enabled:
        return f"[dim]needs {_variables(getattr(kind, 'account', ''))}[/dim]"
    try:
        async with asyncio.timeout(_CHECK_S):
            await adapter.initialize()
            healthy = await adapter.health_check()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the user wants to know
        return f"[red]{error}[/red]"
    finally:
        await adapter.shutdown()
    return (
        "[green]ready[/green]"
        if healthy
        else "[red]nobody answers there[/red]"
        if kind.network
        else "[red]its health check says no[/red]"
    )


def _variables(account: str) -> str:
    if account in ACCOUNTS:
        return ACCOUNTS[account].upper()
    return f"KEYS__{account.upper()}__KEY"

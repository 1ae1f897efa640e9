"""Makes adapters and chains from configuration; holds what they share for a process's lifetime."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx

from infra.settings import CapabilitySettings, Key, Settings
from infra.tls import tls_context
from tools.adapter import Access, Adapter
from tools.capability import Capability
from tools.chain import Chain, build_chain
from tools.line.line import Line

Q = TypeVar("Q")
A = TypeVar("A")
_EMULATED_KEY = "emulated"
_CONNECT_S = 5.0


@dataclass(frozen=True)
class ProviderConfig:
    """Who is used how, with which keys: the operator's settings, or a tenant's over them."""

    capabilities: Mapping[str, CapabilitySettings] = field(default_factory=dict)
    keys: Mapping[str, Key] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings) -> ProviderConfig:
        return cls(settings.providers, settings.accounts)


@dataclass
class Switchboard:
    """Makes chains; `line` and the HTTP client are the process's own, and without a client nobody is called."""

    settings: Settings
    http: httpx.AsyncClient | None = None
    line: Line = field(default_factory=Line)

    async def chain(
        self, capability: Capability[Q, A], kinds: Sequence[type[Adapter[Q, A]]], config: ProviderConfig | None = None
    ) -> Chain[Q, A]:
        """All adapters of a capability that may be used and are healthy, in the configured order."""
        config = config or ProviderConfig.of(self.settings)
        reach_out = self.http is not None and not self.settings.offline
        usable = [kind for kind in kinds if reach_out or not kind.network]
        adapters = [self.adapter(kind, config) for kind in usable]
        return await build_chain(capability, adapters, config.capabilities, self.line)

    def adapter(self, kind: type[Adapter[Q, A]], config: ProviderConfig) -> Adapter[Q, A]:
        make: Any = kind
        made: Adapter[Q, A] = make(self.access(kind, config))
        return made

    def access(self, kind: type[Adapter[Any, Any]], config: ProviderConfig) -> Access:
        """The key, the address and the model that an adapter is to use."""
        if not kind.network:
            return Access()
        account = getattr(kind, "account", "")
        key = config.keys.get(account)
        emulator = self.settings.emulator.rstrip("/")
        address = self.settings.addresses.get(kind.name) or (f"{emulator}/{kind.name}" if emulator else "")
        model = next(
            (c.per_provider[kind.name].model for c in config.capabilities.values() if kind.name in c.per_provider), ""
        )
        if key is None:
            made_up = _EMULATED_KEY if emulator and account else ""
            return Access(self.http, made_up, made_up, address, model, self.settings.contact)
        secret = key.secret.get_secret_value() if key.secret else ""
        return Access(self.http, key.key.get_secret_value(), secret, address, model, self.settings.contact)


@asynccontextmanager
async def open_switchboard(settings: Settings, line: Line | None = None) -> AsyncIterator[Switchboard]:
    """A switchboard with an HTTP client of its own; time limits of calls are the line's."""
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=50)
    timeout = httpx.Timeout(None, connect=_CONNECT_S)
    async with httpx.AsyncClient(verify=tls_context(), limits=limits, timeout=timeout, follow_redirects=True) as http:
        board = Switchboard(settings, http, line or Line())
        yield board
        await board.line.close()

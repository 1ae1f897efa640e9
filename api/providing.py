"""What the console shows of providers."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api.resources import Resources
from infra.settings import CapabilitySettings
from services.metering.schemas import ServiceUse
from tools.adapter import Adapter
from tools.capability import Capability
from tools.catalogue import CATALOGUE
from tools.switchboard import ProviderConfig

_CHECK_S = 5.0
_WINDOW = timedelta(days=1)


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class ProviderState(_Value):
    name: str
    version: str
    account: str = Field(description="the key that it needs; empty: none")
    embedded: bool = Field(description="needs no network")
    enabled: bool = Field(description="not disabled, with the key that it needs, and the process not offline")
    healthy: bool | None = Field(description="its health check just now; None: not asked, because not enabled")
    breaker: str = Field(description="closed, open or half-open, in this process")
    calls: int = Field(description="of the last 24 hours, those from memory included")
    asked: int
    success: float | None = Field(description="answered ÷ asked in the last 24 hours; None: never asked")
    latency_ms: float | None
    outcomes: dict[str, int]


class CapabilityState(_Value):
    name: str
    kind: str
    settings: CapabilitySettings = Field(description="as they hold for the tenant now")
    providers: tuple[ProviderState, ...] = Field(description="in the order they are asked")


async def capability_states(res: Resources, tenant: str, *, fresh: bool = False) -> list[CapabilityState]:
    """All capabilities; `fresh` reads the configuration anew."""
    config = await res.config.of(tenant, fresh=fresh)
    until = datetime.now(UTC)
    async with res.metering(tenant) as metering:
        used = (await metering.usage(until - _WINDOW, until)).services
    states = (_capability(res, tenant, config, capability, kinds, used) for capability, kinds in CATALOGUE)
    return list(await asyncio.gather(*states))


async def _capability(
    res: Resources,
    tenant: str,
    config: ProviderConfig,
    capability: Capability[Any, Any],
    kinds: Sequence[type[Adapter[Any, Any]]],
    used: Sequence[ServiceUse],
) -> CapabilityState:
    settings = config.capabilities.get(capability.name, CapabilitySettings())
    by_name = {kind.name: kind for kind in kinds}
    order = dict.fromkeys((*(name for name in settings.order if name in by_name), *by_name))
    states = (
        _provider(
            res.board.adapter(by_name[name], config),
            name not in settings.disabled and not (by_name[name].network and res.settings.offline),
            res.board.line.breakers.state(f"{tenant}:{capability.name}:{name}"),
            [one for one in used if (one.service, one.provider) == (capability.name, name)],
        )
        for name in order
    )
    providers = tuple(await asyncio.gather(*states))
    return CapabilityState(name=capability.name, kind=capability.kind, settings=settings, providers=providers)


async def _provider(
    adapter: Adapter[Any, Any], allowed: bool, breaker: str, used: Sequence[ServiceUse]
) -> ProviderState:
    enabled = allowed and adapter.enabled
    outcomes: Counter[str] = Counter()
    for one in used:
        outcomes.update(one.outcomes)
    asked, answered = sum(one.asked for one in used), sum(one.answered for one in used)
    latencies = [one.latency_ms for one in used if one.latency_ms is not None]
    return ProviderState(
        name=adapter.name,
        version=adapter.version,
        account=getattr(adapter, "account", ""),
        embedded=not adapter.network,
        enabled=enabled,
        healthy=await _healthy(adapter) if enabled else None,
        breaker=breaker,
        calls=sum(one.calls for one in used),
        asked=asked,
        success=answered / asked if asked else None,
        latency_ms=sum(latencies) / len(latencies) if latencies else None,
        outcomes=dict(outcomes),
    )


async def _healthy(adapter: Adapter[Any, Any]) -> bool:
    """Whether it can be made ready and says that it could serve."""
    try:
        async with asyncio.timeout(_CHECK_S):
            await adapter.initialize()
            return await adapter.health_check()
    except Exception:  # noqa: BLE001 - whatever it is, it is not healthy
        return False
    finally:
        await adapter.shutdown()

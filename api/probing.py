"""Asks one provider now whether it could serve."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api.resources import Resources
from domain.errors import Failure, NotFound, Unavailable
from infra.settings import CapabilitySettings
from tools.adapter import Adapter, Caller
from tools.capability import Capability
from tools.catalogue import CATALOGUE
from tools.line.call import Call, Usage


class ProviderTest(BaseModel):
    """What came of asking one provider now."""

    model_config = ConfigDict(frozen=True)

    provider: str
    ok: bool
    outcome: str = Field(description="as calls are booked: ok, timeout, network, open, unconfigured …")
    latency_ms: float
    error: str = Field(description="why not; empty: it could serve")
    at: datetime


async def probe(res: Resources, tenant: str, capability: str, provider: str) -> ProviderTest:
    """A health check through the process's line: bounded, broken off and booked like any call. Raises NotFound."""
    known, kind = _registered(capability, provider)
    config = await res.config.of(tenant, fresh=True)
    settings = config.capabilities.get(capability, CapabilitySettings()).model_copy(update={"retries": 0})
    caller = Caller(tenant, f"user:{res.who.user_id}" if res.who.signed_in else None, feature="testing")
    call = Call(known, res.board.adapter(kind, config), settings, caller)
    begun, at = time.perf_counter(), datetime.now(UTC)
    failure = await _failure(res, call, settings.timeout_of(provider))
    return ProviderTest(
        provider=provider,
        ok=failure is None,
        outcome="ok" if failure is None else failure.kind.value,
        latency_ms=(time.perf_counter() - begun) * 1000,
        error="" if failure is None else str(failure),
        at=at,
    )


async def _failure(res: Resources, call: Call[Any, Any], within_s: float) -> Unavailable | None:
    try:
        await res.board.line.run(
            call, lambda usage: _checked(call.adapter, usage, offline=res.settings.offline), within_s=within_s
        )
    except Unavailable as failure:
        return failure
    except Exception as error:  # noqa: BLE001 - an embedded provider's own mistake is what a test is there to show
        return Unavailable(call.adapter.name, f"{type(error).__name__}: {error}", Failure.OTHER)
    finally:
        await call.adapter.shutdown()
    return None


async def _checked(adapter: Adapter[Any, Any], usage: Usage, *, offline: bool) -> None:
    """Raises Unavailable where it may not be asked, cannot be made ready, or nobody answers."""
    usage.cost_usd = Decimal(0)  # a health check is no question that anybody charges for
    if adapter.network and offline:
        raise Unavailable(adapter.name, "this installation works offline", Failure.UNCONFIGURED)
    if not adapter.enabled:
        raise Unavailable(adapter.name, "it has no key", Failure.UNCONFIGURED)
    await adapter.initialize()
    if not await adapter.health_check():
        raise Unavailable(adapter.name, "nobody answers at its address", Failure.NETWORK)


def _registered(capability: str, provider: str) -> tuple[Capability[Any, Any], type[Adapter[Any, Any]]]:
    for known, kinds in CATALOGUE:
        for kind in kinds:
            if (known.name, kind.name) == (capability, provider):
                return known, kind
    raise NotFound("provider", f"{capability}/{provider}"[:200])

"""The administrator's view of providers: who serves, how well, at what cost, and the switches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime
from sqlalchemy.ext.asyncio import AsyncSession

from api.deps import Res
from api.guard import console
from api.probing import ProviderTest, probe
from api.problems import refusals
from api.providing import CapabilityState, capability_states
from api.resources import Resources
from api.trail import RequestTrail, Trail
from domain.audit import Action
from domain.identity import Permission
from infra.settings import CapabilitySettings, Key
from services.metering.schemas import RunCost, Usage
from services.providers.repository import EVERYBODY
from services.providers.service import ProviderService

router = APIRouter(prefix="/v1/admin", tags=["admin"], dependencies=[console(Permission.MANAGE_PLUGINS)])
Tenant = Annotated[str, Query(min_length=1, max_length=100, description='"*": everybody without settings of their own')]
_DAY = timedelta(days=1)


@router.get("/providers", responses=refusals(403))
async def list_providers(res: Res, tenant: Tenant = "public") -> list[CapabilityState]:
    """Every capability with its providers in the order they are asked: enabled, healthy, breaker, reliability."""
    return await capability_states(res, tenant)


@router.put("/providers/{capability}", responses=refusals(403, 404, 422))
async def put_settings(
    capability: str, body: CapabilitySettings, res: Res, trail: Trail, tenant: Tenant = "*"
) -> CapabilityState:
    """Set order, limits and who is disabled; holds within seconds in every process, for the calls that follow."""
    async with res.across(tenant) as session:
        before, after = await _service(res, session, tenant).put_settings(capability, body)
        await _note(trail, session, tenant, Action.PROVIDER_CHANGED, capability, _changes(before, after))
    return await _state(res, tenant, capability)


@router.delete("/providers/{capability}", responses=refusals(403, 404))
async def forget_settings(capability: str, res: Res, trail: Trail, tenant: Tenant = "*") -> CapabilityState:
    """Back to the operator's settings."""
    async with res.across(tenant) as session:
        before = await _service(res, session, tenant).forget_settings(capability)
        await _note(trail, session, tenant, Action.PROVIDER_CHANGED, capability, _changes(before, None))
    return await _state(res, tenant, capability)


@router.post("/providers/{capability}/{provider}/test", responses=refusals(403, 404))
async def try_provider(
    capability: str, provider: str, res: Res, trail: Trail, tenant: Tenant = "public"
) -> ProviderTest:
    """Ask one provider now whether it could serve, on the tenant's account, and say how long it took or what failed."""
    opening = res.across(tenant)  # refuses before anybody is asked, and holds no connection while one is
    found = await probe(res, tenant, capability, provider)
    async with opening as session:
        changes = {"outcome": found.outcome, "latency_ms": round(found.latency_ms, 1)}
        await _note(trail, session, tenant, Action.PROVIDER_TESTED, f"{capability}/{provider}", changes)
    return found


@router.put("/provider-keys/{account}", status_code=204, responses=refusals(403, 404, 422))
async def put_key(account: str, body: Key, res: Res, trail: Trail, tenant: Tenant = "*") -> Response:
    """Keep an account's key, sealed; it is never shown again."""
    async with res.across(tenant) as session:
        await _service(res, session, tenant).put_key(account, body)
        await _note(trail, session, tenant, Action.PROVIDER_KEY_SET, account)
    return Response(status_code=204)


@router.delete("/provider-keys/{account}", status_code=204, responses=refusals(403))
async def forget_key(account: str, res: Res, trail: Trail, tenant: Tenant = "*") -> Response:
    """Doing it twice is doing it once."""
    async with res.across(tenant) as session:
        await _service(res, session, tenant).forget_key(account)
        await _note(trail, session, tenant, Action.PROVIDER_KEY_REMOVED, account)
    return Response(status_code=204)


@router.get("/usage", responses=refusals(403))
async def usage(
    res: Res,
    tenant: Tenant = "public",
    begin: Annotated[AwareDatetime | None, Query(description="default: a day before the end")] = None,
    end: Annotated[AwareDatetime | None, Query(description="not included; default: now")] = None,
) -> Usage:
    """Calls, reliability, tokens and cost of each provider in a period."""
    until = end or datetime.now(UTC)
    async with res.metering(tenant) as metering:
        return await metering.usage(begin or until - _DAY, until)


@router.get("/runs/{run_id}/cost", responses=refusals(403))
async def run_cost(run_id: str, res: Res, tenant: Tenant = "public") -> RunCost:
    """What one run cost so far."""
    async with res.metering(tenant) as metering:
        return await metering.of_run(run_id)


def _service(res: Resources, session: AsyncSession, tenant: str) -> ProviderService:
    return ProviderService(session, tenant, res.config.sealer, datetime.now(UTC))


def _changes(before: CapabilitySettings | None, after: CapabilitySettings | None) -> dict[str, Any]:
    old, new = ((one or CapabilitySettings()).model_dump(mode="json") for one in (before, after))
    return {field: [old[field], new[field]] for field in new if old[field] != new[field]}


async def _note(
    trail: RequestTrail,
    session: AsyncSession,
    tenant: str,
    action: Action,
    what: str,
    changes: dict[str, Any] | None = None,
) -> None:
    """In the log of the tenant that it holds for; what holds for everybody is noted in that of whoever did it."""
    everybodys = tenant == EVERYBODY
    name, of = (f"*/{what}", None) if everybodys else (what, tenant)
    await trail.note(session, action, resource="provider", resource_id=name, changes=changes, tenant=of)


async def _state(res: Res, tenant: str, capability: str) -> CapabilityState:
    states = await capability_states(res, tenant, fresh=True)
    return next(state for state in states if state.name == capability)

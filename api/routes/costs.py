"""What is spent, on what and by whom, where it is going, and what would cost less."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from api.costing import InPeriod, OfTenant, Zone, as_csv, paid_providers, whose
from api.deps import Owner, Res
from api.guard import anyone, console
from api.naming import names_of
from api.problems import refusals
from api.trail import Trail
from domain.audit import Action
from domain.errors import FieldError, InvalidRequest
from domain.identity import Permission
from domain.usage import EVERY_TENANT, Dimension
from services.usage.billing import BillingService
from services.usage.pricing import known_models
from services.usage.runs import RunCosts
from services.usage.schemas import (
    Breakdown,
    BudgetLine,
    Forecast,
    Overview,
    QuotaState,
    Recommendation,
    RunLine,
    Statement,
    Waterfall,
    WhatIf,
)
from services.usage.service import UsageService
from services.usage.standing import StandingService
from tools.llm.opening import limits_of

router = APIRouter(tags=["costs"])
READ: dict[str, Any] = {
    "responses": refusals(401, 403, 404, 422),
    "dependencies": [console(Permission.VIEW_ANALYTICS)],
}
_CSV: dict[str, Any] = {**READ, "response_class": Response}
_CSV["responses"] = {**READ["responses"], 200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}
_COLUMNS = (
    "name", "label", "calls", "asked", "success", "cached_share", "latency_ms", "tokens_in", "tokens_out",
    "tokens_cached", "cost_usd", "cost_unknown", "unknown_share",
)  # fmt: skip
_LINES = ("kind", "calls", "quantity", "cost_usd", "unknown")
_ALL_NAMES = 100_000
Month = Annotated[str, Path(pattern=r"^\d{4}-\d{2}$", examples=["2026-11"], description="a calendar month of UTC")]
Limit = Annotated[int, Query(ge=1, le=500)]


@router.get("/v1/admin/costs/overview", **READ)
async def cost_overview(res: Res, period: InPeriod, tenant: OfTenant = None) -> Overview:
    """A period's spend day by day, its unknown part, and the targets per itinerary and per user."""
    async with res.across(whose(res, tenant)) as session:
        return await UsageService(session, whose(res, tenant), datetime.now(UTC)).overview(period)


@router.get("/v1/admin/costs/by/{dimension}", **READ)
async def costs_by(
    dimension: Dimension, res: Res, period: InPeriod, tenant: OfTenant = None, limit: Limit = 50
) -> Breakdown:
    """The dearest tenants, users, providers, models, agents, features, trips …"""
    async with res.across(whose(res, tenant)) as session:
        found = await UsageService(session, whose(res, tenant), datetime.now(UTC)).by(dimension, period, limit)
        if dimension is not Dimension.USER:
            return found
        names = await names_of(res, session, whose(res, tenant), (line.name for line in found.lines))
    lines = tuple(line.model_copy(update={"label": names.get(line.name, line.label)}) for line in found.lines)
    return found.model_copy(update={"lines": lines})


@router.get("/v1/admin/costs/export/{dimension}", **_CSV)
async def export_costs(
    dimension: Dimension, res: Res, trail: Trail, period: InPeriod, tenant: OfTenant = None
) -> Response:
    """The same as CSV, every name."""
    async with res.across(whose(res, tenant)) as session:
        service = UsageService(session, whose(res, tenant), datetime.now(UTC))
        found = await service.by(dimension, period, _ALL_NAMES)
        await trail.note(session, Action.USAGE_EXPORTED, resource="costs", resource_id=dimension)
    return as_csv(f"costs-by-{dimension}-{period.begin:%Y-%m-%d}", _COLUMNS, found.lines)


@router.get("/v1/admin/costs/forecast", **READ)
async def cost_forecast(res: Res, zone: Zone, tenant: OfTenant = None) -> Forecast:
    """What this month will have cost, with the method and the interval."""
    async with res.across(whose(res, tenant)) as session:
        return await UsageService(session, whose(res, tenant), datetime.now(UTC)).forecast(zone)


@router.get("/v1/admin/costs/budgets", **READ)
async def cost_budgets(res: Res, tenant: OfTenant = None, limit: Limit = 50) -> list[BudgetLine]:
    """This month's budgets, the fullest first: alerts, what still serves, and who is throttled."""
    async with res.across(whose(res, tenant)) as session:
        limits = limits_of(res.settings)
        lines = await StandingService(session, whose(res, tenant), limits, datetime.now(UTC)).budgets(limit)
        names = {
            name: await names_of(res, session, name, (line.key for line in lines if line.tenant == name))
            for name in {line.tenant for line in lines}
        }
    return [line.model_copy(update={"label": names[line.tenant].get(line.key, "")}) for line in lines]


@router.get("/v1/admin/costs/runs", **READ)
async def dearest_runs(res: Res, period: InPeriod, tenant: OfTenant = None, limit: Limit = 20) -> list[RunLine]:
    """The runs that cost most in a period."""
    async with res.across(whose(res, tenant)) as session:
        return list(await RunCosts(session, whose(res, tenant)).dearest(period, limit))


@router.get("/v1/admin/costs/runs/{run_id}", **READ)
async def run_waterfall(run_id: UUID, res: Res, tenant: OfTenant = None) -> Waterfall:
    """One run: its nodes, and every call with tokens, prompt version, latency, outcome and cost."""
    async with res.across(whose(res, tenant)) as session:
        return await RunCosts(session, whose(res, tenant)).waterfall(run_id)


@router.get("/v1/admin/costs/models", **READ)
async def priced_models() -> list[str]:
    """The models that a month can be compared with by name; any other on the price list of their providers too."""
    return list(known_models())


@router.get("/v1/admin/costs/what-if", **READ)
async def cost_what_if(
    model: Annotated[str, Query(max_length=120, examples=["openai/gpt-4o-mini"])],
    res: Res,
    zone: Zone,
    tenant: OfTenant = None,
) -> WhatIf:
    """This month's tokens on another model."""
    async with res.across(whose(res, tenant)) as session:
        return await UsageService(session, whose(res, tenant), datetime.now(UTC)).what_if(model, zone)


@router.get("/v1/admin/costs/recommendations", **READ)
async def cost_recommendations(res: Res, tenant: OfTenant = None) -> list[Recommendation]:
    """Where money could be saved, each with its arithmetic."""
    paid = await paid_providers(res, whose(res, tenant))
    async with res.across(whose(res, tenant)) as session:
        return list(await UsageService(session, whose(res, tenant), datetime.now(UTC)).advice(paid))


@router.get("/v1/admin/costs/statements/{month}", **READ)
async def usage_statement(month: Month, res: Res, tenant: OfTenant = None) -> Statement:
    """A month's statement: as issued, or as it stands so far."""
    return await _statement(month, res, tenant)


@router.get("/v1/admin/costs/statements/{month}/csv", **_CSV)
async def export_statement(month: Month, res: Res, trail: Trail, tenant: OfTenant = None) -> Response:
    """The lines of a statement as CSV."""
    found = await _statement(month, res, tenant)
    async with res.across(found.tenant) as session:
        await trail.note(session, Action.USAGE_EXPORTED, resource="statement", resource_id=month)
    return as_csv(f"statement-{found.tenant}-{month}", _LINES, found.lines)


@router.get("/v1/quota", responses=refusals(401), dependencies=[anyone()])
async def own_quota(res: Res, owner: Owner) -> QuotaState:
    """What the asker has left of this month's tokens of language models."""
    async with res.in_tenant() as session:
        limits = limits_of(res.settings)
        return await StandingService(session, res.tenant, limits, datetime.now(UTC)).quota(owner)


async def _statement(month: str, res: Res, tenant: str | None) -> Statement:
    if tenant == EVERY_TENANT:
        raise InvalidRequest([FieldError("tenant", "a statement is one tenant's")])
    async with res.across(whose(res, tenant)) as session:
        return await BillingService(session, whose(res, tenant), datetime.now(UTC)).statement(month)

"""How well trips are planned, and what travellers say of theirs."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter

from api.costing import InPeriod, OfTenant, whose
from api.deps import Owner, Res
from api.guard import console, needs
from api.problems import refusals
from domain.identity import Permission
from services.quality.schemas import FeedbackView, GiveFeedback, Quality
from services.quality.service import QualityService

router = APIRouter(tags=["quality"])


@router.get(
    "/v1/admin/quality",
    responses=refusals(401, 403, 422),
    dependencies=[console(Permission.VIEW_ANALYTICS)],
)
async def quality(res: Res, period: InPeriod, tenant: OfTenant = None) -> Quality:
    """Success of runs and agents, verified share, who wrote, latencies by day, thumbs, and what is under its target."""
    async with res.across(whose(res, tenant)) as session:
        return await QualityService(session, whose(res, tenant)).report(period)


@router.get(
    "/v1/trips/{trip_id}/feedback",
    responses=refusals(403, 404, 422),
    dependencies=[needs(Permission.READ_ITINERARY)],
)
async def own_feedback(trip_id: UUID, res: Res, owner: Owner) -> FeedbackView | None:
    """One's own thumb on the trip as it stands; null before there is one."""
    async with res.in_tenant() as session:
        return await QualityService(session, res.tenant).given(trip_id, owner, of_anybody=res.who.reaches_all)


@router.post(
    "/v1/trips/{trip_id}/feedback",
    responses=refusals(403, 404, 409, 422),
    dependencies=[needs(Permission.WRITE_ITINERARY)],
)
async def give_feedback(trip_id: UUID, body: GiveFeedback, res: Res, owner: Owner) -> FeedbackView:
    """A thumb on the trip as it stands, and why; another on the same version replaces it."""
    now, everybodys = datetime.now(UTC), res.who.reaches_all
    async with res.in_tenant() as session:
        return await QualityService(session, res.tenant).give(trip_id, owner, body, now, of_anybody=everybodys)

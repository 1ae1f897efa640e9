"""Limits of what language models may cost: granted by the platform, set below that by each agency."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncSession

from api.deps import Res
from api.guard import console, platform
from api.naming import names_of
from api.problems import refusals
from api.resources import Resources
from api.trail import RequestTrail, Trail
from domain.audit import Action
from domain.identity import Permission, TenantId
from services.budgets.limiting import LimitService
from services.budgets.schemas import LimitView, SetLimit
from tools.llm.opening import limits_of
from tools.llm.purse import Scope

router = APIRouter(prefix="/v1/admin/budgets", tags=["costs"])
OfTenant = Annotated[TenantId | None, Query(description="default: one's own; another's: platform administrators only")]
OfUser = Annotated[UUID | None, Query(description="of the scope user: this one alone; default: everyone")]
_REFUSED = refusals(401, 403, 404, 422)


@router.get("", responses=refusals(401, 403, 422), dependencies=[console(Permission.VIEW_ANALYTICS)])
async def list_limits(res: Res, tenant: OfTenant = None) -> list[LimitView]:
    """What a month of the agency, a month of each user and one run may cost; then users with a limit of their own."""
    async with res.across(tenant or res.tenant) as session:
        limits = await _service(res, session, tenant).list()
        names = await names_of(res, session, tenant or res.tenant, (limit.key for limit in limits))
    return [limit.model_copy(update={"label": names.get(limit.key, "")}) for limit in limits]


@router.put("/{scope}", responses=_REFUSED, dependencies=[console(Permission.MANAGE_USERS)])
async def set_limit(
    scope: Scope, body: SetLimit, res: Res, trail: Trail, tenant: OfTenant = None, user: OfUser = None
) -> LimitView:
    """The agency's own limit, at most what the platform grants; it holds from the next call on."""
    async with res.across(tenant or res.tenant) as session:
        before, after = await _service(res, session, tenant).set(scope, user, body.limit_usd)
        await _note(trail, session, tenant, "limit", before, after)
    return after


@router.put("/{scope}/grant", responses=_REFUSED, dependencies=[platform()])
async def grant_limit(
    scope: Scope, body: SetLimit, res: Res, trail: Trail, tenant: OfTenant = None, user: OfUser = None
) -> LimitView:
    """What the agency may set at most, in place of the operator's setting."""
    async with res.everywhere() as session:
        before, after = await _service(res, session, tenant).grant(scope, user, body.limit_usd)
        await _note(trail, session, tenant, "grant", before, after)
    return after


def _service(res: Resources, session: AsyncSession, tenant: str | None) -> LimitService:
    return LimitService(session, tenant or res.tenant, limits_of(res.settings), datetime.now(UTC))


async def _note(
    trail: RequestTrail, session: AsyncSession, tenant: str | None, what: str, before: LimitView, after: LimitView
) -> None:
    old, new = (
        view.model_dump(mode="json", include={"limit_usd", "own_usd", "granted_usd"}) for view in (before, after)
    )
    changes = {field: [old[field], new[field]] for field in new if old[field] != new[field]}
    name = ":".join(part for part in (after.scope, after.key) if part)
    await trail.note(session, Action.BUDGET_CHANGED, resource=what, resource_id=name, changes=changes, tenant=tenant)

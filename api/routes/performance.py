"""The console's view of how the product does: response times, errors, database, breakers, objectives."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.deps import Res
from api.guard import console, platform
from api.problems import refusals
from api.routes.health import checks_of
from domain.errors import Forbidden
from domain.identity import Permission
from infra.telemetry.statistics import EVERYBODY
from services.health.schemas import BreakerView, DatabaseUse, Errors, Performance, ProcessView, Readiness, Slo
from services.health.service import HealthService, Period

router = APIRouter(prefix="/v1/admin", tags=["admin"], dependencies=[console(Permission.VIEW_ANALYTICS)])
Most = Annotated[int, Query(ge=1, le=200, description="of groups, and of the latest")]
WHOLE = [platform()]  # of the whole service: no agency's staff sees it
_REFUSALS = refusals(401, 403)


async def of_scope(
    res: Res,
    tenant: Annotated[
        str | None,
        Query(max_length=63, description='default: your own; "*", everybody, for platform administrators alone'),
    ] = None,
) -> HealthService:
    """Figures of one's own tenant; a platform administrator sees any, and everybody's by default."""
    if res.who.is_platform_admin:
        return HealthService(res.redis, tenant or EVERYBODY)
    if tenant not in (None, res.tenant):
        raise Forbidden("only a platform administrator reaches another agency")
    return HealthService(res.redis, res.tenant)


Scoped = Annotated[HealthService, Depends(of_scope)]


@router.get("/performance", responses=_REFUSALS)
async def performance(service: Scoped, period: Period = "hour") -> Performance:
    """Response times per endpoint and agent: distribution, mean, median, p95, p99, slow and fast, and the trend."""
    return await service.performance(period)


@router.get("/errors", responses=_REFUSALS)
async def errors(service: Scoped, most: Most = 50) -> Errors:
    """Errors grouped by type and endpoint, the latest on our side, and answers by status code."""
    return await service.errors(most)


@router.get("/database", responses=_REFUSALS, dependencies=WHOLE)
async def database(res: Res, period: Period = "hour") -> DatabaseUse:
    """Statements by kind, slow ones by their text with placeholders, and the connections of every process."""
    return await HealthService(res.redis).database(period)


@router.get("/breakers", responses=_REFUSALS)
async def breakers(service: Scoped) -> list[BreakerView]:
    """Every circuit breaker in every process: state, and what it has let through and kept away."""
    return await service.breakers()


@router.get("/slo", responses=_REFUSALS, dependencies=WHOLE)
async def slo(res: Res) -> Slo:
    """Objectives of the whole service over 30 days, the error budget, how fast it burns, and what alerts now."""
    return await HealthService(res.redis).slo()


@router.get("/processes", responses=_REFUSALS, dependencies=WHOLE)
async def processes(res: Res) -> list[ProcessView]:
    """API processes and workers that have said within 20 s that they are there."""
    return await HealthService(res.redis).processes()


@router.get("/health", responses=_REFUSALS, dependencies=WHOLE)
async def health(res: Res) -> Readiness:
    """The checks of /ready."""
    return await checks_of(res).all()

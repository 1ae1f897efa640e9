"""The dearest runs, and one of them node by node and call by call."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.usage import EVERY_TENANT, Dimension, Period
from services.metering.tables import Cost
from services.trips.tables import Run, Trip
from services.usage.figures import sums_of
from services.usage.repository import UsageRepository
from services.usage.schemas import CallLine, RunLine, StageLine, Waterfall
from services.usage.tables import Stage

_MOST_CALLS = 2_000


class RunCosts:
    """Of a tenant's runs; "*": of all tenants', through the platform's session."""

    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    async def dearest(self, period: Period, limit: int) -> tuple[RunLine, ...]:
        """By what their calls in the period cost."""
        rows = await UsageRepository(self._session, self.tenant).by(Dimension.RUN, period, limit + 1)
        named = [row for row in rows if row.name][:limit]
        known = await self._known([row.name for row in named])
        return tuple(_line(row, known.get(row.name)) for row in named)

    async def waterfall(self, run_id: UUID) -> Waterfall:
        """Raises NotFound where nothing is known of such a run."""
        run = (await self._known([str(run_id)])).get(str(run_id))
        calls = await self._calls(run_id)
        if run is None and not calls:
            raise NotFound("run", str(run_id))
        shown = calls[:_MOST_CALLS]
        return Waterfall(
            run_id=str(run_id),
            trip_id=str(run.trip_id) if run else next((call.trip_id for call in calls if call.trip_id), ""),
            title=run.title if run else "",
            status=run.status if run else "",
            created_at=run.created_at if run else None,
            ended_at=run.ended_at if run else None,
            stages=await self._stages(run_id),
            calls=tuple(CallLine.model_validate(call, from_attributes=True) for call in shown),
            cost_usd=sum((call.cost_usd or Decimal(0) for call in shown), Decimal(0)),
            cost_unknown=sum(call.cost_usd is None for call in shown),
            cut=len(calls) > len(shown),
        )

    async def _known(self, run_ids: Sequence[str]) -> dict[str, Any]:
        """Runs that there still are, by their ids as the books name them."""
        query = select(Run.id, Run.trip_id, Run.status, Run.created_at, Run.ended_at, Trip.title).join(
            Trip, Trip.id == Run.trip_id
        )
        query = query.where(Run.id.in_([UUID(run_id) for run_id in run_ids if _is_id(run_id)]))
        return {str(row.id): row for row in await self._session.execute(self._mine(query, Run.tenant))}

    async def _calls(self, run_id: UUID) -> Sequence[Cost]:
        query = select(Cost).where(Cost.run_id == str(run_id)).order_by(Cost.at, Cost.id).limit(_MOST_CALLS + 1)
        return (await self._session.scalars(self._mine(query, Cost.tenant))).all()

    async def _stages(self, run_id: UUID) -> tuple[StageLine, ...]:
        query = select(Stage).where(Stage.run_id == run_id).order_by(Stage.begun_at)
        found = await self._session.scalars(self._mine(query, Stage.tenant))
        return tuple(StageLine.model_validate(stage, from_attributes=True) for stage in found)

    def _mine(self, query: Any, tenant: Any) -> Any:
        return query if self.tenant == EVERY_TENANT else query.where(tenant == self.tenant)


def _line(row: Any, run: Any | None) -> RunLine:
    return RunLine(
        run_id=row.name,
        trip_id=str(run.trip_id) if run else "",
        title=run.title if run else "",
        status=run.status if run else "",
        **sums_of(row),
    )


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

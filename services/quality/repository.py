"""Queries of runs, stages, versions and feedback; within a tenant, or with the platform's sight ("*")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.usage import EVERY_TENANT, Period
from services.quality.tables import Feedback
from services.trips.tables import Run, Trip, TripVersion
from services.usage.tables import Stage


class QualityRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    async def nodes(self, period: Period) -> Sequence[Any]:
        """Per node: passes by outcome, and the median and 95th percentile of the seconds of those that went well."""
        well = Stage.seconds
        query = select(
            Stage.node,
            *_outcomes(Stage.outcome, ("ok", "refused", "failed", "cut")),
            func.percentile_cont(0.5).within_group(well).filter(Stage.outcome == "ok").label("p50_s"),
            func.percentile_cont(0.95).within_group(well).filter(Stage.outcome == "ok").label("p95_s"),
        ).group_by(Stage.node)
        return await self._found(self._during(query, Stage, Stage.begun_at, period))

    async def node_days(self, period: Period) -> Sequence[Any]:
        """Per node and day of the zone: the same, without the counts of what was refused or cut."""
        day = func.to_char(func.timezone(period.zone.key, Stage.begun_at), "YYYY-MM-DD")
        query = select(
            Stage.node,
            day.label("day"),
            *_outcomes(Stage.outcome, ("ok", "failed")),
            func.percentile_cont(0.5).within_group(Stage.seconds).filter(Stage.outcome == "ok").label("p50_s"),
            func.percentile_cont(0.95).within_group(Stage.seconds).filter(Stage.outcome == "ok").label("p95_s"),
        ).group_by(Stage.node, day)
        return await self._found(self._during(query, Stage, Stage.begun_at, period).order_by(day))

    async def runs(self, period: Period) -> Sequence[Any]:
        """Runs by status and, where they failed, by code."""
        code = func.coalesce(Run.outcome["code"].astext, "")
        query = select(Run.status, code.label("code"), func.count().label("runs")).group_by(Run.status, code)
        return await self._found(self._during(query, Run, Run.created_at, period))

    async def versions(self, period: Period) -> Sequence[Any]:
        """Itineraries by the level that wrote them: how many, and how many whose certificate holds."""
        level = func.coalesce(TripVersion.itinerary["served_by"].astext, "")
        valid = TripVersion.certificate["valid"].astext == "true"
        query = select(
            level.label("level"), func.count().label("made"), func.count().filter(valid).label("verified")
        ).group_by(level)
        return await self._found(self._during(query, TripVersion, TripVersion.created_at, period))

    async def thumbs(self, period: Period) -> Sequence[Any]:
        query = select(Feedback.thumb, func.count().label("given")).group_by(Feedback.thumb)
        return await self._found(self._during(query, Feedback, Feedback.at, period))

    async def reasons(self, period: Period, limit: int) -> Sequence[Any]:
        """The newest words on trips that came with a reason."""
        query = select(Feedback.at, Feedback.trip_id, Feedback.thumb, Feedback.reason, Trip.title).join(
            Trip, Trip.id == Feedback.trip_id
        )
        query = query.where(Feedback.reason != "").order_by(Feedback.at.desc()).limit(limit)
        return await self._found(self._during(query, Feedback, Feedback.at, period))

    async def find_trip(self, trip_id: UUID, owner: str | None) -> Trip | None:
        """Of the owner's, or without one of anybody's in the tenant."""
        query = select(Trip).where(Trip.tenant == self.tenant, Trip.id == trip_id, Trip.deleted_at.is_(None))
        return await self._session.scalar(query if owner is None else query.where(Trip.owner == owner))

    async def find_feedback(self, trip_id: UUID, owner: str, version: int) -> Feedback | None:
        return await self._session.get(Feedback, (self.tenant, trip_id, owner, version))

    async def put_feedback(self, **row: Any) -> None:
        """In place of an earlier word on the same version."""
        put = insert(Feedback).values(tenant=self.tenant, **row)
        fresh = {name: put.excluded[name] for name in ("thumb", "reason", "at")}
        keys = [column.name for column in Feedback.__table__.primary_key]
        await self._session.execute(put.on_conflict_do_update(index_elements=keys, set_=fresh))

    def _during(self, query: Any, table: Any, at: Any, period: Period) -> Any:
        query = query.where(at >= period.begin, at < period.end)
        return query if self.tenant == EVERY_TENANT else query.where(table.tenant == self.tenant)

    async def _found(self, query: Any) -> Sequence[Any]:
        return list((await self._session.execute(query)).all())


def _outcomes(column: Any, names: Sequence[str]) -> list[ColumnElement[int]]:
    return [func.count().filter(column == name).label(name) for name in names]

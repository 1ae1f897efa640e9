"""Queries of usage; every one within a tenant, or with the platform's sight ("*") of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from domain.usage import EVERY_TENANT, Dimension, Period
from services.metering.tables import Cost
from services.trips.tables import Trip, TripVersion
from services.usage.sums import SUMS, ceiling, day_in, floor, grain_of, name_of, raw_sums, slice_sums
from services.usage.tables import UsageMark, UsageSlice

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_ORDER = ("cost_usd", "calls")  # what is ordered by


class UsageRepository:
    """Whole grains of a period come from the roll-up, its ragged ends and what is newer from the calls themselves."""

    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    async def by(self, dimension: Dimension, period: Period, limit: int | None = None) -> Sequence[Any]:
        """Sums by name, the dearest first."""
        among = None if limit is None else await self._dearest(dimension, period, limit)
        both = await self._both(dimension, period, UsageSlice.name, name_of(dimension), among=among)
        return list((await self._session.execute(_dearest_first(both, SUMS))).all())

    async def total(self, period: Period) -> Any:
        """All sums of the period, under the name ""."""
        nothing: ColumnElement[Any] = func.left("", 0)
        both = await self._both(Dimension.TENANT, period, nothing, nothing)
        sums = [func.coalesce(func.sum(both.c[label]), 0).label(label) for label in SUMS]
        return (await self._session.execute(select(*sums))).one()

    async def daily(self, period: Period) -> Sequence[Any]:
        """Sums by day of the period's zone, named like 2026-11-21; days without a call are absent."""
        zone = period.zone.key
        both = await self._both(Dimension.TENANT, period, day_in(zone, UsageSlice.at), day_in(zone, Cost.at))
        return list((await self._session.execute(_summed(both).order_by(both.c.name))).all())

    async def count(self, dimension: Dimension, period: Period, *, unnamed: bool = False) -> int:
        """How many names had a call in the period; calls without a name are nobody's, or with `unnamed` one more."""
        both = await self._both(dimension, period, UsageSlice.name, name_of(dimension), _ORDER)
        query = select(func.count(both.c.name.distinct()))
        query = query if unnamed else query.where(both.c.name != "")
        return await self._session.scalar(query) or 0

    async def itineraries(self, period: Period) -> int:
        """Itineraries that runs have made; each version of a trip is one."""
        made = select(func.count()).where(TripVersion.created_at >= period.begin, TripVersion.created_at < period.end)
        return await self._session.scalar(self._mine(made, TripVersion.tenant)) or 0

    async def titles(self, trips: Sequence[str]) -> dict[str, str]:
        """The titles of trips that there still are."""
        query = self._mine(select(cast(Trip.id, String), Trip.title), Trip.tenant)
        found = await self._session.execute(query.where(cast(Trip.id, String).in_(trips)))
        return {row[0]: row[1] for row in found}

    async def _dearest(self, dimension: Dimension, period: Period, limit: int) -> list[str]:
        """The names alone: of a hundred thousand runs, to add up all that is known of each takes five times as long."""
        both = await self._both(dimension, period, UsageSlice.name, name_of(dimension), _ORDER)
        return [row.name for row in await self._session.execute(_dearest_first(both, _ORDER).limit(limit))]

    async def _both(
        self,
        dimension: Dimension,
        period: Period,
        rolled: Any,
        raw: Any,
        labels: Sequence[str] = SUMS,
        among: Sequence[str] | None = None,
    ) -> Any:
        grain, closed = grain_of(dimension), await self._closed()
        begin, end = period.begin.astimezone(UTC), period.end.astimezone(UTC)
        first, last = ceiling(begin, grain), floor(min(end, closed), grain)
        if last <= first:
            first = last = begin
        parts = (
            _of(self._mine(slice_sums(dimension, rolled, first, last, labels), UsageSlice.tenant), rolled, among),
            _of(self._mine(raw_sums(raw, begin, first, labels), Cost.tenant), raw, among),
            _of(self._mine(raw_sums(raw, last, end, labels), Cost.tenant), raw, among),
        )
        return union_all(*parts).subquery()

    async def _closed(self) -> datetime:
        query = select(UsageMark.closed_until).where(UsageMark.tenant == EVERY_TENANT)
        return await self._session.scalar(query) or _NEVER

    def _mine(self, query: Any, tenant: InstrumentedAttribute[str]) -> Any:
        return query if self.tenant == EVERY_TENANT else query.where(tenant == self.tenant)


def _of(query: Select[Any], name: ColumnElement[Any], among: Sequence[str] | None) -> Select[Any]:
    return query if among is None else query.where(name.in_(among))


def _summed(both: Any, labels: Sequence[str] = SUMS) -> Select[Any]:
    return select(both.c.name, *(func.sum(both.c[label]).label(label) for label in labels)).group_by(both.c.name)


def _dearest_first(both: Any, labels: Sequence[str]) -> Select[Any]:
    return _summed(both, labels).order_by(func.sum(both.c.cost_usd).desc(), func.sum(both.c.calls).desc(), both.c.name)

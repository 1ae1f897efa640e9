"""What a tenant, or for the platform all tenants together, spent, on what, and where that is going."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from domain.usage import TARGET_ITINERARY_USD, TARGET_USER_MONTH_USD, Dimension, Period
from services.usage.advice import DAYS, advice
from services.usage.figures import Added, sums_of, target, total_of
from services.usage.forecast import HISTORY_DAYS, foretell
from services.usage.pricing import what_if
from services.usage.repository import UsageRepository
from services.usage.schemas import Breakdown, DaySum, Forecast, Line, Overview, Recommendation, Sums, Target, WhatIf
from services.usage.sums import MANY

_UTC = ZoneInfo("UTC")
_PLANNING = ("planning", "")  # what a call was for was not written down before November 2026


class UsageService:
    """`now` is an aware instant. A tenant "*" is all of them, seen through the platform's session."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime) -> None:
        self._rows, self._now = UsageRepository(session, tenant), now

    async def overview(self, period: Period) -> Overview:
        """The period's sums, day by day, beside those of the period before and the house's targets."""
        daily = await self._rows.daily(period)
        itineraries = await self._rows.itineraries(period)
        return Overview(
            **_of(period),
            total=total_of(daily),
            before=Sums(**sums_of(await self._rows.total(period.before))),
            daily=_every_day(daily, period),
            itineraries=itineraries,
            users=await self._rows.count(Dimension.USER, period),
            per_itinerary=await self._per_itinerary(period, itineraries),
            per_user_month=await self._per_user_month(),
        )

    async def by(self, dimension: Dimension, period: Period, limit: int) -> Breakdown:
        """The `limit` dearest names of a dimension, and the total of all."""
        rows, names, total = await self._most(dimension, period, limit)
        titles = await self._rows.titles([row.name for row in rows]) if dimension is Dimension.TRIP else {}
        return Breakdown(
            **_of(period),
            dimension=dimension,
            lines=tuple(Line(name=row.name, label=titles.get(row.name, row.name), **sums_of(row)) for row in rows),
            names=names,
            total=total,
        )

    async def _most(self, dimension: Dimension, period: Period, limit: int) -> tuple[Sequence[Any], int, Sums]:
        """The dearest, how many there are, and the sum of all; only where names are many are they counted apart."""
        if dimension not in MANY:
            rows = await self._rows.by(dimension, period)
            return rows[:limit], len(rows), total_of(rows)
        names = await self._rows.count(dimension, period, unnamed=True)
        total = Sums(**sums_of(await self._rows.total(period)))
        return await self._rows.by(dimension, period, limit), names, total

    async def forecast(self, zone: ZoneInfo) -> Forecast:
        """To the end of the month, in the days of `zone`."""
        today = self._now.astimezone(zone).date()
        month = Period.of_month(self._now, zone)
        begin = min(month.begin, Period.of_days(HISTORY_DAYS + 1, zone, self._now).begin)
        rows = await self._rows.daily(Period(begin, self._now, zone))
        daily = {date.fromisoformat(row.name): Decimal(row.cost_usd) for row in rows}
        unknown = sum(int(row.unknown) for row in rows if row.name >= f"{today:%Y-%m}")
        return foretell(daily, today, unknown)

    async def what_if(self, model: str, zone: ZoneInfo) -> WhatIf:
        """This month's calls of language models on another model ("provider/model"); raises InvalidRequest."""
        month = Period.of_month(self._now, zone)
        return what_if(await self._rows.by(Dimension.MODEL, month), model, month)

    async def advice(self, paid: Sequence[str]) -> tuple[Recommendation, ...]:
        """`paid` are the providers that have a key."""
        period = Period.of_days(DAYS, _UTC, self._now)
        providers = await self._rows.by(Dimension.PROVIDER, period)
        models = await self._rows.by(Dimension.MODEL, period)
        services = await self._rows.by(Dimension.SERVICE, period)
        return advice(models, services, (row.name for row in providers), paid)

    async def _per_itinerary(self, period: Period, itineraries: int) -> Target:
        features = await self._rows.by(Dimension.FEATURE, period)
        planning = Added(row for row in features if row.name in _PLANNING)
        sums = Sums(**sums_of(planning))
        return target(sums.cost_usd, itineraries, TARGET_ITINERARY_USD, sums.cost_unknown, "itineraries")

    async def _per_user_month(self) -> Target:
        month = Period.of_month(self._now, _UTC)
        rows = [row for row in await self._rows.by(Dimension.USER, month) if row.name]
        sums = total_of(rows)
        return target(sums.cost_usd, len(rows), TARGET_USER_MONTH_USD, sums.cost_unknown, "users of this month")


def _of(period: Period) -> dict[str, Any]:
    return {
        "begin_at": period.begin.astimezone(UTC),
        "end_at": period.end.astimezone(UTC),
        "zone": period.zone.key,
    }


def _every_day(rows: Sequence[Any], period: Period) -> tuple[DaySum, ...]:
    """Days without a call are there too, with nothing in them."""
    found = {row.name: row for row in rows}
    first, last = (at.astimezone(period.zone).date() for at in (period.begin, period.end - timedelta(microseconds=1)))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(DaySum(day=day, **sums_of(found.get(day.isoformat(), Added(())))) for day in days)

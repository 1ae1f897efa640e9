"""Queries of flags and of what was recorded of them; every one for a tenant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.flags import OFF
from domain.listing import Listing, Slice
from services.flags.tables import FlagExposure, FlagRow, FlagTally
from services.listing import listed

EVERYBODY = "*"
_COLUMNS = {"key": FlagRow.key, "updated_at": FlagRow.updated_at}


class FlagRepository:
    """The tenant "*" is everybody: its flags hold in all tenants, and what is recorded of them lies in all."""

    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    async def in_sight(self) -> Sequence[FlagRow]:
        """Everybody's and the tenant's own, by key."""
        query = select(FlagRow).where(FlagRow.tenant.in_((EVERYBODY, self.tenant))).order_by(FlagRow.key)
        return (await self._session.scalars(query)).all()

    async def page(self, wanted: Listing) -> Slice[FlagRow]:
        query = select(FlagRow).where(FlagRow.tenant == self.tenant)
        return await listed(self._session, query, wanted, _COLUMNS, FlagRow.key)

    async def find(self, key: str, *, tenant: str = "", lock: bool = False) -> FlagRow | None:
        query = select(FlagRow).where(FlagRow.tenant == (tenant or self.tenant), FlagRow.key == key)
        return await self._session.scalar(query.with_for_update() if lock else query)

    def add(self, row: FlagRow) -> None:
        self._session.add(row)

    async def remove(self, row: FlagRow) -> None:
        await self._session.delete(row)

    async def tallies(self, key: str, begin: datetime, end: datetime) -> Sequence[FlagTally]:
        """By hour; `end` is not included."""
        query = select(FlagTally).where(*self._within(FlagTally, key), FlagTally.hour >= begin, FlagTally.hour < end)
        return (await self._session.scalars(query.order_by(FlagTally.hour))).all()

    async def users_by_variant(self, key: str, begin: date, end: date) -> dict[str, int]:
        """How many were shown each variant, both days included."""
        people = func.count(func.distinct(FlagExposure.owner))
        query = select(FlagExposure.variant, people).where(*self._exposed(key, begin, end))
        found = await self._session.execute(query.group_by(FlagExposure.variant))
        return dict(found.tuples().all())

    async def users(self, key: str, begin: date, end: date) -> tuple[int, int]:
        """How many have the flag, and for how many it was decided at all."""
        people = func.count(func.distinct(FlagExposure.owner))
        query = select(people.filter(FlagExposure.variant != OFF), people).where(*self._exposed(key, begin, end))
        active, total = (await self._session.execute(query)).one()
        return active, total

    async def forget_exposures(self, before: date) -> None:
        """Delete what is older; doing it twice is doing it once."""
        old = [FlagExposure.day < before]
        if self.tenant != EVERYBODY:
            old.append(FlagExposure.tenant == self.tenant)
        await self._session.execute(delete(FlagExposure).where(*old))

    def _exposed(self, key: str, begin: date, end: date) -> list[ColumnElement[bool]]:
        return [*self._within(FlagExposure, key), FlagExposure.day >= begin, FlagExposure.day <= end]

    def _within(self, table: type[FlagTally | FlagExposure], key: str) -> list[ColumnElement[bool]]:
        mine = [] if self.tenant == EVERYBODY else [table.tenant == self.tenant]
        return [table.key == key, *mine]

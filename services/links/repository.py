"""The links' queries; every one within a tenant, times are aware instants, ranges half-open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, distinct, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.links.agents import ROBOT
from services.links.schemas import ConversionStatus
from services.links.tables import Click, Conversion, ConversionEvent, LinkEvent

_COUNTED = Conversion.status != ConversionStatus.CANCELLED


class Range(NamedTuple):
    """From an instant up to, without, another."""

    begin_at: datetime
    end_at: datetime


class LinkRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    def add(self, row: Click | Conversion) -> None:
        self._session.add(row)

    async def find_click(self, click_id: UUID) -> Click | None:
        return await self._session.scalar(select(Click).where(Click.tenant == self.tenant, Click.id == click_id))

    async def keep_event(self, row: dict[str, Any]) -> bool:
        """False when the provider's event was kept before."""
        kept = insert(ConversionEvent).values(tenant=self.tenant, **row).on_conflict_do_nothing()
        return (await self._session.execute(kept.returning(ConversionEvent.id))).first() is not None

    async def lock_inbox(self, provider: str) -> None:
        """One at a time handles what a provider told, until the transaction's end: two words may be of one booking."""
        await self._session.execute(
            select(func.pg_advisory_xact_lock(func.hashtext(f"conversions:{self.tenant}:{provider}")))
        )

    async def open_events(self, provider: str, limit: int) -> Sequence[ConversionEvent]:
        """Events still to be handled, oldest first."""
        query = select(ConversionEvent).where(
            ConversionEvent.tenant == self.tenant,
            ConversionEvent.provider == provider,
            ConversionEvent.handled_at.is_(None),
        )
        ordered = query.order_by(ConversionEvent.received_at, ConversionEvent.id).limit(limit)
        return (await self._session.scalars(ordered)).all()

    async def find_conversion(self, provider: str, reference: str) -> Conversion | None:
        query = select(Conversion).where(
            Conversion.tenant == self.tenant, Conversion.provider == provider, Conversion.reference == reference
        )
        return await self._session.scalar(query)

    async def clicks_by(self, within: Range, *by: Any) -> dict[tuple[Any, ...], tuple[int, int]]:
        """Clicks and counted conversions of clicks in a range, by some columns of Click (none: all in one)."""
        query = self._of_travellers(select(*by, func.count(distinct(Click.id)), func.count(Conversion.id)), within)
        joined = query.outerjoin(Conversion, and_(Conversion.click_id == Click.id, _COUNTED)).group_by(*by)
        return {tuple(row[:-2]): (row[-2], row[-1]) for row in await self._session.execute(joined)}

    def _of_travellers(self, query: Select[Any], within: Range) -> Select[Any]:
        return query.select_from(Click).where(
            Click.tenant == self.tenant, Click.agent != ROBOT, *_within(Click.clicked_at, within)
        )

    async def links_made(self, within: Range) -> tuple[int, int]:
        """How many links were generated in a range, and how many of them a traveller has followed."""
        followed = exists().where(
            Click.tenant == self.tenant,
            Click.trip_id == LinkEvent.trip_id,
            Click.link_id == LinkEvent.link_id,
            Click.agent != ROBOT,
        )
        made = (
            select(LinkEvent.trip_id, LinkEvent.link_id, followed.label("followed"))
            .where(LinkEvent.tenant == self.tenant, *_within(LinkEvent.at, within))
            .distinct()
            .subquery()
        )
        row = (
            await self._session.execute(select(func.count(), func.count().filter(made.c.followed)).select_from(made))
        ).one()
        return row[0], row[1]

    async def bookings(self, within: Range) -> Sequence[Any]:
        """Bookings made in a range by status and currencies: count, without a click, amount and commission in minor."""
        by = (Conversion.status, Conversion.amount_currency, Conversion.commission_currency)
        query = select(
            *by,
            func.count().label("count"),
            func.count().filter(Conversion.click_id.is_(None)).label("unattributed"),
            func.sum(Conversion.amount_minor).label("amount"),
            func.sum(Conversion.commission_minor).label("commission"),
        ).where(Conversion.tenant == self.tenant, *_within(Conversion.booked_at, within))
        return (await self._session.execute(query.group_by(*by))).all()

    async def bookings_of(self, visitor: str) -> int:
        query = select(func.count(Conversion.id)).join(Click, Conversion.click_id == Click.id)
        mine = query.where(Click.tenant == self.tenant, Click.visitor == visitor, _COUNTED)
        return await self._session.scalar(mine) or 0


def _within(column: Any, within: Range) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return column >= within.begin_at, column < within.end_at

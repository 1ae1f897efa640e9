"""The record of booking links: clicks, what was booked after them, and how they do.

Nothing here commits; the edge that opened the session does.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from domain.audit import Action, AuditEntry
from domain.itinerary import Link
from domain.money import Money
from domain.offers import Conversion as Report
from services.audit.service import record
from services.links.repository import LinkRepository, Range
from services.links.schemas import (
    BookingCount,
    ChannelTally,
    ConversionIn,
    ConversionStatus,
    LinkStatistics,
    ProviderTally,
    Received,
    Tally,
    Visitor,
)
from services.links.tables import Click, Conversion, ConversionEvent
from tools.links.tracking import click_of, tracked

_PLACES = Decimal("0.0001")
_AT_ONCE = 100


class LinkService:
    """The links of one tenant; `now` is an aware UTC instant."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime) -> None:
        self._session, self._rows, self._now = session, LinkRepository(session, tenant), now

    def click(self, click_id: UUID, trip_id: UUID, link: Link, visitor: Visitor) -> str:
        """Record that somebody followed a link; where to send them, with the click's id in it."""
        self._rows.add(
            Click(
                id=click_id,
                tenant=self._rows.tenant,
                trip_id=trip_id,
                link_id=link.id,
                provider=link.provider,
                url=link.url,
                visitor=visitor.name,
                agent=visitor.agent,
                **{f"utm_{name}": value for name, value in visitor.utm.model_dump().items()},
                clicked_at=self._now,
            )
        )
        return tracked(link.provider, link.url, click_id)

    async def receive(self, event_id: UUID, provider: str, told: ConversionIn) -> Received:
        """Keep what a provider tells; to be committed before `handle` works on it."""
        row = {"id": event_id, "provider": provider, "event_id": told.id, "received_at": self._now}
        new = await self._rows.keep_event(row | {"body": told.model_dump(mode="json")})
        return Received(id=told.id, new=new)

    async def report(self, event_id: UUID, report: Report) -> Received:
        """Keep what an adapter read in a provider's own report (`track_conversion`), as if it had been told."""
        return await self.receive(event_id, report.provider, ConversionIn.of(report, self._now))

    async def handle(self, provider: str) -> int:
        """Work on what a provider told and nobody has handled yet; how many events that were."""
        await self._rows.lock_inbox(provider)
        events = await self._rows.open_events(provider, _AT_ONCE)
        for event in events:
            await self._apply(event, ConversionIn.model_validate(event.body))
            event.handled_at = self._now
        return len(events)

    async def _apply(self, event: ConversionEvent, told: ConversionIn) -> None:
        click_id = await self._click_told(event.provider, told.click_id)
        booking = await self._rows.find_conversion(event.provider, told.booking_id)
        if booking is None:
            booking = Conversion(id=event.id, provider=event.provider, reference=told.booking_id, told_click="")
            booking.tenant = self._rows.tenant
        elif told.told_at < booking.told_at:
            return
        before, amount = booking.status, Money.of(told.amount, told.currency)
        booking.status, booking.booked_at, booking.told_at = told.status, told.booked_at, told.told_at
        booking.amount_minor, booking.amount_currency = amount.minor, amount.currency
        if told.commission is not None:
            commission = Money.of(told.commission, told.currency)
            booking.commission_minor, booking.commission_currency = commission.minor, commission.currency
        booking.told_click = told.click_id or booking.told_click
        booking.click_id = click_id or booking.click_id  # what was attributed once stays so
        self._rows.add(booking)
        await record(self._session, self._audited(event, booking, before))

    def _audited(self, event: ConversionEvent, booking: Conversion, before: str | None) -> AuditEntry:
        return AuditEntry(
            id=uuid5(event.id, "audit"),
            at=self._now,
            tenant=self._rows.tenant,
            action=Action.BOOKING_CONVERTED,
            resource=f"booking at {booking.provider}",
            resource_id=booking.reference,
            changes={
                "status": [before, booking.status],
                "amount": [None, f"{booking.amount_minor} minor units of {booking.amount_currency}"],
            },
        )

    async def _click_told(self, provider: str, told: str) -> UUID | None:
        """The click of that id at that provider; None when we know of none."""
        click_id = click_of(told)
        click = await self._rows.find_click(click_id) if click_id else None
        return click.id if click is not None and click.provider == provider else None

    async def statistics(self, from_on: date, to_on: date, zone: ZoneInfo) -> LinkStatistics:
        """Clicks, conversions and rates of whole days in a zone, both days included."""
        within = range_of(from_on, to_on, zone)
        whole = await self._rows.clicks_by(within)
        providers = await self._rows.clicks_by(within, Click.provider)
        channels = await self._rows.clicks_by(within, Click.utm_source, Click.utm_medium, Click.utm_campaign)
        links, followed = await self._rows.links_made(within)
        return LinkStatistics(
            from_on=from_on,
            to_on=to_on,
            zone=zone.key,
            **_tally(*whole.get((), (0, 0))),
            links=links,
            links_followed=followed,
            click_through_rate=rate(followed, links),
            providers=tuple(
                ProviderTally(provider=by[0], **_tally(*counts)) for by, counts in sorted(providers.items())
            ),
            channels=tuple(
                ChannelTally(source=by[0], medium=by[1], campaign=by[2], **_tally(*counts))
                for by, counts in sorted(channels.items(), key=lambda row: [str(part or "") for part in row[0]])
            ),
            **_bookings(await self._rows.bookings(within)),
        )

    async def bookings_of(self, visitor: str) -> BookingCount:
        return BookingCount(bookings=await self._rows.bookings_of(visitor))


def range_of(from_on: date, to_on: date, zone: ZoneInfo) -> Range:
    """From the first day's midnight to the midnight after the last, where a day may have 23 or 25 hours."""
    return Range(datetime.combine(from_on, time(), zone), datetime.combine(to_on + timedelta(days=1), time(), zone))


def rate(part: int, whole: int) -> Decimal | None:
    """`part` ÷ `whole` to four places; None where there is nothing to divide by."""
    return (Decimal(part) / whole).quantize(_PLACES, ROUND_HALF_EVEN) if whole else None


def _tally(clicks: int, conversions: int) -> dict[str, Any]:
    return Tally(clicks=clicks, conversions=conversions, conversion_rate=rate(conversions, clicks)).model_dump()


def _bookings(rows: Any) -> dict[str, Any]:
    """Counts by status, and sums of those that stand, by currency."""
    counts = Counter[ConversionStatus]()
    amounts, commissions, unattributed = Counter[str](), Counter[str](), 0
    for row in rows:
        counts[ConversionStatus(row.status)] += row.count
        if row.status != ConversionStatus.CANCELLED:
            amounts[row.amount_currency] += int(row.amount)
            if row.commission is not None:
                commissions[row.commission_currency] += int(row.commission)
            unattributed += row.unattributed
    return {
        "bookings": {status: counts[status] for status in ConversionStatus},
        "unattributed": unattributed,
        "amounts": _money(amounts),
        "commissions": _money(commissions),
    }


def _money(sums: Counter[str]) -> tuple[Money, ...]:
    return tuple(Money(minor=minor, currency=currency) for currency, minor in sorted(sums.items()))

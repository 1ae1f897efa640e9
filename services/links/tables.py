"""Booking links that were made, clicks on them, and what was booked after a click."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class LinkEvent(Table):
    """What happened to a link; so far `booking_link_generated`, once for each link of a trip's version."""

    __tablename__ = "link_events"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    name: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"))
    version: Mapped[int]
    link_id: Mapped[str]
    place_id: Mapped[str | None]
    adapter: Mapped[str]
    user: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("trip_id", "version", "link_id", "name", name="uq_link_events_once"),
        Index("ix_link_events_at", "tenant", "at"),
    )


class Click(Table):
    """A booking link that somebody followed; `visitor` is who it was, `agent` a browser's family, never more."""

    __tablename__ = "clicks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    trip_id: Mapped[UUID] = mapped_column(ForeignKey("trips.id", ondelete="CASCADE"), index=True)
    link_id: Mapped[str]
    provider: Mapped[str]
    url: Mapped[str]
    visitor: Mapped[str | None]
    agent: Mapped[str]
    utm_source: Mapped[str | None]
    utm_medium: Mapped[str | None]
    utm_campaign: Mapped[str | None]
    utm_content: Mapped[str | None]
    utm_term: Mapped[str | None]
    clicked_at: Mapped[datetime]

    __table_args__ = (Index("ix_clicks_clicked_at", "tenant", "clicked_at"),)


class ConversionEvent(Table):
    """What a provider told us, as it was told: a row before it is work. `handled_at` NULL: still to be done."""

    __tablename__ = "conversion_events"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    provider: Mapped[str]
    event_id: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("tenant", "provider", "event_id", name="uq_conversion_events_event"),
        Index("ix_conversion_events_open", "provider", "received_at", postgresql_where="handled_at IS NULL"),
    )


class Conversion(Table):
    """A booking that a provider says came of us; `click_id` NULL: of no click that we know.

    `reference` is the provider's id of the booking, `told_at` the provider's clock when it last told of it.
    """

    __tablename__ = "conversions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    provider: Mapped[str]
    reference: Mapped[str]
    click_id: Mapped[UUID | None] = mapped_column(ForeignKey("clicks.id", ondelete="SET NULL"), index=True)
    told_click: Mapped[str]
    status: Mapped[str]
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    amount_currency: Mapped[str]
    commission_minor: Mapped[int | None] = mapped_column(BigInteger)
    commission_currency: Mapped[str | None]
    booked_at: Mapped[datetime]
    told_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("tenant", "provider", "reference", name="uq_conversions_booking"),
        Index("ix_conversions_booked_at", "tenant", "booked_at"),
    )

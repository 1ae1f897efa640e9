"""Whose a trip is and with whom it is shared: the one rule of who may see and change it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.sharing import Reach
from services.sharing.tables import ShareLink, TripMember
from services.trips.tables import Trip


def reached(person: str, now: datetime) -> ColumnElement[bool]:
    """Trips that are theirs, or that they are a member of; through a link only while the link holds."""
    shared = select(TripMember.trip_id).where(TripMember.tenant == Trip.tenant, TripMember.member == person)
    return or_(Trip.owner == person, Trip.id.in_(shared.where(holds(now))))


def deciding(person: str, now: datetime) -> ColumnElement[bool]:
    """The memberships of somebody that count now."""
    return (TripMember.member == person) & holds(now)


async def reach_of(session: AsyncSession, trip: Trip, person: str, now: datetime) -> Reach:
    """What they may do with a trip that they reach."""
    if trip.owner == person:
        return Reach.OWNER
    query = select(TripMember.role).where(TripMember.trip_id == trip.id, deciding(person, now))
    role = await session.scalar(query)
    return Reach(role) if role is not None else Reach.VIEWER


async def people_of(session: AsyncSession, trip: Trip, now: datetime) -> tuple[str, ...]:
    """Its owner and the members that count now."""
    query = select(TripMember.member).where(TripMember.tenant == trip.tenant, TripMember.trip_id == trip.id, holds(now))
    return (trip.owner, *(await session.scalars(query)).all())


def by_link(trip_id: SQLColumnExpression[UUID], person: str) -> ColumnElement[bool]:
    """Whether somebody is a member of the trip by a link, not by invitation."""
    mine = select(TripMember.trip_id).where(TripMember.member == person, TripMember.link_id.is_not(None))
    return trip_id.in_(mine)


def holds(now: datetime) -> ColumnElement[bool]:
    """By invitation, or by a link that is neither revoked nor expired."""
    open_link = select(ShareLink.id).where(
        ShareLink.id == TripMember.link_id,
        ShareLink.revoked_at.is_(None),
        or_(ShareLink.expires_at.is_(None), ShareLink.expires_at > now),
    )
    return or_(TripMember.link_id.is_(None), open_link.correlate(TripMember).exists())

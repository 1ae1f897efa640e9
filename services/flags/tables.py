"""Feature flags, how often they were asked, and who was shown what."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class FlagRow(Table):
    """One flag of a tenant; the tenant "*" is everybody. `rule` is a FlagRule."""

    __tablename__ = "flags"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[dict[str, Any]] = mapped_column(JSONB)
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class FlagTally(Table):
    """What happened in an hour (its begin, UTC) in a tenant to those who got a variant."""

    __tablename__ = "flag_tallies"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    variant: Mapped[str] = mapped_column(primary_key=True)
    evaluations: Mapped[int]
    outcomes: Mapped[int]
    errors: Mapped[int]


class FlagExposure(Table):
    """Somebody was shown a variant on a day (UTC); kept for 90 days."""

    __tablename__ = "flag_exposures"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    owner: Mapped[str] = mapped_column(primary_key=True)
    variant: Mapped[str] = mapped_column(primary_key=True)
    first_at: Mapped[datetime]

"""The sums of calls and what they are grouped by, said once for the roll-up and for what is read past it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, select
from sqlalchemy.orm import InstrumentedAttribute

from domain.usage import Dimension
from services.metering.tables import Cost
from services.usage.tables import UsageSlice
from tools.line.meter import ANSWERED, NOT_ASKED

QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
# Every zone in use lies whole quarters of an hour from UTC, so that a tenant's days can be cut out of quarters.
MANY = frozenset({Dimension.USER, Dimension.TRIP, Dimension.RUN})
_GRAINS = {Dimension.TENANT: QUARTER} | dict.fromkeys(MANY, DAY)

_asked = Cost.outcome.not_in(NOT_ASKED)
_answered = Cost.outcome.in_(ANSWERED)
_llm = Cost.kind == "llm"
_RAW: dict[str, ColumnElement[Any]] = {
    "calls": func.count(),
    "asked": func.count().filter(_asked),
    "answered": func.count().filter(_answered),
    "cached": func.count().filter(Cost.outcome.in_(("cached", "shared"))),
    "unknown": func.count().filter(Cost.cost_usd.is_(None)),
    "untold": func.count().filter(and_(_llm, _asked, Cost.tokens_in.is_(None))),
    "cost_usd": func.coalesce(func.sum(Cost.cost_usd), 0),
    "tokens_in": func.coalesce(func.sum(Cost.tokens_in), 0),
    "tokens_out": func.coalesce(func.sum(Cost.tokens_out), 0),
    "tokens_cached": func.coalesce(func.sum(Cost.tokens_cached), 0),
    "quantity": func.coalesce(func.sum(Cost.quantity), 0),
    "latency_ms": func.coalesce(func.sum(Cost.latency_ms).filter(_answered), 0.0),
}
SUMS = tuple(_RAW)
_NAMES: dict[Dimension, Any] = {
    Dimension.TENANT: Cost.tenant,
    Dimension.KIND: Cost.kind,
    Dimension.SERVICE: Cost.service,
    Dimension.PROVIDER: Cost.provider,
    Dimension.MODEL: case((_llm, Cost.provider + "/" + Cost.model), else_=""),
    Dimension.AGENT: Cost.agent,
    Dimension.FEATURE: Cost.feature,
    Dimension.USER: func.coalesce(Cost.user, ""),
    Dimension.TRIP: func.coalesce(Cost.trip_id, ""),
    Dimension.RUN: func.coalesce(Cost.run_id, ""),
}


def grain_of(dimension: Dimension) -> timedelta:
    """How finely a dimension's calls are summed; users, trips and runs are many, so that theirs are days of UTC."""
    return _GRAINS.get(dimension, HOUR)


def floor(at: datetime, grain: timedelta) -> datetime:
    """The begin of the grain of UTC in which `at` lies."""
    return at - (at - _EPOCH) % grain


def ceiling(at: datetime, grain: timedelta) -> datetime:
    """The first begin of a grain of UTC that is not before `at`."""
    return at + (_EPOCH - at) % grain


def name_of(dimension: Dimension) -> ColumnElement[Any]:
    """What a raw row is called in a dimension."""
    name: ColumnElement[Any] = _NAMES[dimension]
    return name


def day_in(zone: str, at: InstrumentedAttribute[datetime]) -> ColumnElement[Any]:
    """The calendar day of an instant in a zone, as text: 2026-11-21."""
    return func.to_char(func.timezone(zone, at), "YYYY-MM-DD")


def raw_sums(name: ColumnElement[Any], begin: datetime, end: datetime, labels: Sequence[str] = SUMS) -> Select[Any]:
    """Of the calls themselves, from `begin` until before `end`, by `name`."""
    sums = [_RAW[label].label(label) for label in labels]
    return select(name.label("name"), *sums).where(Cost.at >= begin, Cost.at < end).group_by(name)


def slice_sums(
    dimension: Dimension, name: ColumnElement[Any], begin: datetime, end: datetime, labels: Sequence[str] = SUMS
) -> Select[Any]:
    """Of the rolled-up grains that begin in the same range."""
    sums = [func.sum(getattr(UsageSlice, label)).label(label) for label in labels]
    inside = and_(UsageSlice.dimension == dimension, UsageSlice.at >= begin, UsageSlice.at < end)
    return select(name.label("name"), *sums).where(inside).group_by(name)


def grains_of(dimension: Dimension, begin: datetime, end: datetime) -> Select[Any]:
    """What a roll-up writes for a range of whole grains: its columns are `GRAIN_COLUMNS`."""
    name, at = name_of(dimension), func.date_bin(grain_of(dimension), Cost.at, _EPOCH)
    sums = [expression.label(label) for label, expression in _RAW.items()]
    return (
        select(Cost.tenant, literal(dimension.value).label("dimension"), at.label("at"), name.label("name"), *sums)
        .where(Cost.at >= begin, Cost.at < end, not_(Cost.tenant == ""))
        .group_by(Cost.tenant, at, name)
    )


GRAIN_COLUMNS = ("tenant", "dimension", "at", "name", *SUMS)

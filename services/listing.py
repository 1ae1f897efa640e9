"""Any query as pages: filtered, sorted, by number or by what comes after the last row that was seen.

columns = {"created_at": Trip.created_at, "title": Trip.title}
found = await listed(session, select(Trip).where(…), listing, columns, Trip.id)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from domain.errors import FieldError, InvalidRequest
from domain.listing import Listing, Order, Slice

Row = TypeVar("Row")
Columns = Mapping[str, InstrumentedAttribute[Any]]
_Value = str | int | float | None


async def listed(
    session: AsyncSession,
    query: Select[Row],
    listing: Listing,
    columns: Columns,
    tie: InstrumentedAttribute[Any],
) -> Slice[Row]:
    """One page of a query of whole rows; `tie` is unique and decides between rows that are otherwise equal.

    Sorted columns must not be NULL. Raises InvalidRequest for a filter's or a cursor's value that is none of its
    column's.
    """
    for name, values in listing.filters.items():
        query = query.where(columns[name].in_([_read(columns[name], value, f"filter[{name}]") for value in values]))
    total = await session.scalar(select(func.count()).select_from(query.order_by(None).subquery()))
    keys = [(columns[order.name], order) for order in listing.order] + [(tie, Order("", listing.order[0].descending))]
    query = query.order_by(*(column.desc() if order.descending else column.asc() for column, order in keys))
    if listing.after is not None:
        query = query.where(_after(keys, listing.after))
    else:
        query = query.offset((listing.page - 1) * listing.limit)
    found = cast("list[Row]", list((await session.scalars(query.limit(listing.limit + 1))).all()))
    rows = tuple(found[: listing.limit])
    end = tuple(_written(getattr(rows[-1], column.key)) for column, _ in keys) if len(found) > len(rows) else None
    return Slice(rows, total or 0, end)


def _after(keys: list[tuple[InstrumentedAttribute[Any], Order]], after: tuple[_Value, ...]) -> ColumnElement[bool]:
    """Rows behind these values in the order of the keys, whose directions may differ."""
    if len(after) != len(keys):
        raise InvalidRequest([FieldError("cursor", "this cursor belongs to another order")])
    values = [_read(column, str(value), "cursor") for (column, _), value in zip(keys, after, strict=True)]
    alternatives: list[ColumnElement[bool]] = []
    for place, (column, order) in enumerate(keys):
        same = [keys[before][0] == values[before] for before in range(place)]
        beyond = column < values[place] if order.descending else column > values[place]
        alternatives.append(and_(*same, beyond))
    return or_(*alternatives)


def _read(column: InstrumentedAttribute[Any], value: str, field: str) -> Any:
    kind = cast("type[Any]", column.type.python_type)
    try:
        if issubclass(kind, bool):
            return {"true": True, "false": False}[value.lower()]
        if issubclass(kind, (datetime, date)):
            return kind.fromisoformat(value)
        return kind(value)
    except (ValueError, KeyError, ArithmeticError) as error:
        raise InvalidRequest([FieldError(field, f"{value[:60]!r} is no value of this")]) from error


def _written(value: Any) -> _Value:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    return str(value) if isinstance(value, UUID) or not isinstance(value, (str, int, float)) else value

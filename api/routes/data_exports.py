"""Lists as files for other programs: which columns, in which order, divided by what."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator, Iterable
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.declarations import lasting
from api.deps import Owner, Res
from api.guard import needs
from api.problems import refusals
from domain.errors import FieldError, InvalidRequest
from domain.identity import Permission
from domain.listing import MOST, Listing, Order
from services.trips.schemas import TripBrief

router = APIRouter(tags=["documents"])
Column = Literal["id", "title", "access", "created_at", "updated_at"]
_COLUMNS: tuple[Column, ...] = get_args(Column)
_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_TRIPS = 10_000


@router.get(
    "/v1/exports/trips",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}, "application/json": {}}}, **refusals(422)},
    dependencies=[needs(Permission.READ_ITINERARY), lasting()],
)
async def export_trips(
    res: Res,
    owner: Owner,
    format: Literal["csv", "json"] = "csv",  # noqa: A002  the query's own word
    fields: Annotated[str, Query(max_length=200, description="columns in their order, divided by commas")] = ",".join(
        _COLUMNS
    ),
    delimiter: Literal["comma", "semicolon", "tab"] = "comma",
    header: Annotated[bool, Query(description="whether a CSV begins with the columns' names")] = True,
) -> Response:
    """One's own trips as CSV or JSON, newest first; `X-Exported-Rows` says how many there are."""
    wanted = _wanted(fields)
    rows = [_row(trip, wanted) async for trip in _all_trips(res, owner)]
    if format == "json":
        content, media = json.dumps([dict(zip(wanted, row, strict=True)) for row in rows], ensure_ascii=False), "json"
    else:
        content, media = _csv(wanted if header else (), rows, _DELIMITERS[delimiter]), "csv"
    headers = {"Content-Disposition": f'attachment; filename="trips.{format}"', "X-Exported-Rows": str(len(rows))}
    kind = "application/json" if media == "json" else "text/csv; charset=utf-8"
    return Response(content, media_type=kind, headers=headers)


def _wanted(fields: str) -> tuple[str, ...]:
    """Raises InvalidRequest for a column that there is not."""
    names = tuple(dict.fromkeys(name.strip() for name in fields.split(",") if name.strip()))
    unknown = [name for name in names if name not in _COLUMNS]
    if unknown or not names:
        known = ", ".join(_COLUMNS)
        raise InvalidRequest([FieldError("fields", f"choose among {known}")])
    return names


async def _all_trips(res: Res, owner: str) -> AsyncIterator[TripBrief]:
    for page in range(1, _MOST_TRIPS // MOST + 1):
        listing = Listing(order=(Order("updated_at", descending=True),), page=page, limit=MOST)
        async with res.trips() as trips:
            found = await trips.list(owner, listing)
        for trip in found.rows:
            yield trip
        if len(found.rows) < MOST:
            return


def _row(trip: TripBrief, wanted: Iterable[str]) -> list[Any]:
    told = trip.model_dump(mode="json")
    return [told[name] for name in wanted]


def _csv(head: Iterable[str], rows: Iterable[list[Any]], delimiter: str) -> str:
    """RFC 4180; what a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    if names := list(head):
        writer.writerow(names)
    writer.writerows([[f"'{v}" if str(v).startswith(_FORMULA) else v for v in row] for row in rows])
    return out.getvalue()

"""What the routes of costs and quality share: whose books, which period, and figures as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from fastapi import Depends, Query
from fastapi.responses import Response

from api.resources import Resources
from domain.errors import FieldError, InvalidRequest
from domain.usage import EVERY_TENANT, Period
from infra.settings import CapabilitySettings
from tools.catalogue import CATALOGUE

OfTenant = Annotated[
    Literal["*"] | Annotated[str, Query(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$")] | None,
    Query(description="default: one's own; another's, or \"*\" for all together: platform administrators only"),
]
Days = Annotated[Literal["1", "7", "30", "90"], Query(description="so many days up to now: 1 is today since midnight")]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def zone_of(
    zone: Annotated[str, Query(max_length=64, description="IANA name of the zone whose days are counted")] = "UTC",
) -> ZoneInfo:
    if zone not in available_timezones():
        raise InvalidRequest([FieldError("zone", f"there is no time zone {zone!r}")])
    return ZoneInfo(zone)


Zone = Annotated[ZoneInfo, Depends(zone_of)]


async def period_of(zone: Zone, days: Days = "30") -> Period:
    return Period.of_days(int(days), zone, datetime.now(UTC))


InPeriod = Annotated[Period, Depends(period_of)]


def whose(res: Resources, tenant: str | None) -> str:
    """The tenant whose books are meant; "*": all of them."""
    return tenant or res.tenant


async def paid_providers(res: Resources, tenant: str) -> tuple[str, ...]:
    """Providers that are switched on and have a key of their account."""
    config = await res.config.of(res.tenant if tenant == EVERY_TENANT else tenant)
    found = [
        kind.name
        for capability, kinds in CATALOGUE
        for kind in kinds
        if getattr(kind, "account", "") in config.keys
        and kind.name not in config.capabilities.get(capability.name, CapabilitySettings()).disabled
    ]
    return tuple(dict.fromkeys(found))


def as_csv(name: str, columns: Sequence[str], rows: Iterable[Any]) -> Response:
    """One line a row with its attributes; a text that a spreadsheet would run as a formula is quoted."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(columns)
    lines.writerows([_cell(getattr(row, column)) for column in columns] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(written.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value

"""Trains between cities of the atlas, from an embedded, dated table."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from domain.candidates import Terminal, TravelOption
from domain.city import CityFacts
from domain.geo import Point
from domain.money import Money
from domain.place import Freshness, Source
from tools.adapter import Keyless
from tools.travel.contract import TravelQuery
from tools.travel.local import local_hop

AS_OF = date(2025, 6, 1)
_TABLE = Path(__file__).parent / "data" / "rail.yaml"
_PLATFORM_MIN = 15


class EmbeddedRail(Keyless):
    name = "embedded-rail"
    version = AS_OF.isoformat()

    async def execute(self, query: TravelQuery) -> tuple[TravelOption, ...]:
        """One option where the table has the pair, otherwise none."""
        start, end = query.start, query.end
        if not (isinstance(start, CityFacts) and isinstance(end, CityFacts)):
            return ()
        row = _rows().get((start.id, end.id))
        return (_option(row, start, end),) if row else ()


@cache
def _rows() -> dict[tuple[str, str], dict[str, Any]]:
    """Rows by ordered pair of city ids, each row there and back."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for row in yaml.load(_TABLE.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader):  # noqa: S506  it makes text only
        one, other = row["between"]
        rows[one, other] = row
        rows[other, one] = {**row, "stations": row["stations"][::-1], "at": row["at"][::-1]}
    return rows


def _option(row: dict[str, Any], start: CityFacts, end: CityFacts) -> TravelOption:
    depart, arrive = (
        Terminal(name=name, at=Point(lat=at[0], lon=at[1])) for name, at in zip(row["stations"], row["at"], strict=True)
    )
    to_station, from_station = local_hop(start, depart.at), local_hop(end, arrive.at)
    return TravelOption(
        from_id=start.id,
        to_id=end.id,
        mode="train",
        depart=depart,
        arrive=arrive,
        access_min=to_station.minutes + int(row.get("check_in", _PLATFORM_MIN)),
        travel_min=int(row["minutes"]),
        egress_min=from_station.minutes + 5,
        price=Money.of(row["price"], row["currency"]),
        access_price=to_station.price,
        egress_price=from_station.price,
        first_min=_minutes(row["first"]),
        last_min=_minutes(row["last"]),
        source=Source(
            provider=EmbeddedRail.name,
            reference="-".join(sorted((start.id, end.id))),
            freshness=Freshness.ATLAS,
            as_of=AS_OF,
        ),
    )


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)

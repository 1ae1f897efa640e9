"""The atlas's files as typed records: one folder a city, four YAML files in it.

The format is described for people in docs/atlas.md. Every scalar is read as text and made a
value here, so that `no`, `18:00` and `110` mean what they look like.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from domain.city import CityFacts
from domain.geo import Point
from domain.hours import OpeningHours
from domain.money import Money
from domain.place import Freshness, Kind, Place, Source

DATA = Path(__file__).parent / "data"


def _pair(value: Any) -> Any:
    return {"lat": value[0], "lon": value[1]} if isinstance(value, list) else value


At = Annotated[Point, BeforeValidator(_pair)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PlaceRecord(_Strict):
    """One entry of sights.yaml, eats.yaml or stays.yaml; what is left out has Place's default."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    local_name: str | None = None
    category: str
    at: At
    area: str | None = None
    hours: str | None = None
    last_entry_min: int = 0
    visit_min: int | None = None
    visit_min_short: int | None = None
    price: Decimal | None = Field(default=None, ge=0)
    child_price: Decimal | None = Field(default=None, ge=0)
    child_free_under: int = 0
    setting: str | None = None
    step_free: str = "unknown"
    children: str = "ok"
    tags: tuple[str, ...] = ()
    booking: str = "none"
    site: str | None = Field(default=None, pattern=r"^https?://")
    about: str = Field(min_length=20, max_length=300)
    popularity: int = 3
    best: tuple[str, ...] = ()
    cuisines: tuple[str, ...] = ()
    meals: tuple[str, ...] = ()
    diets: tuple[str, ...] = ()
    level: str | None = None
    sleeps: int | None = None
    stars: int | None = None
    check_in: str | None = None
    check_out: str | None = None


_TYPICAL_VISIT_MIN = {Kind.SIGHT: 60, Kind.EAT: 60, Kind.STAY: 5}


def to_place(record: PlaceRecord, kind: Kind, city: CityFacts) -> Place:
    """The domain value of a record; pydantic's ValidationError names what is wrong."""
    typical = record.visit_min or _TYPICAL_VISIT_MIN[kind]
    short = record.visit_min_short or (typical if kind is not Kind.SIGHT else max(15, typical * 2 // 3))
    fields = record.model_dump(exclude_none=True)
    fields.update(
        id=f"{city.id}/{record.id}",
        kind=kind,
        visit_min=typical,
        visit_min_short=min(short, typical),
        hours=_hours(record, city),
        price=_money(record.price, city),
        child_price=_money(record.child_price, city),
        source=Source(
            provider="atlas", reference=f"{city.id}/{record.id}", freshness=Freshness.ATLAS, as_of=city.as_of
        ),
    )
    return Place.model_validate(fields)


def _hours(record: PlaceRecord, city: CityFacts) -> OpeningHours | None:
    if record.hours is None:
        return None
    return OpeningHours(spec=record.hours, country=city.country, subdivision=city.subdivision)


def _money(amount: Decimal | None, city: CityFacts) -> Money | None:
    return None if amount is None else Money.of(amount, city.currency)


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506  it makes text only


@cache
def city_ids(data: Path = DATA) -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in data.glob("*/city.yaml")))


@cache
def load_city(city_id: str, data: Path = DATA) -> CityFacts:
    return CityFacts.model_validate(_read(data / city_id / "city.yaml"))


@cache
def load_places(city_id: str, data: Path = DATA) -> Mapping[str, Place]:
    """Every place of the city by id, in the files' order: sights, eats, stays."""
    city = load_city(city_id, data)
    places = [
        to_place(PlaceRecord.model_validate(entry), kind, city)
        for kind, file in ((Kind.SIGHT, "sights"), (Kind.EAT, "eats"), (Kind.STAY, "stays"))
        for entry in _read(data / city_id / f"{file}.yaml")
    ]
    return {place.id: place for place in places}


__all__ = ["DATA", "PlaceRecord", "city_ids", "load_city", "load_places", "to_place"]

"""What Mapbox's Search Box says of a place, as our Place."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.city import CityFacts
from domain.geo import Point
from domain.hours import OpeningHours
from domain.place import Freshness, Kind, Place, Source
from tools.places.ids import place_id
from tools.places.mapbox.types import category_of, cuisines_of, tags_of
from tools.places.typical import TYPICAL, best_parts, kind_of, visit_minutes
from tools.places.week import ALWAYS, Period, week_of

_UNKNOWN_POPULARITY = 2  # it does not say how many go there


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Moment(_Wire):
    day: int = Field(ge=0, le=6, description="0 is Sunday")
    time: str = Field(pattern=r"^\d{4}$")

    @property
    def minute(self) -> int:
        return int(self.time[:2]) * 60 + int(self.time[2:])


class _Period(_Wire):
    open: _Moment
    close: _Moment | None = None


class _OpenHours(_Wire):
    periods: tuple[_Period, ...] = ()


class _Metadata(_Wire):
    phone: str | None = None
    website: str | None = None
    open_hours: _OpenHours | None = None


class _Coordinates(_Wire):
    longitude: float = Field(ge=-180, le=180)
    latitude: float = Field(ge=-90, le=90)


class _Named(_Wire):
    name: str = ""


class Properties(_Wire):
    mapbox_id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    coordinates: _Coordinates
    name_preferred: str = ""
    feature_type: str = "poi"
    poi_category_ids: tuple[str, ...] = ()
    context: dict[str, _Named] = {}
    metadata: _Metadata = _Metadata()


class Feature(_Wire):
    properties: Properties


class Collection(_Wire):
    """A search's answer; its features are still to be read one by one."""

    features: tuple[Any, ...]


def place_of(said: Properties, city: CityFacts, provider: str, read_at: datetime) -> Place | None:
    """None for what no traveller goes to, or what lies beyond the city's reach."""
    category = category_of(said.poi_category_ids)
    at = Point(lat=said.coordinates.latitude, lon=said.coordinates.longitude)
    if category is None or said.feature_type != "poi" or at.metres_to(city.at) > city.reach_km * 1000:
        return None
    visit, short = visit_minutes(category)
    name = said.name_preferred or said.name
    area = said.context.get("neighborhood") or said.context.get("locality")
    site = said.metadata.website or ""
    return Place(
        id=place_id(city.id, name, category.value, "mapbox", said.mapbox_id),
        kind=kind_of(category),
        name=name,
        local_name=said.name if said.name != name else None,
        category=category,
        at=at,
        area=(area.name or None) if area else None,
        hours=_hours(said.metadata.open_hours, city),
        visit_min=visit,
        visit_min_short=short,
        setting=TYPICAL[category].setting,
        tags=tags_of(said.poi_category_ids),
        site=site if site.startswith(("http://", "https://")) else None,
        popularity=_UNKNOWN_POPULARITY,
        best=best_parts(category),
        cuisines=cuisines_of(said.poi_category_ids) if kind_of(category) is Kind.EAT else (),
        meals=TYPICAL[category].meals,
        phone=_phone(said.metadata.phone),
        source=Source(
            provider=provider,
            reference=said.mapbox_id,
            freshness=Freshness.LIVE,
            as_of=read_at.date(),
            read_at=read_at,
        ),
    )


def _hours(said: _OpenHours | None, city: CityFacts) -> OpeningHours | None:
    """The week; a single period without an end is open at all hours."""
    if said is None or not said.periods:
        return None
    ends = [
        Period(period.open.day, period.open.minute, period.close.day, period.close.minute)
        for period in said.periods
        if period.close is not None
    ]
    spec = week_of(ends) if len(ends) == len(said.periods) else ALWAYS
    try:
        return OpeningHours(spec=spec, country=city.country, subdivision=city.subdivision) if spec else None
    except ValidationError:
        return None


def _phone(said: str | None) -> str | None:
    """Only what is in international form."""
    return said if said and re.match(r"^\+\d", said) else None

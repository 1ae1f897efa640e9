"""What a traveller should know about a city."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from domain.geo import Point
from domain.place import Source


def _pair(value: Any) -> Any:
    return {"lat": value[0], "lon": value[1]} if isinstance(value, list | tuple) else value


At = Annotated[Point, BeforeValidator(_pair)]


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Airport(_Fact):
    code: str = Field(pattern=r"^[A-Z]{3}$", description="IATA")
    name: str
    at: At
    transfer_min: int = Field(ge=5, le=240, description="typical minutes to the centre")
    transfer_price: Decimal = Field(ge=0, description="per person, in the city's currency")
    by: str = Field(description="train, metro, bus, taxi, boat …")


class Station(_Fact):
    name: str
    at: At


class MonthClimate(_Fact):
    """Long-term normals of one month."""

    month: int = Field(ge=1, le=12)
    low: float = Field(description="mean daily minimum, °C")
    high: float = Field(description="mean daily maximum, °C")
    rain_mm: float = Field(ge=0, description="mean monthly precipitation")
    rain_days: float = Field(ge=0, le=31, description="mean days with ≥ 1 mm")


class LocalTransport(_Fact):
    modes: tuple[str, ...]
    single_fare: Decimal = Field(ge=0)
    day_pass: Decimal | None = Field(default=None, ge=0)
    taxi_base: Decimal = Field(ge=0)
    taxi_per_km: Decimal = Field(ge=0)
    note: str = ""


class MealTimes(_Fact):
    """When people there eat: "HH:MM-HH:MM", the time of sitting down."""

    breakfast: str = Field(pattern=r"^\d\d:\d\d-\d\d:\d\d$")
    lunch: str = Field(pattern=r"^\d\d:\d\d-\d\d:\d\d$")
    dinner: str = Field(pattern=r"^\d\d:\d\d-\d\d:\d\d$")


class Phrase(_Fact):
    en: str
    local: str
    say: str = Field(default="", description="how to pronounce it")


class Closure(_Fact):
    when: str
    what: str


class CityFacts(_Fact):
    """One city; amounts are in its currency's major units as of `as_of`."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    local_name: str | None = None
    country: str = Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2")
    country_name: str
    subdivision: str | None = Field(default=None, description="the holidays package's code")
    at: At = Field(description="the centre that visitors mean")
    reach_km: float = Field(gt=0, le=120, description="how far its places may lie from `at`")
    time_zone: str
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    languages: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    as_of: date
    summary: str
    airports: tuple[Airport, ...] = Field(min_length=1)
    stations: tuple[Station, ...] = ()
    climate: tuple[MonthClimate, ...] = Field(min_length=12, max_length=12)
    best_months: tuple[int, ...]
    transport: LocalTransport
    meal_times: MealTimes
    emergency: dict[str, str]
    phrases: tuple[Phrase, ...]
    etiquette: tuple[str, ...]
    dress_code: str
    safety: tuple[str, ...]
    tipping: str
    plugs: tuple[str, ...] = Field(description="IEC letters")
    voltage: int
    closures: tuple[Closure, ...] = ()
    tap_water: str = ""
    source: Source | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="who says so, where it is not the atlas; estimated: worked out from the country and the position",
    )

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        ZoneInfo(name)
        return name

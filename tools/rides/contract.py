"""Cars to hire and trains between cities: two capabilities, for their questions and answers differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.city import CityFacts
from domain.geo import Point
from domain.offers import CarOffer, Found, TrainOffer
from domain.request import Origin
from tools.adapter import Adapter
from tools.capability import Capability


@dataclass(frozen=True)
class Stand:
    """Where a car is taken or given back; `zone` is IANA."""

    name: str
    at: Point
    country: str
    zone: str


@dataclass(frozen=True)
class CarQuery:
    """Times are wall times at their stands; `drop_off` None: where it was taken. Raises ValueError for no hire."""

    pick_up: Stand
    pick_up_local: datetime
    drop_off_local: datetime
    drop_off: Stand | None = None
    people: int = 2
    currency: str = "EUR"
    language: str = "en"

    def __post_init__(self) -> None:
        if self.drop_off_local <= self.pick_up_local:
            raise ValueError("drop_off_local is not after pick_up_local")

    @property
    def end(self) -> Stand:
        return self.drop_off or self.pick_up


@dataclass(frozen=True)
class TrainQuery:
    """Between two cities, one of which may be home; `children` are ages in years."""

    start: CityFacts | Origin
    end: CityFacts | Origin
    on: date
    adults: int = 1
    children: tuple[int, ...] = ()
    currency: str = "EUR"
    language: str = "en"


CarsAdapter = Adapter[CarQuery, Found[CarOffer]]
TrainsAdapter = Adapter[TrainQuery, Found[TrainOffer]]
CARS: Capability[CarQuery, Found[CarOffer]] = Capability("cars", Found[CarOffer], "search")
TRAINS: Capability[TrainQuery, Found[TrainOffer]] = Capability("trains", Found[TrainOffer], "search")

"""The providers that discovery may ask."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from agents.discovery.transfers import MATRIX_POINTS
from domain.candidates import Rate, TravelOption, TravelTimes, Weather
from domain.city import CityFacts, MonthClimate
from domain.offers import FlightOffer, Found
from domain.place import Photo, Place
from tools.adapter import Caller
from tools.chain import Chain
from tools.cities.contract import CityQuery
from tools.embeddings.index import PlaceIndex
from tools.flights.contract import FlightQuery
from tools.images.contract import ImageQuery
from tools.places.contract import CityPlaces, DetailsQuery, PlacesQuery
from tools.rates.contract import RatesQuery
from tools.routes.contract import MatrixQuery
from tools.travel.contract import TravelQuery
from tools.weather.contract import ClimateQuery, WeatherQuery


@dataclass(frozen=True)
class Toolbox:
    """One chain a capability, on one caller's account; of `matrix_points` places a city travel times are read."""

    cities: Chain[CityQuery, CityFacts]
    places: Chain[PlacesQuery, CityPlaces]
    place_details: Chain[DetailsQuery, Place]
    weather: Chain[WeatherQuery, tuple[Weather, ...]]
    climate: Chain[ClimateQuery, tuple[MonthClimate, ...]]
    rates: Chain[RatesQuery, tuple[Rate, ...]]
    travel: Chain[TravelQuery, tuple[TravelOption, ...]]
    flights: Chain[FlightQuery, Found[FlightOffer]]
    matrix: Chain[MatrixQuery, TravelTimes]
    images: Chain[ImageQuery, tuple[Photo, ...]]
    index: PlaceIndex
    matrix_points: int = MATRIX_POINTS

    @property
    def world(self) -> bool:
        """Whether somebody can be asked for places beyond the atlas."""
        usable = (self.places.get_adapter(name) for name in self.places.order)
        return any(adapter is not None and adapter.network for adapter in usable)

    def chains(self) -> dict[str, Chain[Any, Any]]:
        """All chains by the name of their field."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: chain for name, chain in found.items() if isinstance(chain, Chain)}

    def on_behalf_of(self, caller: Caller) -> Toolbox:
        """The same providers for another caller."""
        mine: dict[str, Any] = {name: chain.on_behalf_of(caller) for name, chain in self.chains().items()}
        return replace(self, **mine)

"""One question of each capability that all its adapters can answer, embedded or emulated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.geo import Point
from domain.request import Party
from tools.activities.contract import ActivityQuery
from tools.cities.contract import CityQuery
from tools.embeddings.contract import EmbedQuery
from tools.flights.contract import FlightQuery
from tools.geocoding.contract import GeocodingQuery
from tools.hotels.contract import HotelQuery
from tools.images.contract import ImageQuery
from tools.llm.contract import Asked, Prompted
from tools.places.atlas.records import load_city, load_places
from tools.places.contract import DetailsQuery, PlacesQuery, SearchQuery
from tools.rates.contract import RatesQuery
from tools.rides.contract import CarQuery, Stand, TrainQuery
from tools.routes.contract import DirectionsQuery, MatrixQuery
from tools.tables.contract import TableQuery
from tools.travel.contract import TravelQuery
from tools.weather.contract import ClimateQuery, WeatherQuery

_KYOTO = (Point(lat=35.0394, lon=135.7292), Point(lat=35.0116, lon=135.7681), Point(lat=34.9671, lon=135.7727))

QUESTIONS: dict[str, Callable[[], Any]] = {
    "cities": lambda: CityQuery("kyoto"),
    "places": lambda: PlacesQuery(load_city("kyoto")),
    "place-search": lambda: SearchQuery(load_city("kyoto"), "Kinkaku-ji"),
    "geocoding": lambda: GeocodingQuery("Lisbon, Portugal"),
    "place-details": lambda: DetailsQuery(load_places("kyoto")["kyoto/kinkaku-ji"], load_city("kyoto")),
    "weather": lambda: WeatherQuery(load_city("kyoto"), (datetime.now(UTC).date() + timedelta(days=3),)),
    "climate": lambda: ClimateQuery(_KYOTO[0]),
    "rates": lambda: RatesQuery(frozenset({"JPY"}), "EUR"),
    "matrix": lambda: MatrixQuery(_KYOTO, "walk"),
    "directions": lambda: DirectionsQuery(_KYOTO[0], _KYOTO[1], "walk"),
    "travel": lambda: TravelQuery(load_city("kyoto"), load_city("tokyo")),
    "flights": lambda: FlightQuery("KIX", "HND", date(2027, 4, 5), date(2027, 4, 9), 2, (7,)),
    "hotels": lambda: HotelQuery("Kyoto", _KYOTO[1], "JP", date(2027, 4, 5), date(2027, 4, 8), city_id="kyoto"),
    "activities": lambda: ActivityQuery("Kyoto", _KYOTO[1], "JP", date(2027, 4, 5), city_id="kyoto"),
    "tables": lambda: TableQuery(
        load_city("kyoto"), tuple(load_places("kyoto").values()), datetime(2027, 4, 5, 19, 0), Party(adults=2)
    ),
    "cars": lambda: CarQuery(
        Stand("Lisbon Airport", Point(lat=38.7742, lon=-9.1342), "PT", "Europe/Lisbon"),
        datetime(2027, 4, 5, 10),
        datetime(2027, 4, 9, 10),
    ),
    "trains": lambda: TrainQuery(load_city("london"), load_city("paris"), date(2027, 4, 5), 2),
    "embeddings": lambda: EmbedQuery(("a quiet garden",)),
    "images": lambda: ImageQuery("Kinkaku-ji", "Kyoto", Point(lat=35.0394, lon=135.7292)),
    "llm": lambda: Asked(Prompted("sample", "You tell of places.", "Tell of Kyoto and of Nara.")),
}

"""Every capability there is, with all who can serve it: what the product, the console and the tests walk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tools.activities import contract as activities_contract
from tools.activities import providers as activities
from tools.adapter import Adapter
from tools.capability import Capability
from tools.cities import contract as cities_contract
from tools.cities import providers as cities
from tools.embeddings import contract as embeddings_contract
from tools.embeddings import providers as embeddings
from tools.flights import contract as flights_contract
from tools.flights import providers as flights
from tools.geocoding import contract as geocoding_contract
from tools.geocoding import providers as geocoding
from tools.hotels import contract as hotels_contract
from tools.hotels import providers as hotels
from tools.images import contract as images_contract
from tools.images import providers as images
from tools.llm import contract as llm_contract
from tools.llm import providers as llm
from tools.places import contract as places_contract
from tools.places import providers as places
from tools.rates import contract as rates_contract
from tools.rates import providers as rates
from tools.rides import contract as rides_contract
from tools.rides import providers as rides
from tools.routes import contract as routes_contract
from tools.routes import providers as routes
from tools.tables import contract as tables_contract
from tools.tables import providers as tables
from tools.travel import contract as travel_contract
from tools.travel import providers as travel
from tools.weather import contract as weather_contract
from tools.weather import providers as weather

CATALOGUE: tuple[tuple[Capability[Any, Any], Sequence[type[Adapter[Any, Any]]]], ...] = (
    (llm_contract.LLM, llm.PROVIDERS),
    (cities_contract.CITIES, cities.PROVIDERS),
    (places_contract.PLACES, places.PROVIDERS),
    (places_contract.PLACE_SEARCH, places.SEARCH_PROVIDERS),
    (places_contract.PLACE_DETAILS, places.DETAILS_PROVIDERS),
    (geocoding_contract.GEOCODING, geocoding.PROVIDERS),
    (weather_contract.WEATHER, weather.PROVIDERS),
    (weather_contract.CLIMATE, weather.CLIMATE_PROVIDERS),
    (rates_contract.RATES, rates.PROVIDERS),
    (routes_contract.MATRIX, routes.MATRIX_PROVIDERS),
    (routes_contract.DIRECTIONS, routes.DIRECTIONS_PROVIDERS),
    (travel_contract.TRAVEL, travel.PROVIDERS),
    (flights_contract.FLIGHTS, flights.PROVIDERS),
    (hotels_contract.HOTELS, hotels.PROVIDERS),
    (activities_contract.ACTIVITIES, activities.PROVIDERS),
    (tables_contract.TABLES, tables.PROVIDERS),
    (rides_contract.CARS, rides.CAR_PROVIDERS),
    (rides_contract.TRAINS, rides.TRAIN_PROVIDERS),
    (embeddings_contract.EMBEDDINGS, embeddings.PROVIDERS),
    (images_contract.IMAGES, images.PROVIDERS),
)


def capability_of(name: str) -> Capability[Any, Any]:
    """KeyError for a capability that there is not."""
    return {capability.name: capability for capability, _ in CATALOGUE}[name]

"""Cities: what a traveller should know about a city, whatever city on Earth it is."""

from __future__ import annotations

from dataclasses import dataclass

from domain.city import CityFacts
from tools.adapter import Adapter
from tools.capability import Capability


@dataclass(frozen=True)
class CityQuery:
    """`city_id`: of the atlas ("kyoto"), or name, country and GeoNames id of any other ("omsk-ru-1496153")."""

    city_id: str


CitiesAdapter = Adapter[CityQuery, CityFacts]
CITIES: Capability[CityQuery, CityFacts] = Capability("cities", CityFacts, "database")

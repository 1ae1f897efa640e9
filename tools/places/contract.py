"""Places: everything known of one city."""

from __future__ import annotations

from dataclasses import dataclass

from domain.city import CityFacts
from domain.place import Place
from tools.chain import Adapter


@dataclass(frozen=True)
class PlacesQuery:
    city_id: str


@dataclass(frozen=True)
class CityPlaces:
    """A city's facts and its places; each place carries its own source."""

    city: CityFacts
    places: tuple[Place, ...]


PlacesAdapter = Adapter[PlacesQuery, CityPlaces]

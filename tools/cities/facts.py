"""A city's facts by its id, for those who read words and must not wait for a chain."""

from __future__ import annotations

from domain.city import CityFacts
from tools.cities import estimates
from tools.places import world_cities
from tools.places.atlas.records import city_ids, load_city
from tools.places.world_cities import WorldCity


def find_facts(city_id: str) -> CityFacts | None:
    """Of the atlas, or of any city on Earth; None for an id that is no city's."""
    return load_city(city_id) if city_id in city_ids() else world_facts(city_id)


def world_facts(city_id: str) -> CityFacts | None:
    """Of any city, worked out, the atlas's too; None for an id that is no city's."""
    city = _as_in_the_world(city_id) if city_id in city_ids() else world_cities.find_by_id(city_id)
    facts = estimates.facts_of(city) if city else None
    # The name in an id is only for people: the city is found by its number, and told under the id it was asked for.
    return facts.model_copy(update={"id": city_id}) if facts and facts.id != city_id else facts


def _as_in_the_world(city_id: str) -> WorldCity | None:
    """A city of the atlas as GeoNames has it: the nearest of its name in any language."""
    known = load_city(city_id)
    named = [city for city in world_cities.find_named(known.name) if city.country == known.country]
    return min(named, key=lambda city: city.at.metres_to(known.at), default=None)

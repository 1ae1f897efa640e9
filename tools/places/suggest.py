"""Destinations for what somebody has typed so far: the atlas's cities and every other of the world.

Sorted by how the text was met: as the beginning of a city's chief name (or the whole of another one), then of a name
in another language, then of a later word, then with slips forgiven; among those by population.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from heapq import nsmallest
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import process
from rapidfuzz.distance import OSA

from domain.geo import Point
from tools.places import world_cities
from tools.places.atlas import records
from tools.places.gazetteer import SAME_CITY_KM
from tools.places.spelling import fold, slips_allowed

MOST = 10
LONGEST = 80
_SHORTEST_OTHER = 4  # letters from which names in other languages are looked through: fewer begin thousands of them
_PART = re.compile(r"[\d(]")  # the list has quarters of cities too: "Paris 15 Vaugirard", "Zürich (Kreis 3)"
_END = "\U0010ffff"
Match = Literal["name", "other_name", "word", "spelling"]


class Suggestion(BaseModel):
    """A city that may be meant; `city_id` is what searches and plans call it."""

    model_config = ConfigDict(frozen=True)

    name: str
    country: str = Field(description="ISO 3166-1 alpha-2")
    country_name: str
    region: str = Field(description="first-level code within the country; tells namesakes apart")
    at: Point
    time_zone: str
    population: int
    city_id: str
    in_atlas: bool = Field(description="whether it is known by heart, with no network and no key")
    match: Match


class _Index(NamedTuple):
    names: list[tuple[str, int]]
    """Folded names, the atlas's other ones too, with the city's place in the world's list; sorted."""
    words: list[tuple[str, int]]
    """The same from each later word on."""
    initials: dict[str, list[tuple[str, int]]]
    seconds: dict[str, list[tuple[str, int]]]
    """The names by their first letter, and by their second."""
    atlas: dict[int, str]
    """City of the world to its id in the atlas."""


def suggest(typed: str, limit: int = MOST) -> tuple[Suggestion, ...]:
    """At most `limit` cities for a beginning of a name in any language and script; a country may follow a comma.

    The first call loads the world's cities, about a second.
    """
    name, _, region = (part.strip() for part in typed[:LONGEST].partition(","))
    key = fold(name)
    if not key:
        return ()
    found: dict[int, Match] = {}
    for match, some in _met(name.lower(), key):
        if len(found) < limit:
            fitting = (i for i in some if i not in found and _may_be_meant(world_cities.all_cities()[i], region))
            choose = _first if match == "spelling" else _most_populous
            found |= dict.fromkeys(choose(fitting, limit - len(found)), match)
    return tuple(_suggestion(i, match) for i, match in found.items())


def warm() -> None:
    """Load what the first visitor would wait for."""
    suggest("warm")


def _met(typed: str, key: str) -> Iterator[tuple[Match, Iterable[int]]]:
    """The ways to meet a name, best first; only those that are looked at are worked out."""
    yield "name", _beginning(typed, key)
    yield "other_name", _other_beginning(typed, key)
    yield "word", (i for _, i in _range(_index().words, key))
    yield "spelling", _misspelt(key)


def _beginning(typed: str, key: str) -> Iterator[int]:
    yield from (i for _, i in _range(_index().names, key))
    if _tells(key):
        yield from (i for i, whole in world_cities.with_other_name(typed) if whole)


def _other_beginning(typed: str, key: str) -> Iterator[int]:
    if _tells(key):
        yield from (i for i, _ in world_cities.with_other_name(typed))


def _tells(key: str) -> bool:
    return len(key) >= _SHORTEST_OTHER or not key.isascii()


def _misspelt(key: str) -> Iterator[int]:
    """Nearest first; the first letter is taken at its word unless nothing begins with it like that."""
    allowed = 1 if len(key) == _SHORTEST_OTHER else slips_allowed(len(key))
    if not allowed:
        return
    index = _index()
    near = list(_near(key, allowed, index.initials.get(key[0], [])))
    yield from near or _near(key, allowed, [*index.seconds.get(key[1], []), *index.initials.get(key[1], [])])


def _near(key: str, allowed: int, names: list[tuple[str, int]]) -> Iterator[int]:
    """Names of which so many first letters are `allowed` slips away at most."""
    starts = [name[: len(key)] for name, _ in names]
    close = process.extract(key, starts, scorer=OSA.distance, score_cutoff=allowed, limit=200)
    cities = world_cities.all_cities()
    ranked = sorted((distance, -cities[names[at][1]].population, names[at][1]) for _, distance, at in close)
    yield from (i for _, _, i in ranked)


def _range(names: list[tuple[str, int]], key: str) -> list[tuple[str, int]]:
    return names[bisect_left(names, (key, -1)) : bisect_left(names, (key + _END, -1))]


def _most_populous(found: Iterable[int], count: int) -> list[int]:
    cities = world_cities.all_cities()
    return nsmallest(count, set(found), key=lambda i: (-cities[i].population, cities[i].name, i))


def _first(found: Iterable[int], count: int) -> list[int]:
    return list(dict.fromkeys(found))[:count]


def _may_be_meant(city: world_cities.WorldCity, region: str) -> bool:
    """A whole city, in the country, its code or the state that what follows the comma begins."""
    if _PART.search(city.name):
        return False
    key = fold(region)
    if not key:
        return True
    names = [city.country.lower(), fold(world_cities.country_name(city.country)), city.region.lower()]
    if city.country == "US":
        names += [name for name, code in world_cities.us_states().items() if code == city.region]
    return any(name.startswith(key) for name in names)


def _suggestion(i: int, match: Match) -> Suggestion:
    city, city_id = world_cities.all_cities()[i], _index().atlas.get(i)
    return Suggestion(
        name=records.load_city(city_id).name if city_id else city.name,
        country=city.country,
        country_name=world_cities.country_name(city.country),
        region=city.region,
        at=city.at,
        time_zone=city.time_zone,
        population=city.population,
        city_id=city_id or city.id,
        in_atlas=city_id is not None,
        match=match,
    )


@cache
def _index() -> _Index:
    cities = world_cities.all_cities()
    atlas = dict(_atlas())
    names = [(fold(city.name), i) for i, city in enumerate(cities)]
    names += [(fold(name), i) for i, city_id in atlas.items() for name in _other_names(city_id)]
    names = sorted(set(names))
    words = sorted({(name[at + 1 :], i) for name, i in names for at, c in enumerate(name) if c in " -'"})
    return _Index(names, words, _by_letter(names, 0), _by_letter(names, 1), atlas)


def _by_letter(names: list[tuple[str, int]], place: int) -> dict[str, list[tuple[str, int]]]:
    parts: dict[str, list[tuple[str, int]]] = {}
    for name, i in names:
        parts.setdefault(name[place : place + 1], []).append((name, i))
    return parts


def _atlas() -> Iterator[tuple[int, str]]:
    """Each city of the atlas as the world's list has it: the most populous that near, of those that bear its name."""
    places = {city: i for i, city in enumerate(world_cities.all_cities())}
    for city_id in records.city_ids():
        known = records.load_city(city_id)
        for city in world_cities.find_named(known.name):
            if city.country == known.country and city.at.metres_to(known.at) <= SAME_CITY_KM * 1000:
                yield places[city], city_id
                break


def _other_names(city_id: str) -> Iterator[str]:
    city = records.load_city(city_id)
    for written in (city.name, city.local_name or "", *city.aliases):
        yield from filter(None, (part.strip() for part in written.replace(";", "/").split("/")))

"""Which city or place a text means: the atlas by any name, the rest of the world honestly."""

# ruff: noqa: E501 - tables of words and values read best one entry a line
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from babel import Locale
from pydantic import BaseModel, ConfigDict, Field

from domain.city import CityFacts
from domain.geo import Point
from domain.request import Origin
from tools.places import world_cities
from tools.places.atlas import records
from tools.places.place_names import (
    PlaceMatch,
    find_place,
    find_place_anywhere,
    likeness,
    near_places,
    sounds_like_place_word,
)
from tools.places.spelling import fold, slips, slips_allowed
from tools.places.words import ORDINARY_WORDS

SAME_CITY_KM = 15.0  # a suburb this near is the atlas's city to a traveller (Giza, Westminster)
LANGUAGES = ("en", "es", "fr", "de", "it", "pt")
_WORD = re.compile(r"[^\W\d_]+(?:['.-][^\W\d_]+)*\.?", re.UNICODE)
_LONGEST_NAME = 4
_NAMESAKE_PEOPLE = 100_000  # smaller ones nobody means who does not say where


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class CityMatch(_Value):
    """A city of the atlas, or one of the world where that was asked for; `typed` is how the traveller wrote it."""

    city_id: str
    name: str
    country: str
    at: Point
    typed: str
    exact: bool = Field(default=True, description="False: a slip was forgiven")
    beyond: bool = Field(default=False, description="not of the atlas: any city on Earth")


class Nearest(_Value):
    city_id: str
    name: str
    km: int


class UnknownPlace(_Value):
    """A name the atlas has no city for; `nearest` only when the world knows where it is."""

    typed: str
    name: str | None = None
    country: str | None = None
    at: Point | None = None
    nearest: Nearest | None = None
    city_id: str | None = Field(default=None, description="what the world calls it")
    exact: bool = True

    @property
    def sentence(self) -> str:
        """An honest answer in English."""
        if self.name is None or self.nearest is None:
            return f"I do not know a place called {self.typed!r}."
        where = f"{self.name} ({world_cities.country_name(self.country)})" if self.country else self.name
        return f"I do not know {where} well enough yet; the nearest city I know is {self.nearest.name}, {self.nearest.km} km away."


class Mention(_Value):
    """A city found in a text, at `[start, end)` of it."""

    start: int
    end: int
    typed: str
    match: CityMatch | UnknownPlace


class CountryMention(_Value):
    start: int
    end: int
    code: str
    name: str
    city_ids: tuple[str, ...] = Field(description="the atlas's cities there")


class _Names(NamedTuple):
    by_name: dict[str, str]
    """Folded name to city id."""
    raw: dict[str, str]
    """Folded name to the name as the atlas writes it."""


@cache
def _names() -> _Names:
    by_name: dict[str, str] = {}
    raw: dict[str, str] = {}
    for city_id in records.city_ids():
        city = records.load_city(city_id)
        own = (city.name, city_id.replace("-", " "), city.local_name or "", *city.aliases)
        for name in own:
            for written in filter(None, (part.strip() for part in re.split(r"[/;]", name))):
                by_name.setdefault(fold(written), city_id)
                raw.setdefault(fold(written), written)
    return _Names(by_name, raw)


def find_city(text: str, *, world: bool = False, country: str | None = None) -> CityMatch | UnknownPlace:
    """The city meant by `text`, a name alone or an id of ours; among namesakes the most populous.

    With `world` cities beyond the atlas match too; among their namesakes one of `country` goes first
    (ISO 3166-1 alpha-2).
    """
    found = _find_city(text, country if world else None, towns=world)
    if isinstance(found, CityMatch) or found.city_id is None:
        return found
    if world or text == found.city_id:
        city = world_cities.find_by_id(found.city_id)
        assert city is not None
        return _beyond(city, text, exact=found.exact)
    return found


def _beyond(city: world_cities.WorldCity, typed: str, *, exact: bool = True) -> CityMatch:
    return CityMatch(
        city_id=city.id, name=city.name, country=city.country, at=city.at, typed=typed, exact=exact, beyond=True
    )


def world_city(text: str, least_population: int, *, country: str | None = None) -> CityMatch | None:
    """The city on Earth of exactly this name, in `country` if there is one; the atlas's where it is one of those."""
    found = [city for city in world_cities.find_named(text) if city.population >= least_population]
    if not found:
        return None
    city = next((city for city in found if city.country == country), found[0])
    match = _from_world(city, text)
    return match if isinstance(match, CityMatch) else _beyond(city, text)


def namesakes(match: CityMatch) -> tuple[str, ...]:
    """Where else there are cities of this name that a traveller may have meant: countries or states, biggest first."""
    named = (c for c in world_cities.find_named(match.name, _NAMESAKE_PEOPLE) if fold(c.name) == fold(match.name))
    others = [city for city in named if city.at.metres_to(match.at) > 50_000]
    where = (f"{c.region}, {c.country}" if c.country == "US" else world_cities.country_name(c.country) for c in others)
    return tuple(dict.fromkeys(where))


def _find_city(text: str, country: str | None, *, towns: bool) -> CityMatch | UnknownPlace:
    if by_id := world_cities.find_by_id(text):
        return _from_world(by_id, text)
    name, _, region = (part.strip() for part in text.partition(","))
    key = fold(name).removeprefix("the ").strip()
    city_id = _names().by_name.get(key)
    if city_id and not (region and _elsewhere(city_id, region)):
        return _match(city_id, text)
    if region and (city := _in_region(name, region)):
        return _from_world(city, text)
    if not region and (city_id := _misspelt(key)):
        return _match(city_id, text, exact=False)
    if found := world_cities.find_named(name):
        return _from_world(next((city for city in found if city.country == country), found[0]), text)
    if towns and (found := world_cities.find_towns(name)):
        return _from_world(next((city for city in found if city.country == country), found[0]), text)
    if city := world_cities.find_misspelt(name):
        return _from_world(city, text, exact=False)
    return UnknownPlace(typed=text)


def find_origin(text: str) -> Origin | None:
    """Any city on Earth as the place a trip starts from; None when the name says nothing."""
    found = find_city(text)
    if isinstance(found, CityMatch):
        city = records.load_city(found.city_id)
        return Origin(name=city.name, country=city.country, at=city.at, time_zone=city.time_zone)
    if found.name is None or found.at is None or found.country is None:
        return None
    zone = next(c.time_zone for c in world_cities.find_named(found.name) if c.at == found.at)
    return Origin(name=found.name, country=found.country, at=found.at, time_zone=zone)


def nearest_to(at: Point) -> Nearest:
    """The atlas's city nearest to `at`, as the crow flies."""
    cities = (records.load_city(city_id) for city_id in records.city_ids())
    best = min(cities, key=lambda city: city.at.metres_to(at))
    return Nearest(city_id=best.id, name=best.name, km=round(best.at.metres_to(at) / 1000))


def mentions(text: str) -> tuple[Mention, ...]:
    """The atlas's cities named in a whole message, slips forgiven, in order of appearance."""
    tokens = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    found: list[Mention] = list(_unspaced(text))
    taken: set[int] = {at for mention in found for at in range(mention.start, mention.end)}
    for exact in (True, False):
        for size in range(_LONGEST_NAME, 0, -1):
            for i in range(len(tokens) - size + 1):
                start, end = tokens[i][0], tokens[i + size - 1][1]
                if taken.isdisjoint(range(start, end)) and (mention := _mention(text, start, end, size, exact)):
                    found.append(mention)
                    taken.update(range(start, end))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(text: str, start: int, end: int, size: int, exact: bool) -> Mention | None:
    typed = text[start:end].rstrip(".")
    key = fold(typed)
    names = _names()
    city_id = names.by_name.get(key) or (names.by_name.get(key.removesuffix("'s")) if key.endswith("'s") else None)
    if exact:
        if city_id is None or _accident(typed, names.raw.get(key, typed)):
            return None
    else:
        city_id = _misspelt(key) if size <= 3 and not _ordinary(text, typed) else None
    if city_id is None:
        return None
    region = re.match(r"\s*,\s*([A-Z][\w. ]*?)(?=$|[,;.!?\n]|\s+(?:in|for|on|from|with|and)\b)", text[end:])
    if region and exact and _elsewhere(city_id, region[1]) and (city := _in_region(typed, region[1])):
        return Mention(
            start=start, end=end + region.end(), typed=text[start : end + region.end()], match=_from_world(city, typed)
        )
    return Mention(start=start, end=start + len(typed), typed=typed, match=_match(city_id, typed, exact=exact))


def _unspaced(text: str) -> Iterator[Mention]:
    """Names in scripts that do not part words, anywhere in the text."""
    if text.isascii():
        return
    for name, city_id in _names().by_name.items():
        if re.match(r"[぀-ヿ㐀-鿿가-힣฀-๿]", name) and (at := text.find(name)) >= 0:
            yield Mention(start=at, end=at + len(name), typed=name, match=_match(city_id, name))


def _accident(typed: str, name: str) -> bool:
    """A short name met as an ordinary word: `la`, `rom`; a name is not written so."""
    if len(typed) <= 2 or (len(typed) <= 4 and name.isupper()):
        return not typed.isupper()
    return fold(typed) in ORDINARY_WORDS and not typed[0].isupper()


def _ordinary(text: str, typed: str) -> bool:
    """Whether a word that is nearly a city's name is more likely itself."""
    if any(part in ORDINARY_WORDS for part in fold(typed).split()):
        return True
    written_with_capitals = text != text.lower() and text != text.upper()
    return written_with_capitals and typed[0].islower() and " " not in typed and len(typed) < 6


def _misspelt(key: str) -> str | None:
    limit = slips_allowed(len(key))
    if not limit or key in ORDINARY_WORDS:
        return None
    best: tuple[int, str] | None = None
    for name, city_id in _names().by_name.items():
        allowed = min(limit, slips_allowed(len(name)))
        if not allowed or name[0] != key[0] or abs(len(name) - len(key)) > allowed:
            continue
        distance = slips(key, name, allowed)
        if distance <= allowed and (best is None or distance < best[0]):
            best = (distance, city_id)
    return best[1] if best else None


def _match(city_id: str, typed: str, exact: bool = True) -> CityMatch:
    city = records.load_city(city_id)
    return CityMatch(city_id=city_id, name=city.name, country=city.country, at=city.at, typed=typed, exact=exact)


def _from_world(city: world_cities.WorldCity, typed: str, exact: bool = True) -> CityMatch | UnknownPlace:
    nearest = nearest_to(city.at)
    known = records.load_city(nearest.city_id)
    if nearest.km <= SAME_CITY_KM and known.country == city.country:
        return _match(nearest.city_id, typed, exact)
    return UnknownPlace(
        typed=typed,
        name=city.name,
        country=city.country,
        at=city.at,
        nearest=nearest,
        city_id=city.id,
        exact=exact,
    )


def _elsewhere(city_id: str, region: str) -> bool:
    """Whether "…, region" moves a known name to another country or state (Paris, Texas)."""
    city, key = records.load_city(city_id), fold(region).strip(" .")
    code = country_code(key)
    if code is not None:
        return code != city.country
    return key in world_cities.us_states() and len(key) > 2 and city.country != "US"


def _in_region(name: str, region: str) -> world_cities.WorldCity | None:
    key = fold(region).strip(" .")
    country, state = country_code(key), world_cities.us_states().get(key)
    for city in world_cities.find_named(name):
        if city.country == country or (state and city.country == "US" and city.region == state):
            return city
    return None


@cache
def _country_names() -> dict[str, str]:
    extra = {"uk": "GB", "england": "GB", "scotland": "GB", "britain": "GB", "great britain": "GB", "inglaterra": "GB"}
    extra |= {"usa": "US", "u.s": "US", "america": "US", "holland": "NL", "the netherlands": "NL", "emirates": "AE"}
    extra |= {"angleterre": "GB", "turkey": "TR", "korea": "KR", "corea": "KR", "coree": "KR", "czech republic": "CZ"}
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code not in {"EU", "UN", "EZ", "ZZ", "QO"}:
                names.setdefault(fold(name), code)
    return names | extra


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country's name in six languages; None when it is none."""
    return _country_names().get(fold(name).strip())


def country_mentions(text: str) -> tuple[CountryMention, ...]:
    """Countries named in a text, with the atlas's cities in each."""
    tokens = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    found: list[CountryMention] = []
    for size in (3, 2, 1):
        for i in range(len(tokens) - size + 1):
            start, end = tokens[i][0], tokens[i + size - 1][1]
            typed = text[start:end].rstrip(".")
            code = country_code(typed)
            if code is None or any(start < m.end and m.start < end for m in found) or _accident(typed, typed):
                continue
            if len(typed) > 2 or typed.isupper():
                found.append(_country(start, start + len(typed), code))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _country(start: int, end: int, code: str) -> CountryMention:
    there = tuple(city_id for city_id in records.city_ids() if records.load_city(city_id).country == code)
    return CountryMention(start=start, end=end, code=code, name=Locale("en").territories[code], city_ids=there)


def city_facts(city_id: str) -> CityFacts:
    """Facts of a city of the atlas; OSError when there is none."""
    return records.load_city(city_id)


__all__ = [
    "CityMatch",
    "CountryMention",
    "Mention",
    "Nearest",
    "PlaceMatch",
    "UnknownPlace",
    "city_facts",
    "country_code",
    "country_mentions",
    "find_city",
    "find_origin",
    "find_place",
    "find_place_anywhere",
    "likeness",
    "mentions",
    "namesakes",
    "near_places",
    "nearest_to",
    "records",
    "sounds_like_place_word",
    "world_cities",
    "world_city",
]

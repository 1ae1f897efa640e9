"""Which city or place a text means: the atlas by any name, the rest of the world honestly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale
from pydantic import BaseModel, ConfigDict, Field
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from domain.city import CityFacts
from domain.geo import Point
from domain.place import Kind as PlaceKind
from domain.place import Place
from domain.request import Origin
from tools.places import world_cities
from tools.places.atlas import records
from tools.places.spelling import fold, slips, slips_allowed
from tools.places.words import ORDINARY_WORDS

SAME_CITY_KM = 15.0  # a suburb this near is the atlas's city to a traveller (Giza, Westminster)
LANGUAGES = ("en", "es", "fr", "de", "it", "pt")
_WORD = re.compile(r"[^\W\d_]+(?:['.-][^\W\d_]+)*\.?", re.UNICODE)
_LONGEST_NAME = 4


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class CityMatch(_Value):
    """A city of the atlas; `typed` is how the traveller wrote it."""

    city_id: str
    name: str
    country: str
    at: Point
    typed: str
    exact: bool = Field(default=True, description="False: a slip was forgiven")


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


class PlaceMatch(_Value):
    """A place of the atlas and how sure we are, 0 to 100."""

    place: Place
    typed: str
    score: float


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


def find_city(text: str) -> CityMatch | UnknownPlace:
    """The city meant by `text`, a name alone; among namesakes the most populous."""
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
        return _from_world(found[0], text)
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
    elif size <= 3 and not _ordinary(text, typed):
        city_id = _misspelt(key)
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
    return UnknownPlace(typed=typed, name=city.name, country=city.country, at=city.at, nearest=nearest)


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


# ---- places within cities ----------------------------------------------------------------------

_ARTICLE = re.compile(r"^(?:the|a|an|el|la|le|les|los|las|l'|der|die|das|den|il|lo|i|gli)\s*(?:\b|(?<='))\s*")
_GENERIC = frozenset(
    "museum museo musee park parque parc church iglesia eglise kirche temple templo palace palacio palais castle market "
    "mercado marche markt garden gardens jardin tower square plaza platz bridge street quarter old town city hotel "
    "restaurant cafe bar food house national art arts of the de du and la le el to in at".split()
)


@cache
def _place_names(city_id: str) -> tuple[tuple[str, str], ...]:
    """(folded name, place id) of every place of a city, its other names and shortened ones too."""
    try:
        places = records.load_places(city_id).values()
    except FileNotFoundError:  # a city whose lists are not written yet
        return ()
    names: list[tuple[str, str]] = []
    for place in places:
        for written in filter(None, (place.name, place.local_name)):
            names.extend((name, place.id) for name in _variants(written))
    return tuple(names)


@cache
def _exact_names(city_id: str) -> dict[str, str]:
    """Folded name to place id; of namesakes the more popular."""
    names: dict[str, str] = {}
    for name, place_id in sorted(_place_names(city_id), key=lambda pair: -_popularity(pair[1])):
        names.setdefault(_ARTICLE.sub("", name).strip(), place_id)
    return names


@cache
def _place_words(city_id: str) -> frozenset[str]:
    """Every word that tells one place of a city from another."""
    return frozenset(word for name, _ in _place_names(city_id) for word in _words(name) if word not in _GENERIC)


@lru_cache(maxsize=65536)
def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", name))


def sounds_like_place_word(word: str, city_ids: Sequence[str]) -> bool:
    """Whether a folded word is, a slip aside, part of the name of a place of these cities."""
    if word in _GENERIC:
        return True
    limit = slips_allowed(len(word))
    for city_id in city_ids:
        words = _place_words(city_id)
        if word in words or (limit and process.extractOne(word, words, scorer=OSA.distance, score_cutoff=limit)):
            return True
    return False


def find_place_anywhere(text: str) -> PlaceMatch | None:
    """The atlas's most popular place of exactly this name, whatever the city."""
    key = _ARTICLE.sub("", fold(text).strip(" .,!?\"'")).strip()
    if len(key) < 3 or not (set(_words(key)) - _GENERIC):
        return None
    found = [names[key] for city_id in records.city_ids() if key in (names := _exact_names(city_id))]
    if not found:
        return None
    best = max(found, key=_popularity)
    return PlaceMatch(place=records.load_places(best.partition("/")[0])[best], typed=text, score=100.0)


def _variants(written: str) -> Iterator[str]:
    """`Basilica of X (Y)` is known as the whole, without the brackets, and as what is in them."""
    key = fold(written)
    yield key
    outside = re.sub(r"\s*\([^)]*\)", "", key).strip()
    for part in (outside, *re.findall(r"\(([^)]+)\)", key), *re.split(r"\s+(?:&|and|-)\s+|\s*/\s*", outside)):
        bare = _ARTICLE.sub("", part).strip()
        if bare and bare != key and (len(bare) > 3 or not bare.isascii()):
            yield bare


def find_place(text: str, city_ids: Sequence[str] | None = None, least: float = 86.0) -> PlaceMatch | None:
    """The place of these cities (None: of all) that `text` names; None when nothing is close.

    `least`: similarity from 0 to 100; words like "museum" alone never suffice.
    """
    key = _ARTICLE.sub("", fold(text).strip(" .,!?\"'")).strip()
    if len(key) < 3 or not (set(_words(key)) - _GENERIC):
        return None
    best: tuple[float, int, str] | None = None
    for city_id in city_ids if city_ids is not None else records.city_ids():
        for name, place_id in _place_names(city_id):
            if (score := _alike(key, name, least)) >= max(least, _least_for(place_id)):
                rank = (score, _popularity(place_id), place_id)
                best = rank if best is None or rank[:2] > best[:2] else best
    if best is None:
        return None
    return PlaceMatch(place=records.load_places(best[2].partition("/")[0])[best[2]], typed=text, score=best[0])


def likeness(text: str, place: Place) -> float:
    """0 to 100: how surely `text` names this place."""
    key = _ARTICLE.sub("", fold(text).strip(" .,!?\"'")).strip()
    if len(key) < 3 or not (set(_words(key)) - _GENERIC):
        return 0.0
    names = [name for written in (place.name, place.local_name or "") if written for name in _variants(written)]
    return max(_alike(key, name, 86.0) for name in names)


def _least_for(place_id: str) -> float:
    """A hotel is meant only by its whole name: "Taj Mahal" is not the Taj Mahal Hotel."""
    return 98.0 if records.load_places(place_id.partition("/")[0])[place_id].kind is PlaceKind.STAY else 0.0


def _popularity(place_id: str) -> int:
    return records.load_places(place_id.partition("/")[0])[place_id].popularity


def _alike(key: str, name: str, least: float) -> float:
    """0 to 100; a name that begins or ends with the whole key, or differs by slips, is close."""
    if key == name:
        return 100.0
    key_words, name_words = _words(key), _words(name)
    own = [word for word in key_words if word not in _GENERIC]
    if set(key_words) == set(name_words):
        return 98.0
    if set(key_words) < set(name_words):
        return 90.0 + 8.0 * len(key_words) / len(name_words)
    if len(key) < 5:
        return 0.0
    theirs = {word for word in name_words if word not in _GENERIC}
    if theirs and theirs <= set(own):
        return 88.0 + 8.0 * len(theirs) / len(own) if len(theirs) == len(own) else 0.0
    if own and all(
        any(slips(word, other, slips_allowed(len(word))) <= slips_allowed(len(word)) for other in theirs)
        for word in own
    ):
        return 86.0 + 4.0 * len(own) / max(len(theirs), 1)
    score = fuzz.ratio(key, name, score_cutoff=least)
    return score if slips(key, name, slips_allowed(len(key))) <= slips_allowed(len(key)) else 0.0


def near_places(text: str, city_ids: Sequence[str], limit: int = 3) -> tuple[str, ...]:
    """Names of places that sound most like `text`: what to offer when none is meant."""
    pool = {name: place_id for city_id in city_ids for name, place_id in _place_names(city_id)}
    found = process.extract(fold(text), pool.keys(), scorer=fuzz.WRatio, score_cutoff=75, limit=limit)
    ids = dict.fromkeys(pool[name] for name, _, _ in found)
    return tuple(records.load_places(i.partition("/")[0])[i].name for i in ids)

"""The atlas's places by name: in part, with slips, or exactly."""

# ruff: noqa: E501 - tables of words and values read best one entry a line
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from domain.place import Kind, Place
from tools.places.atlas import records
from tools.places.spelling import fold, slips, slips_allowed


class PlaceMatch(BaseModel):
    """A place of the atlas and how sure we are, 0 to 100."""

    model_config = ConfigDict(frozen=True)

    place: Place
    typed: str
    score: float


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


@lru_cache(maxsize=8192)
def find_place_anywhere(text: str) -> PlaceMatch | None:
    """The atlas's most popular place of exactly this name, whatever the city."""
    key = _key(text)
    return _of_that_name(key, text, records.city_ids()) if _tells(key) or _is_several_words(key) else None


def _key(text: str) -> str:
    """As names are compared: folded, without an article or punctuation around it."""
    return _ARTICLE.sub("", fold(text).strip(" .,!?\"'")).strip()


def _tells(key: str) -> bool:
    """Whether part of the name would do; words like "museum" alone never suffice."""
    return len(key) >= 3 and bool(set(_words(key)) - _GENERIC)


def _is_several_words(key: str) -> bool:
    """Whether it can be a whole name though every word of it is a common one: Tower Bridge, Old Town Square."""
    return len(_words(key)) > 1


def _of_that_name(key: str, text: str, city_ids: Sequence[str]) -> PlaceMatch | None:
    """The most popular place of exactly this name."""
    found = [names[key] for city_id in city_ids if key in (names := _exact_names(city_id))]
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
    key, searched = _key(text), city_ids if city_ids is not None else records.city_ids()
    if not _tells(key):
        return _of_that_name(key, text, searched) if _is_several_words(key) else None
    best: tuple[float, int, str] | None = None
    for city_id in searched:
        for name, place_id in _place_names(city_id):
            if (score := _alike(key, name, least)) >= max(least, _least_for(place_id)):
                rank = (score, _popularity(place_id), place_id)
                best = rank if best is None or rank[:2] > best[:2] else best
    if best is None:
        return None
    return PlaceMatch(place=records.load_places(best[2].partition("/")[0])[best[2]], typed=text, score=best[0])


def likeness(text: str, place: Place) -> float:
    """0 to 100: how surely `text` names this place."""
    key = _key(text)
    names = [name for written in (place.name, place.local_name or "") if written for name in _variants(written)]
    if not _tells(key):
        return 100.0 if _is_several_words(key) and key in {_key(name) for name in names} else 0.0
    return max(_alike(key, name, 86.0) for name in names)


def _least_for(place_id: str) -> float:
    """A hotel is meant only by its whole name: "Taj Mahal" is not the Taj Mahal Hotel."""
    return 98.0 if records.load_places(place_id.partition("/")[0])[place_id].kind is Kind.STAY else 0.0


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

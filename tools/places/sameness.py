"""Whether two providers speak of the same place: by name, distance and category, or by what they say alike.

Measured on the labelled pairs of tests/tools/places/pairs.yaml.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product, starmap
from math import cos, radians

from rapidfuzz.distance import OSA

from domain.place import Category, Kind, Place
from tools.places.names import ASIDE, KIND_WORDS, Name, parsed, variants
from tools.places.spelling import slips_allowed
from tools.places.typical import TYPICAL

C = Category
_DEGREE_M = 111_000.0  # of latitude, a little less than there is
_NEAR_M = 60  # closer than that the category hardly matters
_LEAST = 0.72
# Beyond the kind: what one provider calls a sight and another a place to eat.
_ACROSS = (
    frozenset({C.MARKET, C.FOOD_MARKET, C.STREET_FOOD, C.SHOPPING, C.NEIGHBOURHOOD}),
    frozenset({C.BAR, C.NIGHTLIFE, C.MUSIC, C.RESTAURANT, C.CAFE}),
    frozenset({C.BOOKSHOP, C.CAFE, C.LIBRARY}),
    frozenset({C.LANDMARK, C.CAFE, C.RESTAURANT, C.BAR, C.FOOD_MARKET, C.BAKERY}),
)
# Sights of different families are different places even with one name: a palace is not its garden.
_FAMILIES = (
    frozenset({C.PARK, C.GARDEN, C.NATURE, C.BEACH, C.CEMETERY}),
    frozenset({C.ZOO, C.AQUARIUM}),
    frozenset({C.MUSEUM, C.GALLERY, C.LIBRARY, C.PALACE, C.CASTLE, C.THEATRE, C.MUSIC}),
    frozenset({C.SQUARE, C.NEIGHBOURHOOD, C.BRIDGE, C.MARKET, C.SHOPPING}),
    frozenset({C.TEMPLE, C.SHRINE, C.CHURCH, C.MOSQUE, C.SYNAGOGUE}),
    frozenset({C.CRUISE, C.TOUR, C.WORKSHOP}),
)


def same(one: Place, other: Place) -> bool:
    """Whether the two are one place."""
    return likeness(one, other) > 0


def may_reach(one: Place, other: Place) -> bool:
    """Whether two places are near enough to be one, found out cheaply: no place that is one is left out."""
    reach_m = 2 * max(TYPICAL[one.category].extent_m, TYPICAL[other.category].extent_m)
    down_m = abs(one.at.lat - other.at.lat) * _DEGREE_M
    return down_m <= reach_m and abs(one.at.lon - other.at.lon) * _DEGREE_M * _shrink(one.at.lat) <= reach_m


@lru_cache(maxsize=4096)
def _shrink(lat: float) -> float:
    """How much shorter than at the equator a degree of longitude is at least, within a city."""
    return 0.95 * cos(radians(lat))


def likeness(one: Place, other: Place) -> float:
    """0: two places; else how surely they are one, up to 1."""
    if references(one) & references(other):
        return 1.0
    metres = one.at.metres_to(other.at)
    limit = max(TYPICAL[one.category].extent_m, TYPICAL[other.category].extent_m)
    if metres > 2 * limit or not _may_be(one, other):
        return 0.0
    alike = name_likeness(one, other)
    if alike < _LEAST:
        return _LEAST if metres <= limit and _says_the_same(one, other) and alike > 0 else 0.0
    reach = limit * (2.0 if alike >= 0.99 else 1.0 if alike >= 0.85 else 0.6)
    if metres > reach or (metres > _NEAR_M and alike < 0.99 and _families_differ(one, other)):
        return 0.0
    return alike - 0.1 * metres / (2 * limit)


def name_likeness(one: Place, other: Place) -> float:
    """0 to 1, the best over all that the two are called; 0 where what they say they are excludes it."""
    names = [
        tuple(
            parsed(variant, house=_is_house(place))
            for written in (place.name, place.local_name)
            if written
            for variant in variants(written)
        )
        for place in (one, other)
    ]
    ignored, apart = _implied(one) | _implied(other), _families_differ(one, other)
    return max((_alike(first, second, ignored, apart) for first, second in product(*names)), default=0.0)


def _alike(one: Name, other: Name, ignored: frozenset[str], apart: bool) -> float:
    """`ignored`: kinds that go without saying; `apart`: their categories are of different families."""
    if one.numbers != other.numbers or (one.kinds ^ other.kinds) & ASIDE - ignored:
        return 0.0
    if apart and one.kinds != other.kinds and (one.kinds < other.kinds or other.kinds < one.kinds):
        return 0.0  # the castle and the castle's gardens
    conflict = bool(one.kinds and other.kinds and not one.kinds & other.kinds)
    if conflict or not one.core or not other.core:
        return 0.0 if one.words != other.words else 1.0
    if one.words == other.words:
        return 1.0
    if one.core == other.core or one.tight == other.tight:
        return 0.95
    return max(_spelt_alike(one, other), _contained(one, other))


def _spelt_alike(one: Name, other: Name) -> float:
    """The same words spelt a little differently, or in another order; a first letter is hardly ever wrong."""
    if len(one.core) == len(other.core):
        return 0.9 if all(starmap(_slip, zip(sorted(one.core), sorted(other.core), strict=True))) else 0.01
    return 0.9 if min(len(one.tight), len(other.tight)) >= 5 and _slip(one.tight, other.tight) else 0.01


def _slip(word: str, other: str) -> bool:
    return word.rstrip("s") == other.rstrip("s") or (
        word[0] == other[0] and OSA.distance(word, other) <= slips_allowed(len(word))
    )


def _contained(one: Name, other: Name) -> float:
    """All that tells the one apart is said by the other, which says more."""
    small, large = sorted((one, other), key=lambda name: len(name.core))
    if not small.core < large.core or len(small.tight) < 4 or KIND_WORDS.keys() & (large.core - small.core):
        return 0.01
    share = len(small.tight) / len(large.tight)
    return 0.74 + 0.2 * share if share >= 0.4 or small.kinds & large.kinds else 0.01


def _is_house(place: Place) -> bool:
    return place.kind is not Kind.SIGHT and place.category not in (C.FOOD_MARKET, C.STREET_FOOD)


def _implied(place: Place) -> frozenset[str]:
    """What a name need not say, because the category does: a hostel is somewhere to sleep."""
    said = {Kind.STAY: "hotel", Kind.EAT: "table"}.get(place.kind)
    if place.category in (C.SHOPPING, C.BOOKSHOP):
        said = "shop"
    return frozenset({said}) if said else frozenset()


def _may_be(one: Place, other: Place) -> bool:
    """Whether their categories allow them to be one place."""
    if one.kind is other.kind:
        return True
    return any({one.category, other.category} <= group for group in _ACROSS)


def _families_differ(one: Place, other: Place) -> bool:
    mine = {index for index, family in enumerate(_FAMILIES) if one.category in family}
    theirs = {index for index, family in enumerate(_FAMILIES) if other.category in family}
    return bool(mine and theirs and not mine & theirs)


def _says_the_same(one: Place, other: Place) -> bool:
    """The same telephone number or the same page of their own."""
    return bool((_digits(one) and _digits(one) == _digits(other)) or (_page(one) and _page(one) == _page(other)))


def _digits(place: Place) -> str:
    digits = re.sub(r"\D", "", place.phone or "").lstrip("0")
    return digits[-9:] if len(digits) >= 7 else ""


def _page(place: Place) -> str:
    bare = re.sub(r"^https?://(www\.)?|[?#].*$", "", (place.site or "").lower())
    return bare.rstrip("/")


def references(place: Place) -> set[tuple[str, str]]:
    """Who knows it by which id; all of one provider's services share their ids."""
    said = (place.source, *place.more_sources)
    return {(source.provider.partition("-")[0], source.reference) for source in said}

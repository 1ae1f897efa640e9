"""The same house from several sellers, made one offer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from domain.offers import StayOffer
from domain.place import Category, Kind, Place
from tools.hotels.estimates import StayEstimates
from tools.offers.cheapest import once_each
from tools.places.sameness import same as same_place
from tools.places.spelling import fold

_APART_M = 400.0
_SPELT_ALIKE = 80.0
_SAY_NOTHING = frozenset("hotel hotels hostel the a an and by at of de la le el il inn spa resort suites".split())


def same(one: StayOffer, other: StayOffer) -> bool:
    """The same house by name and distance, as places are compared; for the same nights and people."""
    if (one.check_in_on, one.check_out_on, one.guests) != (other.check_in_on, other.check_out_on, other.guests):
        return False
    if one.at.metres_to(other.at) > _APART_M:
        return False
    if one.place_id is not None and one.place_id == other.place_id:
        return True
    return not _told_apart(one.name, other.name) and same_place(_house(one), _house(other))


def _told_apart(one: str, other: str) -> bool:
    """Whether each name has a word that the other has nothing like: two houses of one chain stand in one street."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs:
        return False
    return _has_its_own(mine, theirs) and _has_its_own(theirs, mine)


def _has_its_own(words: frozenset[str], others: frozenset[str]) -> bool:
    return any(all(fuzz.ratio(word, other) < _SPELT_ALIKE for other in others) for word in words - others)


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(name))) - _SAY_NOTHING


def merge(lists: Iterable[Sequence[StayOffer]]) -> tuple[StayOffer, ...]:
    """Every house once, the cheapest seller's, in the order of who offered it first."""
    merged = once_each((offer for offers in lists for offer in offers), same)
    return tuple(map(_completed, merged))


def _completed(offer: StayOffer) -> StayOffer:
    """With the place of ours that one of the others is known to be, so that it can be planned with."""
    ours = [other.source.reference for other in offer.others if other.source.provider == StayEstimates.name]
    return offer if offer.place_id is not None or not ours else offer.model_copy(update={"place_id": ours[0]})


def _house(offer: StayOffer) -> Place:
    """As a place, which is what can be compared."""
    return Place(
        id="offer/house",
        kind=Kind.STAY,
        name=offer.name,
        category=Category.HOTEL,
        at=offer.at,
        visit_min=5,
        visit_min_short=5,
        source=offer.source,
    )

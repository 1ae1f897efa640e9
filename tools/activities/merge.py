"""The same activity from several sellers, made one offer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from domain.offers import ActivityOffer
from tools.offers.cheapest import once_each
from tools.places.spelling import fold

_LIKE = 92.0
_APART_M = 3000.0


def same(one: ActivityOffer, other: ActivityOffer) -> bool:
    """The same where the titles say the same in whichever order, and it takes as long, on one day."""
    if one.on != other.on or one.per_group != other.per_group or not _as_long(one.minutes, other.minutes):
        return False
    if one.at is not None and other.at is not None and one.at.metres_to(other.at) > _APART_M:
        return False
    first, second = _title(one), _title(other)
    return first == second or (fuzz.token_sort_ratio(first, second) >= _LIKE and _numbers(first) == _numbers(second))


def merge(lists: Iterable[Sequence[ActivityOffer]]) -> tuple[ActivityOffer, ...]:
    """Every activity once, the cheapest seller's, in the order of who offered it first."""
    return once_each((offer for offers in lists for offer in offers), same)


def _as_long(one: int | None, other: int | None) -> bool:
    """Within a quarter of an hour or a tenth; a length that one does not say is no difference."""
    return one is None or other is None or abs(one - other) <= max(15, max(one, other) // 10)


def _title(offer: ActivityOffer) -> str:
    return " ".join(fold(offer.title).replace(":", " ").replace("-", " ").split())


def _numbers(title: str) -> list[str]:
    """A tour of three hours is none of four, whatever else the titles say."""
    return sorted(word for word in title.split() if any(letter.isdigit() for letter in word))

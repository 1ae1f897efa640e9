"""Ways to spoil a trip that is true, by name. What each makes is false by its construction, whatever a checker says."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from domain.itinerary import Itinerary
from domain.request import TripRequest

Pair = tuple[TripRequest, Itinerary]
Spoil = Callable[[TripRequest, Itinerary, int], Pair | None]


class Corruption(NamedTuple):
    """`code` is the claim that becomes false; `by_facts`: only who knows the places' true facts can tell.

    `spoil` takes request, itinerary and where (any integer); None where the trip has nothing of the kind to spoil.
    """

    name: str
    code: str
    spoil: Spoil
    by_facts: bool = False


CORRUPTIONS: dict[str, Corruption] = {}


def spoils(code: str, *, by_facts: bool = False) -> Callable[[Spoil], Spoil]:
    """Enter a function into CORRUPTIONS under its own name."""

    def register(spoil: Spoil) -> Spoil:
        name = getattr(spoil, "__name__", "")
        assert name not in CORRUPTIONS
        CORRUPTIONS[name] = Corruption(name, code, spoil, by_facts)
        return spoil

    return register

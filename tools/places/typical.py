"""What is typical of a category, for providers that do not say: length of a visit, setting, meals, how far it reaches.

Lengths, settings and meals are the medians and majorities of the atlas's own 30 cities as of June 2025, lengths
rounded to 5 minutes (tests/tools/places/test_typical.py holds them to it); `extent_m`, how far from each other two
providers may put the same place, is our own judgement of how large such places are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from domain.place import Category, DayPart, Kind, Meal, Setting

C, S, M = Category, Setting, Meal
SHORT_SHARE = 2 / 3  # the atlas's shortest visit worth its while, as a share of the typical one
EVENING = frozenset({C.NIGHTLIFE, C.MUSIC, C.THEATRE})


class Typical(NamedTuple):
    """`visit_min`: minutes; `extent_m`: metres."""

    visit_min: int
    setting: Setting
    extent_m: int
    meals: tuple[Meal, ...] = ()


_TABLE = (M.LUNCH, M.DINNER)

TYPICAL: Mapping[Category, Typical] = {
    C.MUSEUM: Typical(90, S.INDOOR, 250),
    C.GALLERY: Typical(75, S.INDOOR, 200),
    C.TEMPLE: Typical(50, S.MIXED, 300),
    C.SHRINE: Typical(45, S.OUTDOOR, 300),
    C.CHURCH: Typical(45, S.INDOOR, 150),
    C.MOSQUE: Typical(40, S.MIXED, 200),
    C.SYNAGOGUE: Typical(50, S.INDOOR, 150),
    C.PALACE: Typical(105, S.INDOOR, 500),
    C.CASTLE: Typical(90, S.MIXED, 400),
    C.MONUMENT: Typical(40, S.OUTDOOR, 200),
    C.LANDMARK: Typical(25, S.OUTDOOR, 250),
    C.ARCHITECTURE: Typical(40, S.INDOOR, 200),
    C.ARCHAEOLOGY: Typical(70, S.OUTDOOR, 500),
    C.VIEWPOINT: Typical(50, S.OUTDOOR, 300),
    C.SQUARE: Typical(30, S.OUTDOOR, 200),
    C.BRIDGE: Typical(25, S.OUTDOOR, 400),
    C.PARK: Typical(60, S.OUTDOOR, 900),
    C.GARDEN: Typical(60, S.OUTDOOR, 500),
    C.NATURE: Typical(120, S.OUTDOOR, 2000),
    C.BEACH: Typical(105, S.OUTDOOR, 1200),
    C.CEMETERY: Typical(50, S.OUTDOOR, 500),
    C.MARKET: Typical(50, S.OUTDOOR, 300),
    C.SHOPPING: Typical(60, S.INDOOR, 300),
    C.BOOKSHOP: Typical(40, S.INDOOR, 80),
    C.LIBRARY: Typical(50, S.INDOOR, 150),
    C.NEIGHBOURHOOD: Typical(60, S.OUTDOOR, 900),
    C.ZOO: Typical(180, S.OUTDOOR, 800),
    C.AQUARIUM: Typical(100, S.INDOOR, 250),
    C.THEME_PARK: Typical(240, S.OUTDOOR, 900),
    C.THEATRE: Typical(120, S.INDOOR, 150),
    C.MUSIC: Typical(120, S.INDOOR, 150),
    C.NIGHTLIFE: Typical(90, S.INDOOR, 150),
    C.SPORT: Typical(90, S.INDOOR, 400),
    C.WELLNESS: Typical(120, S.INDOOR, 150),
    C.WORKSHOP: Typical(150, S.INDOOR, 80),
    C.CRUISE: Typical(60, S.MIXED, 400),
    C.TOUR: Typical(90, S.OUTDOOR, 300),
    C.RESTAURANT: Typical(60, S.INDOOR, 80, _TABLE),
    C.CAFE: Typical(60, S.INDOOR, 80, (M.BREAKFAST, M.LUNCH)),
    C.BAR: Typical(45, S.INDOOR, 80, _TABLE),
    C.BAKERY: Typical(30, S.INDOOR, 80, (M.BREAKFAST, M.LUNCH)),
    C.STREET_FOOD: Typical(30, S.INDOOR, 100, _TABLE),
    C.FOOD_MARKET: Typical(60, S.INDOOR, 250, _TABLE),
    C.HOTEL: Typical(5, S.INDOOR, 120),
    C.HOSTEL: Typical(5, S.INDOOR, 120),
    C.GUESTHOUSE: Typical(5, S.INDOOR, 120),
    C.APARTMENT: Typical(5, S.INDOOR, 120),
    C.RYOKAN: Typical(5, S.INDOOR, 120),
    C.RIAD: Typical(5, S.INDOOR, 120),
}

_EATS = frozenset({C.RESTAURANT, C.CAFE, C.BAR, C.BAKERY, C.STREET_FOOD, C.FOOD_MARKET})
_STAYS = frozenset({C.HOTEL, C.HOSTEL, C.GUESTHOUSE, C.APARTMENT, C.RYOKAN, C.RIAD})


def kind_of(category: Category) -> Kind:
    """Whether such a place is seen, eaten at or slept in."""
    if category in _EATS:
        return Kind.EAT
    return Kind.STAY if category in _STAYS else Kind.SIGHT


def visit_minutes(category: Category) -> tuple[int, int]:
    """Minutes of a typical visit, and of one shorter than which it is not worth it."""
    usual = TYPICAL[category].visit_min
    if kind_of(category) is not Kind.SIGHT:
        return usual, usual
    return usual, max(15, int(usual * SHORT_SHARE))


def best_parts(category: Category) -> tuple[DayPart, ...]:
    return (DayPart.EVENING,) if category in EVENING else ()

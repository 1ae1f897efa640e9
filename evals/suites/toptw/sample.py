"""Our own small instances, for a run without the official files: random towns, each from its seed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from evals.suites.toptw.instances import SCORE_SCALE, Instance, Point

_SCALE = 10
_SIDE = 100


@dataclass(frozen=True)
class Town:
    """How to make an instance: `spread` is how far points lie from their quarter, `slack` the share of the day open."""

    name: str
    seed: int
    points: int
    quarters: int
    horizon: int
    slack: float
    weekly: bool = False


TOWNS = (
    Town("town-a", 1, 40, 0, 240, 0.15),
    Town("town-b", 2, 60, 6, 300, 0.40),
    Town("town-c", 3, 80, 4, 900, 0.20),
    Town("town-d", 4, 100, 0, 700, 0.50),
    Town("town-e", 5, 80, 5, 600, 0.60, weekly=True),
)


def make_instance(town: Town) -> Instance:
    """The same town gives the same instance on every machine."""
    chance = Random(town.seed)
    middle = _SIDE // 2
    centres = [(chance.randint(10, 90), chance.randint(10, 90)) for _ in range(town.quarters)]
    home = Point(Fraction(middle), Fraction(middle), 0, 0, ((0, town.horizon * _SCALE),))
    points = [_point(town, chance, centres) for _ in range(town.points)]
    return Instance(town.name, (home, *points), _SCALE, first_weekday=town.seed % 7)


def _point(town: Town, chance: Random, centres: list[tuple[int, int]]) -> Point:
    if centres:
        x, y = chance.choice(centres)
        x, y = x + chance.randint(-10, 10), y + chance.randint(-10, 10)
    else:
        x, y = chance.randint(0, _SIDE), chance.randint(0, _SIDE)
    opens: list[tuple[int, int] | None] = []
    for _ in range(7 if town.weekly else 1):
        first = chance.randint(0, int(town.horizon * (1 - town.slack)))
        last = first + int(town.horizon * town.slack * chance.uniform(0.5, 1.0))
        closed = town.weekly and chance.random() < 0.15
        opens.append(None if closed else (first * _SCALE, last * _SCALE))
    return Point(Fraction(x), Fraction(y), 10 * _SCALE, chance.randint(1, 40) * SCORE_SCALE, tuple(opens))

"""Instances of (team) orienteering with time windows: the published file formats, read exactly.

Formats and rules: Righini and Salani (2009), Montemanni and Gambardella (2009) for c/r/rc/pr,
Gavalas et al. for t with weekday hours. Every number is turned into an integer: times in units
of the instance's last decimal, scores in hundredths.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import isqrt
from pathlib import Path

from domain.itinerary import Purpose
from planner.problem import DayFrame, Opening, Problem, Task, Weights

SCORE_SCALE = 100
_WEEK = 7
_WEEKDAY_FIELDS = 6  # before the hours of the first weekday
_NO_LIMIT = 1_000_000
_FREE = Weights(travel_min=0, wait_min=0, late_min=0, same_category_day=0, same_category_trip=0, not_at_best=0)


@dataclass(frozen=True)
class Point:
    """`opens` has one entry per weekday or one for all: first and last start of service; None is closed."""

    x: Fraction
    y: Fraction
    service: int
    score: int
    opens: tuple[tuple[int, int] | None, ...]

    def open_on(self, weekday: int) -> tuple[int, int] | None:
        return self.opens[weekday % len(self.opens)]


@dataclass(frozen=True)
class Instance:
    """`points[0]` is where every tour starts and ends, within its opening; `scale` units are one of the file's."""

    name: str
    points: tuple[Point, ...]
    scale: int
    first_weekday: int = 0

    @cached_property
    def travel(self) -> tuple[tuple[int, ...], ...]:
        """Euclidean, truncated to the last decimal; exact, without a float."""
        return tuple(tuple(self._distance(a, b) for b in self.points) for a in self.points)

    def _distance(self, a: Point, b: Point) -> int:
        square = ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) * self.scale**2
        return isqrt(square.numerator // square.denominator)


def load_instance(path: Path) -> Instance:
    """Reads any of the formats, told apart by their first line; raises ValueError for what is none of them."""
    lines = [line.split() for line in path.read_text().splitlines() if line.strip()]
    try:
        weekly = len(lines[0]) > 4
        return _weekly(path.stem, lines) if weekly else _classic(path.stem, lines)
    except (IndexError, ValueError, ZeroDivisionError) as error:
        raise ValueError(f"{path.name} is not an instance of orienteering with time windows") from error


def _classic(name: str, lines: list[list[str]]) -> Instance:
    """`k v N t`, `D Q`, then `i x y d S f a list O C`: the list varies, so the hours are the last two."""
    # Cordeau's coordinates have decimals and his travel times two of them; Solomon's are whole, and one.
    whole = all(Fraction(row[column]).denominator == 1 for row in lines[2:] for column in (1, 2))
    scale = 10 if whole else 100
    points = tuple(
        Point(
            Fraction(row[1]),
            Fraction(row[2]),
            _units(row[3], scale),
            _units(row[4], SCORE_SCALE),
            (_hours(row[-2:], scale),),
        )
        for row in lines[2:]
    )
    return Instance(name, points, scale)


def _weekly(name: str, lines: list[list[str]]) -> Instance:
    """`k M SD N ...`, the base as `0 x y 0 0 O C`, then `i x y d S t` and an opening and closing per weekday."""
    scale = 100
    base = lines[1]
    points = [Point(Fraction(base[1]), Fraction(base[2]), 0, 0, (_hours(base[5:7], scale),))]
    for row in lines[2:]:
        fields = row[_WEEKDAY_FIELDS : _WEEKDAY_FIELDS + 2 * _WEEK]
        opens = tuple(_open_or_closed(fields[i : i + 2], scale) for i in range(0, 2 * _WEEK, 2))
        points.append(
            Point(Fraction(row[1]), Fraction(row[2]), _units(row[3], scale), _units(row[4], SCORE_SCALE), opens)
        )
    return Instance(name, tuple(points), scale, first_weekday=int(lines[0][2]))


def _open_or_closed(fields: list[str], scale: int) -> tuple[int, int] | None:
    first, last = _hours(fields, scale)
    return None if first == last == 0 else (first, last)


def _hours(fields: list[str], scale: int) -> tuple[int, int]:
    return _units(fields[0], scale), _units(fields[1], scale)


def _units(text: str, scale: int) -> int:
    """Exact where the file has no more decimals than the scale; else rounded to the nearest."""
    return round(Fraction(text) * scale)


def to_problem(instance: Instance, tours: int) -> Problem:
    """A planner problem with a day per tour; closing time is the latest start, as the rules have it."""
    base = instance.points[0].opens[0]
    assert base is not None
    frame = DayFrame(start=base[0], end=base[1], base=0, max_visits=_NO_LIMIT, max_minutes=_NO_LIMIT * 1000)
    size = len(instance.points)
    return Problem(
        days=(frame,) * tours,
        tasks=tuple(_task(instance, index, tours) for index in range(1, size)),
        minutes=instance.travel,
        fares=((0,) * size,) * size,
        weights=_FREE,
        grid=1,
    )


def _task(instance: Instance, index: int, tours: int) -> Task:
    point = instance.points[index]
    hours = [point.open_on(instance.first_weekday + tour) for tour in range(tours)]
    return Task(
        place_id=str(index),
        purpose=Purpose.VISIT,
        location=index,
        minutes=point.service,
        cost=0,
        openings=tuple(() if span is None else (Opening(*span, span[1] + point.service),) for span in hours),
        scores=(point.score,) * tours,
    )

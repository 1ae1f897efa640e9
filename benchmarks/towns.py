"""Made-up towns of any size in the shape of real ones: quarters, opening hours, tables, tickets, fares."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from domain.itinerary import Purpose
from planner.problem import MEAL_PRIZE, DayFrame, Opening, Problem, Task

_QUARTERS, _TOWN_KM, _QUARTER_KM = 8, 5.0, 0.5
_EATS_SHARE = 4  # every fourth place is a restaurant
_CATEGORIES = ("museum", "church", "park", "square", "market", "viewpoint", "palace", "gallery", "street", "garden")
_HOURS = (
    ((600, 1080),),  # a museum
    ((480, 720), (900, 1110)),  # a church, closed over noon
    ((0, 1440),),  # a square
    ((540, 1020),),
    ((660, 1200),),
)
_LENGTHS = (30, 45, 60, 60, 75, 90, 120, 150)
_TABLES = {Purpose.LUNCH: (720, 840), Purpose.DINNER: (1110, 1260)}


def make_town(seed: int, places: int, days: int, *, budget: int | None = None) -> Problem:
    """A problem of so many places, the first of them the base; a restaurant is a task for each meal."""
    chance = np.random.default_rng(seed)
    at = _spots(chance, places + 1)
    minutes, fares = _travel(at)
    tasks: list[Task] = []
    for place in range(1, places + 1):
        tasks += _meals(chance, place, days) if place % _EATS_SHARE == 0 else [_sight(chance, place, days)]
    frame = DayFrame(540, 1290, 0, 6, 420, 30, meals=(Purpose.LUNCH, Purpose.DINNER))
    return Problem((frame,) * days, tuple(tasks), minutes, fares, budget)


def _spots(chance: np.random.Generator, count: int) -> NDArray[np.float64]:
    """Kilometres; most places lie in a quarter, some between them."""
    quarters = chance.uniform(-_TOWN_KM, _TOWN_KM, (_QUARTERS, 2)) * chance.uniform(0.2, 1, (_QUARTERS, 1))
    middle = quarters[chance.integers(0, _QUARTERS, count)]
    at: NDArray[np.float64] = middle + chance.normal(0, _QUARTER_KM, (count, 2))
    at[0] = quarters[0]
    return at


def _travel(at: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Minutes and fares: on foot for 20 minutes, by tram beyond, as inside real towns."""
    road_km = 1.3 * np.hypot(*(at[:, None] - at).transpose(2, 0, 1))
    walk, tram = road_km / 4.6 * 60, 12 + road_km / np.minimum(14 + road_km, 42) * 60
    minutes = np.ceil(np.where(walk <= 20, walk, tram)).astype(np.int64)
    away = ~np.eye(len(at), dtype=bool)
    return np.maximum(minutes, away), np.where((walk > 20) & away, 400, 0).astype(np.int64)


def _sight(chance: np.random.Generator, place: int, days: int) -> Task:
    length, hours = int(chance.choice(_LENGTHS)), _HOURS[int(chance.integers(len(_HOURS)))]
    opening = tuple(Opening(first, close - length, close) for first, close in hours if close - length >= first)
    closed = int(chance.integers(0, 2 * days))
    score = round(10_000 * float(chance.beta(2, 4)))
    best = ((540, 720),) if chance.random() < 0.2 else ()
    return Task(
        place_id=f"town/{place}",
        purpose=Purpose.VISIT,
        location=place,
        minutes=length,
        cost=int(chance.choice((0, 0, 800, 1500, 2500))),
        openings=tuple(() if day == closed else opening for day in range(days)),
        scores=(score,) * days,
        category=str(chance.choice(_CATEGORIES)),
        best=best,
        stretch=length // 20 * 5,
    )


def _meals(chance: np.random.Generator, place: int, days: int) -> list[Task]:
    score, cost = MEAL_PRIZE + round(6_000 * float(chance.random())), int(chance.choice((1200, 2500, 4000, 7000)))
    cuisine = f"cuisine {int(chance.integers(8))}"
    return [
        Task(
            place_id=f"town/{place}",
            purpose=meal,
            location=place,
            minutes=60 if meal is Purpose.LUNCH else 90,
            cost=cost,
            openings=((Opening(first, last, last + 90),),) * days,
            scores=(score,) * days,
            category=cuisine,
            best=((first - 30, last - (last - first) // 3),),
        )
        for meal, (first, last) in _TABLES.items()
    ]

from __future__ import annotations

import pytest

from planner.journey.problem import Leg, Meal, Table
from planner.journey.table import leg_hours, leg_meals, part_day_sights

TABLE = Table(
    meals=(Meal("breakfast", 420, 570), Meal("lunch", 690, 840), Meal("dinner", 1050, 1290)),
    on_arrival="dinner",
    on_departure="breakfast",
    sights_a_day=(1, 3),
)


def flight(departs: int, arrives: int) -> Leg:
    return Leg("A", "B", "flight", arrives - departs, depart_min=departs, arrive_min=arrives)


@pytest.mark.parametrize(
    ("leg", "left", "reached"),
    [
        (flight(360, 420), (), ("breakfast", "lunch", "dinner")),
        (flight(600, 720), ("breakfast",), ("lunch", "dinner")),
        (flight(780, 1000), ("breakfast", "lunch"), ("dinner",)),
        (flight(1200, 1330), ("breakfast", "lunch", "dinner"), ()),
        (flight(900, 1400), ("breakfast", "lunch"), ()),
        (Leg("A", "B", "car", 240), ("breakfast",), ("lunch", "dinner")),
    ],
)
def test_a_meal_belongs_to_one_town(leg: Leg, left: tuple[str, ...], reached: tuple[str, ...]) -> None:
    assert leg_meals(TABLE, leg, from_home=False, to_home=False) == (left, reached)


def test_nothing_is_planned_at_home() -> None:
    late, early = flight(1200, 1330), flight(360, 420)
    assert leg_meals(TABLE, late, from_home=True, to_home=False) == ((), ("dinner",))
    assert leg_meals(TABLE, early, from_home=False, to_home=True) == (("breakfast",), ())
    assert leg_meals(None, early, from_home=False, to_home=False) == ((), ())


def test_a_leg_of_free_hour_departs_when_one_sets_out() -> None:
    assert leg_hours(TABLE, Leg("A", "B", "car", 100)) == (540, 640)


def test_sights_want_three_free_hours() -> None:
    assert part_day_sights(TABLE, flight(420, 540), None) == 1
    assert part_day_sights(TABLE, flight(700, 860), None) == 0
    assert part_day_sights(TABLE, None, flight(1000, 1100)) == 1
    assert part_day_sights(TABLE, flight(420, 540), flight(700, 800)) == 0

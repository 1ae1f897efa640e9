from __future__ import annotations

from typing import Any

import pytest

from evals.suites.travelplanner.hard import asked, check_hard, total_cost
from tests.evals.suites.travelplanner.plans import FACTS, make_plan, sandbox


def facts(**asked_for: Any) -> dict[str, Any]:
    names = {"rule": "house rule", "room": "room type"}
    wishes = {names.get(key, key): value for key, value in asked_for.items() if key not in FACTS}
    return {
        **FACTS,
        **{key: value for key, value in asked_for.items() if key in FACTS},
        "local_constraint": dict.fromkeys(FACTS["local_constraint"]) | wishes,
    }


def test_the_sum_is_that_of_every_part() -> None:
    flights = (145 + 118) * 2
    taxi = 131
    meals = (46 + 12 + 20 + 31 + 25 + 11 + 29 + 12 + 20 + 39 + 21) * 2
    stays = 150 * 2 + 85 * 2
    assert total_cost(make_plan(), 2, sandbox()) == flights + taxi + meals + stays


def test_rooms_and_vehicles_are_as_many_as_needed() -> None:
    one, nine = (total_cost(make_plan(), people, sandbox()) for people in (1, 9))
    per_head = 145 + 118 + 46 + 12 + 20 + 31 + 25 + 11 + 29 + 12 + 20 + 39 + 21
    assert one == per_head + 131 + 300 + 170
    assert nine == 9 * per_head + 3 * 131 + 3 * 300 + 3 * 170


@pytest.mark.parametrize(
    ("wanted", "name", "change"),
    [
        ({"budget": 1300}, "budget", None),
        ({"rule": "pets"}, "house_rule", None),
        ({"rule": "smoking"}, "house_rule", None),
        ({"cuisine": ["Mexican"]}, "cuisine", None),
        ({"room": "private room"}, "room_type", None),
        ({"room": "shared room"}, "room_type", None),
        ({"room": "not shared room"}, "room_type", (1, "accommodation", "Anchor Hostel, Port Avery")),
        ({"transportation": "no flight"}, "transportation", None),
        (
            {"transportation": "no self-driving"},
            "transportation",
            (3, "transportation", "Self-driving, from Port Avery to Quarry Falls"),
        ),
    ],
)
def test_what_was_asked_for_and_is_not_kept(
    wanted: dict[str, Any], name: str, change: tuple[int, str, str] | None
) -> None:
    plan = make_plan(change) if change else make_plan()
    assert check_hard(plan, facts(**wanted), sandbox())[name]


def test_what_is_kept_or_not_asked_for_is_no_fault() -> None:
    kept = facts(rule="parties", cuisine=["French", "Indian"], room="not shared room", transportation="no self-driving")
    assert not any(check_hard(make_plan(), kept, sandbox()).values())
    assert set(check_hard(make_plan(), facts(), sandbox())) == {"budget"}
    assert asked(kept) == ("budget", "house_rule", "cuisine", "room_type", "transportation")


def test_a_meal_at_home_hides_the_rest_of_its_day() -> None:
    wanted = facts(cuisine=["Indian"])
    assert check_hard(make_plan((5, "breakfast", "-")), wanted, sandbox())["cuisine"] is None
    home_first = make_plan((2, "breakfast", "Toast, Millbrook"), (5, "breakfast", "-"))
    assert check_hard(home_first, wanted, sandbox())["cuisine"]

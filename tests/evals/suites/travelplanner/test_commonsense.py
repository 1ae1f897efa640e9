from __future__ import annotations

import pytest

from evals.suites.travelplanner.commonsense import check_commonsense
from tests.evals.suites.travelplanner.plans import FACTS, make_plan, sandbox


def broken(*changes: tuple[int, str, str]) -> set[str]:
    return {name for name, reason in check_commonsense(make_plan(*changes), FACTS, sandbox()).items() if reason}


def test_the_plan_as_it_is_breaks_nothing() -> None:
    assert broken() == set()


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("reasonable_route", (1, "current_city", "from Ambleford to Port Avery")),
        ("reasonable_route", (5, "current_city", "from Quarry Falls to Ambleford")),
        ("reasonable_route", (4, "current_city", "Port Avery")),
        ("reasonable_route", (4, "current_city", "Stonehaven")),
        ("reasonable_route", (4, "current_city", "Atlantis")),
        ("diverse_restaurants", (4, "lunch", "Terrazza, Quarry Falls")),
        ("diverse_sights", (4, "attraction", "Quarry Lake, Quarry Falls;Quarry Lake, Quarry Falls;")),
        ("minimum_nights", (4, "accommodation", "Miner's Room, Quarry Falls")),
        ("compatible_transport", (1, "transportation", "-")),
        ("compatible_transport", (3, "transportation", "Self-driving, from Port Avery to Quarry Falls")),
        ("in_current_city", (3, "transportation", "Taxi, from Port Avery to Elm Ridge")),
        ("in_current_city", (3, "dinner", "Anvil Tavern, Elm Ridge")),
        ("in_current_city", (3, "attraction", "Clock Collection, Elm Ridge;")),
        ("in_current_city", (3, "accommodation", "Captain's Rest, Port Avery")),
        ("in_sandbox", (1, "transportation", "Flight Number: F9000099, from Millbrook to Port Avery")),
        ("in_sandbox", (1, "transportation", "Flight Number: F9000009, from Millbrook to Port Avery")),
        ("in_sandbox", (4, "lunch", "Golden Steam, Quarry Falls")),
        ("in_sandbox", (4, "attraction", "Upper Falls, Quarry Falls;")),
        ("in_sandbox", (4, "accommodation", "Fern Hut, Quarry Falls")),
        ("complete", (2, "lunch", "-")),
        ("complete", (4, "attraction", "-")),
        ("complete", (3, "accommodation", "-")),
        ("complete", (3, "transportation", "")),
    ],
)
def test_a_single_fault_is_noticed(rule: str, change: tuple[int, str, str]) -> None:
    assert rule in broken(change)


def test_the_evaluators_blind_spots_are_kept() -> None:
    # Without its semicolon the last sight is never looked at.
    assert broken((4, "attraction", "Quarry Lake, Quarry Falls;Nowhere, Atlantis")) == set()
    # On a day in town only letters are compared, so a meal elsewhere passes there (and the sandbox has it).
    assert broken((2, "lunch", "Green Bower, Elm Ridge")) == set()
    # A way that is no flight, car or taxi is not looked up.
    assert broken((3, "transportation", "Train, from Port Avery to Quarry Falls")) == set()


def test_a_day_too_many_is_cut_off_and_a_day_too_few_is_not() -> None:
    longer = [*make_plan(), {}]
    assert not any(check_commonsense(longer, FACTS, sandbox()).values())
    assert check_commonsense(make_plan()[:4], FACTS, sandbox())["complete"]


def test_a_missing_field_is_told() -> None:
    plan = make_plan()
    del plan[2]["accommodation"]
    marks = check_commonsense(plan, FACTS, sandbox())
    assert marks["complete"]
    assert marks["minimum_nights"]

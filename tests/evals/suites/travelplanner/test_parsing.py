from __future__ import annotations

import pytest

from evals.suites.travelplanner.parsing import from_to, mode_of, named, sights_of, visited


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("from A to B", ("A", "B")),
        ("Taxi, from St. Orrin(Northmark) to Elm Ridge(Northmark), cost: 3", ("St. Orrin", "Elm Ridge")),
        ("Flight Number: F1, from Port Avery to Millbrook, Departure Time: 10:00", ("Port Avery", "Millbrook")),
        ("Port Avery", (None, None)),
    ],
)
def test_from_and_to(text: str, pair: tuple[str | None, str | None]) -> None:
    assert from_to(text) == pair


def test_a_name_may_have_commas() -> None:
    assert named("Boathouse, second floor, Larkspur Bay(Northmark)") == ("Boathouse, second floor", "Larkspur Bay")
    assert named("nothing of the kind") == ("-", "-")


def test_modes_in_their_order() -> None:
    assert mode_of("Taxi to the flight") == "taxi"
    assert mode_of("Self-driving, from A to B") == "self-driving"
    assert mode_of("a boat") is None


def test_sights_end_with_a_semicolon() -> None:
    assert sights_of({"attraction": "A, X;B, X;"}) == ["A, X", "B, X"]
    assert sights_of({"attraction": "A, X;B, X"}) == ["A, X"]
    assert sights_of({"attraction": "-"}) == []


def test_the_towns_of_a_plan() -> None:
    days = [{"current_city": "from H to A"}, {"current_city": "A(State)"}, {"current_city": "from A to H"}]
    assert visited(days) == ["H", "A", "A", "A", "H"]

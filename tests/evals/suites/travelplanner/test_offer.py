from __future__ import annotations

from datetime import date

from domain.money import Money
from domain.request import JourneyWish
from evals.suites.travelplanner.offer import DRIVE, FLIGHT, TAXI, make_problem
from planner.journey.problem import Admits, Budget, RoomOf, Tastes, Without
from tests.evals.suites.travelplanner.plans import sandbox

WISH = JourneyWish(
    text="",
    origin="Millbrook",
    region="Suncoast",
    town_count=2,
    start_on=date(2022, 3, 7),
    days=5,
    people=3,
    budget=Money.of(3000, "USD"),
    room="not_shared",
    house_rules=("children",),
    cuisines=("French",),
    avoid_modes=("flight",),
)


def test_a_region_offers_its_towns_and_never_the_home() -> None:
    problem = make_problem(WISH, sandbox())
    assert {town.name for town in problem.towns} == {"Port Avery", "Quarry Falls"}
    northmark = make_problem(WISH.model_copy(update={"region": "Northmark", "origin": "Elm Ridge"}), sandbox())
    assert {town.name for town in northmark.towns} == {"Stonehaven", "Larkspur Bay", "St. Orrin"}


def test_the_wishes_are_the_planner_s() -> None:
    assert make_problem(WISH, sandbox()).wishes == (
        Budget(3000),
        RoomOf(frozenset({"Entire home/apt", "Private room"})),
        Admits("children under 10"),
        Tastes("French"),
        Without(FLIGHT),
    )


def test_flights_are_those_of_the_day() -> None:
    legs = make_problem(WISH, sandbox()).legs
    out = {leg.ref[:8] for leg in legs if leg.mode == FLIGHT and leg.origin == "Millbrook"}
    assert out == {"F9000001", "F9000002", "F9000008"}
    assert {leg.day for leg in legs if leg.ref.startswith("F9000010")} == {3}
    assert {leg.day for leg in legs if leg.ref.startswith("F9000009")} == {5}


def test_vehicles_cost_by_the_kilometre_and_seat() -> None:
    legs = make_problem(WISH, sandbox()).legs
    way = sandbox().distances["Millbrook", "Quarry Falls"]
    there = {
        leg.mode: leg for leg in legs if (leg.origin, leg.destination, leg.day) == ("Millbrook", "Quarry Falls", None)
    }
    assert way.km is not None
    assert there[TAXI].cost(5) == 2 * way.km
    assert there[DRIVE].cost(5) == int(way.km * 0.05)


def test_every_name_finds_its_own_row() -> None:
    for town in make_problem(WISH, sandbox()).towns:
        rows = sandbox().stays[town.name]
        for stay in town.stays:
            first = next(row for row in rows if stay.name.strip() in row.name)
            assert (first.name, first.sleeps) == (stay.name, stay.sleeps)

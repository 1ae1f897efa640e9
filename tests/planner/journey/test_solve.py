from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from planner.journey import Journey, JourneyProblem, NoJourney, solve_journey
from planner.journey.problem import Before, Budget, Covers, Leg, Meets, NightsIn, Town, Visits
from tests.planner.journey.oracle import all_journeys
from tests.planner.journey.worlds import HOME, problems


@settings(max_examples=50, deadline=None)
@given(problems())
def test_is_as_good_as_trying_everything(problem: JourneyProblem) -> None:
    best = max((truth.points for truth in all_journeys(problem)), default=None)
    found = solve_journey(problem)
    if best is None:
        assert isinstance(found, NoJourney)
        assert found.proven
    else:
        assert isinstance(found, Journey)
        # The search ends within two thousandths of its bound, and the bound is one.
        assert found.points == pytest.approx(best, abs=max(0.02, abs(found.bound) * 0.0021))
        assert found.bound >= best - 0.02


@settings(max_examples=40, deadline=None)
@given(problems())
def test_what_it_says_of_itself_is_so(problem: JourneyProblem) -> None:
    found = solve_journey(problem)
    if isinstance(found, NoJourney):
        return
    nights = sum(sojourn.nights for sojourn in found.sojourns)
    assert nights == problem.days - 1
    assert len(set(found.towns)) == problem.visit_count
    names = [eating.eatery.name for eating in found.eatings]
    assert len(names) == len(set(names))
    paid = sum(ride.leg.cost(problem.people) for ride in found.rides)
    paid += sum(s.stay.cost(problem.people, s.nights) for s in found.sojourns if s.stay)
    paid += sum(eating.eatery.price * problem.people for eating in found.eatings)
    assert paid == found.cost
    assert all(found.cost <= wish.limit for wish in problem.wishes if isinstance(wish, Budget))
    for eating in found.eatings:
        assert any(s.town == eating.town and s.first_day <= eating.day <= s.last_day for s in found.sojourns)


@settings(max_examples=10, deadline=None)
@given(problems())
def test_the_same_problem_has_the_same_journey(problem: JourneyProblem) -> None:
    assert solve_journey(problem, seed=3) == solve_journey(problem, seed=3)


def chain(*edges: str) -> tuple[Leg, ...]:
    return tuple(Leg(a, b, "flight") for a, b in (edge.split(">") for edge in edges))


def tour(*, days: int, nights: dict[str, int], edges: str, wishes: tuple[object, ...] = ()) -> JourneyProblem:
    """A tour of all towns without a home, days of flight counting in both towns."""
    towns = tuple(Town(name, least_nights=n, most_nights=n) for name, n in nights.items())
    return JourneyProblem(days=days, towns=towns, legs=chain(*edges.split()), wishes=wishes)


def test_open_jaws_follow_the_only_flights_there_are() -> None:
    problem = tour(days=7, nights={"A": 2, "B": 3, "C": 1}, edges="B>A A>C C>B")
    found = solve_journey(problem)
    assert isinstance(found, Journey)
    assert found.towns in {("B", "A", "C"), ("A", "C", "B"), ("C", "B", "A")}
    assert next(s.first_day for s in found.sojourns) == 1
    assert [s.last_day for s in found.sojourns][-1] == 7


def test_windows_decide_the_order() -> None:
    everywhere = "A>B B>A A>C C>A B>C C>B"
    problem = tour(
        days=7, nights={"A": 2, "B": 2, "C": 2}, edges=everywhere, wishes=(Covers("C", 1, 3), Meets("A", 7, 9))
    )
    found = solve_journey(problem)
    assert isinstance(found, Journey)
    assert found.towns == ("C", "B", "A")


def test_order_can_be_asked_for() -> None:
    everywhere = "A>B B>A A>C C>A B>C C>B"
    problem = tour(
        days=7, nights={"A": 2, "B": 2, "C": 2}, edges=everywhere, wishes=(Before("C", "A"), Before("A", "B"))
    )
    found = solve_journey(problem)
    assert isinstance(found, Journey)
    assert found.towns == ("C", "A", "B")
    kept = solve_journey(replace(problem, wishes=(), keep_order=True))
    assert isinstance(kept, Journey)
    assert kept.towns == ("A", "B", "C")


def test_ten_towns_are_no_matter() -> None:
    names = [f"T{n}" for n in range(10)]
    ring = " ".join(f"{a}>{b}" for a, b in zip(names, [*names[1:], names[0]], strict=True))
    problem = tour(days=31, nights=dict.fromkeys(names, 3), edges=ring, wishes=(Covers("T4", 1, 4),))
    found = solve_journey(problem)
    assert isinstance(found, Journey)
    assert found.towns == ("T4", "T5", "T6", "T7", "T8", "T9", "T0", "T1", "T2", "T3")


def test_nights_may_be_free_within_limits() -> None:
    towns = (Town("A", points=1), Town("B", points=2), Town("C", points=9))
    legs = tuple(Leg(a, b, "train", minutes=60) for a in ("A", "B", "C", HOME) for b in ("A", "B", "C", HOME) if a != b)
    problem = JourneyProblem(
        days=6,
        towns=towns,
        legs=legs,
        start=HOME,
        end=HOME,
        visits=2,
        uneven=1,
        wishes=(Visits("A"), NightsIn("A", 1, 1)),
    )
    found = solve_journey(problem)
    assert isinstance(found, Journey)
    assert set(found.towns) == {"A", "C"}
    assert {s.town: s.nights for s in found.sojourns} == {"A": 1, "C": 4}
    assert next(ride.day for ride in found.rides) == 1
    assert [ride.day for ride in found.rides][-1] == 6


def test_one_car_is_not_left_behind() -> None:
    legs = (
        Leg(HOME, "A", "car", minutes=100),
        Leg("A", HOME, "car", minutes=300),
        Leg(HOME, "A", "flight", minutes=50, day=1),
        Leg("A", HOME, "flight", minutes=50, day=2),
    )
    problem = JourneyProblem(3, (Town("A"),), legs, start=HOME, end=HOME, unmixed=(("car", "flight"),))
    found = solve_journey(problem)
    assert isinstance(found, Journey)
    assert {ride.leg.mode for ride in found.rides} == {"car"}  # the flight back leaves a day too early

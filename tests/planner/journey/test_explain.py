from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings

from planner.journey import Journey, JourneyProblem, NoJourney, nearest_journey, solve_journey
from planner.journey.problem import Budget, Eatery, Leg, RoomOf, Stay, Tastes, Town, Visits, Wish, Without
from tests.planner.journey.oracle import all_journeys
from tests.planner.journey.worlds import HOME, TABLE, problems


def is_possible(problem: JourneyProblem, wishes: tuple[Wish, ...]) -> bool:
    return next(all_journeys(replace(problem, wishes=wishes)), None) is not None


@settings(max_examples=40, deadline=None)
@given(problems())
def test_the_conflict_is_minimal_and_every_way_out_is_one(problem: JourneyProblem) -> None:
    found = solve_journey(problem)
    assume(isinstance(found, NoJourney))
    assert isinstance(found, NoJourney)
    assert not is_possible(problem, found.conflict)
    for wish in found.conflict:
        assert is_possible(problem, tuple(other for other in found.conflict if other != wish))
    for change in found.relaxations:
        others = tuple(wish for wish in problem.wishes if wish != change.wish)
        assert is_possible(problem, (*others, change.instead) if change.instead else others)
        if isinstance(change.instead, Budget) and isinstance(change.wish, Budget):
            assert change.by == change.instead.limit - change.wish.limit
            assert not is_possible(problem, (*others, Budget(change.instead.limit - 1)))


@settings(max_examples=25, deadline=None)
@given(problems())
def test_the_nearest_journey_gives_up_only_what_it_says(problem: JourneyProblem) -> None:
    found = nearest_journey(problem)
    if found.journey is None:
        assert not is_possible(problem, ())
        return
    assert bool(found.given_up) == (found.why is not None)
    assert {change.wish for change in found.given_up} <= set(problem.wishes)
    assert bool(found.given_up) != is_possible(problem, problem.wishes)


def one_town(*wishes: Wish) -> JourneyProblem:
    town = Town(
        "A",
        stays=(Stay("Hall", price=30, kind="shared"), Stay("House", price=90, kind="entire")),
        eateries=tuple(Eatery(f"Table {n}", price=10, cuisines=frozenset({"Thai"})) for n in range(6)),
    )
    legs = tuple(
        Leg(a, b, mode, minutes=120, price=price)
        for a, b in ((HOME, "A"), ("A", HOME))
        for mode, price in (("car", 10), ("taxi", 70))
    )
    return JourneyProblem(3, (town,), legs, start=HOME, end=HOME, lodging=True, table=TABLE, wishes=wishes)


def test_the_budget_that_would_do_is_exact() -> None:
    found = solve_journey(one_town(Budget(150), RoomOf(frozenset({"entire"}))))
    assert isinstance(found, NoJourney)
    assert found.conflict == (Budget(150), RoomOf(frozenset({"entire"})))
    # Two nights of 90, the car there and back, two meals of the whole day, one after the way and one before it.
    assert found.relaxations[0].instead == Budget(180 + 20 + 50)
    assert isinstance(solve_journey(one_town(Budget(250), RoomOf(frozenset({"entire"})))), Journey)


def test_a_wish_that_alone_cannot_be_is_all_of_the_conflict() -> None:
    found = solve_journey(one_town(Budget(10_000), Tastes("Greek"), Without("car")))
    assert isinstance(found, NoJourney)
    assert found.conflict == (Tastes("Greek"),)
    assert [change.wish for change in found.relaxations] == [Tastes("Greek")]


def test_two_conflicts_are_given_way_to_one_after_the_other() -> None:
    found = nearest_journey(one_town(Tastes("Greek"), RoomOf(frozenset({"tent"})), Visits("A")))
    assert found.journey is not None
    assert {change.wish for change in found.given_up} == {Tastes("Greek"), RoomOf(frozenset({"tent"}))}


def test_no_way_home_is_nobody_s_wish() -> None:
    problem = replace(one_town(Budget(900)), legs=(Leg(HOME, "A", "car"),))
    found = solve_journey(problem)
    assert isinstance(found, NoJourney)
    assert found.conflict == ()
    assert nearest_journey(problem).journey is None

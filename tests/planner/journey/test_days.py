from __future__ import annotations

from dataclasses import replace

from planner.journey import Journey, solve_journey
from planner.journey.problem import Budget, Eatery, JourneyProblem, Leg, Sight, Stay, Town
from tests.planner.journey.test_table import TABLE
from tests.planner.journey.worlds import HOME


def problem(*, sights: tuple[Sight, ...], budget: int | None = None, days: int = 4) -> JourneyProblem:
    town = Town(
        "A",
        stays=(Stay("House", price=10),),
        eateries=tuple(Eatery(f"E{n}", price=1, points=n) for n in range(12)),
        sights=sights,
    )
    legs = (Leg(HOME, "A", "car", 300), Leg("A", HOME, "car", 300))
    wishes = (Budget(budget),) if budget is not None else ()
    return JourneyProblem(days, (town,), legs, start=HOME, end=HOME, lodging=True, table=TABLE, wishes=wishes)


def solved(of: JourneyProblem) -> Journey:
    found = solve_journey(of)
    assert isinstance(found, Journey)
    return found


def test_the_best_table_is_for_the_evening() -> None:
    found = solved(problem(sights=(Sight("S1"), Sight("S2"))))
    points = {(eating.day, eating.meal): eating.eatery.points for eating in found.eatings}
    dinners = [value for (_, meal), value in points.items() if meal == "dinner"]
    breakfasts = [value for (_, meal), value in points.items() if meal == "breakfast"]
    assert min(dinners) > max(breakfasts)


def test_a_day_sees_what_lies_together() -> None:
    north = tuple(Sight(f"N{n}", at=(45.0 + n / 1000, 7.0), points=9 - n) for n in range(3))
    south = tuple(Sight(f"S{n}", at=(44.0 + n / 1000, 7.0), points=5 - n) for n in range(3))
    found = solved(problem(sights=(*north, *south)))
    by_day = {day: {s.sight.name[0] for s in found.seeings if s.day == day} for day in (2, 3)}
    assert by_day == {2: {"N"}, 3: {"S"}}
    assert len({seeing.sight.name for seeing in found.seeings}) == len(found.seeings)


def test_every_whole_day_has_a_sight_and_the_rest_only_what_can_be_paid() -> None:
    sights = (Sight("Dear", price=50, points=9), Sight("Fair", price=5), Sight("Free"))
    rich = solved(problem(sights=sights))
    assert {seeing.sight.name for seeing in rich.seeings} == {"Dear", "Fair", "Free"}
    poor = replace(problem(sights=sights), wishes=(Budget(rich.cost - 20),))
    found = solved(poor)
    assert {seeing.day for seeing in found.seeings} >= {2, 3}
    assert found.cost <= rich.cost - 20
    assert "Dear" not in {seeing.sight.name for seeing in found.seeings}


def test_meals_of_travel_are_the_first_to_go() -> None:
    town = problem(sights=(Sight("S1"), Sight("S2")))
    spare = replace(town, table=replace(TABLE, spare_meals=True, meal_points=100))
    full = solved(spare)
    lean = solved(replace(spare, wishes=(Budget(full.cost - 1),)))
    assert len(lean.eatings) == len(full.eatings) - 1
    assert {(e.day, e.meal) for e in lean.eatings} >= {
        (day, m) for day in (2, 3) for m in ("breakfast", "lunch", "dinner")
    }
    assert (4, "breakfast") in {(e.day, e.meal) for e in lean.eatings}

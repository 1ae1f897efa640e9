"""Small random journey problems, and a few made by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import strategies as st

from planner.journey.problem import (
    Admits,
    Budget,
    Eatery,
    JourneyProblem,
    Leg,
    Meal,
    RoomOf,
    Stay,
    Table,
    Tastes,
    Town,
    Visits,
    Wish,
    Without,
)

HOME = "Home"
TABLE = Table(
    meals=(Meal("lunch", 690, 840), Meal("dinner", 1050, 1290)),
    on_arrival="dinner",
    on_departure="lunch",
)
_few = st.integers(0, 3)


@st.composite
def towns(draw: st.DrawFn, name: str) -> Town:
    stays = tuple(
        Stay(
            f"{name} stay {n}",
            price=draw(st.integers(1, 9)) * 10,
            sleeps=draw(st.integers(1, 3)),
            least_nights=draw(st.integers(1, 2)),
            kind=draw(st.sampled_from(("entire", "private"))),
            refuses=draw(st.sampled_from((frozenset(), frozenset({"pets"})))),
            points=draw(st.integers(0, 50)),
        )
        for n in range(draw(st.integers(1, 2)))
    )
    eateries = tuple(
        Eatery(
            f"{name} table {n}",
            price=draw(st.integers(0, 12)),
            cuisines=frozenset({draw(st.sampled_from(("Thai", "Greek")))}),
            points=draw(st.integers(0, 30)),
        )
        for n in range(5)
    )
    return Town(name, stays=stays, eateries=eateries, points=draw(_few) * 10)


@st.composite
def problems(draw: st.DrawFn) -> JourneyProblem:
    """Three towns, three or four days, two modes, and any of the wishes."""
    names = ("Alder", "Birch", "Cedar")
    legs = tuple(
        Leg(
            a,
            b,
            mode,
            minutes=draw(st.integers(30, 600)),
            price=draw(st.integers(0, 40)),
            seats=2 if mode == "car" else None,
            day=None if mode == "car" else draw(st.sampled_from((None, 1, 2, 3))),
            depart_min=None if mode == "car" else 720,
        )
        for a, b in permutations((HOME, *names), 2)
        for mode in ("car", "flight")
        if draw(st.integers(0, 4)) > 0
    )
    options: tuple[Wish, ...] = (
        Budget(draw(st.integers(80, 700))),
        RoomOf(frozenset({"entire"})),
        Admits("pets"),
        Tastes("Thai"),
        Tastes("Greek"),
        Without("car"),
        Visits("Birch"),
    )
    home = draw(st.booleans())
    return JourneyProblem(
        days=draw(st.sampled_from((3, 3, 4))),
        towns=tuple(draw(towns(name)) for name in names),
        legs=legs,
        people=draw(st.integers(1, 3)),
        start=HOME if home else None,
        end=HOME if home else None,
        visits=draw(st.integers(1, 2)),
        unmixed=(("car", "flight"),) if draw(st.booleans()) else (),
        wishes=tuple(draw(st.lists(st.sampled_from(options), unique=True, max_size=4))),
        lodging=True,
        table=replace(TABLE, spare_meals=draw(st.booleans()), meal_points=5),
        minute_cents=draw(st.sampled_from((0, 10))),
        money_cents=draw(st.sampled_from((0, 25))),
        uneven=draw(_few),
    )

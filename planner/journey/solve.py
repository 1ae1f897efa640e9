"""The journey solver: the best journey there is, or why there is none."""

from __future__ import annotations

from planner.journey.days import eatings, rides, seeings, sojourns
from planner.journey.explain import explain
from planner.journey.fill import Filling, fees
from planner.journey.frame import Frame
from planner.journey.hunt import Clock, search
from planner.journey.problem import Journey, JourneyProblem, NoJourney
from planner.journey.routes import Route


def solve_journey(problem: JourneyProblem, stop_seconds: float = 2.0, seed: int = 0) -> Journey | NoJourney:
    """The best journey found, or why there is none; the same problem and seed give the same journey.

    `stop_seconds` ends the search early, with the best so far.
    """
    hunt = search(problem, Clock.of(stop_seconds), seed)
    if hunt.route is None or hunt.filling is None:
        return explain(problem, seed, proven=hunt.ended)
    return _journey(hunt.frame, hunt.route, hunt.filling, hunt.bound)


def _journey(frame: Frame, route: Route, filling: Filling, bound: float) -> Journey:
    left = None if frame.budget is None else frame.budget - filling.cost
    seen = seeings(frame, route, left)
    paid = sum(fees(frame, halt) for halt in route.halts)
    return Journey(
        sojourns=sojourns(frame, route, filling),
        rides=rides(route),
        eatings=eatings(frame, route, filling),
        seeings=seen,
        cost=filling.cost + frame.problem.people * sum(s.sight.price for s in seen) - paid,
        points=filling.worth / 100,
        bound=bound / 100,
    )

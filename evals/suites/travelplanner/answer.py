"""A query answered: read, planned, written up; or the reason why there is no plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from agents.intent.journey import read_journey
from agents.intent.outcome import Refused
from domain.request import JourneyWish
from evals.suites.travelplanner.offer import TABLE, make_problem
from evals.suites.travelplanner.sandbox import Sandbox
from evals.suites.travelplanner.write_up import write_up
from planner.journey import Nearest, nearest_journey
from planner.journey.problem import Admits, Budget, Relaxation, RoomOf, Tastes, Wish, Without

_NOTHING = "The tables have no such journey, whatever is given up: no way there and back, or no stay for so few nights."


class Answer(NamedTuple):
    """`plan` is None where there is none at all; `note` says what it gives up, or why there is none.

    `wish` is what was read.
    """

    plan: tuple[Mapping[str, Any], ...] | None
    wish: JourneyWish | None = None
    note: str = ""
    cost: int = 0


def answer(query: str, sandbox: Sandbox, seed: int = 0, stop_seconds: float = 2.0) -> Answer:
    """Only the words of the query and the tables are used; the same seed gives the same plan."""
    wish = read_journey(query, today=sandbox.today, names=sandbox.names)
    if isinstance(wish, Refused):
        return Answer(None, note=" ".join(problem.message for problem in wish.errors))
    found = nearest_journey(make_problem(wish, sandbox), stop_seconds, seed)
    if found.why is not None and not found.why.conflict:
        return _without_sights(wish, sandbox, seed, stop_seconds)
    if found.journey is None:
        return Answer(None, wish, _why(found))
    return Answer(tuple(write_up(found.journey, wish.days)), wish, _why(found), found.journey.cost)


def _without_sights(wish: JourneyWish, sandbox: Sandbox, seed: int, stop_seconds: float) -> Answer:
    """Some towns have no sight in the tables: better a journey that says so than none."""
    found = nearest_journey(make_problem(wish, sandbox, replace(TABLE, sights_a_day=(0, 3))), stop_seconds, seed)
    if found.journey is None:
        return Answer(None, wish, _NOTHING)
    note = f"The tables have too few sights for every day in {' or '.join(found.journey.towns)}. {_why(found)}"
    return Answer(tuple(write_up(found.journey, wish.days)), wish, note.strip(), found.journey.cost)


def _why(found: Nearest) -> str:
    """Empty where every wish is kept; else those that collide, and what was changed."""
    if found.why is None:
        return ""
    if not found.why.conflict:
        return _NOTHING
    collide = "; ".join(map(_words, found.why.conflict))
    changed = "; ".join(map(_change, found.given_up))
    return f"Not possible together: {collide}." + (f" This is the plan with {changed}." if changed else "")


def _words(wish: Wish) -> str:
    match wish:
        case Budget(limit):
            return f"at most ${limit:,}"
        case RoomOf(kinds):
            return f"every stay of the kind {' or '.join(sorted(kinds))}"
        case Admits(rule):
            return f"stays that allow {rule}"
        case Tastes(cuisine):
            return f"a {cuisine} meal"
        case Without(mode):
            return f"no {mode}"
        case _:
            return repr(wish)


def _change(change: Relaxation) -> str:
    if isinstance(change.instead, Budget):
        return f"a budget of ${change.instead.limit:,} (${change.by:,} more)"
    return f"this given up: {_words(change.wish)}"

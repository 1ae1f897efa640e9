"""Bringing a plan under its budget: replace or drop what costs most for what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.polish import Change, State, unused
from planner.problem import Problem
from planner.timing import Timeline


def afford(problem: Problem, lines: Sequence[Timeline]) -> list[Timeline]:
    """The plan within the budget, or as near as dropping everything of no prize can bring it.

    Each step takes the change that loses least score per unit of money saved.
    """
    state = State(problem, list(lines), left=1 << 30)
    while problem.budget is not None and state.cost > problem.budget:
        best: tuple[float, dict[int, Timeline]] | None = None
        for change in _savings(state):
            result = state.evaluate(change)
            if result is None or result[1] >= state.cost:
                continue
            gain, cost, new = result
            useful = min(state.cost - cost, state.cost - problem.budget)
            loss = -gain / useful
            if best is None or loss < best[0]:
                best = (loss, new)
        if best is None:
            break
        state.apply(best[1])
    return state.lines


def _savings(state: State) -> Iterator[Change]:
    tasks, spare = state.problem.tasks, unused(state)
    for day, line in enumerate(state.lines):
        for position, old in enumerate(line.order):
            yield {day: [*line.order[:position], *line.order[position + 1 :]]}
            # On a round of free ways leaving out one stop can cost a fare: then half the day has to go.
            yield {day: list(line.order[:position])}
            yield {day: list(line.order[position + 1 :])}
            for index in spare:
                cheaper = tasks[index].cost < tasks[old].cost
                if cheaper and tasks[index].openings[day] and tasks[index].purpose is tasks[old].purpose:
                    yield {day: [*line.order[:position], index, *line.order[position + 1 :]]}

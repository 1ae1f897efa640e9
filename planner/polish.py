"""Steepest-enough local search on the exact measure: insert, drop, replace, move, swap, reorder.

OR-Tools ignores waiting, sameness and the best time of day; this takes its plan to a local
optimum of the full objective. Bounded by a count of evaluated days, so that it is deterministic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planner.objective import category_counts, day_cost, day_value, same_allowed
from planner.problem import Problem
from planner.timing import EMPTY, Timeline, schedule, within_pace

Change = dict[int, list[int]]  # day -> its new order


@dataclass
class State:
    """A feasible plan under change; `left` counts the day evaluations that remain."""

    problem: Problem
    lines: list[Timeline]
    left: int
    values: list[int] = field(init=False)
    visits: list[int] = field(init=False)
    minutes: list[int] = field(init=False)
    costs: list[int] = field(init=False)
    counts: dict[str, int] = field(init=False)
    timed: dict[tuple[int, tuple[int, ...]], tuple[Timeline, int, int] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = [day_value(self.problem, day, line) for day, line in enumerate(self.lines)]
        self.costs = [day_cost(self.problem, line) for line in self.lines]
        self.counts = category_counts(self.problem, self.lines)
        self.visits = [sum(self.problem.tasks[i].is_visit for i in line.order) for line in self.lines]
        self.minutes = [self._visit_minutes(line) for line in self.lines]

    def _visit_minutes(self, line: Timeline) -> int:
        return sum(self.problem.tasks[i].minutes for i in line.order if self.problem.tasks[i].is_visit)

    @property
    def cost(self) -> int:
        return sum(self.costs)

    @property
    def used(self) -> set[tuple[str, int]]:
        return {self.problem.tasks[i].key for line in self.lines for i in line.order}

    def evaluate(self, change: Change) -> tuple[int, int, dict[int, Timeline]] | None:
        """Gain, new cost and new days; None where infeasible."""
        new = dict[int, Timeline]()
        gain, cost = 0, self.cost
        self.left -= len(change)
        for day, order in change.items():
            timed = self._timed(day, tuple(order))
            if timed is None:
                return None
            new[day], value, spent = timed
            gain += value - self.values[day]
            cost += spent - self.costs[day]
        gain -= self._sameness_gained(new)
        return gain, cost, new

    def _timed(self, day: int, order: tuple[int, ...]) -> tuple[Timeline, int, int] | None:
        """A day with its value and cost, worked out once: most changes come up again at the next step."""
        key = day, order
        if key not in self.timed:
            line = schedule(self.problem, day, order)
            chosen = [self.problem.tasks[i] for i in order]
            fits = line is not None and within_pace(self.problem.days[day], chosen)
            self.timed[key] = (
                (line, day_value(self.problem, day, line), day_cost(self.problem, line)) if line and fits else None
            )
        return self.timed[key]

    def _sameness_gained(self, new: dict[int, Timeline]) -> int:
        """What the changed days add to the trip's loss for more of the same."""
        moved: dict[str, int] = {}
        for day, line in new.items():
            for order, sign in ((line.order, 1), (self.lines[day].order, -1)):
                for index in order:
                    task = self.problem.tasks[index]
                    if task.is_visit and task.category:
                        moved[task.category] = moved.get(task.category, 0) + sign
        allowed, loss = same_allowed(self.problem), 0
        for category, change in moved.items():
            if change:
                count = self.counts.get(category, 0)
                loss += max(0, count + change - allowed) - max(0, count - allowed)
        return loss * self.problem.weights.same_category_trip

    def apply(self, new: dict[int, Timeline]) -> None:
        for day, line in new.items():
            self.lines[day] = line
            self.values[day] = day_value(self.problem, day, line)
            self.costs[day] = day_cost(self.problem, line)
            self.visits[day] = sum(self.problem.tasks[i].is_visit for i in line.order)
            self.minutes[day] = self._visit_minutes(line)
        self.counts = category_counts(self.problem, self.lines)


def feasible(problem: Problem, orders: Sequence[Sequence[int]]) -> list[Timeline]:
    """Timelines of the orders; a task that does not fit is left out, least worth first."""
    lines = []
    for day, order in enumerate(orders):
        kept = list(order)
        while True:
            fits = within_pace(problem.days[day], [problem.tasks[i] for i in kept])
            line = schedule(problem, day, kept) if fits else None
            if line is not None:
                lines.append(line)
                break
            kept.remove(min(kept, key=lambda i: problem.tasks[i].worth(day)))
    return lines or [EMPTY for _ in problem.days]


def polish(problem: Problem, lines: Sequence[Timeline], evaluations: int) -> list[Timeline]:
    """A plan at least as good; never over the budget where the given one was not."""
    state = State(problem, list(lines), evaluations)
    improved = True
    while improved and state.left > 0:
        improved = False
        for moves in (_inserts, _replacements, _reorders, _relocations, _swaps, _drops):
            improved |= _best_of(state, moves(state))
    return state.lines


def _best_of(state: State, moves: Iterator[Change]) -> bool:
    best_gain, best = 0, None
    limit = state.problem.budget
    for change in moves:
        if state.left <= 0:
            break
        result = state.evaluate(change)
        if result is None:
            continue
        gain, cost, new = result
        if gain > best_gain and (limit is None or cost <= max(limit, state.cost)):
            best_gain, best = gain, new
    if best is None:
        return False
    state.apply(best)
    return True


def unused(state: State) -> list[int]:
    used = state.used
    return [i for i, task in enumerate(state.problem.tasks) if task.key not in used and any(task.openings)]


def _inserts(state: State) -> Iterator[Change]:
    for index in unused(state):
        task = state.problem.tasks[index]
        for day, line in enumerate(state.lines):
            if task.openings[day] and _room(state, day, index, None):
                for position in range(len(line.order) + 1):
                    yield {day: [*line.order[:position], index, *line.order[position:]]}


def _room(state: State, day: int, index: int, instead: int | None) -> bool:
    """A cheap first look at the pace before a day is timed."""
    tasks, frame = state.problem.tasks, state.problem.days[day]
    task, old = tasks[index], None if instead is None else tasks[instead]
    if not task.is_visit:
        same = old is not None and old.purpose is task.purpose
        return same or all(tasks[i].purpose is not task.purpose for i in state.lines[day].order)
    gone = old is not None and old.is_visit
    minutes = state.minutes[day] + task.minutes - (old.minutes if old is not None and gone else 0)
    return state.visits[day] + 1 - gone <= frame.max_visits and minutes <= frame.max_minutes


def _replacements(state: State) -> Iterator[Change]:
    spare = unused(state)
    for day, line in enumerate(state.lines):
        for position, old in enumerate(line.order):
            worth = state.problem.tasks[old].worth(day)
            for index in _twins(state, old) + spare:
                task = state.problem.tasks[index]
                # Less worth by 20 points cannot be won back by a shorter way.
                if task.openings[day] and task.worth(day) > worth - 2_000 and _room(state, day, index, old):
                    yield {day: [*line.order[:position], index, *line.order[position + 1 :]]}


def _twins(state: State, index: int) -> list[int]:
    """The same place for another purpose: lunch there rather than dinner."""
    key = state.problem.tasks[index].key
    return [i for i, task in enumerate(state.problem.tasks) if task.key == key and i != index]


def _drops(state: State) -> Iterator[Change]:
    for day, line in enumerate(state.lines):
        for position in range(len(line.order)):
            yield {day: [*line.order[:position], *line.order[position + 1 :]]}


def _reorders(state: State) -> Iterator[Change]:
    for day, line in enumerate(state.lines):
        order = list(line.order)
        for first in range(len(order)):
            for last in range(first + 1, len(order)):
                yield {day: order[:first] + order[first : last + 1][::-1] + order[last + 1 :]}
                if last > first + 1:
                    yield {day: [*order[:first], *order[first + 1 : last + 1], order[first], *order[last + 1 :]]}
                    yield {day: [*order[:first], order[last], *order[first:last], *order[last + 1 :]]}


def _relocations(state: State) -> Iterator[Change]:
    for day, line in enumerate(state.lines):
        for position, index in enumerate(line.order):
            rest = [*line.order[:position], *line.order[position + 1 :]]
            for to, other in enumerate(state.lines):
                if to != day and state.problem.tasks[index].openings[to] and _room(state, to, index, None):
                    for place in range(len(other.order) + 1):
                        yield {to: [*other.order[:place], index, *other.order[place:]], day: rest}


def _swaps(state: State) -> Iterator[Change]:
    tasks = state.problem.tasks
    for day, line in enumerate(state.lines):
        for to in range(day + 1, len(state.lines)):
            for i, one in enumerate(line.order):
                for j, two in enumerate(state.lines[to].order):
                    if tasks[one].openings[to] and tasks[two].openings[day]:
                        here, there = list(line.order), list(state.lines[to].order)
                        here[i], there[j] = two, one
                        yield {day: here, to: there}

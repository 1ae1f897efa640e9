"""A plan that is there, mended with the smallest change: what an edit needs, and nothing that it does not.

Lexicographic: what must be (locks, what the edit asks for, must-sees, meals the day has) first; then the number of
changed stops (left out, newly in, or on another day; another table for the same meal is one change); then the stops
at another time and the minutes by which they moved; then the objective. Exact where a day's choices can be counted
out, which days of people can; beyond `Limits.branches` the best that was seen. (Where visits are longer in sum than
the pace allows, those with most to spare are cut first, which need not be the fewest.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from domain.itinerary import Purpose
from domain.plan import Plan, PlannedDay
from planner.day_options import Option, best_within, planned, thinned, timeline_at, to_plan
from planner.objective import day_value
from planner.problem import MUST_PRIZE, Problem
from planner.retiming import MINUTE, NEVER, NO_TIME, Ints, Stops, best_order

# What it is worth to keep, in units of the first level of the order.
_NEEDED, _MUST, _MEAL = 10_000, 100, 1
_TABLES = 6  # that are tried for a meal whose table has to go
_COMBINATIONS = 400
_NEWCOMERS = 16


class Held(NamedTuple):
    """A stop as it is now: the task's index, minute of its start, and how long it lasts."""

    task: int
    start: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What must hold. `required` tasks are in, whatever has to go; each on a day on which it opens.

    `least` is how short a visit may become, minutes, where that is less than the task's; `wished` is about when
    a required newcomer should begin. `newcomers`: how many that
    nobody asked for may be added where nothing moves for them. `branches` bounds the search.
    """

    required: frozenset[int] = frozenset()
    least: Mapping[int, int] = field(default_factory=dict)
    wished: Mapping[int, int] = field(default_factory=dict)
    newcomers: int = 0
    branches: int = 400_000


class Change(NamedTuple):
    """How far a plan is from what was there, most important first."""

    stops: int
    retimed: int
    minutes: int


def repair(problem: Problem, before: Sequence[Sequence[Held]], limits: Limits = Limits()) -> Plan:
    """The plan with the least change that keeps `limits`; never fails: what does not fit is in `unmet`."""
    search = _Search(problem, before, limits)
    chosen = search.settle()
    chosen = search.rehouse(chosen)
    if limits.newcomers:
        chosen = search.grow(chosen)
    return to_plan(problem, chosen, search.missed(chosen))


def rearranged(problem: Problem, day: int, held: Sequence[Held], locked: frozenset[int]) -> PlannedDay | None:
    """The same stops in the order with the least travel, at their best hours where that can be; locked ones stay.

    None where they do not fit into the day at all. Exact for days of people; beyond a count of branches the best seen.
    """
    limits = Limits(required=frozenset(one.task for one in held))
    search = _Search(problem, [held if number == day else [] for number in range(len(problem.days))], limits)
    lengths = {one.task: one for one in held}
    today = _Day(day, {task: one for task, one in lengths.items() if task in locked}, frozenset())
    tasks = tuple(
        replace(task, minutes=lengths[i].minutes) if i in lengths else task for i, task in enumerate(problem.tasks)
    )
    search.problem = replace(problem, tasks=tasks)
    timed = search.timed(today, [one.task for one in held])
    if timed is None:
        return None
    _, order, starts, minutes = timed
    return planned(search.problem, Option(0, 0, 0, 0, 0, order, starts, minutes))


def change_of(before: Sequence[Sequence[Held]], problem: Problem, plan: Plan) -> Change:
    """What a plan changed, as `repair` counts it."""
    old = {(problem.tasks[h.task].place_id, problem.tasks[h.task].purpose): (d, h) for d, h in _each(before)}
    new = {(s.place_id, s.purpose): (d, s) for d, day in enumerate(plan.days) for s in day.stops}
    slots: set[tuple[int, Purpose]] = set()
    stops = retimed = minutes = 0
    for key in old.keys() | new.keys():
        if key in old and key in new and old[key][0] == new[key][0]:
            held, now = old[key][1], new[key][1]
            away = abs(now.start_min - held.start) + abs(now.end_min - now.start_min - held.minutes)
            retimed, minutes = retimed + bool(away), minutes + away
        elif key[1] is Purpose.VISIT:
            stops += 1
        else:
            slots |= {(found[key][0], key[1]) for found in (old, new) if key in found}
    return Change(stops + len(slots), retimed, minutes)


def _each(before: Sequence[Sequence[Held]]) -> Iterator[tuple[int, Held]]:
    return ((day, held) for day, all_held in enumerate(before) for held in all_held)


@dataclass
class _Day:
    """A day under repair: what is there, what must be there, and every set of stops that was timed."""

    number: int
    held: dict[int, Held]
    required: frozenset[int]
    timed: dict[frozenset[int], tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...]] | None] = field(
        default_factory=dict
    )


class _Search:
    def __init__(self, problem: Problem, before: Sequence[Sequence[Held]], limits: Limits) -> None:
        self.problem, self.limits, self.left = problem, limits, limits.branches
        self.way = np.asarray(problem.minutes, dtype=np.int64)
        self.old = {held.task: (day, held) for day, held in _each(before)}
        self.days = dict[tuple[int, frozenset[int]], _Day]()
        self.grid = problem.grid
        homeless = [t for t in sorted(limits.required) if t not in self.old or not self._opens(t, self.old[t][0])]
        self.before = [{h.task: h for h in day if h.task not in homeless} for day in before]
        self.gone = frozenset(self.old) - {task for day in self.before for task in day}
        self.firm = frozenset(task for day in self.before for task in day)
        self.homes = [(task, [d for d in range(len(problem.days)) if self._opens(task, d)]) for task in homeless]

    def _opens(self, task: int, day: int) -> bool:
        return bool(self.problem.tasks[task].openings[day])

    # The whole plan.

    def settle(self) -> list[Option]:
        """Every day's least change, with what is required on the days where it changes least, within the budget."""
        best: list[Option] | None = None
        homes = [[(task, day) for day in days] for task, days in self.homes if days]
        for guests in list(product(*homes))[:_COMBINATIONS]:
            options = [self._least(self._day(d, [t for t, on in guests if on == d])) for d in range(len(self.before))]
            chosen = self._affordable(options)
            if best is None or self._rank(chosen) < self._rank(best):
                best = chosen
        assert best is not None, "the product of nothing is one empty choice"
        return best

    def rehouse(self, chosen: list[Option]) -> list[Option]:
        """What had to leave its day goes to another where it fits: there it is no further change.

        A must-see may displace others for it, anything else must not move a minute of what is there.
        """
        placed = {task for option in chosen for task in option.order}
        out = [task for task in self.old if task not in placed]
        for task in sorted(out, key=lambda t: (-self.problem.tasks[t].prize, t)):
            best, rank = None, self._rank(chosen)
            for day in range(len(chosen)):
                if not self._opens(task, day) or day == self.old[task][0]:
                    continue
                for option in self._with(day, chosen[day], task):
                    tried = [*chosen[:day], option, *chosen[day + 1 :]]
                    if self._rank(tried) < rank:
                        best, rank = tried, self._rank(tried)
            chosen = best or chosen
        return chosen

    def _with(self, day: int, option: Option, task: int) -> Iterator[Option]:
        today = self._day(day, ())
        fits = self._option(today, frozenset((*option.order, task)))
        if fits is not None:
            yield fits
        if fits is None and self.problem.tasks[task].prize >= MUST_PRIZE:
            guests = [t for t in option.order if t not in self.before[day] and t in self.limits.required]
            yield from self._least(self._day(day, [*guests, task]))

    def grow(self, chosen: list[Option]) -> list[Option]:
        """Newcomers, the best first, where they move nothing."""
        left = self.limits.newcomers
        while left > 0:
            placed = {self.problem.tasks[t].key for option in chosen for t in option.order}
            best, rank = None, self._rank_grown(chosen)
            for day, option in enumerate(chosen):
                today = self._day(day, ())
                for task in self._newcomers(day, placed):
                    grown = self._option(today, frozenset((*option.order, task)))
                    if grown is None or grown.cost_of_times > option.cost_of_times:
                        continue
                    tried = [*chosen[:day], grown, *chosen[day + 1 :]]
                    if self._rank_grown(tried) < rank:
                        best, rank = tried, self._rank_grown(tried)
            if best is None:
                break
            chosen, left = best, left - 1
        return chosen

    def _rank_grown(self, chosen: Sequence[Option]) -> tuple[int, ...]:
        over, hard, _, times, loss = self._rank(chosen)
        return over, hard, times, loss

    def _newcomers(self, day: int, placed: Iterable[tuple[str, int]]) -> list[int]:
        taken = set(placed) | {self.problem.tasks[t].key for t in self.old}
        open_now = [
            index
            for index, task in enumerate(self.problem.tasks)
            if task.openings[day] and task.key not in taken and index not in self.limits.required
        ]
        return sorted(open_now, key=lambda t: (-self.problem.tasks[t].worth(day), t))[:_NEWCOMERS]

    def _rank(self, chosen: Sequence[Option]) -> tuple[int, int, int, int, int]:
        """Money over the budget, then the order of the module's first sentence."""
        money = sum(option.money for option in chosen)
        over = max(0, money - self.problem.budget) if self.problem.budget is not None else 0
        placed = {task for option in chosen for task in option.order}
        # A must-see that is elsewhere is not lost.
        hard = sum(option.hard for option in chosen) - sum(
            _MUST
            for day, option in enumerate(chosen)
            for task in self.before[day]
            if task in placed and task not in option.order and self.problem.tasks[task].prize >= MUST_PRIZE
        )
        hard += sum(_NEEDED for task in self.limits.required if task not in placed and task not in self.firm)
        hard += sum(_MUST for task in self.gone if task not in placed and self.problem.tasks[task].prize >= MUST_PRIZE)
        times, loss = sum(o.cost_of_times for o in chosen), sum(o.loss for o in chosen)
        return over, hard, sum(o.stops for o in chosen), times, loss

    def missed(self, chosen: Sequence[Option]) -> tuple[int, ...]:
        placed = {task for option in chosen for task in option.order}
        wanted = self.limits.required | {t for t in self.old if self.problem.tasks[t].prize >= MUST_PRIZE}
        return tuple(sorted(wanted - placed))

    # Within the budget.

    def _affordable(self, options: list[list[Option]]) -> list[Option]:
        best = [min(found) for found in options]
        budget = self.problem.budget
        if budget is None or sum(option.money for option in best) <= budget:
            return best
        days = [self._day(d, [t for t in o.order if t not in self.before[d]]) for d, o in enumerate(best)]
        menus = [thinned([*options[d], *self._cheaper(day)]) for d, day in enumerate(days)]
        return best_within(menus, budget)

    def _cheaper(self, day: _Day) -> Iterator[Option]:
        """Every way to have the day with less in it or with another table for a meal."""
        _, meals, free = self._parts(day)
        slots: list[tuple[int | None, ...]] = [(None, task) for task in free]
        slots += [(meal, None, *self._tables(day, meal, by_cost=True)) for meal in meals]
        base = frozenset(day.held) - set(free) - set(meals) | day.required
        for picked in product(*slots):
            option = self._option(day, base | {task for task in picked if task is not None})
            if option is not None:
                yield option

    # One day.

    def _day(self, number: int, guests: Iterable[int]) -> _Day:
        held = self.before[number]
        required = frozenset(guests) | (self.limits.required & held.keys())
        return self.days.setdefault((number, required), _Day(number, held, required))

    def _parts(self, day: _Day) -> tuple[list[int], list[int], list[int]]:
        """Must-sees, meals that the day wants, and the rest; what is required is in none."""
        wanted = self.problem.days[day.number].meals
        firm, meals, free = list[int](), list[int](), list[int]()
        for index in day.held:
            task = self.problem.tasks[index]
            if index in day.required:
                continue
            kind = firm if task.prize >= MUST_PRIZE else meals if task.purpose in wanted else free
            kind.append(index)
        return firm, meals, free

    def _least(self, day: _Day) -> list[Option]:
        """All ways to have the day at the least hard loss and the fewest changed stops; one at least."""
        firm, meals, free = self._parts(day)
        whole = frozenset(day.held) | day.required
        option = self._option(day, whole)
        if option is not None:
            return [option]
        for lost in _by_weight([*((t, _MUST) for t in firm), *((t, _MEAL) for t in meals)]):
            staying = [meal for meal in meals if meal not in lost]
            for count in range(len(free) + len(staying) + 1):
                found = list(self._changed(day, whole - lost, free, staying, count))
                if found:
                    return found
        # Not even what is required fits: the most of it that does.
        for size in range(len(day.required), -1, -1):
            for some in combinations(sorted(day.required), size):
                option = self._option(day, frozenset(some))
                if option is not None:
                    return [option]
        raise AssertionError("an empty day always fits")

    def _changed(
        self, day: _Day, whole: frozenset[int], free: list[int], meals: list[int], count: int
    ) -> Iterator[Option]:
        """Days with exactly `count` more changes: visits left out, meals at another table."""
        for moved in range(min(count, len(meals)) + 1):
            for without in combinations(free, count - moved):
                for again in combinations(meals, moved):
                    tables = [self._tables(day, meal) for meal in again]
                    for picked in product(*tables):
                        option = self._option(day, whole - set(without) - set(again) | set(picked))
                        if option is not None:
                            yield option

    def _tables(self, day: _Day, meal: int, *, by_cost: bool = False) -> list[int]:
        """Other tables for a meal: the best, or the cheapest."""
        tasks, now = self.problem.tasks, self.problem.tasks[meal]
        taken = {tasks[task].key for held in self.before for task in held}
        found = [
            index
            for index, task in enumerate(tasks)
            if task.purpose is now.purpose and task.openings[day.number] and task.key not in taken
        ]
        if by_cost:
            cheaper = (t for t in found if tasks[t].cost < now.cost)
            return sorted(cheaper, key=lambda t: (tasks[t].cost, -tasks[t].worth(day.number), t))[: _TABLES // 2]
        return sorted(found, key=lambda t: (-tasks[t].worth(day.number), t))[:_TABLES]

    def _option(self, day: _Day, chosen: frozenset[int]) -> Option | None:
        """The day of exactly these stops at the times that change least; None where they do not fit."""
        if chosen not in day.timed:
            day.timed[chosen] = self.timed(day, sorted(chosen)) if self._paced(day, chosen) else None
        timed = day.timed[chosen]
        if timed is None:
            return None
        cost, order, starts, minutes = timed
        line = timeline_at(self.problem, day.number, order, starts, minutes)
        money = line.fares + sum(self.problem.tasks[t].cost for t in order)
        value = day_value(self.problem, day.number, line)
        hard, stops = self._changes(day, chosen)
        return Option(hard, stops, cost // MINUTE, -value, money, order, starts, minutes)

    def _changes(self, day: _Day, chosen: frozenset[int]) -> tuple[int, int]:
        """Hard losses and changed stops of a day; what comes from another day was counted there."""
        tasks, wanted = self.problem.tasks, self.problem.days[day.number].meals
        out, new = day.held.keys() - chosen, chosen - day.held.keys()
        eaten = {tasks[t].purpose for t in chosen}
        meals = {tasks[t].purpose for t in (*out, *new) if not tasks[t].is_visit}
        stops = sum(tasks[t].is_visit for t in out) + len(meals)
        stops += sum(tasks[t].is_visit and t not in self.old for t in new)
        hard = _NEEDED * len(day.required - chosen)
        for task in out - day.required:
            hard += _MUST * (tasks[task].prize >= MUST_PRIZE)
            hard += _MEAL * (tasks[task].purpose in wanted and tasks[task].purpose not in eaten)
        return hard, stops

    def _paced(self, day: _Day, chosen: frozenset[int]) -> bool:
        """Pace, one of each meal and each place once; lengths are those that the stops have."""
        tasks, frame = self.problem.tasks, self.problem.days[day.number]
        visits = [t for t in chosen if tasks[t].is_visit]
        meals = [tasks[t].purpose for t in chosen if not tasks[t].is_visit]
        spent = sum(self._lengths(day, t)[1] for t in visits)
        places = {tasks[t].place_id for t in chosen}
        return (
            len(visits) <= frame.max_visits
            and spent <= frame.max_minutes + frame.stretch_minutes
            and len(meals) == len(set(meals))
            and len(places) == len(chosen)
        )

    def _lengths(self, day: _Day, task: int) -> tuple[int, int]:
        """How long a stop lasts now (a newcomer: should last), and how short it may become."""
        minutes = self.problem.tasks[task].minutes
        was = day.held[task].minutes if task in day.held else minutes
        return was, min(was, minutes, self.limits.least.get(task, minutes))

    def timed(
        self, day: _Day, chosen: Sequence[int]
    ) -> tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...]] | None:
        """Cost, order, starts and lengths of a day of exactly these stops; None where they do not fit."""
        if not chosen:
            return 0, (), (), ()
        if self.left <= 0:
            return None
        frame, weights = self.problem.days[day.number], self.problem.weights
        chosen = sorted(chosen, key=lambda t: day.held[t].start if t in day.held else 0)
        stops = self._stops(day, chosen)
        cost, order, starts, minutes, looked = best_order(
            stops, frame.start, frame.end, self.grid, weights.travel_min, weights.not_at_best, self.left
        )
        self.left -= looked
        if cost >= NEVER:
            return None
        return cost, tuple(chosen[i] for i in order), tuple(map(int, starts)), tuple(map(int, minutes))

    def _stops(self, day: _Day, chosen: Sequence[int]) -> Stops:
        """Rows for the compiled search; what is longer than the pace allows in sum is cut where most can be spared."""
        tasks, frame = [self.problem.tasks[t] for t in chosen], self.problem.days[day.number]
        where = [*(task.location for task in tasks), frame.base, frame.last_base]
        was, least = (list(lengths) for lengths in zip(*(self._lengths(day, t) for t in chosen), strict=True))
        most, visits = list(was), [i for i, task in enumerate(tasks) if task.is_visit]
        excess = sum(was[i] for i in visits) - frame.max_minutes - frame.stretch_minutes
        for i in sorted(visits, key=lambda i: least[i] - was[i]):
            cut = max(0, min(excess, was[i] - least[i]))
            most[i], excess = was[i] - cut, excess - cut
        return Stops(
            way=self.way[np.ix_(where, where)],
            old=np.array([day.held[t].start if t in day.held else NO_TIME for t in chosen], dtype=np.int64),
            wish=np.array([self.limits.wished.get(t, NO_TIME) for t in chosen], dtype=np.int64),
            was=np.array(was, dtype=np.int64),
            most=np.array(most, dtype=np.int64),
            least=np.array(least, dtype=np.int64),
            openings=_table([task.openings[day.number] for task in tasks], 3),
            best=_table([task.best for task in tasks], 2),
        )


def _table(rows: Sequence[Sequence[tuple[int, ...]]], width: int) -> Ints:
    most = max((len(row) for row in rows), default=0)
    table = np.full((len(rows), max(1, most), width), -1, dtype=np.int64)
    for index, row in enumerate(rows):
        if row:
            table[index, : len(row)] = row
    return table


def _by_weight(losses: Sequence[tuple[int, int]]) -> Iterator[frozenset[int]]:
    """Every set of tasks that may be lost, the lightest first."""
    sets = [some for size in range(len(losses) + 1) for some in combinations(losses, size)]
    for some in sorted(sets, key=lambda chosen: sum(weight for _, weight in chosen)):
        yield frozenset(task for task, _ in some)

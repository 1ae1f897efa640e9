"""What a day and a plan are worth, worked out again the slow way: nothing here is shared with the kernels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations, product

from planner.problem import Problem, Task, Way


@dataclass(frozen=True)
class Day:
    starts: tuple[int, ...]
    lengths: tuple[int, ...]
    back: int
    value: int
    cost: int


def up(minutes: int, grid: int) -> int:
    return -(-minutes // grid) * grid


def ways_of(problem: Problem) -> list[Way]:
    return [Way(problem.minutes, problem.fares, problem.bands), *problem.ways]


def ride(way: Way, hour: int, here: int, there: int) -> int:
    table = way.minutes
    for band in sorted(way.bands):
        if band.start <= hour:
            table = band.minutes
    return int(table[here][there])


def usual_way(problem: Problem, here: int, there: int) -> int:
    """What costs least in minutes (before the first band) and money."""
    weights = problem.weights
    prices = [
        ride(w, 0, here, there) * weights.travel_min + w.fares[here][there] * weights.fare for w in ways_of(problem)
    ]
    return prices.index(min(prices))


def leg(problem: Problem, now: int, here: int, there: int, hurry: bool) -> tuple[int, int, int]:
    """Arrival on the grid, minutes on the way and fare of who may set out at `now`: the first to arrive, then the earliest."""
    ways = ways_of(problem)
    hours = [now, *sorted({b.start for w in ways for b in w.bands if b.start > now})]
    found = []
    for hour in hours:
        if hurry:
            takes = min((ride(w, hour, here, there), w.fares[here][there]) for w in ways)
        else:
            way = ways[usual_way(problem, here, there)]
            takes = ride(way, hour, here, there), way.fares[here][there]
        found.append((hour + up(takes[0], problem.grid), takes))
    arrival, takes = min(found, key=lambda option: option[0])
    return arrival, takes[0], takes[1]


def first_leg(problem: Problem, due: int, here: int, there: int, hurry: bool) -> tuple[int, int, int]:
    """When to set out at the latest so as to be there by `due`, minutes on the way and fare."""
    for hour in range(due, -1, -1):
        ways = ways_of(problem)
        if hurry:
            takes = min((ride(w, hour, here, there), w.fares[here][there]) for w in ways)
        else:
            way = ways[usual_way(problem, here, there)]
            takes = ride(way, hour, here, there), way.fares[here][there]
        if hour + up(takes[0], problem.grid) <= due:
            return hour, takes[0], takes[1]
    raise AssertionError("nobody has to set out the day before")


def walk(problem: Problem, day: int, order: Sequence[int], lengths: Sequence[int], hurry: Sequence[int]):
    frame, tasks = problem.days[day], problem.tasks
    here, now = frame.base, up(frame.start, problem.grid)
    starts, gaps = [], []
    for index, length, quick in zip(order, lengths, hurry, strict=False):
        arrival = leg(problem, now, here, tasks[index].location, bool(quick))[0]
        start = None
        for first, last, close in tasks[index].openings[day]:
            at = max(first, up(arrival, problem.grid) if up(arrival, problem.grid) <= last else arrival)
            at = first if first >= arrival else at
            if at <= last and at + length <= close:
                start = at
                break
        if start is None:
            return None
        starts.append(start)
        gaps.append(start - arrival)
        here, now = tasks[index].location, start + length
    back = leg(problem, now, here, frame.last_base, bool(hurry[-1]))[0]
    return (starts, gaps, back) if back <= frame.end else None


def options(problem: Problem, day: int, order: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """Lengths and hurries in the order in which they are to be tried: as usual, hurried, shortened, both."""
    tasks = [problem.tasks[i] for i in order]
    legs = len(order) + 1
    usual = [task.minutes for task in tasks]
    yield usual, [0] * legs
    if problem.ways:
        yield usual, [1] * legs
    if any(task.least for task in problem.tasks):
        least = [min(task.least or task.minutes, task.minutes) for task in tasks]
        yield least, [0] * legs
        if problem.ways:
            yield least, [1] * legs


def at_sights(problem: Problem, order: Sequence[int], lengths: Sequence[int]) -> int:
    return sum(n for i, n in zip(order, lengths, strict=True) if counts(problem.tasks[i]))


def counts(task: Task) -> bool:
    return task.is_visit and not task.first


def squeezed(problem: Problem, day: int, order: Sequence[int]):
    """Lengths, hurries and times: the first option that goes, put back leg by leg and visit by visit."""
    most = problem.days[day].max_minutes
    for first_lengths, first_hurry in options(problem, day, order):
        lengths, hurry = list(first_lengths), list(first_hurry)
        if at_sights(problem, order, lengths) > most or walk(problem, day, order, lengths, hurry) is None:
            continue
        for position in range(len(hurry)):
            calm = [*hurry[:position], 0, *hurry[position + 1 :]]
            if walk(problem, day, order, lengths, calm) is not None:
                hurry[position] = 0
        for position, index in enumerate(order):
            task, at = problem.tasks[index], lengths[position]
            tries = sorted({*range(at, task.minutes, problem.grid), task.minutes}, reverse=True)
            if counts(task):
                left = most - at_sights(problem, order, lengths) + at
                tries = sorted({min(n, left) for n in tries if min(n, left) >= at}, reverse=True)
            for longer in tries:
                tried = [*lengths[:position], longer, *lengths[position + 1 :]]
                if walk(problem, day, order, tried, hurry) is not None:
                    lengths[position] = longer
                    break
        return lengths, hurry, walk(problem, day, order, lengths, hurry)
    return None


def keeps_rules(problem: Problem, day: int, order: Sequence[int]) -> bool:
    tasks, frame = [problem.tasks[i] for i in order], problem.days[day]
    meals = [task.purpose for task in tasks if not task.is_visit]
    of_kind = Counter(task.category for task in tasks)
    return (
        sum(counts(task) for task in tasks) <= frame.max_visits
        and len(meals) == len(set(meals))
        and len({task.place_id for task in tasks}) == len(tasks)
        and all(not task.first for task in tasks[1:])
        and all(q.day_most is None or of_kind[q.category] <= q.day_most for q in problem.quotas)
        and not any(
            later.place_id in task.after or (task.after_meal and later.purpose is task.after_meal)
            for n, task in enumerate(tasks)
            for later in tasks[n + 1 :]
        )
    )


def day_of(problem: Problem, day: int, order: Sequence[int]) -> Day | None:
    weights, frame = problem.weights, problem.days[day]
    short = sum(
        max(0, q.day_least - sum(problem.tasks[i].category == q.category for i in order)) for q in problem.quotas
    )
    if not order:
        return Day((), (), 0, -weights.short_of * short, 0)
    if not keeps_rules(problem, day, order) or (found := squeezed(problem, day, order)) is None:
        return None
    lengths, hurry, (starts, gaps, back) = found
    tasks = [problem.tasks[i] for i in order]
    leave, minutes, fare = first_leg(problem, starts[0], frame.base, tasks[0].location, bool(hurry[0]))
    stops = [*(task.location for task in tasks), frame.last_base]
    for n, (here, there) in enumerate(pairwise(stops)):
        _, takes, price = leg(problem, starts[n] + lengths[n], here, there, bool(hurry[n + 1]))
        minutes, fare = minutes + takes, fare + price
    wait = sum(gap + 2 * max(0, gap - 90) for gap in gaps[1:])
    value = -weights.travel_min * minutes - weights.wait_min * wait - weights.late_min * (leave - frame.start)
    value -= weights.short_of * short
    seen: Counter[str] = Counter()
    for task, start, length in zip(tasks, starts, lengths, strict=True):
        value += task.worth(day) - weights.shrink_min * max(0, task.minutes - length)
        value -= weights.not_at_best * (bool(task.best) and not any(a <= start < b for a, b in task.best))
        if task.category:
            value -= weights.same_category_day * max(0, seen[task.category] - counts(task))
            seen[task.category] += 1
    return Day(tuple(starts), tuple(lengths), back, value, fare + sum(task.cost for task in tasks))


def whole_value(problem: Problem, orders: Sequence[Sequence[int]]) -> int | None:
    """What a plan is worth beyond its days; None where it may not be."""
    where = {index: day for day, order in enumerate(orders) for index in order}
    tasks = [problem.tasks[i] for i in where]
    groups = [task.group for task in tasks if task.group]
    kinds = Counter(task.category for task in tasks)
    if len({task.key for task in tasks}) < len(tasks) or len(set(groups)) < len(groups):
        return None
    for index, day in where.items():
        for other, on in where.items():
            if problem.tasks[other].place_id in problem.tasks[index].after and on > day:
                return None
    weights, value = problem.weights, 0
    for quota in problem.quotas:
        if quota.most is not None and kinds[quota.category] > quota.most:
            return None
        value -= weights.short_of * max(0, quota.least - kinds[quota.category])
    visits = Counter(task.category for task in tasks if counts(task) and task.category)
    value -= weights.same_category_trip * sum(max(0, n - 2 - len(problem.days)) for n in visits.values())
    voices = max((len(task.voices) for task in problem.tasks), default=0)
    if voices:
        heard = [sum((*task.voices, *(0,) * voices)[v] for task in tasks) for v in range(voices)]
        value += weights.least_voice * min(heard) // 100
    return value


def best_value(problem: Problem) -> int:
    """The best objective of any plan, by trying them all; for six tasks and two days at most."""
    count, days = len(problem.tasks), len(problem.days)
    known: dict[tuple[int, tuple[int, ...]], Day | None] = {}
    best = None
    for where in product(range(days + 1), repeat=count):
        chosen = [[i for i in range(count) if where[i] == day] for day in range(days)]
        for orders in product(*(permutations(group) for group in chosen)):
            for day, order in enumerate(orders):
                if (day, order) not in known:
                    known[day, order] = day_of(problem, day, order)
            found = [known[day, order] for day, order in enumerate(orders)]
            if any(item is None for item in found):
                continue
            if problem.budget is not None and sum(item.cost for item in found) > problem.budget:
                continue
            whole = whole_value(problem, orders)
            if whole is not None:
                value = whole + sum(item.value for item in found)
                best = value if best is None else max(best, value)
    assert best is not None, "the empty plan may always be"
    return best

"""Every route in the order of what it can be worth at most: best-first search with the bound of `Ahead`."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from planner.journey.frame import NEVER, Frame, Meals, Way
from planner.journey.worth import Ahead, Worth


class Halt(NamedTuple):
    """A town of a route, with the meals that fall to it."""

    town: int
    first_day: int
    last_day: int
    meals: Meals


class Route(NamedTuple):
    """`bound` is the most it is worth at the price searched with, without the budget's share."""

    bound: float
    halts: tuple[Halt, ...]
    ways: tuple[tuple[int, Way], ...]


class _Node(NamedTuple):
    """An arrival: at `town` on `day`, having seen the towns in `seen`."""

    town: int
    day: int
    seen: int
    arrival_meals: int
    worth: float
    spent: float
    world: int
    halts: tuple[Halt, ...]
    ways: tuple[tuple[int, Way], ...]


class Search:
    """The routes of a frame at a price; `limit` is how many arrivals are looked at."""

    def __init__(self, frame: Frame, worth: Worth, limit: int) -> None:
        self._frame, self._worth, self._limit = frame, worth, limit
        self._ahead = [Ahead(worth, world) for world in frame.worlds]
        self._least = Worth(frame, 1.0, cost_only=True)
        self._cheapest = [Ahead(self._least, world) for world in frame.worlds]
        self._once = frame.budget is None and not frame.tastes
        self._done: set[tuple[int, int, int, int]] = set()
        self._heap: list[tuple[float, int, int, _Node | Route]] = []
        self._ties = count()
        self._by_origin: dict[tuple[int, int], tuple[Way, ...]] = {}
        self.ended = False

    @property
    def bound(self) -> float:
        return max((ahead.root() for ahead in self._ahead), default=NEVER)

    def routes(self) -> Iterator[Route]:
        """Best bound first; stops early (`ended` stays False) when the limit is reached."""
        self._begin()
        looked = 0
        while self._heap:
            *_, item = heapq.heappop(self._heap)
            if isinstance(item, Route):
                yield item
                continue
            key = (item.town, item.day, item.seen, item.arrival_meals * 64 + item.world)
            if self._once and key in self._done:
                continue
            self._done.add(key)
            looked += 1
            if looked > self._limit:
                return
            self._leave(item)
        self.ended = True

    def _begin(self) -> None:
        frame = self._frame
        for world in range(len(frame.worlds)):
            if frame.problem.start is None:
                for town in range(len(frame.towns)):
                    self._arrive(town, 1, frame.meals, None, _Node(-1, 1, 0, 0, 0.0, 0.0, world, (), ()))
                continue
            home = _Node(-1, 1, 0, 0, 0.0, 0.0, world, (), ())
            for way in self._from(-1, 1):
                if way.destination >= 0:
                    self._arrive(way.destination, 1, way.reached, way, home)

    def _from(self, origin: int, day: int) -> tuple[Way, ...]:
        if (origin, day) not in self._by_origin:
            self._by_origin[origin, day] = tuple(way for way in self._frame.on(day) if way.origin == origin)
        return self._by_origin[origin, day]

    def _leave(self, node: _Node) -> None:
        frame, limits = self._frame, self._frame.limits[node.town]
        more = frame.problem.visit_count - len(node.halts) - 1
        left = frame.problem.days - node.day
        for nights in range(limits.least, min(limits.most, left) + 1):
            day = node.day + nights
            if (more == 0 and nights != left) or not limits.allow(node.day, day):
                continue
            if more == 0:
                self._finish(node, nights)
            elif self._in_time(node.seen, day):
                for way in self._from(node.town, day):
                    if way.destination >= 0 and not node.seen >> way.destination & 1:
                        self._onward(node, nights, way)

    def _in_time(self, seen: int, day: int) -> bool:
        """Whether no required town's window has passed."""
        for town, limits in enumerate(self._frame.limits):
            if self._frame.required >> town & 1 and not seen >> town & 1:
                latest = limits.latest_arrival
                if latest is not None and latest < day:
                    return False
        return True

    def _onward(self, node: _Node, nights: int, way: Way) -> None:
        if node.seen & self._frame.not_before[way.destination]:
            return
        closed = self._closed(node, nights, way.left)
        if closed is not None:
            self._arrive(way.destination, node.day + nights, way.reached, way, closed)

    def _closed(self, node: _Node, nights: int, left_meals: int) -> _Node | None:
        """The node with its town's nights counted."""
        meals = self._frame.meals_in_town(node.day, nights, node.arrival_meals, left_meals)
        worth = self._worth.town(node.town, nights, meals)
        if worth == NEVER:
            return None
        halt = Halt(node.town, node.day, node.day + nights, meals)
        spent = node.spent - self._least.town(node.town, nights, meals)
        return node._replace(worth=node.worth + worth, spent=spent, halts=(*node.halts, halt))

    def _arrive(self, town: int, day: int, meals: int, way: Way | None, before: _Node) -> None:
        """Push the arrival unless it can lead nowhere or costs too much."""
        frame = self._frame
        if way is not None and way.leg.mode not in frame.worlds[before.world]:
            return
        worth = before.worth + (self._worth.way(way) if way else 0.0)
        spent = before.spent + (way.cost if way else 0)
        more = frame.problem.visit_count - len(before.halts) - 1
        seen = before.seen | 1 << town
        if (frame.required & ~seen).bit_count() > more:
            return
        nights = frame.problem.days - day
        bound = worth + self._ahead[before.world].arrival(town, more=more, nights=nights, meals=meals)
        if bound == NEVER or self._too_dear(spent, before.world, town, more, nights, meals):
            return
        ways = (*before.ways, (day, way)) if way else before.ways
        node = _Node(town, day, seen, meals, worth, spent, before.world, before.halts, ways)
        heapq.heappush(self._heap, (-bound, -len(before.halts), next(self._ties), node))

    def _too_dear(self, spent: float, world: int, town: int, more: int, nights: int, meals: int) -> bool:
        if self._frame.budget is None:
            return False
        rest = self._cheapest[world].arrival(town, more=more, nights=nights, meals=meals)
        return spent - rest > self._frame.budget

    def _finish(self, node: _Node, nights: int) -> None:
        frame = self._frame
        if frame.problem.end is None:
            closed = self._closed(node, nights, frame.meals)
            if closed is not None:
                self._push(closed.worth, closed.spent, closed.halts, closed.ways)
            return
        for way in self._from(node.town, frame.problem.days):
            if way.destination == -2 and way.leg.mode in frame.worlds[node.world]:
                closed = self._closed(node, nights, way.left)
                if closed is not None:
                    ways = (*closed.ways, (frame.problem.days, way))
                    self._push(closed.worth + self._worth.way(way), closed.spent + way.cost, closed.halts, ways)

    def _push(self, worth: float, spent: float, halts: tuple[Halt, ...], ways: tuple[tuple[int, Way], ...]) -> None:
        if self._frame.budget is None or spent <= self._frame.budget:
            route = Route(worth, halts, ways)
            heapq.heappush(self._heap, (-worth, -len(halts) - 1, next(self._ties), route))

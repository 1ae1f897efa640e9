"""What a town's nights are worth at a price on money, and the best that can still follow.

`price` is hundredths of a point per unit of money on top of the problem's own weight (a Lagrange
multiplier on the budget): for any price, the best worth plus price times budget is never less than the
best journey's points.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from planner.journey.frame import NEVER, Bundle, Floats, Frame, Meals, Way


class Worth:
    """Tables for one price; with `cost_only` every value is a cost, negated."""

    def __init__(self, frame: Frame, price: float, *, cost_only: bool = False) -> None:
        self.frame = frame
        self.price = price
        self._scale = 0 if cost_only else 1
        problem = frame.problem
        self._money = price + (0 if cost_only else problem.money_cents)
        self._nights = np.array([self._of_nights(t) for t in range(len(frame.towns))]).reshape(-1, frame.nights + 1)
        self._eating, self._worth_it = self._of_meals()

    def way(self, way: Way) -> float:
        return self._scale * way.worth - self.price * way.cost

    def ways(self, bundle: Bundle) -> Floats:
        values: Floats = self._scale * bundle.worths - self.price * bundle.costs
        return values

    def town(self, town: int, nights: int, meals: Meals) -> float:
        """Minus infinity where no stay allows it or there are too few places to eat or see."""
        count = min(max(int(self._worth_it[town]), meals.least), meals.most)
        return float(self._nights[town, nights] + self._eating[town, count])

    def towns(self, nights: int, meals: Sequence[Meals]) -> Floats:
        """Rows are towns, columns the numbers of meals asked for."""
        counts = np.clip(self._worth_it[:, None], [m.least for m in meals], [m.most for m in meals])
        table: Floats = self._nights[:, nights][:, None] + np.take_along_axis(self._eating, counts, axis=1)
        return table

    def _of_nights(self, town: int) -> list[float]:
        problem, place = self.frame.problem, self.frame.towns[town]
        share = self.frame.nights / max(1, problem.visit_count)
        fees = np.cumsum([0, *sorted(sight.price for sight in place.sights)]) * problem.people
        values = []
        for nights in range(self.frame.nights + 1):
            needed = max(0, nights - 1) * problem.table.sights_a_day[0] if problem.table else 0
            if needed >= len(fees):
                values.append(NEVER)
                continue
            uneven = problem.uneven * 100 * (nights - share) ** 2
            worth = self._scale * (100 * place.points - uneven)
            values.append(worth - self._money * float(fees[needed]) + self._of_stay(town, nights))
        return values

    def _of_stay(self, town: int, nights: int) -> float:
        if not self.frame.problem.lodging or nights == 0:
            return 0.0
        people = self.frame.problem.people
        return max(
            (
                self._scale * 100 * stay.points * nights - self._money * stay.cost(people, nights)
                for stay in self.frame.stays[town]
                if stay.least_nights <= nights
            ),
            default=NEVER,
        )

    def _of_meals(self) -> tuple[Floats, NDArray[np.int64]]:
        """By town: the best sum of so many different places to eat, and how many are worth their price."""
        frame = self.frame
        most = frame.meals * frame.problem.days
        table = np.full((len(frame.towns), most + 1), NEVER)
        worth_it = np.zeros(len(frame.towns), dtype=np.int64)
        for row, town in enumerate(frame.towns):
            each = [
                self._scale * 100 * (place.points + frame.meal_points)
                - self._money * place.price * frame.problem.people
                for place in town.eateries
            ]
            best = sorted(each, reverse=True)[:most]
            table[row, : len(best) + 1] = [0.0, *np.cumsum(best)]
            worth_it[row] = sum(value > 0 for value in best)
        return table, worth_it


class Ahead:
    """The most that can follow an arrival, if a town could be visited again: never too little."""

    def __init__(self, worth: Worth, modes: frozenset[str]) -> None:
        self._worth, self._frame = worth, worth.frame
        self._modes = modes
        self._any_day: dict[tuple[int, int], Floats] = {}
        self._add(self._frame.bundles(0, modes), self._any_day)
        self._ways = {day: self._matrices(day) for day in range(1, worth.frame.problem.days + 1)}
        self._known: dict[tuple[int, int], Floats] = {}
        self._blocks: dict[tuple[int, int, int], Floats] = {}

    def arrival(self, town: int, *, more: int, nights: int, meals: int) -> float:
        """With so many towns `more` to come, nights left, and meals of the day of arrival."""
        if not 0 <= more < self._frame.problem.visit_count + 1:
            return NEVER
        return float(self._table(more, nights)[town, meals])

    def root(self) -> float:
        """The most that a whole journey can be worth."""
        frame = self._frame
        more = frame.problem.visit_count - 1
        if frame.problem.start is None:
            table = self._table(more, frame.nights)
            return float(table[:, frame.meals].max(initial=NEVER))
        table = self._table(more, frame.nights)
        return max(
            (
                self._worth.way(way) + float(table[way.destination, way.reached])
                for way in frame.on(1)
                if way.origin == -1 and way.destination >= 0 and way.leg.mode in self._modes
            ),
            default=NEVER,
        )

    def _matrices(self, day: int) -> dict[tuple[int, int], Floats]:
        """By signature: the best way from town to town; the last column but one is the end."""
        found = {signature: matrix.copy() for signature, matrix in self._any_day.items()}
        self._add(self._frame.bundles(day, self._modes), found)
        return found

    def _add(self, bundles: Sequence[Bundle], found: dict[tuple[int, int], Floats]) -> None:
        count = len(self._frame.towns)
        for bundle in bundles:
            matrix = found.setdefault((bundle.left, bundle.reached), np.full((count, count + 2), NEVER))
            values = self._worth.ways(bundle)
            np.maximum.at(matrix, (bundle.origins, bundle.destinations), values)

    def _table(self, more: int, nights: int) -> Floats:
        """Rows are towns, columns the meals of the day of arrival."""
        if (more, nights) not in self._known:
            self._known[more, nights] = self._last(nights) if more == 0 else self._earlier(more, nights)
        return self._known[more, nights]

    def _last(self, nights: int) -> Floats:
        frame = self._frame
        table = np.full((len(frame.towns), frame.meals + 1), NEVER)
        if frame.problem.end is None:
            return self._block(nights, nights, frame.meals)
        for (left, _), ways in self._ways[frame.problem.days].items():
            np.maximum(table, self._block(nights, nights, left) + ways[:, -2][:, None], out=table)
        return table

    def _earlier(self, more: int, nights: int) -> Floats:
        frame = self._frame
        table = np.full((len(frame.towns), frame.meals + 1), NEVER)
        for here in range(nights + 1):
            day = frame.problem.days - nights + here
            if not frame.allowed(day - here, here).any():
                continue
            for (left, reached), ways in self._ways[day].items():
                onward = (ways[:, :-2] + self._table(more - 1, nights - here)[:, reached][None, :]).max(axis=1)
                if np.isfinite(onward).any():
                    np.maximum(table, self._block(nights, here, left) + onward[:, None], out=table)
        return table

    def _block(self, nights_left: int, here: int, left: int) -> Floats:
        """A town's worth by town and meals of the day of arrival, minus infinity where its days may not be."""
        key = (nights_left, here, left)
        if key not in self._blocks:
            frame = self._frame
            first = frame.problem.days - nights_left
            meals = [frame.meals_in_town(first, here, arrival, left) for arrival in range(frame.meals + 1)]
            table = self._worth.towns(here, meals)
            table[~frame.allowed(first, here)] = NEVER
            self._blocks[key] = table
        return self._blocks[key]

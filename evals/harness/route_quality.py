"""How good a day's order of stops is: the plan's travel beside the best order's and the order by score's.

The best order is exact (Held and Karp 1962) but looks at travel alone, so it is a lower bound: opening
hours and booked times may force a longer way. Meals stay at their place in the day in all three
orders. The naive order is what a list of recommendations gives: the best known sight first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from agents.optimisation.build import traveller_of
from domain.city import CityFacts
from domain.itinerary import Day, Itinerary, Purpose
from domain.place import Place
from domain.request import TripRequest
from evals.harness.suite import Record, Score
from tools.routes.offline import Traveller, matrix

MOST_STOPS = 12
"""Longer days would take seconds to solve exactly."""

Minutes = Sequence[Sequence[int]]


@dataclass(frozen=True)
class RouteQuality:
    """Minutes of travel on one day or, summed, on many."""

    plan_min: int
    best_min: int
    naive_min: int

    @property
    def excess(self) -> float:
        """How much longer than the best order, as a share of it; 0 is best."""
        return self.plan_min / self.best_min - 1 if self.best_min else 0.0

    @property
    def avoided(self) -> float:
        """Of what the naive order travels too much, the share that the plan saves; 1 where there is nothing to save."""
        too_much = self.naive_min - self.best_min
        return (self.naive_min - self.plan_min) / too_much if too_much else 1.0


def best_order(minutes: Minutes, fixed: Mapping[int, int]) -> tuple[int, tuple[int, ...]]:
    """The shortest way from node 0 through nodes 1..n to node n + 1: its minutes and its order.

    `minutes` may be asymmetric. `fixed` maps nodes to the place in the order (from 0) that they keep.
    ValueError for more than MOST_STOPS stops.
    """
    n = len(minutes) - 2
    if n > MOST_STOPS:
        raise ValueError(f"{n} stops are more than the {MOST_STOPS} that are solved exactly")
    may_be = [[node for node in range(1, n + 1) if fixed.get(node, place) == place] for place in range(n)]
    taken = {place: node for node, place in fixed.items()}
    layer: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {(0, 0): (0, ())}
    for place in range(n):
        following: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {}
        for (visited, last), (spent, order) in layer.items():
            for node in [taken[place]] if place in taken else may_be[place]:
                if visited >> node & 1:
                    continue
                found = (spent + minutes[last][node], (*order, node))
                state = (visited | 1 << node, node)
                if state not in following or found < following[state]:
                    following[state] = found
        layer = following
    return min((spent + minutes[last][n + 1], order) for (_, last), (spent, order) in layer.items())


def order_minutes(minutes: Minutes, order: Sequence[int]) -> int:
    """The way from node 0 through `order` to the last node."""
    return sum(minutes[a][b] for a, b in pairwise((0, *order, len(minutes) - 1)))


def by_popularity(place: Place) -> float:
    return float(place.popularity)


def day_quality(
    day: Day, itinerary: Itinerary, traveller: Traveller, score: Callable[[Place], float] = by_popularity
) -> RouteQuality | None:
    """None for a day with fewer than two stops, with more than MOST_STOPS, or that does not begin at its base.

    All three orders are timed with the same offline model, so that only the order differs.
    """
    if not 2 <= len(day.stops) <= MOST_STOPS or day.travel_in or day.travel_out:
        return None
    base = itinerary.place(day.base_id)
    places = [itinerary.place(stop.place_id) for stop in day.stops]
    minutes = matrix([base.at, *(place.at for place in places), base.at], _city(day, itinerary), traveller).minutes
    rows = minutes.tolist()
    meals = {node: node - 1 for node, stop in enumerate(day.stops, 1) if stop.purpose is not Purpose.VISIT}
    sights = [node for node in range(1, len(places) + 1) if node not in meals]
    ranked = iter(sorted(sights, key=lambda node: (-score(places[node - 1]), places[node - 1].id)))
    naive = [node if node in meals else next(ranked) for node in range(1, len(places) + 1)]
    return RouteQuality(
        plan_min=order_minutes(rows, range(1, len(places) + 1)),
        best_min=best_order(rows, meals)[0],
        naive_min=order_minutes(rows, naive),
    )


def _city(day: Day, itinerary: Itinerary) -> CityFacts:
    return next(city for city in itinerary.cities if city.id == day.city_id)


def trip_quality(
    request: TripRequest, itinerary: Itinerary, score: Callable[[Place], float] = by_popularity
) -> tuple[RouteQuality, ...]:
    """Every day that can be judged."""
    traveller = traveller_of(request)
    found = (day_quality(day, itinerary, traveller, score) for day in itinerary.days)
    return tuple(quality for quality in found if quality is not None)


def route_scores(days: Sequence[RouteQuality]) -> list[Score]:
    """A trip's measurements, minutes a day; none without a day that can be judged."""
    if not days:
        return []
    whole = RouteQuality(
        sum(day.plan_min for day in days), sum(day.best_min for day in days), sum(day.naive_min for day in days)
    )
    said = f"{whole.plan_min} min; best order {whole.best_min}, order by score {whole.naive_min}, over {len(days)} days"
    per_day = {
        "route_plan": whole.plan_min / len(days),
        "route_best": whole.best_min / len(days),
        "route_naive": whole.naive_min / len(days),
    }
    return [
        *(Score(name=name, value=value, unit="min/day", better="lower") for name, value in per_day.items()),
        Score(name="route_excess", value=100 * whole.excess, unit="%", better="lower", explanation=said),
        Score(name="route_avoided", value=100 * whole.avoided, unit="%", explanation=said),
    ]


def route_plot(records: Sequence[Record]) -> Markup:
    """Mean minutes a day of the three orders as bars; empty where no record has them."""
    names = {"route_naive": "by score", "route_plan": "the plan", "route_best": "shortest"}
    values = {name: [value for record in records if (value := record.value(name)) is not None] for name in names}
    if not all(values.values()):
        return Markup()
    means = {name: sum(found) / len(found) for name, found in values.items()}
    widest = max(*means.values(), 1.0)
    parts = ['<svg viewBox="0 0 340 120" role="img" aria-label="Minutes of travel a day by order of the stops">']
    for at, (name, label) in enumerate(names.items()):
        y, width = 8 + 36 * at, 190 * means[name] / widest
        parts.append(f'<text class="tick" x="8" y="{y + 17}">{escape(label)}</text>')
        parts.append(f'<rect class="bar" x="78" y="{y}" width="{width:.1f}" height="24"/>')
        parts.append(f'<text class="mean" x="{84 + width:.1f}" y="{y + 17}">{means[name]:.0f} min</text>')
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - numbers, and labels that were escaped

"""The hunt for the best route and its filling, until no other can be better.

Without a binding budget the first route is nearly always the best. With one, money gets the price at
which the best route's worth is least (a Lagrangian bound), so that the routes come in a useful order and
the search can end with a proof.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import sqrt

from planner.journey.fill import Filling, fill
from planner.journey.frame import NEVER, Frame
from planner.journey.problem import JourneyProblem
from planner.journey.routes import Route, Search
from planner.journey.worth import Ahead, Worth

_ARRIVALS = 200_000  # looked at in one search
_TRIES_AT_NO_PRICE = 6  # routes filled before money gets a price
_TRIES = 14
_LAST_TRIES = 2_000  # where none had a filling
_MONEY_ALONE = 1e6
_PRICE_STEPS = 9
_GOLDEN = (sqrt(5) - 1) / 2
_GOOD_ENOUGH = 0.002  # of the bound
_PATIENCE = 5  # times the stop's seconds before a search without any journey gives up


@dataclass(frozen=True, slots=True)
class Clock:
    """When to be content with what there is, and when to give up without anything (monotonic seconds)."""

    deadline: float
    last_call: float

    @classmethod
    def of(cls, stop_seconds: float) -> Clock:
        now = time.monotonic()
        return cls(now + stop_seconds, now + _PATIENCE * stop_seconds)

    def is_over(self, *, found: bool) -> bool:
        return time.monotonic() > (self.deadline if found else self.last_call)


@dataclass(slots=True)
class Hunt:
    """The best journey so far, what none exceeds, and whether every other was ruled out."""

    frame: Frame
    clock: Clock
    seed: int
    any_will_do: bool = False
    exact: bool = False
    route: Route | None = None
    filling: Filling | None = None
    bound: float = -NEVER
    ended: bool = False

    @property
    def worth(self) -> float:
        return self.filling.worth if self.filling else NEVER

    @property
    def over(self) -> bool:
        """Whether there is nothing more to look for."""
        if self.ended or self.filling is None:
            return self.ended
        return self.any_will_do or self.worth >= self.bound - (
            0.0 if self.exact else max(1.0, abs(self.bound) * _GOOD_ENOUGH)
        )

    def follow(self, price: float, tries: int) -> None:
        """Fill routes in the order of their bound at this price until one is good enough."""
        finder = Search(self.frame, Worth(self.frame, price), _ARRIVALS)
        share = price * (self.frame.budget or 0)
        self.bound = min(self.bound, finder.bound + share)
        for tried, route in enumerate(finder.routes()):
            self.bound = min(self.bound, max(route.bound + share, self.worth))
            if self.over or tried >= tries or self.clock.is_over(found=self.filling is not None):
                return
            filling = fill(self.frame, route, self.seed)
            if filling is not None and filling.worth > self.worth:
                self.route, self.filling = route, filling
        if finder.ended:
            self.ended, self.bound = True, min(self.bound, self.worth)


def search(problem: JourneyProblem, clock: Clock, seed: int, *, any_will_do: bool = False, exact: bool = False) -> Hunt:
    """Routes at no price on money first, then at the price that makes the bound least."""
    hunt = Hunt(Frame(problem), clock, seed, any_will_do, exact)
    if hunt.frame.unknown:
        hunt.ended = True
        return hunt
    bound_by_money = hunt.frame.budget is not None
    hunt.follow(0.0, _LAST_TRIES if exact else _TRIES_AT_NO_PRICE if bound_by_money else _TRIES)
    if not hunt.over and bound_by_money:
        hunt.follow(_price(hunt.frame), _TRIES)
    if hunt.filling is None and not hunt.ended:
        hunt.any_will_do = True
        hunt.follow(_MONEY_ALONE if bound_by_money else 0.0, _LAST_TRIES)
    return hunt


def _price(frame: Frame) -> float:
    """The price of money at which the bound is least, by golden sections: the bound is convex in it."""
    low, high = 0.0, 128.0
    while _bound(frame, high) > _bound(frame, high * 2) and high < 1e5:
        high *= 2
    high *= 2
    a, b = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_a, at_b = _bound(frame, a), _bound(frame, b)
    for _ in range(_PRICE_STEPS):
        if at_a <= at_b:
            high, b, at_b = b, a, at_a
            a = high - _GOLDEN * (high - low)
            at_a = _bound(frame, a)
        else:
            low, a, at_a = a, b, at_b
            b = low + _GOLDEN * (high - low)
            at_b = _bound(frame, b)
    return a if at_a <= at_b else b


def _bound(frame: Frame, price: float) -> float:
    worth = Worth(frame, price)
    return max(Ahead(worth, world).root() for world in frame.worlds) + price * (frame.budget or 0)

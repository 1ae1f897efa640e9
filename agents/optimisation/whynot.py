"""Why a request cannot be planned, and what would help: every wish an assumption that can be given up or eased.

A conflict is minimal: none of its wishes can be left out of it. Each way out was planned before it is offered, with
the minutes and the money that it takes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from agents.optimisation.smaller import ONE_DAY_LESS, with_days, without_city
from domain.conflict import Wished, WishKind
from domain.edits import WayOut
from domain.money import Money
from domain.request import MAX_DAYS, Pace, TripRequest
from planner.explain import minimal_conflict

EARLIEST_MIN, LATEST_MIN = 6 * 60, 24 * 60
_STEP_MIN = 30
_STEPS = 12
_HEADROOM_PERCENT = (100, 104, 110, 120)
_MORE_DAYS = 3
_PACES = (Pace.RELAXED, Pace.MODERATE, Pace.FAST)


@dataclass(frozen=True)
class Probe:
    """What planning a request as cheaply as it goes came to: its cost, and the must-sees that stayed out."""

    cost: Money
    unmet: frozenset[str] = frozenset()

    def keeps(self, request: TripRequest) -> bool:
        return not self.unmet and (request.budget is None or self.cost <= request.budget)


Planning = Callable[[TripRequest], Awaitable[Probe | None]]
Check = Callable[[TripRequest], Awaitable[Money | None]]


@dataclass(frozen=True)
class Easing:
    """A wish eased by a step: the request then, in words, and how many minutes a day it takes."""

    text: str
    request: TripRequest
    minutes: int | None = None


@dataclass(frozen=True)
class Wish:
    """One thing that was asked for; `without` is a request that does not ask for it."""

    key: str
    text: str
    without: Callable[[TripRequest], TripRequest]

    @property
    def said(self) -> Wished:
        """As it is told; the key says what it is about."""
        kind, _, about = self.key.partition(":")
        told = Wished(text=self.text, kind=cast("WishKind", kind))
        ids = {"must": "place_id", "city": "city_id"}
        return told.model_copy(update={ids[kind]: about}) if kind in ids else told


@dataclass(frozen=True)
class WhyNot:
    conflict: tuple[Wish, ...]
    offers: tuple[WayOut, ...]


def wishes_of(request: TripRequest, names: Mapping[str, str]) -> list[Wish]:
    """What a request insists on, the most personal first; a conflict is looked for from its end."""
    found = [
        Wish(f"must:{wish.place_id}", names.get(wish.place_id, wish.text), _without_must(wish.place_id))
        for wish in request.must_see
        if wish.place_id is not None
    ]
    if len(request.destinations) > 1:
        found += [Wish(f"city:{d.city_id}", d.name, _without_city(d.city_id)) for d in request.destinations]
    plain: list[tuple[str, bool, str, dict[str, Any]]] = [
        ("diets", bool(request.diets), ", ".join(request.diets).replace("_", "-") + " food", {"diets": ()}),
        ("step_free", request.step_free, "no steps", {"step_free": False}),
        ("modes", bool(request.avoid_modes), f"no {', '.join(request.avoid_modes)}", {"avoid_modes": ()}),
        ("avoid", bool(request.avoid or request.must_avoid), "what is to be avoided", {"avoid": (), "must_avoid": ()}),
        ("order", request.keep_order, "the order of the cities", {"keep_order": False}),
        ("arrive", request.arrive_min is not None, f"arriving at {clock(request.arrive_min)}", {"arrive_min": None}),
        ("leave", request.leave_min is not None, f"leaving at {clock(request.leave_min)}", {"leave_min": None}),
        ("limits", bool(request.day_limits), "the hours and pace of single days", {"day_limits": ()}),
        ("pace", request.pace is not Pace.FAST, f"a {request.pace.value} pace", {"pace": Pace.FAST}),
        ("start", True, f"no start before {clock(request.day_start_min)}", {"day_start_min": EARLIEST_MIN}),
        ("end", True, f"back by {clock(request.day_end_min)}", {"day_end_min": LATEST_MIN}),
        ("budget", request.budget is not None, f"a budget of {request.budget}", {"budget": None}),
    ]
    found += [Wish(key, text, _changed(change)) for key, asked, text, change in plain if asked]
    days = f"{request.days} {'day' if request.days == 1 else 'days'}"
    return [*found, Wish("days", days, lambda asked: asked)]


def clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def _changed(change: dict[str, Any]) -> Callable[[TripRequest], TripRequest]:
    return lambda request: request.model_copy(update=change)


def _without_must(place_id: str) -> Callable[[TripRequest], TripRequest]:
    def without(request: TripRequest) -> TripRequest:
        return request.model_copy(update={"must_see": tuple(w for w in request.must_see if w.place_id != place_id)})

    return without


def _without_city(city_id: str) -> Callable[[TripRequest], TripRequest]:
    def without(request: TripRequest) -> TripRequest:
        return without_city(request, city_id) if len(request.destinations) > 1 else request

    return without


async def why_not(request: TripRequest, names: Mapping[str, str], plan: Planning, check: Check) -> WhyNot | None:
    """The colliding wishes and the ways out, the least first; None where the request can be kept after all.

    `plan` is quick and finds what is possible; `check` plans as the product does and has the last word on an offer.
    """
    wishes = {wish.key: wish for wish in wishes_of(request, names)}

    async def fits(kept: frozenset[str]) -> bool:
        asked = request
        for key, wish in wishes.items():
            if key not in kept:
                asked = wish.without(asked)
        lengths = [asked] if "days" in kept else [asked, *_other_lengths(asked)]
        for one in lengths:
            probe = await plan(one)
            if probe is not None and probe.keeps(one):
                return True
        return False

    keys = await minimal_conflict(list(wishes), fits)
    if keys is None:
        return None
    conflict = tuple(wishes[key] for key in keys)
    return WhyNot(conflict, tuple([offer async for offer in _offers(request, conflict, plan, check)]))


def _other_lengths(request: TripRequest) -> list[TripRequest]:
    """Much longer, and as short as it goes."""
    longer = request.model_copy(update={"days": min(MAX_DAYS, request.days + _MORE_DAYS)})
    shortest = with_days(request, max(1, len(request.destinations)))
    return [longer, *([shortest] if shortest else [])]


async def _offers(
    request: TripRequest, conflict: Sequence[Wish], plan: Planning, check: Check
) -> AsyncIterator[WayOut]:
    """Of each wish of the conflict the least easing that helps; money first, as it takes nothing away."""
    dear = any(wish.key == "budget" for wish in conflict)
    if dear and (raised := await _raised(request, plan, check)):
        yield raised
    for wish in reversed(conflict):
        for easing in islice(easings(request, wish, dear=dear), _STEPS):
            probe = await plan(easing.request)
            if probe is None or not probe.keeps(easing.request):
                continue
            cost = await check(easing.request)
            if cost is not None:
                text = f"{easing.text}: {cost}" if dear else easing.text
                yield WayOut(text=text, request=easing.request, minutes=easing.minutes)
                break


async def _raised(request: TripRequest, plan: Planning, check: Check) -> WayOut | None:
    """The least budget that we can plan with: what the cheapest plan costs, tried with that very limit."""
    assert request.budget is not None
    probe = await plan(request.model_copy(update={"budget": None}))
    if probe is None or probe.unmet or probe.cost.currency != request.budget.currency:
        return None
    for percent in _HEADROOM_PERCENT:
        limit = Money(minor=-(-probe.cost.minor * percent // 100), currency=probe.cost.currency)
        raised = request.model_copy(update={"budget": limit})
        if limit > request.budget and await check(raised) is not None:
            more = Money(minor=limit.minor - request.budget.minor, currency=limit.currency)
            return WayOut(text=f"raise the budget to {limit}", request=raised, cost=more)
    return None


def easings(request: TripRequest, wish: Wish, *, dear: bool = False) -> Iterator[Easing]:
    """Smaller steps before larger ones; a budget is raised apart, by what the cheapest plan costs.

    `dear`: it is about money, so that fewer days help rather than more.
    """
    kind = wish.key.partition(":")[0]
    if kind == "start":
        yield from _earlier(request)
    elif kind == "end":
        yield from _later(request)
    elif kind == "days":
        yield from _shorter(request) if dear else _longer(request)
    elif kind == "pace":
        for pace in _PACES[_PACES.index(request.pace) + 1 :]:
            yield Easing(f"a {pace.value} pace", request.model_copy(update={"pace": pace}))
    elif kind in ("must", "city"):
        said = "do without" if kind == "must" else "leave out"
        yield Easing(f"{said} {wish.text}", wish.without(request))
    elif kind == "modes":
        yield Easing(f"allow {', '.join(request.avoid_modes)}", wish.without(request))
    elif kind != "budget":
        yield Easing(f"do without: {wish.text}", wish.without(request))


def _earlier(request: TripRequest) -> Iterator[Easing]:
    for minute in range(request.day_start_min - _STEP_MIN, EARLIEST_MIN - 1, -_STEP_MIN):
        text = f"set out at {clock(minute)} instead of {clock(request.day_start_min)}"
        yield Easing(text, request.model_copy(update={"day_start_min": minute}), request.day_start_min - minute)


def _later(request: TripRequest) -> Iterator[Easing]:
    for minute in range(request.day_end_min + _STEP_MIN, LATEST_MIN + 1, _STEP_MIN):
        text = f"be back by {clock(minute)} instead of {clock(request.day_end_min)}"
        yield Easing(text, request.model_copy(update={"day_end_min": minute}), minute - request.day_end_min)


def _longer(request: TripRequest) -> Iterator[Easing]:
    for count in range(1, _MORE_DAYS + 1):
        if request.days + count <= MAX_DAYS:
            text = "one day more" if count == 1 else f"{count} days more"
            yield Easing(text, request.model_copy(update={"days": request.days + count}))


def _shorter(request: TripRequest) -> Iterator[Easing]:
    for count in range(1, request.days):
        shorter = with_days(request, request.days - count)
        if shorter is not None:
            days = shorter.days
            text = ONE_DAY_LESS if count == 1 else f"travel for {days} {'day' if days == 1 else 'days'}"
            yield Easing(text, shorter)

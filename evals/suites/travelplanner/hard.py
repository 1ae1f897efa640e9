"""The benchmark's hard constraints: money, house rules, cuisines, room type, transport."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil

from evals.suites.travelplanner.commonsense import Facts
from evals.suites.travelplanner.lookup import flight_of, restaurants_named, road_km, stays_named
from evals.suites.travelplanner.parsing import MEALS, Day, entries, from_to, mode_of, named, text_of
from evals.suites.travelplanner.sandbox import Sandbox, StayRow

_ROOMS: Mapping[str, Callable[[str], bool]] = {
    "not shared room": lambda kind: kind != "Shared room",
    "shared room": lambda kind: kind == "Shared room",
    "private room": lambda kind: kind == "Private room",
    "entire room": lambda kind: kind == "Entire home/apt",
}
_DRIVE_SEATS, _TAXI_SEATS, _DRIVE_PER_KM = 5, 4, 0.05


def total_cost(plan: Sequence[Day], people: int, sandbox: Sandbox) -> float:
    """Of the whole party, as the evaluator adds it up."""
    return sum(_transport(day, people, sandbox) + _living(day, people, sandbox) for day in plan)


def _transport(day: Day, people: int, sandbox: Sandbox) -> float:
    text = text_of(day, "transportation")
    mode = mode_of(text)
    origin, destination = from_to(text)
    if mode is None or origin is None:
        return 0
    if mode == "flight":
        flight = flight_of(sandbox, text)
        return flight.price * people if flight else 0
    km = road_km(sandbox, origin, destination) or 0
    if mode == "taxi":
        return km * ceil(people / _TAXI_SEATS)
    return int(km * _DRIVE_PER_KM) * ceil(people / _DRIVE_SEATS)


def _living(day: Day, people: int, sandbox: Sandbox) -> float:
    cost = 0.0
    for meal in MEALS:
        if rows := restaurants_named(sandbox, text_of(day, meal)):
            cost += rows[0].price * people
    if stays := stays_named(sandbox, text_of(day, "accommodation")):
        cost += stays[0].price * ceil(people / stays[0].sleeps)
    return cost


def _budget(plan: Sequence[Day], facts: Facts, sandbox: Sandbox) -> str | None:
    cost = total_cost(plan, facts["people_number"], sandbox)
    return f"it costs ${cost:,.0f} of ${facts['budget']:,}" if cost > facts["budget"] else None


def _house_rule(plan: Sequence[Day], facts: Facts, sandbox: Sandbox) -> str | None:
    refused = f"No {facts['local_constraint']['house rule']}"
    return next((f"{row.name!r}: {refused}" for row in _chosen_stays(plan, sandbox) if refused in row.rules), None)


def _room_type(plan: Sequence[Day], facts: Facts, sandbox: Sandbox) -> str | None:
    wanted = facts["local_constraint"]["room type"]
    suits = _ROOMS[wanted]
    return next((f"{row.name!r} is no {wanted}" for row in _chosen_stays(plan, sandbox) if not suits(row.kind)), None)


def _chosen_stays(plan: Sequence[Day], sandbox: Sandbox) -> Iterator[StayRow]:
    for day in plan:
        if rows := stays_named(sandbox, text_of(day, "accommodation")):
            yield rows[0]


def _cuisine(plan: Sequence[Day], facts: Facts, sandbox: Sandbox) -> str | None:
    served: set[str] = set()
    for day in plan:
        for text in _counted_meals(day, facts["org"]):
            if rows := restaurants_named(sandbox, text):
                served |= {c for c in facts["local_constraint"]["cuisine"] if c in rows[0].cuisines}
    missing = [c for c in facts["local_constraint"]["cuisine"] if c not in served]
    return f"no {missing[0]} meal" if missing else None


def _counted_meals(day: Day, home: str) -> Iterator[str]:
    """A meal at home ends the day's count: the evaluator goes on with the next day."""
    for meal in MEALS:
        text = text_of(day, meal)
        if text and named(text).city == home:
            return
        if text:
            yield text


def _transportation(plan: Sequence[Day], facts: Facts, _sandbox: Sandbox) -> str | None:
    unwanted = {"no flight": "Flight", "no self-driving": "Self-driving"}[facts["local_constraint"]["transportation"]]
    found = any(unwanted in text_of(day, "transportation") for day in plan)
    return f"{unwanted} was not wanted" if found else None


_ASKED: Mapping[str, tuple[str, Callable[[Sequence[Day], Facts, Sandbox], str | None]]] = {
    "house_rule": ("house rule", _house_rule),
    "cuisine": ("cuisine", _cuisine),
    "room_type": ("room type", _room_type),
    "transportation": ("transportation", _transportation),
}


def check_hard(plan: Sequence[Day], facts: Facts, sandbox: Sandbox) -> dict[str, str | None]:
    """The reason for every constraint that is broken; only those that were asked for."""
    days = entries(plan, facts["days"])
    found = {"budget": _budget(days, facts, sandbox)}
    for name, (key, rule) in _ASKED.items():
        if facts["local_constraint"].get(key):
            found[name] = rule(days, facts, sandbox)
    return found


def asked(facts: Facts) -> tuple[str, ...]:
    return ("budget", *(name for name, (key, _) in _ASKED.items() if facts["local_constraint"].get(key)))

"""The benchmark's eight rules of common sense; each returns the reason why it is broken, or None."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from evals.suites.travelplanner.lookup import (
    flight_number,
    flight_of,
    restaurants_named,
    road_km,
    sights_named,
    stays_named,
)
from evals.suites.travelplanner.parsing import (
    FIELDS,
    MEALS,
    Day,
    entries,
    filled,
    from_to,
    is_travelling,
    mode_of,
    sights_of,
    text_of,
    visited,
    without_state,
)
from evals.suites.travelplanner.sandbox import Sandbox

Facts = Mapping[str, Any]
Rule = Callable[[Sequence[Day], Facts, Sandbox], str | None]
_TOWNS_OF_DAYS = {3: 1, 5: 2, 7: 3}
_SHORT_DAYS = 3


def reasonable_route(plan: Sequence[Day], facts: Facts, sandbox: Sandbox) -> str | None:
    towns = visited(plan)
    if not towns or from_to(str(plan[0].get("current_city", "")))[0] != facts["org"]:
        return "it does not begin at home"
    if towns[0] != towns[-1] or len(towns) < 3:
        return "it does not come back"
    runs = [town for town, _ in groupby(towns[1:-1])]
    if len(set(runs)) < len(runs) or towns[0] in runs:
        return "a town comes back after it was left"
    if any(len(list(run)) < 2 for _, run in groupby(towns[1:-1])):
        return "a town is only passed through"
    for town in towns:
        if town not in sandbox.states:
            return f"there is no town {town!r}"
    outside = [town for town in runs if sandbox.states[town] != facts["dest"]]
    if facts["days"] > _SHORT_DAYS and outside:
        return f"{outside[0]} is not in {facts['dest']}"
    return None


def diverse_restaurants(plan: Sequence[Day], _facts: Facts, _sandbox: Sandbox) -> str | None:
    return _repeated([text for day in plan for meal in MEALS if (text := text_of(day, meal))])


def diverse_sights(plan: Sequence[Day], _facts: Facts, _sandbox: Sandbox) -> str | None:
    return _repeated([sight for day in plan for sight in sights_of(day)])


def _repeated(texts: Sequence[str]) -> str | None:
    twice = next((text for text in texts if texts.count(text) > 1), None)
    return f"{twice!r} comes twice" if twice is not None else None


def minimum_nights(plan: Sequence[Day], _facts: Facts, sandbox: Sandbox) -> str | None:
    if any("accommodation" not in day for day in plan):
        return "a day says nothing of a stay"
    for stay, days in groupby(str(day["accommodation"]) for day in plan):
        nights = len(list(days))
        found = stays_named(sandbox, stay) if filled(stay) else []
        if len(found) == 1 and nights < found[0].least_nights:
            return f"{stay!r} asks for {found[0].least_nights} nights, it has {nights}"
    return None


def compatible_transport(plan: Sequence[Day], _facts: Facts, _sandbox: Sandbox) -> str | None:
    if not plan or not text_of(plan[0], "transportation"):
        return "the first day has no transport"
    modes = {mode_of(text) for day in plan if (text := text_of(day, "transportation"))}
    for other in ("flight", "taxi"):
        if {"self-driving", other} <= modes:
            return f"self-driving and {other} in one trip"
    return None


def in_current_city(plan: Sequence[Day], _facts: Facts, _sandbox: Sandbox) -> str | None:
    for number, day in enumerate(plan, start=1):
        if reason := _travelling(day) if is_travelling(day) else _staying(day):
            return f"day {number}: {reason}"
    return None


def _travelling(day: Day) -> str | None:
    origin, destination = (town or "" for town in from_to(str(day["current_city"])))
    transport = text_of(day, "transportation")
    if transport and not (origin in transport and destination in transport):
        return "the transport goes elsewhere"
    for text in (*(text_of(day, meal) for meal in MEALS), *sights_of(day)):
        if text and origin not in text and destination not in text:
            return f"{text!r} is elsewhere"
    stay = text_of(day, "accommodation")
    return f"{stay!r} is elsewhere" if stay and destination not in stay else None


def _staying(day: Day) -> str | None:
    """The evaluator walks over the letters of the town's name, not over towns."""
    letters = without_state(str(day.get("current_city", "")))
    transport = text_of(day, "transportation")
    if transport and not all(letter in transport for letter in letters):
        return "the transport goes elsewhere"
    for text in (*(text_of(day, meal) for meal in MEALS), *sights_of(day)):
        if text and not any(letter in text for letter in letters):
            return f"{text!r} is elsewhere"
    stay = text_of(day, "accommodation")
    return f"{stay!r} is elsewhere" if stay and letters and letters[-1] not in stay else None


def in_sandbox(plan: Sequence[Day], _facts: Facts, sandbox: Sandbox) -> str | None:
    for number, day in enumerate(plan, start=1):
        if reason := _transport_there(day, sandbox) or _places_there(day, sandbox):
            return f"day {number}: {reason}"
    return None


def _transport_there(day: Day, sandbox: Sandbox) -> str | None:
    text = text_of(day, "transportation")
    mode = mode_of(text)
    origin, destination = from_to(text)
    if mode == "flight" or "flight number" in text.lower():
        number = flight_number(text)
        flight = flight_of(sandbox, text)
        if number is None or flight is None or (flight.origin, flight.destination) != (origin, destination):
            return f"there is no flight {number} from {origin} to {destination}"
    elif mode is not None and road_km(sandbox, origin, destination) is None:
        return f"there is no way by road from {origin} to {destination}"
    return None


def _places_there(day: Day, sandbox: Sandbox) -> str | None:
    for meal in MEALS:
        text = text_of(day, meal)
        if text and not restaurants_named(sandbox, text):
            return f"there is no restaurant {text!r}"
    for sight in sights_of(day):
        if not sights_named(sandbox, sight):
            return f"there is no sight {sight!r}"
    stay = text_of(day, "accommodation")
    return f"there is no stay {stay!r}" if stay and not stays_named(sandbox, stay) else None


def complete(plan: Sequence[Day], facts: Facts, _sandbox: Sandbox) -> str | None:
    if len(plan) != facts["days"]:
        return f"{len(plan)} days instead of {facts['days']}"
    expected = _TOWNS_OF_DAYS.get(facts["days"], facts["visiting_city_number"])
    towns = set(visited(plan)) - {facts["org"]}
    if len(towns) != expected or from_to(str(plan[0].get("current_city", "")))[0] != facts["org"]:
        return f"{len(towns)} towns instead of {expected}"
    for number, day in enumerate(plan, start=1):
        if reason := _gap(day, last=number == len(plan)):
            return f"day {number}: {reason}"
    said = sum(filled(day[field]) for day in plan for field in FIELDS)
    return None if 2 * said >= len(FIELDS) * facts["days"] else "less than half is filled in"


def _gap(day: Day, *, last: bool) -> str | None:
    missing = [field for field in FIELDS if field not in day]
    if missing:
        return f"no {missing[0]}"
    empty = {field for field in FIELDS if not filled(day[field])}
    if is_travelling(day):
        empty &= {"transportation", "accommodation"}
    else:
        empty -= {"transportation"}
    if last:
        empty -= {"accommodation"}
    return f"no {min(empty)}" if empty else None


COMMONSENSE: Mapping[str, Rule] = {
    "reasonable_route": reasonable_route,
    "diverse_restaurants": diverse_restaurants,
    "diverse_sights": diverse_sights,
    "minimum_nights": minimum_nights,
    "compatible_transport": compatible_transport,
    "in_current_city": in_current_city,
    "in_sandbox": in_sandbox,
    "complete": complete,
}


def check_commonsense(plan: Sequence[Day], facts: Facts, sandbox: Sandbox) -> dict[str, str | None]:
    """The reason for every rule that is broken, by its name."""
    days = entries(plan, facts["days"])
    return {name: rule(days, facts, sandbox) for name, rule in COMMONSENSE.items()}

"""Ways to spoil a plan that passes: every one must cost it a mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from evals.harness.suite import Corruption, Sample
from evals.suites.travelplanner.hard import total_cost
from evals.suites.travelplanner.lookup import restaurants_named
from evals.suites.travelplanner.parsing import MEALS, filled, is_travelling, named, sights_of, text_of
from evals.suites.travelplanner.sandbox import Sandbox, load_sandbox
from evals.suites.travelplanner.scorers import Case, Output, Target

Days = list[dict[str, Any]]
Spoil = Callable[[Days, Mapping[str, Any], Sandbox], bool]
"""Changes the days; False where there is nothing to spoil."""


def _stays_at_home(days: Days, _facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    days[-1]["current_city"] = days[-2]["current_city"]
    days[-1]["transportation"] = "-"
    return True


def _wrong_start(days: Days, facts: Mapping[str, Any], sandbox: Sandbox) -> bool:
    other = next(town for town in sandbox.states if town != facts["org"] and town not in days[0]["current_city"])
    days[0]["current_city"] = days[0]["current_city"].replace(facts["org"], other)
    return True


def _same_meal_twice(days: Days, _facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    full = next((day for day in days if filled(day["lunch"]) and filled(day["dinner"])), None)
    if full is not None:
        full["dinner"] = full["lunch"]
    return full is not None


def _same_sight_twice(days: Days, _facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    full = next((day for day in days if sights_of(day)), None)
    if full is not None:
        full["attraction"] += sights_of(full)[0] + ";"
    return full is not None


def _too_few_nights(days: Days, _facts: Mapping[str, Any], sandbox: Sandbox) -> bool:
    for day in days:
        town = named(str(day["accommodation"])).city
        nights = sum(named(str(other["accommodation"])).city == town for other in days)
        rows = sandbox.stays.get(town, ())
        for row in rows:
            unique = sum(row.name.strip() in other.name for other in rows) == 1
            if filled(day["accommodation"]) and unique and row.least_nights > nights:
                for other in days:
                    if named(str(other["accommodation"])).city == town:
                        other["accommodation"] = f"{row.name.strip()}, {town}"
                return True
    return False


def _car_and_plane(days: Days, _facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    travelling = [day for day in days if is_travelling(day)]
    drives = ["Self-driving" in day["transportation"] for day in travelling]
    if all(drives):
        way = travelling[0]["current_city"]
        travelling[0]["transportation"] = f"Taxi, {way}, cost: 1"
    else:
        way = travelling[-1]["current_city"]
        travelling[-1]["transportation"] = f"Self-driving, {way}, cost: 1"
        return any("Flight" in day["transportation"] or "Taxi" in day["transportation"] for day in travelling[:-1])
    return True


def _no_way_there(days: Days, _facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    days[0]["transportation"] = "-"
    return True


def _meal_elsewhere(days: Days, facts: Mapping[str, Any], sandbox: Sandbox) -> bool:
    travelling = days[-1]
    here = travelling["current_city"]
    for town, rows in sandbox.restaurants.items():
        if town not in here and town != facts["org"] and not any(word in rows[0].name for word in here.split()):
            travelling["breakfast"] = f"{rows[0].name}, {town}"
            return True
    return False


def _ghost_restaurant(days: Days, _facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    for day in days:
        for meal in MEALS:
            if filled(day[meal]):
                day[meal] = f"The Ghost's Own Table, {named(day[meal]).city}"
                return True
    return False


def _ghost_stay(days: Days, _facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    for day in days[:-1]:
        day["accommodation"] = f"The Ghost's Own Bed, {named(str(day['accommodation'])).city}"
    return True


def _ghost_flight(days: Days, _facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    flying = next((day for day in days if "Flight Number" in day["transportation"]), None)
    if flying is not None:
        number = flying["transportation"].split(",")[0]
        flying["transportation"] = flying["transportation"].replace(number, "Flight Number: F0000000")
    return flying is not None


def _no_bed(days: Days, _facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    days[0]["accommodation"] = "-"
    return True


def _hungry_day(days: Days, _facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    full = next((day for day in days if not is_travelling(day)), None)
    if full is not None:
        full["lunch"] = "-"
    return full is not None


def _day_missing(days: Days, _facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    days.pop(1)
    return True


def _over_budget(days: Days, facts: Mapping[str, Any], sandbox: Sandbox) -> bool:
    """The dearest stay of every town, if that is too dear."""
    for day in days:
        town = named(str(day["accommodation"])).city
        suited = [row for row in sandbox.stays.get(town, ()) if "," not in row.name]
        if filled(day["accommodation"]) and suited:
            day["accommodation"] = f"{max(suited, key=lambda row: row.price / row.sleeps).name.strip()}, {town}"
    return bool(total_cost(days, facts["people_number"], sandbox) > facts["budget"])


def _breaks_rule(days: Days, facts: Mapping[str, Any], sandbox: Sandbox) -> bool:
    rule = facts["local_constraint"].get("house rule")
    return bool(rule) and _other_stay(days, sandbox, lambda row: f"No {rule}" in row.rules)


def _other_room(days: Days, facts: Mapping[str, Any], sandbox: Sandbox) -> bool:
    kinds = {"entire room": "Entire home/apt", "private room": "Private room", "shared room": "Shared room"}
    wanted = facts["local_constraint"].get("room type")
    return bool(wanted in kinds) and _other_stay(days, sandbox, lambda row: row.kind != kinds[wanted])


def _other_stay(days: Days, sandbox: Sandbox, unsuited: Callable[[Any], bool]) -> bool:
    for day in days:
        town = named(str(day["accommodation"])).city
        rows = sandbox.stays.get(town, ()) if filled(day["accommodation"]) else ()
        for index, row in enumerate(rows):
            if unsuited(row) and not any(row.name.strip() in other.name for other in rows[:index]):
                day["accommodation"] = f"{row.name.strip()}, {town}"
                return True
    return False


def _no_such_cuisine(days: Days, facts: Mapping[str, Any], sandbox: Sandbox) -> bool:
    """Every meal of the first cuisine becomes one without it."""
    cuisines = facts["local_constraint"].get("cuisine")
    if not cuisines:
        return False
    used = {day[meal] for day in days for meal in MEALS}
    left = False
    for day in days:
        for meal in MEALS:
            rows = restaurants_named(sandbox, text_of(day, meal))
            if rows and cuisines[0] in rows[0].cuisines:
                other = next((text for text in _without(cuisines[0], rows[0].city, sandbox) if text not in used), None)
                left = left or other is None
                day[meal] = other or day[meal]
                used.add(day[meal])
    return not left


def _without(cuisine: str, town: str, sandbox: Sandbox) -> list[str]:
    return [f"{row.name.strip()}, {town}" for row in sandbox.restaurants.get(town, ()) if cuisine not in row.cuisines]


def _unwanted_mode(days: Days, facts: Mapping[str, Any], _sandbox: Sandbox) -> bool:
    unwanted = {"no flight": "Flight", "no self-driving": "Self-driving"}.get(
        facts["local_constraint"].get("transportation") or ""
    )
    for day in days:
        if unwanted and is_travelling(day):
            day["transportation"] = f"{unwanted}, {day['current_city']}"
    return bool(unwanted)


_SPOILS: Mapping[str, Spoil] = {
    "does not come home": _stays_at_home,
    "sets out elsewhere": _wrong_start,
    "a meal twice": _same_meal_twice,
    "a sight twice": _same_sight_twice,
    "too few nights": _too_few_nights,
    "car and another way": _car_and_plane,
    "no way there": _no_way_there,
    "a meal in another town": _meal_elsewhere,
    "a restaurant that is none": _ghost_restaurant,
    "a stay that is none": _ghost_stay,
    "a flight that is none": _ghost_flight,
    "no bed": _no_bed,
    "no lunch": _hungry_day,
    "a day missing": _day_missing,
    "over the budget": _over_budget,
    "a house rule broken": _breaks_rule,
    "another kind of room": _other_room,
    "a cuisine missing": _no_such_cuisine,
    "an unwanted mode": _unwanted_mode,
}


class _Spoiled:
    """One spoil as the harness applies it; a value of the module, so that it pickles."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, output: Output, sample: Sample[Case, Target]) -> Output | None:
        facts = sample.target.get("facts") or output.get("read")
        if not output.get("plan") or facts is None or sample.target.get("possible") is False:
            return None
        days: Days = [dict(deepcopy(day)) for day in output["plan"]]
        if not _SPOILS[self.name](days, facts, load_sandbox_of(sample)):
            return None
        return {**output, "plan": days}


def load_sandbox_of(sample: Sample[Case, Target]) -> Sandbox:
    return load_sandbox(Path(sample.input["folder"]))


CORRUPTIONS = tuple(Corruption(name, _Spoiled(name)) for name in _SPOILS)

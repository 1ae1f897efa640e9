"""Answers read back from their text, by the rules of the benchmark's own evaluator (2024)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

_TOTAL = re.compile(r"European cities for (\d+) days")
_RANGE = re.compile(r"\d+-\d+")
_FLIGHT = re.compile(r".*Day (\d+).*from (\w+) to (\w+)")
_SLOT = re.compile(r"[A-Za-z]+, [0-9]+:[0-9]+ - [0-9]+:[0-9]+")
_SOLUTION = "SOLUTION:"


def stays_in_answer(text: str) -> list[tuple[str, int]]:
    """Cities with their days, rebuilt from the days of the flights; empty where none can be."""
    days: list[str] = []
    flights: list[tuple[str, str, str]] = []
    total = None
    for line in text.split("\n"):
        if found := _TOTAL.search(line):
            total = int(found[1])
        if spans := _RANGE.findall(line):
            days.append(spans[0])
            if int(spans[0].split("-")[1]) == total:
                break  # what follows are other plans
        flights.extend(_FLIGHT.findall(line)[:1])
    if not days or not flights:
        return []
    cities = [flights[0][1], *(target for _, _, target in flights)]
    bounds = [1, *(int(day) for day, _, _ in flights), int(days[-1].split("-")[1])]
    return [(city, bounds[i + 1] - bounds[i] + 1) for i, city in enumerate(cities)]


def meetings_in_answer(
    text: str, constraints: Sequence[Sequence[object]], minutes: Mapping[str, Mapping[str, int]]
) -> int:
    """How many meetings the simulated steps achieve before the first that breaks a rule.

    `constraints` are the benchmark's: the start as (place, time), then (name, place, hours, minutes) each.
    """
    steps = [step.strip() for step in _after_solution(text).split(".") if step.strip()]
    here, at = str(constraints[0][0]), _time(str(constraints[0][1]))
    people = {str(name): (str(place), str(hours), int(str(long))) for name, place, hours, long in constraints[1:]}
    met: set[str] = set()
    for step in steps:
        if step.startswith("You start"):
            continue
        if step.startswith("You travel"):
            target = step.split("travel to ")[-1].split(" in")[0].strip()
            if target not in minutes.get(here, {}):
                break
            here, at = target, at + minutes[here][target]
        elif step.startswith("You wait"):
            until = _time_or_none(step.split("wait until ")[-1].strip())
            if until is None or until <= at:
                break
            at = until
        elif step.startswith("You meet"):
            name = step.split("meet ")[-1].split(" for")[0].strip()
            if name in met or name not in people:
                break
            place, hours, long = people[name]
            first, last = (_time(part) for part in hours.split("to"))
            if here != place or at < first or at + long > last:
                break
            met.add(name)
            at += long
        else:
            break
    return len(met)


def slot_in_answer(text: str) -> str:
    """The first `Monday, 9:30 - 10:00`; empty where there is none."""
    found = _SLOT.search(_after_solution(text))
    return found[0] if found else ""


def _after_solution(text: str) -> str:
    return text[text.find(_SOLUTION) + len(_SOLUTION) :] if _SOLUTION in text else text


def _time(text: str) -> int:
    """Minutes after midnight; ValueError for what is no time."""
    at = datetime.strptime(text.strip(), "%I:%M%p")
    return at.hour * 60 + at.minute


def _time_or_none(text: str) -> int | None:
    try:
        return _time(text)
    except ValueError:
        return None

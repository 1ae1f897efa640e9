"""A plan over the suite's own sample, made by hand, for the rules to be tried on."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from evals.suites.travelplanner.sandbox import Sandbox, load_sandbox
from evals.suites.travelplanner.suite import SAMPLE

FACTS: dict[str, Any] = {
    "org": "Millbrook",
    "dest": "Suncoast",
    "days": 5,
    "visiting_city_number": 2,
    "date": ["2022-03-07", "2022-03-08", "2022-03-09", "2022-03-10", "2022-03-11"],
    "people_number": 2,
    "local_constraint": {"house rule": "parties", "cuisine": ["French"], "room type": None, "transportation": None},
    "budget": 2500,
}
_NAMES = ("current_city", "transportation", "breakfast", "attraction", "lunch", "dinner", "accommodation")
_ROWS = (
    (
        "from Millbrook to Port Avery",
        "Flight Number: F9000001, from Millbrook to Port Avery, Departure Time: 08:10, Arrival Time: 09:40",
        "-",
        "Fort Avery, Port Avery;",
        "-",
        "Le Bastion, Port Avery",
        "Captain's Rest, Port Avery",
    ),
    (
        "Port Avery",
        "-",
        "Jetty Breakfast Bar, Port Avery",
        "Sponge Docks, Port Avery;Shipwreck Museum, Port Avery;",
        "Bombay Breeze, Port Avery",
        "Mermaid Rooms, Port Avery",
        "Captain's Rest, Port Avery",
    ),
    (
        "from Port Avery to Quarry Falls",
        "Taxi, from Port Avery to Quarry Falls, duration: 1 hours 35 mins, distance: 131 km, cost: 131",
        "Cafe Solera, Port Avery",
        "-",
        "Cascade Cafe, Quarry Falls",
        "Terrazza, Quarry Falls",
        "Fern Lodge, Quarry Falls",
    ),
    (
        "Quarry Falls(Suncoast)",
        "-",
        "Lower Falls Diner, Quarry Falls",
        "Quarry Lake, Quarry Falls;",
        "Golden Seam, Quarry Falls",
        "Chez Granite, Quarry Falls",
        "Fern Lodge, Quarry Falls",
    ),
    (
        "from Quarry Falls to Millbrook",
        "Flight Number: F9000009, from Quarry Falls to Millbrook, Departure Time: 15:05, Arrival Time: 16:35",
        "Mogul Mine, Quarry Falls",
        "-",
        "-",
        "-",
        "-",
    ),
)


def make_plan(*changes: tuple[int, str, str]) -> list[dict[str, Any]]:
    """The plan, with (day, field, text) changed."""
    plan = [{"days": n, **dict(zip(_NAMES, row, strict=True))} for n, row in enumerate(deepcopy(_ROWS), start=1)]
    for day, field, text in changes:
        plan[day - 1][field] = text
    return plan


@cache
def sandbox() -> Sandbox:
    return load_sandbox(SAMPLE)

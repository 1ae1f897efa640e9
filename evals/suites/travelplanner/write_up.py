"""A journey in the benchmark's plan format."""

from __future__ import annotations

from typing import Any

from evals.suites.travelplanner.offer import FLIGHT
from planner.journey.problem import Journey, Leg

NOTHING = "-"


def write_up(journey: Journey, days: int) -> list[dict[str, Any]]:
    """One object a day."""
    return [_day(journey, day) for day in range(1, days + 1)]


def _day(journey: Journey, day: int) -> dict[str, Any]:
    leg = next((ride.leg for ride in journey.rides if ride.day == day), None)
    meals = {
        eating.meal: f"{eating.eatery.name.strip()}, {eating.town}" for eating in journey.eatings if eating.day == day
    }
    sights = [f"{seeing.sight.name.strip()}, {seeing.town};" for seeing in journey.seeings if seeing.day == day]
    tonight = next((s for s in journey.sojourns if s.first_day <= day < s.last_day), None)
    here = next(s.town for s in journey.sojourns if s.first_day <= day <= s.last_day)
    return {
        "days": day,
        "current_city": f"from {leg.origin} to {leg.destination}" if leg else here,
        "transportation": _transport(leg) if leg else NOTHING,
        "breakfast": meals.get("breakfast", NOTHING),
        "attraction": "".join(sights) or NOTHING,
        "lunch": meals.get("lunch", NOTHING),
        "dinner": meals.get("dinner", NOTHING),
        "accommodation": f"{tonight.stay.name.strip()}, {tonight.town}" if tonight and tonight.stay else NOTHING,
    }


def _transport(leg: Leg) -> str:
    way = f"from {leg.origin} to {leg.destination}"
    if leg.mode == FLIGHT:
        number, departs, arrives = leg.ref.split("|")
        return f"Flight Number: {number}, {way}, Departure Time: {departs}, Arrival Time: {arrives}"
    return f"{leg.mode}, {way}, {leg.ref}, cost: {leg.price}"

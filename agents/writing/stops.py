"""Days and stops of an itinerary by number and place."""

from __future__ import annotations

from domain.itinerary import Day, Itinerary, Stop


def day_of(itinerary: Itinerary, number: int) -> Day:
    if not 1 <= number <= len(itinerary.days):
        raise ValueError(f"the trip has no day {number}")
    return itinerary.days[number - 1]


def stop_of(itinerary: Itinerary, number: int, place_id: str) -> Stop:
    found = next((stop for stop in day_of(itinerary, number).stops if stop.place_id == place_id), None)
    if found is None:
        raise ValueError(f"{place_id} is no stop of day {number}")
    return found

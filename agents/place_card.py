"""All that can be told of one place: its own facts, when it is quiet, what is near it, how to get there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from agents.suggesting import nearby
from agents.tips import tips_of
from domain.candidates import CityCandidates, Scored
from domain.crowds import best_time
from domain.hours import Window
from domain.itinerary import Itinerary, Leg
from domain.place import Place


@dataclass(frozen=True)
class PlaceCard:
    """`place` with its best time and tips in words; `way_here` is None where the plan does not lead there."""

    place: Place
    open_on: tuple[Window, ...]
    alternatives: tuple[Scored, ...]
    way_here: Leg | None = None


def place_card(
    place: Place,
    city: CityCandidates,
    on: date,
    *,
    language: str = "en",
    itinerary: Itinerary | None = None,
    without: Collection[str] = (),
) -> PlaceCard:
    """The card of a place for a day; what the plan already has is not offered beside it."""
    planned = {stop.place_id for day in itinerary.days for stop in day.stops} if itinerary else set()
    told = {"best_time": place.best_time or best_time(place, on, language), "tips": tips_of(place, language)}
    return PlaceCard(
        place.model_copy(update=told),
        place.hours.windows_on(on) if place.hours else (),
        nearby((*city.sights, *city.eats, *city.stays), place, without={*without, *planned}),
        _way_here(place, on, itinerary),
    )


def _way_here(place: Place, on: date, itinerary: Itinerary | None) -> Leg | None:
    """The leg by which the plan comes to the place that day."""
    stops = (stop for day in (itinerary.days if itinerary else ()) if day.on == on for stop in day.stops)
    return next((stop.leg for stop in stops if stop.place_id == place.id), None)

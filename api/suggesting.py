"""Asks the agents what else could be in a trip; nothing of it changes the trip."""

from __future__ import annotations

from datetime import date

from agents.discovery import discover
from agents.place_card import place_card
from agents.suggesting import suggestions
from api.suggestion_schemas import Crowd, PlaceDetails, SuggestedPlace
from api.writing import planned
from domain.candidates import CityCandidates
from domain.crowds import Quiet, quiet_at
from domain.errors import NotFound
from domain.hours import Window
from domain.itinerary import Itinerary, Stop
from domain.place import Kind, Place
from graphs.context import Context
from services.trips.schemas import TripView


async def suggested(
    trip: TripView, context: Context, day: int, after: str | None, kind: Kind | None, limit: int
) -> list[SuggestedPlace]:
    """Raises Conflict before there is a plan, NotFound for a day or a stop that it does not have."""
    request, itinerary = planned(trip)
    candidates = await discover(request, context.tools)
    return [
        SuggestedPlace(
            place=one.place,
            score=round(one.score, 1),
            detour_min=one.detour_min,
            start_local=one.start_local,
            end_local=one.end_local,
            fits=one.fits,
            crowd=_crowd(one.crowd),
            reasons=one.reasons,
        )
        for one in suggestions(request, itinerary, candidates, day, after, kind=kind, limit=limit)
    ]


async def detailed(trip: TripView, context: Context, place_id: str, on: date | None) -> PlaceDetails:
    """Raises Conflict before there is a plan, NotFound for a place that nobody found for it."""
    request, itinerary = planned(trip)
    candidates = await discover(request, context.tools)
    city = next((one for one in candidates.cities if one.city.id == place_id.split("/", maxsplit=1)[0]), None)
    place = _place(place_id, itinerary, city)
    if city is None or place is None:
        raise NotFound("place of this trip", place_id)
    stop = _stop(place_id, itinerary, on)
    crowd = quiet_at(place, stop.start_local, stop.end_local) if stop else None
    day = on or (stop.start_local.date() if stop else request.start_on)
    card = place_card(place, city, day, language=request.language, itinerary=itinerary)
    return PlaceDetails(
        place=card.place,
        open_local=tuple(map(_window, card.open_on)),
        crowd=_crowd(crowd) if crowd else None,
        quieter_local=_window(crowd.better) if crowd and crowd.better else "",
        alternatives=tuple(one.place for one in card.alternatives),
        way_here=card.way_here,
    )


def _place(place_id: str, itinerary: Itinerary, city: CityCandidates | None) -> Place | None:
    """As it stands in the trip, otherwise as it was found."""
    found = (one.place for one in (*city.sights, *city.eats, *city.stays)) if city else ()
    return next((place for place in (*itinerary.places, *found) if place.id == place_id), None)


def _stop(place_id: str, itinerary: Itinerary, on: date | None) -> Stop | None:
    stops = (stop for day in itinerary.days if on in (None, day.on) for stop in day.stops)
    return next((stop for stop in stops if stop.place_id == place_id), None)


def _window(window: Window) -> str:
    return f"{_clock(window.start)}-{_clock(window.end)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _crowd(found: Quiet) -> Crowd:
    if found.is_quiet:
        return "quiet"
    return "busy" if found.is_busy else "usual"

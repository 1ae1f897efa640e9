"""Addresses that open a place or a day's whole way in a maps application.

Google: Maps URLs, api=1 (developers.google.com/maps/documentation/urls, 2025). Apple: unified Maps URLs
(developer.apple.com/documentation/mapkit/unified-map-urls, 2025).
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from domain.geo import Point
from domain.itinerary import Day, Itinerary

_GOOGLE_WAYPOINTS = 9


def day_points(itinerary: Itinerary, day: Day) -> tuple[Point, ...]:
    """From the base over every stop and back, where the day ends there."""
    ids = [day.base_id, *(stop.place_id for stop in day.stops), *([day.back.to_id] if day.back else [])]
    return tuple(itinerary.place(place_id).at for place_id in ids)


def google_route(points: Sequence[Point]) -> str:
    """On foot, for Google takes stops on the way in no other mode that suits a city; at most nine of them."""
    first, *between, last = points
    asked = {"api": "1", "origin": _pair(first), "destination": _pair(last), "travelmode": "walking"}
    if between:
        asked["waypoints"] = "|".join(map(_pair, between[:_GOOGLE_WAYPOINTS]))
    return f"https://www.google.com/maps/dir/?{urlencode(asked)}"


def apple_route(points: Sequence[Point]) -> str:
    first, *between, last = points
    asked = [("source", _pair(first)), *(("waypoint", _pair(point)) for point in between), ("destination", _pair(last))]
    return f"https://maps.apple.com/directions?{urlencode([*asked, ('mode', 'walking')])}"


def google_place(at: Point) -> str:
    return f"https://www.google.com/maps/search/?{urlencode({'api': '1', 'query': _pair(at)})}"


def apple_place(at: Point, name: str) -> str:
    return f"https://maps.apple.com/place?{urlencode({'coordinate': _pair(at), 'name': name})}"


def _pair(point: Point) -> str:
    return f"{point.lat:.5f},{point.lon:.5f}"

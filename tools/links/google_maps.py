"""Google Maps: a place on the map, a way by train, bus or car.

Documented: https://developers.google.com/maps/documentation/urls/get-started (as known in 2026-11, not checked live).
There is no affiliate programme, so an id is ignored.
"""

from __future__ import annotations

from domain.geo import Point
from tools.links.contract import Provider, Ride, RideProvider, Visit, address

_TRAVEL_MODES = {"walk": "walking", "car": "driving", "taxi": "driving"}


def url(visit: Visit, affiliate: str | None) -> str:  # noqa: ARG001  (the contract's shape)
    """By name and area; the name finds the place's page, which coordinates alone would not."""
    assert visit.place is not None
    query = ", ".join(filter(None, (visit.place.name, visit.place.area, visit.city.name)))
    return address("https://www.google.com/maps/search/", {"api": 1, "query": query})


def ride_url(ride: Ride, affiliate: str | None) -> str:  # noqa: ARG001  (the contract's shape)
    """Directions between the two points; the format knows no date, so the traveller sets it there."""
    parameters: dict[str, str | int | list[int] | None] = {
        "api": 1,
        "origin": _pair(ride.from_at),
        "destination": _pair(ride.to_at),
        "travelmode": _TRAVEL_MODES.get(ride.mode, "transit"),
    }
    return address("https://www.google.com/maps/dir/", parameters)


def _pair(point: Point) -> str:
    return f"{point.lat:.5f},{point.lon:.5f}"


GOOGLE_MAPS = Provider("google_maps", "Map", "map", url)
GOOGLE_MAPS_RIDES = RideProvider("google_maps", "Directions", ride_url)

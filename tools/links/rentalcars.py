"""Rentalcars.com: a car from where a ride begins, until it is given back (a day later where nothing is said).

Parameters are those of the site's own search page (as known in 2026-11, not checked live): locationName and
dropLocationName with coordinates, pick-up and return as puDay, puMonth, puYear, puHour and doDay …, driversAge;
`affiliateCode` is the affiliate id and `adcamp` comes back in the affiliate's reports.
"""

from __future__ import annotations

from datetime import date, timedelta

from domain.geo import Point
from tools.links.contract import Ride, RideProvider, address

_DRIVER_AGE = 30
_HOUR = 10


def url(ride: Ride, affiliate: str | None) -> str:
    hour = ride.depart_local.hour if ride.depart_local else _HOUR
    parameters: dict[str, str | int | list[int] | None] = {
        "locationName": ride.from_name,
        "coordinates": _pair(ride.from_at),
        "dropLocationName": ride.to_name,
        "dropCoordinates": _pair(ride.to_at),
        **_day("pu", ride.on, hour),
        **_day("do", ride.return_on or ride.on + timedelta(days=1), hour),
        "driversAge": _DRIVER_AGE,
        "prefcurrency": ride.currency,
        "affiliateCode": affiliate,
    }
    return address("https://www.rentalcars.com/search-results", parameters)


def _day(prefix: str, on: date, hour: int) -> dict[str, int]:
    parts = {"Day": on.day, "Month": on.month, "Year": on.year, "Hour": hour, "Minute": 0}
    return {prefix + name: value for name, value in parts.items()}


def _pair(point: Point) -> str:
    return f"{point.lat:.5f},{point.lon:.5f}"


RENTALCARS = RideProvider("rentalcars", "Rentalcars.com", url, affiliate="affiliateCode", click="adcamp")

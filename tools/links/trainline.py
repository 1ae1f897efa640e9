"""Trainline: trains between two stations of Europe from an hour on.

Parameters are those of the site's own results page (as known in 2026-11, not checked live): origin and destination
in words, outwardDate as local ISO time with outwardDateType=departAfter, journeySearchType. Affiliates are paid
through networks that wrap the whole address, so no id stands in it and none is used.
"""

from __future__ import annotations

from datetime import datetime, time

from tools.links.contract import Ride, RideProvider, address

# Zones of countries whose trains it sells (as known in 2026-11).
_ZONES = frozenset(
    "Europe/" + city
    for city in """London Paris Berlin Madrid Rome Amsterdam Brussels Vienna Zurich Luxembourg Copenhagen Prague
    Budapest Bratislava Warsaw Ljubljana Stockholm Oslo Monaco Busingen Vaduz Zagreb""".split()
)


def serves(ride: Ride) -> bool:
    return ride.from_zone in _ZONES and ride.to_zone in _ZONES


def url(ride: Ride, affiliate: str | None) -> str:  # noqa: ARG001  (the contract's shape)
    at = ride.depart_local or datetime.combine(ride.on, time(8))
    parameters = {
        "journeySearchType": "single",
        "origin": ride.from_name,
        "destination": ride.to_name,
        "outwardDate": at.replace(tzinfo=None).isoformat(timespec="seconds"),
        "outwardDateType": "departAfter",
        "selectedTab": "train",
        "lang": ride.language,
    }
    return address("https://www.thetrainline.com/book/results", parameters)


TRAINLINE = RideProvider("trainline", "Trainline", url)

"""Skyscanner: flights on a day between two airports.

Documented: the referral service, https://developers.skyscanner.net/docs/referrals (v1, as known in 2026-11, not
checked live): origin and destination as IATA codes, outboundDate, inboundDate, adultsv2, childrenv2 as ages joined by
`|`, currency; `associateid` is the affiliate id and `utm_term` a value of ours that its reports give back.
"""

from __future__ import annotations

from tools.links.airports import airport_at
from tools.links.contract import Ride, RideProvider, address


def serves(ride: Ride) -> bool:
    """Both ends must be airports that have a code."""
    return airport_at(ride.from_at) is not None and airport_at(ride.to_at) is not None


def url(ride: Ride, affiliate: str | None) -> str:
    """Only for a ride that it `serves`."""
    parameters: dict[str, str | int | list[int] | None] = {
        "origin": airport_at(ride.from_at),
        "destination": airport_at(ride.to_at),
        "outboundDate": ride.on.isoformat(),
        "inboundDate": ride.return_on.isoformat() if ride.return_on else None,
        "adultsv2": ride.party.adults,
        "childrenv2": "|".join(map(str, ride.party.children)) or None,
        "currency": ride.currency,
        "associateid": affiliate,
    }
    return address("https://skyscanner.net/g/referrals/v1/flights/day-view/", parameters)


SKYSCANNER = RideProvider("skyscanner", "Skyscanner", url, affiliate="associateid", click="utm_term")

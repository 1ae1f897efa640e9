"""Kiwi.com: flights on a day between two airports.

Parameters are those of the site's own deep links (as known in 2026-11, not checked live): from and to as IATA codes,
departure as ISO date, adults, children, infants (under 2), currency, lang; `affilid` is the affiliate id. No
parameter for a click is known, so its conversions come unattributed.
"""

from __future__ import annotations

from tools.links.airports import airport_at
from tools.links.contract import Ride, RideProvider, address

_INFANT_UNDER, _CHILD_UNDER = 2, 12


def url(ride: Ride, affiliate: str | None) -> str:
    """Only between airports that have a code; children of twelve and more fly as adults."""
    infants = sum(age < _INFANT_UNDER for age in ride.party.children)
    children = sum(_INFANT_UNDER <= age < _CHILD_UNDER for age in ride.party.children)
    parameters: dict[str, str | int | list[int] | None] = {
        "from": airport_at(ride.from_at),
        "to": airport_at(ride.to_at),
        "departure": ride.on.isoformat(),
        "return": ride.return_on.isoformat() if ride.return_on else "no-return",
        "adults": ride.party.size - infants - children,
        "children": children,
        "infants": infants,
        "currency": ride.currency,
        "lang": ride.language,
        "affilid": affiliate,
    }
    return address("https://www.kiwi.com/deep", parameters)


KIWI = RideProvider("kiwi", "Kiwi.com", url, affiliate="affilid")

"""Google Flights: flights on a day between two airports or cities, in words.

The `q` parameter takes a sentence; it is what the site's own share links used and is not documented
(as known in 2026-11, not checked live). There is no affiliate programme, so an id is ignored.
"""

from __future__ import annotations

from tools.links.contract import Ride, RideProvider, address


def url(ride: Ride, affiliate: str | None) -> str:  # noqa: ARG001  (the contract's shape)
    kind, until = ("Flights", f" through {ride.return_on.isoformat()}") if ride.return_on else ("One way flights", "")
    sentence = f"{kind} from {ride.from_name} to {ride.to_name} on {ride.on.isoformat()}{until}"
    people = f" for {ride.party.adults} adults" + (
        f" {len(ride.party.children)} children" if ride.party.children else ""
    )
    parameters = {"q": sentence + people, "curr": ride.currency, "hl": ride.language}
    return address("https://www.google.com/travel/flights", parameters)


GOOGLE_FLIGHTS = RideProvider("google_flights", "Google Flights", url)

"""Expedia and Hotels.com: the search page for one house, with dates, party and rooms filled in.

The two sites share a platform. Parameters are those of their own search page (as known in 2026-11, not checked
live): destination, startDate and endDate as ISO dates, adults, children as `room_age` pairs, rooms. The tracking
code is `mdpcid` and its free detail `mdpdtl`
(https://developers.expediagroup.com/white-label-template/traffic-growth/deeplinking/lodging-deeplinks).
"""

from __future__ import annotations

from functools import partial

from tools.links.contract import Provider, Visit, address


def url(host: str, visit: Visit, affiliate: str | None) -> str:
    """All children are given to the first room: the form asks for one, and the traveller can move them."""
    parameters: dict[str, str | int | list[int] | None] = {
        "destination": visit.search,
        "startDate": visit.start_on.isoformat(),
        "endDate": visit.end_on.isoformat(),
        "adults": visit.party.adults,
        "children": ",".join(f"1_{age}" for age in visit.party.children) or None,
        "rooms": visit.rooms,
        "currency": visit.currency,
        "mdpcid": affiliate,
    }
    return address(f"https://{host}/Hotel-Search", parameters)


EXPEDIA = Provider("expedia", "Expedia", "stay", partial(url, "www.expedia.com"), affiliate="mdpcid", click="mdpdtl")
HOTELS_COM = Provider(
    "hotels_com", "Hotels.com", "stay", partial(url, "www.hotels.com"), affiliate="mdpcid", click="mdpdtl"
)

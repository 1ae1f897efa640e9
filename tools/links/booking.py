"""Booking.com: the search page for one house, with dates, party and rooms filled in.

Parameters are those of the site's own search form (as known in 2026-11, not checked live): ss, checkin and
checkout as ISO dates, group_adults, group_children with one `age` per child, no_rooms; `aid` is the
affiliate id and `label` comes back in the affiliate's reports.
"""

from __future__ import annotations

from tools.links.contract import Provider, Visit, address


def url(visit: Visit, affiliate: str | None) -> str:
    parameters: dict[str, str | int | list[int] | None] = {
        "ss": visit.search,
        "checkin": visit.start_on.isoformat(),
        "checkout": visit.end_on.isoformat(),
        "group_adults": visit.party.adults,
        "group_children": len(visit.party.children),
        "age": list(visit.party.children),
        "no_rooms": visit.rooms,
        "selected_currency": visit.currency,
        "aid": affiliate,
    }
    return address("https://www.booking.com/searchresults.html", parameters)


BOOKING = Provider("booking", "Booking.com", "stay", url, affiliate="aid", click="label")

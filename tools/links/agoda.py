"""Agoda: the search page for one house, with dates, party and rooms filled in.

Parameters are those of the site's own search page and of its partner links (as known in 2026-11, not checked
live): textToSearch, checkIn as ISO date with `los` nights, adults, children with childages, rooms, currency; `cid` is
the affiliate id and `tag` comes back in the partner's reports.
"""

from __future__ import annotations

from tools.links.contract import Provider, Visit, address


def url(visit: Visit, affiliate: str | None) -> str:
    parameters: dict[str, str | int | list[int] | None] = {
        "textToSearch": visit.search,
        "checkIn": visit.start_on.isoformat(),
        "checkOut": visit.end_on.isoformat(),
        "los": (visit.end_on - visit.start_on).days,
        "rooms": visit.rooms,
        "adults": visit.party.adults,
        "children": len(visit.party.children),
        "childages": ",".join(map(str, visit.party.children)) or None,
        "currency": visit.currency,
        "cid": affiliate,
    }
    return address("https://www.agoda.com/search", parameters)


AGODA = Provider("agoda", "Agoda", "stay", url, affiliate="cid", click="tag")

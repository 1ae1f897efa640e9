"""OpenTable: a table for the party at the hour of the meal.

Parameters are those of the site's own search page (as known in 2026-11, not checked live): term, dateTime as
local ISO minutes, covers, latitude and longitude; `ref` is the affiliate id. No parameter for a click is known.
"""

from __future__ import annotations

from tools.links.contract import Provider, Visit, address

# Where OpenTable takes reservations in numbers worth a link (as known in 2026-11).
COUNTRIES = frozenset({"US", "CA", "MX", "GB", "IE", "AU", "DE", "ES", "IT", "NL", "JP", "AE", "SG", "TH"})


def url(visit: Visit, affiliate: str | None) -> str:
    assert visit.place is not None
    at = visit.at_local.isoformat(timespec="minutes") if visit.at_local else None
    parameters: dict[str, str | int | list[int] | None] = {
        "term": visit.search,
        "dateTime": at,
        "covers": visit.party.size,
        "latitude": f"{visit.place.at.lat:.4f}",
        "longitude": f"{visit.place.at.lon:.4f}",
        "ref": affiliate,
    }
    return address("https://www.opentable.com/s", parameters)


OPENTABLE = Provider("opentable", "OpenTable", "table", url, affiliate="ref")

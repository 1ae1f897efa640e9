"""Airbnb: homes in a city for the dates and the party.

Parameters are those of the site's own search page (as known in 2026-11, not checked live): the city in the path,
checkin and checkout as ISO dates, adults, children (2 to 12 years) and infants (under 2); older ones count as
adults. The affiliate programme ended in 2021, so an id is ignored.
"""

from __future__ import annotations

from urllib.parse import quote

from tools.links.contract import Provider, Visit, address

_INFANT_UNDER, _CHILD_UNDER = 2, 13


def url(visit: Visit, affiliate: str | None) -> str:  # noqa: ARG001  (the contract's shape)
    """Homes have no names that could be searched for: the city is what is asked."""
    infants = sum(age < _INFANT_UNDER for age in visit.party.children)
    children = sum(_INFANT_UNDER <= age < _CHILD_UNDER for age in visit.party.children)
    parameters: dict[str, str | int | list[int] | None] = {
        "checkin": visit.start_on.isoformat(),
        "checkout": visit.end_on.isoformat(),
        "adults": visit.party.size - infants - children,
        "children": children,
        "infants": infants,
        "currency": visit.currency,
    }
    where = quote(f"{visit.city.name}--{visit.city.country_name}", safe="")
    return address(f"https://www.airbnb.com/s/{where}/homes", parameters)


AIRBNB = Provider("airbnb", "Airbnb", "stay", url)

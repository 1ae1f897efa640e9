"""Sites that sell the same as a search finds, and that only the traveller can ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from api.searching.events import Site
from domain.city import CityFacts
from domain.request import Party
from tools.activities.contract import ActivityQuery
from tools.flights.airports import airport
from tools.flights.contract import FlightQuery
from tools.hotels.contract import HotelQuery
from tools.links.chooser import choose_activities, choose_ride, choose_stays
from tools.links.contract import Provider, Ride, Visit


def flight_sites(query: FlightQuery, asked: Iterable[str], affiliates: Mapping[str, str]) -> tuple[Site, ...]:
    """Those of a flight's sites that are not among the `asked`."""
    start, end = airport(query.origin), airport(query.destination)
    ride = Ride(
        mode="flight",
        from_name=start.name,
        from_at=start.at,
        to_name=end.name,
        to_at=end.at,
        on=query.depart_on,
        return_on=query.return_on,
        party=Party(adults=query.adults, children=query.children),
        currency=query.currency,
    )
    known = set(asked)
    return tuple(
        Site(provider=site.name, label=site.label, url=site.url(ride, affiliates.get(site.name)))
        for site in choose_ride(ride)
        if site.name not in known
    )


def stay_sites(
    query: HotelQuery, city: CityFacts, asked: Iterable[str], affiliates: Mapping[str, str]
) -> tuple[Site, ...]:
    visit = Visit(
        place=None,
        city=city,
        party=Party(adults=query.adults, children=query.children),
        start_on=query.check_in_on,
        end_on=query.check_out_on,
        rooms=query.rooms,
        language=query.language,
        currency=query.currency,
    )
    return _sites(choose_stays(city.country), visit, asked, affiliates)


def activity_sites(
    query: ActivityQuery, city: CityFacts, asked: Iterable[str], affiliates: Mapping[str, str]
) -> tuple[Site, ...]:
    visit = Visit(
        place=None,
        city=city,
        party=Party(adults=query.adults, children=query.children),
        start_on=query.on,
        end_on=query.on,
        language=query.language,
        currency=query.currency,
    )
    return _sites(choose_activities(city.country), visit, asked, affiliates)


def _sites(
    sites: Iterable[Provider], visit: Visit, asked: Iterable[str], affiliates: Mapping[str, str]
) -> tuple[Site, ...]:
    known = set(asked)
    return tuple(
        Site(provider=site.name, label=site.label, url=site.url(visit, affiliates.get(site.name)))
        for site in sites
        if site.name not in known
    )

"""Where a document's facts come from: each provider once for what it gave, with how fresh its answers were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from domain.itinerary import Itinerary
from domain.place import Freshness, Source

# What providers' terms ask to be shown with their facts, by how the names of their adapters begin.
_NOTICES = (
    (
        ("osm", "osrm", "nominatim", "overpass", "openstreetmap"),
        "© OpenStreetMap contributors (openstreetmap.org/copyright)",
    ),
    (("google",), "Google Maps"),
    (("mapbox",), "© Mapbox"),
    (("open-meteo",), "Weather data by Open-Meteo.com"),
    (("openweather",), "Weather data by OpenWeather"),
)


@dataclass(frozen=True)
class SourceRow:
    """`what` is one of our labels; `at` is when the oldest was read, or the date it was known to be true."""

    what: str
    provider: str
    freshness: Freshness
    count: int
    at: date | datetime


def source_rows(itinerary: Itinerary) -> Iterator[SourceRow]:
    """In the order places, ways, journeys, weather, rates; who gave most comes first."""
    for what, sources in _groups(itinerary):
        found = list(sources)
        counts = Counter((source.provider, source.freshness) for source in found)
        for (provider, freshness), count in counts.most_common():
            same = (s for s in found if (s.provider, s.freshness) == (provider, freshness))
            oldest = min(same, key=lambda s: s.read_at.isoformat() if s.read_at else s.as_of.isoformat())
            yield SourceRow(what, provider, freshness, count, oldest.read_at or oldest.as_of)


def _groups(itinerary: Itinerary) -> Iterator[tuple[str, Iterable[Source]]]:
    days = itinerary.days
    legs = [leg for day in days for leg in (*(stop.leg for stop in day.stops), day.back) if leg]
    travels = [leg for day in days for travel in (day.travel_in, day.travel_out) if travel for leg in travel.legs]
    yield "Places", (source for place in itinerary.places for source in (place.source, *place.more_sources))
    yield "Getting there", (leg.source for leg in legs)
    yield "travel", (leg.source for leg in travels)
    yield "Weather", (day.weather.source for day in days if day.weather)
    yield "Exchange rate", (rate.source for rate in itinerary.rates)


def notices(rows: Iterable[SourceRow]) -> tuple[str, ...]:
    """What must be shown, each once."""
    said = {row.provider for row in rows}
    return tuple(text for names, text in _NOTICES if any(provider.startswith(names) for provider in said))

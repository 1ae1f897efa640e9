"""What to know about each city, as rows: the city's facts in our document's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.city import CityFacts
from domain.itinerary import Itinerary


def practical_rows(itinerary: Itinerary, words: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """City, topic, text; only what is known."""
    for city in itinerary.cities:
        for topic, text in _topics(city):
            if text:
                yield city.name, words[topic], text


def _topics(city: CityFacts) -> Iterator[tuple[str, str]]:
    yield "Emergency", ", ".join(f"{what}: {number}" for what, number in city.emergency.items())
    yield "Time zone", city.time_zone
    yield "Currency", city.currency
    yield "Languages", ", ".join(city.languages)
    yield "Transport", _transport(city)
    yield "Plugs", f"{', '.join(city.plugs)}, {city.voltage} V"
    yield "Tap water", city.tap_water
    yield "Tipping", city.tipping
    yield "Etiquette", " ".join(city.etiquette)
    yield "Dress", city.dress_code
    yield "Safety", " ".join(city.safety)
    yield "Closures", " ".join(f"{closure.when}: {closure.what}" for closure in city.closures)
    yield "Phrases", "; ".join(_phrase(p.en, p.local, p.say) for p in city.phrases)


def _transport(city: CityFacts) -> str:
    fare = f"{', '.join(city.transport.modes)}; {city.transport.single_fare} {city.currency}"
    return f"{fare}. {city.transport.note}".strip()


def _phrase(english: str, local: str, say: str) -> str:
    return f"{english} = {local}" + (f" ({say})" if say else "")

"""What to know about each city, as its page of the book shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agents.rendering.book.words import Words
from domain.city import CityFacts, Phrase


@dataclass(frozen=True)
class Help:
    what: str
    number: str

    @property
    def dialled(self) -> str:
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class Topic:
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class CityView:
    id: str
    name: str
    country: str
    summary: str
    language: str
    emergency: tuple[Help, ...]
    phrases: tuple[Phrase, ...]
    etiquette: tuple[str, ...]
    topics: tuple[Topic, ...]


def city_view(city: CityFacts, words: Words) -> CityView:
    return CityView(
        id=city.id,
        name=city.name,
        country=city.country_name,
        summary=city.summary,
        language=city.languages[0],
        emergency=tuple(Help(_service(what, words), number) for what, number in city.emergency.items()),
        phrases=city.phrases,
        etiquette=city.etiquette,
        topics=tuple(topic for topic in _topics(city, words) if any(topic.lines)),
    )


def _service(what: str, words: Words) -> str:
    """A service that we have no word for is called as the city's facts call it."""
    try:
        return words(f"call {what}")
    except KeyError:
        return what.replace("_", " ")


def _topics(city: CityFacts, words: Words) -> Iterator[Topic]:
    fare = f"{', '.join(city.transport.modes)} · {city.transport.single_fare} {city.currency}"
    yield Topic("Transport", tuple(filter(None, (fare, city.transport.note))))
    yield Topic("Tipping", (city.tipping,))
    yield Topic("Dress", (city.dress_code,))
    yield Topic("Safety", city.safety)
    yield Topic("Tap water", (city.tap_water,))
    yield Topic("Plugs", (f"{', '.join(city.plugs)} · {city.voltage} V",))
    yield Topic("Time zone", (f"{city.time_zone} · {words('Currency')} {city.currency}",))
    yield Topic("Closures", tuple(f"{closure.when}: {closure.what}" for closure in city.closures))

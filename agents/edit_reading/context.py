"""The plan that a message speaks about, asked by words: which day, which stop, which city."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agents.edit_reading.numbered import nth_in
from agents.intent.numbers import NUMBER, ORDINAL, ORDINALS, value_of
from agents.intent.scan import Scan
from agents.intent.slots.calendar_words import weekdays
from agents.intent.slots.dates import read_when
from agents.intent.vocabulary import interests_in
from domain.interests import INTERESTS
from domain.itinerary import Itinerary, Purpose, Stop
from domain.place import Category, Place
from domain.request import TripRequest
from tools.places import gazetteer
from tools.places.spelling import fold

_MEALS = {
    Purpose.BREAKFAST: r"breakfasts?|desayunos?|petit[- ]dejeuner|fruhstuck",
    Purpose.LUNCH: r"lunch(?:es)?|almuerzos?|comida del mediodia|dejeuner|mittagessen",
    Purpose.DINNER: r"dinners?|supper|cenas?|diner|abendessen",
}
MEAL_WORDS = "|".join(_MEALS.values())
_DAY_WORD = r"(?:days?|dia|jour|tag)"
_DAY = re.compile(
    rf"\b(?:on |el |le |am |an |of |for |to |del |al |du |au |zu |von )?(?:the )?(?:{_DAY_WORD}\s+(?P<n>{NUMBER})|(?P<ord>{ORDINAL})\s+(?:{_DAY_WORD})|(?P<num>\d{{1,2}})(?:st|nd|rd|th)\s+day|{_DAY_WORD}\s+(?P<rank>{ORDINAL}))\b"
)
_WHOLE_WORDS = 90.0  # likeness from which a name holds all the words said: "the Duomo" is the Duomo
_BY_NAME = 96.0  # from here on words are a place's name, and no longer that of the quarter it lies in
_GENERIC_STOP = {
    "museum": (Category.MUSEUM, Category.GALLERY),
    "gallery": (Category.GALLERY,),
    "park": (Category.PARK,),
    "garden": (Category.GARDEN,),
    "temple": (Category.TEMPLE,),
    "shrine": (Category.SHRINE,),
    "church": (Category.CHURCH,),
    "cathedral": (Category.CHURCH,),
    "mosque": (Category.MOSQUE,),
    "palace": (Category.PALACE,),
    "castle": (Category.CASTLE,),
    "market": (Category.MARKET, Category.FOOD_MARKET),
    "restaurant": (Category.RESTAURANT,),
    "cafe": (Category.CAFE,),
    "bar": (Category.BAR,),
}


@dataclass(frozen=True)
class Context:
    """The request, its plan, and today where the traveller is."""

    request: TripRequest
    itinerary: Itinerary
    today: date

    @property
    def city_ids(self) -> tuple[str, ...]:
        return tuple(d.city_id for d in self.request.destinations)

    def stops_on(self, day: int | None) -> tuple[Stop, ...]:
        days = self.itinerary.days if day is None else self.itinerary.days[day - 1 : day]
        return tuple(stop for one in days for stop in one.stops)

    def place(self, place_id: str) -> Place:
        return self.itinerary.place(place_id)

    def day_in(self, scan: Scan) -> int | None:
        """The day a clause names, taken out of it; None when it names none of the trip."""
        if match := scan.find(_DAY):
            number = self._number(match)
            if number is not None:
                scan.blank(*match.span())
                return number
        return self._by_weekday(scan) or self._by_date(scan)

    def _number(self, match: re.Match[str]) -> int | None:
        ordinal = match["ord"] or match["rank"]
        number = ORDINALS[ordinal] if ordinal else int(match["num"]) if match["num"] else value_of(match["n"])
        if ordinal and ordinal in {"last", "final", "ultimo", "ultima", "dernier", "derniere", "letzte", "letzten"}:
            number = len(self.itinerary.days)
        return number if 1 <= number <= len(self.itinerary.days) else None

    def _by_weekday(self, scan: Scan) -> int | None:
        names = "|".join(sorted(weekdays(), key=len, reverse=True))
        match = scan.find(re.compile(rf"\b(?:on |el |le |am |the |for |to |del )?(?P<day>{names})\b"))
        if match is None:
            return None
        for number, day in enumerate(self.itinerary.days, start=1):
            if day.on.weekday() == weekdays()[match["day"]]:
                scan.blank(*match.span())
                return number
        return None

    def _by_date(self, scan: Scan) -> int | None:
        if not re.search(r"\d", scan.rest) and "tomorrow" not in scan.rest:
            return None
        probe = Scan(scan.text, scan.language, self.today)
        probe.rest = scan.rest
        when = read_when(probe).start_on
        for number, day in enumerate(self.itinerary.days, start=1):
            if day.on == when:
                scan.rest = probe.rest
                return number
        return None

    def city_in(self, words: str) -> str | None:
        """A destination of the trip that the words name."""
        named = [m.match.city_id for m in gazetteer.mentions(words) if isinstance(m.match, gazetteer.CityMatch)]
        return next((city_id for city_id in named if city_id in self.city_ids), None)

    def stops_named(self, words: str, day: int | None = None) -> tuple[Stop, ...]:
        """The stops that the words name: a number, a name, a quarter, a meal, or a kind of place that fits."""
        if not words.strip() or self.unplanned(words):
            return ()
        return (
            self._by_number(words, day)
            or self.by_name(words, day)
            or self.by_area(words, day)
            or self.meals_in(words, day)
            or self._by_kind(words, day)
        )

    def _by_number(self, words: str, day: int | None) -> tuple[Stop, ...]:
        """The second stop of day 1; but the Last Supper is no meal. Without a day only what ends the trip is clear."""
        nth = nth_in(words)
        if nth is None or self._of_name(words, day, least=90):
            return ()
        day = day or self.day_in(Scan(words, self.request.language, self.today))
        if day is None and not nth.is_an_end and len(self.itinerary.days) > 1:
            return ()
        stops = self.stops_on(day)
        if nth.kind:
            stops = self.meals_in(nth.kind, day) or self._by_kind(nth.kind, day)
        return nth.of(stops)

    def unplanned(self, words: str) -> Place | None:
        """The place that the words name where it is known but no stop of the plan; no like stop stands in for it."""
        match = gazetteer.find_place(words, self.city_ids, least=90)
        if match is None or any(stop.place_id == match.place.id for stop in self.stops_on(None)):
            return None
        if match.score < _BY_NAME and self.by_area(words, None):
            return None
        near = max((gazetteer.likeness(words, self.place(s.place_id)) for s in self.stops_on(None)), default=0.0)
        return match.place if near < min(match.score, _WHOLE_WORDS) else None

    def by_name(self, words: str, day: int | None) -> tuple[Stop, ...]:
        if self.unplanned(words):
            return ()
        if found := self._of_name(words, day, least=86):
            return found
        parts = words.split()
        for size in range(len(parts) - 1, 0, -1):
            for i in range(len(parts) - size + 1):
                part = " ".join(parts[i : i + size])
                if (size > 1 or part[0].isupper()) and (found := self._of_name(part, day, least=96)):
                    return found
        return ()

    def _of_name(self, words: str, day: int | None, least: float) -> tuple[Stop, ...]:
        scored = [(gazetteer.likeness(words, self.place(s.place_id)), s) for s in self.stops_on(day)]
        best = max((score for score, _ in scored), default=0.0)
        return tuple(_once(s for score, s in scored if score == best)) if best >= least else ()

    def named_exactly(self, words: str) -> tuple[Stop, ...]:
        """The stops of a name as good as exact."""
        return self._of_name(words, None, least=90)

    def named_on(self, words: str, day: int | None) -> tuple[Stop, ...]:
        """The stop that the words single out by its number or its name: of a name the likest, if it can be that day's."""
        if not words.strip() or self.unplanned(words):
            return ()
        if numbered := self._by_number(words, day):
            return numbered
        likest = self._of_name(words, None, least=86) or self.by_name(words, day) or self.by_name(words, None)
        there = {stop.id for stop in self.stops_on(day)}
        return tuple(stop for stop in likest if stop.id in there) or likest

    def by_area(self, words: str, day: int | None) -> tuple[Stop, ...]:
        key = fold(words).strip(" .!?").removeprefix("the ")
        return tuple(
            s
            for s in self.stops_on(day)
            if key and key in {fold(self.place(s.place_id).area or ""), *self.place(s.place_id).tags}
        )

    def meals_in(self, words: str, day: int | None) -> tuple[Stop, ...]:
        """The stops of the first meal that the words name."""
        for purpose, names in _MEALS.items():
            if re.search(rf"\b(?:{names})\b", fold(words)):
                return tuple(s for s in self.stops_on(day) if s.purpose is purpose)
        return ()

    def _by_kind(self, words: str, day: int | None) -> tuple[Stop, ...]:
        key = fold(words)
        kinds = {
            c for word, categories in _GENERIC_STOP.items() if re.search(rf"\b{word}s?\b", key) for c in categories
        }
        if not kinds:
            kinds = {c for _, _, name in interests_in(key) for c in INTERESTS[name].categories}
        return tuple(s for s in self.stops_on(day) if self.place(s.place_id).category in kinds)


def _once(stops: Iterable[Stop]) -> list[Stop]:
    found: dict[str, Stop] = {}
    for stop in stops:
        found.setdefault(stop.place_id, stop)
    return list(found.values())

"""A tour of several cities from sentences: its days, its stays, what happens when, and who flies where."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from agents.tours.amounts import NUMBER
from agents.tours.calendar import Count, Span, blanked, counts_in, spans_in
from agents.tours.flights import flights_in, is_about_flights
from agents.tours.names import NAME, Found, known_in, names_after, trimmed
from agents.tours.sentences import sentences_of
from agents.tours.stays import OF_KIND, stays_in, total_in
from agents.tours.wish import CityEvent, CityStay, Flight, TourWish

_CUE = (
    r"\b(?:in|at|to|into|visit|visiting|see|seeing|explore|exploring|reach|reaching|around|enjoy|enjoying|tour|touring|discover|discovering|days? (?:of|for|with)|include|including|cities(?: of| are)?:?|(?:city|stop|destination|place) is|via)\s+"
    + OF_KIND
)
_LISTED = rf"{NAME}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?:the\s+)?{NAME})*"
# A name, or a list of them, that begins a clause and goes on with its days.
_HEADS = re.compile(
    rf"(?:^|[,;:]\s+|\b(?:and|then|finally|afterwards|plus)\s+)(?P<names>{_LISTED})(?=\s*(?:[:(|=–—]|,?\s*(?i:for|needs?|deserves?|gets?|takes?|is|should|will|shall|must|with|has|have)\b|\s-\s|,?\s*{NUMBER}[\s-]+(?:days?|nights?|weeks?)\b))"
)
_AFTER_DAYS = re.compile(
    rf"(?i:\b(?:days?|nights?|weeks?)\s+(?:(?:are|is|will be|go|goes|belong|belongs|spent|reserved|set aside)\s+)?(?:(?:for|to|in|at|of)\s+)?(?:the\s+)?)(?P<names>{_LISTED})"
)
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_THERE = re.compile(r"(?i)\b(?:there|here|it|this city|that city|in the city)\b")
_OCCASION = re.compile(
    r"(?i)\b(?:weddings?|workshops?|conferences?|(?:annual |yearly )?shows?|friends?|relatives|family|parents|cousins?|grandparents|concerts?|festivals?|meetings?|fairs?|exhibitions?|congress|symposium|seminars?|match(?:es)?|games?|races?|marathons?|part(?:y|ies)|birthdays?|graduations?|opera|reunions?|conventions?|ceremony|events?|appointments?|lectures?|courses?|class(?:es)?|tournament|carnival|parades?|expo|summit|interviews?|funeral|christening|anniversary)\b"
)
_FIRST = re.compile(
    r"(?i)\b(?:start(?:s|ing)?|begin(?:s|ning)?|commence|set(?:ting)? (?:out|off))\b(?:\s+(?:your|the|my|our|this|out|off|a|trip|tour|journey|travels|route|from))*\s+(?:in|from|at|with)\s+(?:the\s+)?$|\bfirst (?:stop|city|destination)\s+(?:is|must be|should be|has to be|will be)\s+(?:the\s+)?$"
)
_LAST = re.compile(
    r"(?i)\b(?:end(?:s|ing)?|finish(?:es|ing)?|conclude)\b(?:\s+(?:your|the|my|our|this|up|trip|tour|journey|travels|route))*\s+(?:in|at|with)\s+(?:the\s+)?$|\b(?:last|final) (?:stop|city|destination)\s+(?:is|must be|should be|has to be|will be)\s+(?:the\s+)?$"
)
_LAST_DAY = re.compile(r"(?i)\b(?:on\s+)?(?:the|your|my|our)\s+(?:very\s+)?(?:last|final)\s+day\b")
_DIGIT = re.compile(r"\d")


@dataclass
class _Heard:
    """What the sentences came to so far; `last` is the city spoken of last."""

    stays: dict[str, int] = field(default_factory=dict)
    implied: set[str] = field(default_factory=set)
    events: list[CityEvent] = field(default_factory=list)
    total: int | None = None
    last: str | None = None
    unread: list[str] = field(default_factory=list)


def read_tour(text: str, names: Iterable[str] = ()) -> TourWish:
    """All wishes of `text`; `names` are cities known beforehand, others are told by how they stand."""
    rest, flights = _take_flights(sentences_of(text))
    known = _city_names(rest, flights, names)
    heard = _Heard()
    for sentence in rest:
        _hear_stays(sentence, known, heard)
    heard.last = None
    for sentence in rest:
        _hear_events(sentence, known, heard)
    return TourWish(
        stays=tuple(CityStay(city, days, city in heard.implied) for city, days in heard.stays.items()),
        total_days=heard.total,
        events=tuple(dict.fromkeys(heard.events)),
        flights=None if flights is None else tuple(_respelt(flight, known) for flight in dict.fromkeys(flights)),
        unread=tuple(dict.fromkeys(heard.unread)),
    )


def _take_flights(sentences: list[str]) -> tuple[list[str], list[Flight] | None]:
    """Flights, and the sentences that are about something else. None: nothing was said about flights."""
    rest: list[str] = []
    flights: list[Flight] | None = None
    listing = False
    for sentence in sentences:
        if spans_in(sentence) or counts_in(sentence):
            rest.append(sentence)
            listing = False
            continue
        about = is_about_flights(sentence)
        found = flights_in(sentence) if about or listing else None
        if found:
            flights = [*(flights or ()), *found]
            listing = True
        elif about:
            listing = True
            rest.append(sentence)
            if sentence.rstrip().endswith(":"):
                flights = flights or []
        else:
            listing = False
            rest.append(sentence)
    return rest, flights


def _city_names(sentences: list[str], flights: list[Flight] | None, names: Iterable[str]) -> tuple[str, ...]:
    """Known names first, so that theirs is the spelling that counts."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    for flight in flights or ():
        found.setdefault(flight.origin.casefold(), flight.origin)
        found.setdefault(flight.target.casefold(), flight.target)
    for sentence in sentences:
        listed = [match["names"] for pattern in (_HEADS, _AFTER_DAYS) for match in pattern.finditer(sentence)]
        heads = [trimmed(name) for names_said in listed for name in _AND.split(names_said)]
        for name in (*names_after(sentence, _CUE), *heads):
            if name and not known_in(name, found.values()):
                found[name.casefold()] = name
    return tuple(found.values())


def _respelt(flight: Flight, known: tuple[str, ...]) -> Flight:
    spelt = {name.casefold(): name for name in known}
    return Flight(spelt[flight.origin.casefold()], spelt[flight.target.casefold()], flight.both_ways)


def _hear_stays(sentence: str, known: tuple[str, ...], heard: _Heard) -> None:
    plain = blanked(sentence, spans_in(sentence))
    cities, counts = known_in(sentence, known), counts_in(plain)
    total = total_in(plain, counts, cities)
    if total is None and len(counts) == 1 and not cities:
        if heard.last and _THERE.search(sentence) and heard.last not in heard.stays:
            _keep(heard, sentence, {heard.last: counts[0].days})
            return
        total = counts[0]
    if total is not None:
        counts = [count for count in counts if count is not total]
        _keep_total(heard, sentence, total)
    if counts:
        stays = stays_in(plain, counts, cities)
        _keep(heard, sentence, stays)
        if not stays:
            heard.unread.append(sentence)
    if cities:
        heard.last = cities[-1].name


def _keep_total(heard: _Heard, sentence: str, total: Count) -> None:
    """Said again at the end it must be the same."""
    if heard.total is None:
        heard.total = total.days
    elif heard.total != total.days:
        heard.unread.append(sentence)


def _keep(heard: _Heard, sentence: str, stays: dict[str, int]) -> None:
    for city, days in stays.items():
        if heard.stays.setdefault(city, days) != days:
            heard.unread.append(sentence)


def _hear_events(sentence: str, known: tuple[str, ...], heard: _Heard) -> None:
    cities = [city for city in known_in(sentence, known) if city.name in heard.stays] or known_in(sentence, known)
    spans = [*spans_in(sentence), *_last_days(sentence, heard)]
    said = list(_OCCASION.finditer(sentence))
    for span in spans:
        city = _city_of(span, spans, cities) or (heard.last if _THERE.search(sentence) or said else None)
        if city is None:
            if (span.first, span.last) != (1, heard.total):
                heard.unread.append(sentence)
            continue
        heard.events.append(CityEvent(city, span.first, span.last, _nearest(said, span), span.whole))
        if city not in heard.stays:
            heard.stays[city] = span.last - span.first + 1
            heard.implied.add(city)
    _hear_ends(sentence, cities, heard)
    if cities:
        heard.last = cities[-1].name


def _nearest(said: list[re.Match[str]], span: Span) -> str:
    """The occasion named nearest to its days."""
    away = {max(match.start() - span.end, span.start - match.end()): match[0].lower() for match in reversed(said)}
    return away[min(away)] if away else ""


def _last_days(sentence: str, heard: _Heard) -> list[Span]:
    days = heard.total or sum(heard.stays.values()) - max(0, len(heard.stays) - 1)
    return [Span(days, days, match.start(), match.end(), True) for match in _LAST_DAY.finditer(sentence)]


def _city_of(span: Span, spans: list[Span], cities: list[Found]) -> str | None:
    """The nearest city: after its span where the sentence begins with one, else before it."""
    if not cities:
        return None
    before = [city.name for city in cities if city.end <= span.start]
    after = [city.name for city in cities if city.start >= span.end]
    if spans[0].start < cities[0].start:
        return after[0] if after else before[-1]
    return before[-1] if before else after[0]


def _hear_ends(sentence: str, cities: list[Found], heard: _Heard) -> None:
    """`start in Rome`, `end in Pisa`: there on the first or the last day."""
    days = heard.total or sum(heard.stays.values()) - max(0, len(heard.stays) - 1)
    for city in cities:
        if city.name in heard.stays and not spans_in(sentence):
            if _FIRST.search(sentence[: city.start]):
                heard.events.append(CityEvent(city.name, 1, 1, "start"))
            elif _LAST.search(sentence[: city.start]):
                heard.events.append(CityEvent(city.name, days, days, "end"))

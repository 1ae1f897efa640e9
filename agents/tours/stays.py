"""Who owns which days in one sentence: counts go to cities, or to the whole tour."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Sequence

from agents.tours.amounts import NUMBER, number_of
from agents.tours.calendar import Count
from agents.tours.names import Found

_TRIP = (
    r"(?:trip|tour|journey|itinerary|holidays?|vacation|getaway|adventure|travels|round trip|route|plan|break|odyssey)"
)
_TOTAL_AFTER = re.compile(
    rf"(?i)^[\s-]*(?:(?:in total|altogether|overall|all in all|in all|total|all told)\b|(?:[\w-]+\s+){{0,3}}{_TRIP}\b|(?:at your disposal|available)\b)"
)
_TOTAL_BEFORE = re.compile(
    rf"(?i)(?:\b(?:total(?:ling|s)?(?: of)?|altogether|in all|overall|all in all)[\s,:]*(?:is |to |of |for )?(?:exactly )?|\b{_TRIP}\s+(?:\w+\s+){{0,3}}?(?:lasts?|takes?|of|over|for|spans?|is|last|take|span|covers?|runs?)\s+(?:exactly |just )?)$"
)
_CITIES = re.compile(rf"(?i)\b{NUMBER}\s+(?:[\w-]+\s+){{0,2}}(?:cities|places|stops|towns|destinations|capitals)\b")
_KIND = r"(?:(?:beautiful|lovely|wonderful|sunny|charming|historic|great|old|fair|romantic|gorgeous)\s+)*"
OF_KIND = rf"(?:the\s+)?{_KIND}(?:(?:city|town|village|capital)\s+of\s+)?{_KIND}"  # before a name
_BEFORE_CITY = re.compile(
    rf"(?i)^\s*(?:(?:stay|visit|stop|stopover|layover|break|sojourn|time)\s+)?(?:(?:in|at|to|for|of|on|with|around|visiting|exploring|seeing|enjoying|discovering|touring|are for|go to|belong to|to (?:visit|explore|see|enjoy|discover|tour|spend in|be spent in|stay in|relax in))\s+|:\s*|[-–—]\s*)?{OF_KIND}$"
)
_AFTER_CITY = re.compile(
    r"(?i)^[\s,:(\[=–—|-]*(?:(?:and\s+)?(?:\w+\s+){0,2}?(?:for|gets?|needs?|deserves?|takes?|last|lasts|be|is|there for)\s+)?(?:a\s+|exactly\s+|just\s+|about\s+|around\s+|full\s+)*$"
)
_ROW = re.compile(rf"(?i)(?<![\w-])(?:{NUMBER}\s*(?:,\s*(?:and\s+)?|and\s|/|\+|&)\s*)+$")
_EACH = re.compile(r"(?i)\b(?:each|apiece|per city|in every city|in each (?:city|of them)|every one of them)\b")
_BARE_BEFORE = re.compile(
    rf"(?i)(?<![\w-])(?P<n>{NUMBER})\s+(?:more\s+|(?:will\s+)?(?:go|goes|are|belong)\s+)?(?:in|at|for|to)\s+{OF_KIND}$"
)
_BARE_AFTER = re.compile(
    rf"(?i)^\s*(?:for\s+|:\s*|\(\s*|=\s*|[–—-]\s+|,\s*)(?P<n>{NUMBER})(?!\s*(?:people|adults?|friends|persons?|cities|st|nd|rd|th|am|pm|[:.]\d)|\w)"
)


def total_in(sentence: str, counts: Sequence[Count], cities: Sequence[Found]) -> Count | None:
    """The count that is said of the whole tour."""
    for count in counts:
        if _TOTAL_AFTER.match(sentence[count.end :]) and not _stands_before_city(sentence, count, cities):
            return count
        if _TOTAL_BEFORE.search(sentence[: count.start]):
            return count
    if len(counts) == 1 and not cities and _CITIES.search(sentence):
        return counts[0]
    return None


def stays_in(sentence: str, counts: Sequence[Count], cities: Sequence[Found]) -> dict[str, int]:
    """Days of each city that has some in this sentence; of two places for a count the nearer one's."""
    if len(counts) == 1 and _EACH.search(sentence):
        return {city.name: counts[0].days for city in cities}
    counts = _row(sentence, counts, len(cities))
    if len(counts) == len(cities) and cities[-1].end <= counts[0].start:
        return {city.name: count.days for city, count in zip(cities, counts, strict=True)}
    owned: dict[int, Count] = {}
    free = list(counts)
    for count in counts:
        index = _next_city(sentence, count, cities)
        if index is not None and index not in owned:
            owned[index] = count
            free.remove(count)
    for count in list(free):
        index = _previous_city(sentence, count, cities, owned)
        if index is not None:
            owned[index] = count
            free.remove(count)
    _in_order(free, cities, owned)
    stays = {cities[index].name: count.days for index, count in sorted(owned.items())}
    stays |= _bare(sentence, counts, cities, stays)
    return {city.name: stays[city.name] for city in cities if city.name in stays}


def _row(sentence: str, counts: Sequence[Count], size: int) -> Sequence[Count]:
    """`3, 2 and 4 days` are three counts, where there are three cities for them."""
    row = _ROW.search(sentence[: counts[0].start]) if len(counts) == 1 else None
    if row is None:
        return counts
    night = 1 if "night" in sentence[counts[0].start : counts[0].end].lower() else 0
    numbers = list(re.finditer(rf"(?i){NUMBER}", row[0]))
    more = [Count(number_of(n[0]) + night, row.start() + n.start(), row.start() + n.end()) for n in numbers]
    return [*more, *counts] if len(more) + 1 == size else counts


def _next_city(sentence: str, count: Count, cities: Sequence[Found]) -> int | None:
    for index, city in enumerate(cities):
        if city.start >= count.end:
            return index if _BEFORE_CITY.match(sentence[count.end : city.start]) else None
    return None


def _previous_city(sentence: str, count: Count, cities: Sequence[Found], owned: dict[int, Count]) -> int | None:
    """`Rome for 3 days`: the city right before; a sentence's only city without saying more."""
    before = [index for index, city in enumerate(cities) if city.end <= count.start]
    if not before or before[-1] in owned:
        return None
    return before[-1] if _AFTER_CITY.match(sentence[cities[before[-1]].end : count.start]) else None


def _in_order(free: list[Count], cities: Sequence[Found], owned: dict[int, Count]) -> None:
    """`Rome and Pisa get 3 and 2 days`: what is left is shared out in order, if it comes out even."""
    names = {cities[index].name for index in owned}
    rest: dict[str, int] = {}
    for index, city in enumerate(cities):
        if city.name not in names:
            rest.setdefault(city.name, index)
    if free and len(free) == len(rest):
        owned.update(zip(rest.values(), free, strict=True))


def _bare(sentence: str, counts: Sequence[Count], cities: Sequence[Found], stays: dict[str, int]) -> dict[str, int]:
    """`3 days in Rome, 2 in Pisa`: the unit said once holds for the rest."""
    if not counts:
        return {}
    night = 1 if "night" in sentence[counts[0].start : counts[0].end].lower() else 0
    found: dict[str, int] = {}
    for city in cities:
        match = _BARE_BEFORE.search(sentence[: city.start]) or _BARE_AFTER.match(sentence[city.end :])
        if match and city.name not in stays:
            found[city.name] = number_of(match["n"]) + night
    return found


def _stands_before_city(sentence: str, count: Count, cities: Sequence[Found]) -> bool:
    """`a 3-day trip to Rome` is Rome's, where Rome is the only city named."""
    following = [city for city in cities if city.start >= count.end]
    return len(following) == 1 and bool(
        re.match(rf"(?i)^[\s-]*(?:\w+\s+)?{_TRIP}\s+(?:to|in)\s+$", sentence[count.end : following[0].start])
    )

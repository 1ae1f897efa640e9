"""Cities beyond the atlas that a message names, where the world can be asked.

A name alone proves little (most words are some town's), so it takes a sign: it stands where one goes to ("5 days in
Omsk"), beside another city ("Ljubljana and Zagreb"), with nights of its own, or at the head of the message.
"""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agents.intent.scan import BLANK, Scan
from agents.intent.slots.calendar_words import months, weekdays
from agents.intent.slots.length import Length
from agents.intent.slots.names import names_at
from agents.intent.vocabulary import cuisines_in, interests_in
from tools.places import gazetteer
from tools.places.gazetteer import CityMatch, Mention
from tools.places.spelling import fold
from tools.places.words import ORDINARY_WORDS

_PEOPLE, _PEOPLE_IN_SMALL_LETTERS, _PEOPLE_MISSPELT = 15_000, 100_000, 200_000
_LEAST_LETTERS = 4  # of a small town's name, or one with a slip
_NEAR_M = 1_000_000
_PEOPLE_OF_A_COUNTRYS_NAME = 200_000
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_THERE = re.compile(
    r"(?:^|\b(?:first|then|finally|primero|luego|d'abord|puis|zuerst|dann)\s+|\b(?:trip|travel|travell?ing|going|go|fly|flight|visit|get|head|heading|want|vacation|holidays?|break|tour|escape|weekend|days?|nights?|weeks?)\s+(?:to|in|at)\s+|\b(?:to|in|days?|nights?|weeks?|weekend|"
    r"viaje a|ir a|viajar a|en|aller a|voyage a|sejour a|a|nach|reise nach|v|во?|на|до|у|w|do|στη|στην|στο)\s+|·\s*)(?:the |city of |beautiful |lovely )?$"
)
_SEEN = re.compile(
    r"\b(?:visit(?:ing)?|explor(?:e|ing)|see|around|discover(?:ing)?|visitar|conocer|visiter|decouvrir|besuchen)\s+(?:the |city of |beautiful |lovely )?$"
)
_NOT_THERE = re.compile(
    r"\b(?:day[- ]?trips? (?:to|from)|excursions? to|near|close to|outside|from|of|with|ausflug nach|excursion a|cerca de|pres de|airport in|born in|must[- ](?:see|visit)|based in|live in|living in)\s+(?:the )?$"
)
_JOINED = re.compile(
    r"^[\s·]*(?:,|&|\+|/|->|→|–|-|\b(?:and|then|y|e|et|und|plus|to|a|nach|puis|dann|luego|и|та|i|або|și|og|och|en|ja)\b|\s)*(?:then |to |in |the |\d+ (?:days? |nights? )?(?:in )?|·\s*)*$"
)
_REGION = re.compile(
    r"\s*(?:,\s*|\()(?P<region>[A-Z][\w. ]*?)\)?(?=$|[,;.!?\n)]|\s+(?:in|for|on|from|with|and|to)\b|\s*·|\s+\d)"
)


def beyond_the_atlas(scan: Scan, known: Sequence[Mention], lengths: Sequence[Length]) -> list[Mention]:
    """What is named beside the atlas's cities, in the order of the text."""
    country = _country(scan)
    candidates = tuple(_candidates(scan, known))
    found: list[Mention] = []
    for sure in (True, True, False):  # a city that was found makes the one before it one, too
        for name, start, end in candidates:
            taken = [*known, *found]
            if any(start < mention.end and mention.start < end for mention in taken):
                continue
            if mention := _mention(scan, (name, start, end), taken, lengths, country, sure=sure):
                found.append(mention)
    return found


def _country(scan: Scan) -> str | None:
    """The one country that the message names, which tells a city from its namesakes."""
    codes = {mention.code for mention in gazetteer.country_mentions(scan.visible)}
    return next(iter(codes)) if len(codes) == 1 else None


def _candidates(scan: Scan, known: Sequence[Mention]) -> Iterator[tuple[str, int, int]]:
    """Every run of up to four words that might be a name, longest first at each word."""
    for word in _WORD.finditer(scan.visible):
        if any(mention.start <= word.start() < mention.end for mention in known):
            continue
        for name, start, end in names_at(scan, word.start()):
            if BLANK not in scan.rest[start:end]:
                yield name, start, end


def _mention(
    scan: Scan,
    candidate: tuple[str, int, int],
    taken: Sequence[Mention],
    lengths: Sequence[Length],
    country: str | None,
    *,
    sure: bool,
) -> Mention | None:
    """With `sure` only what one goes to; without, also what one only sees or visits, near where one goes."""
    name, start, end = candidate
    if not _could_be_city(scan, name) or _is_part_of_a_name(scan, end):
        return None
    if not _has_a_sign(scan, start, end, taken, lengths, seen=not sure):
        return None
    region = _REGION.match(scan.text, end)
    if region is not None and (city := _in_region(name, region["region"])) is not None:
        stop = region.end() if region[0].endswith(")") else region.end("region")
        return Mention(start=start, end=stop, typed=scan.text[start:stop], match=city)
    match = _city(scan, name, country, town=sure)
    if match is None or not (sure or _is_near(match, taken)):
        return None
    return Mention(start=start, end=end, typed=name, match=match)


def _is_near(city: CityMatch, taken: Sequence[Mention]) -> bool:
    """Whether it is in reach of a city of the trip: who visits Alhambra from Granada does not mean California's."""
    others = [mention.match.at for mention in taken if isinstance(mention.match, CityMatch)]
    return not others or any(at.metres_to(city.at) <= _NEAR_M for at in others)


def _in_region(name: str, region: str) -> CityMatch | None:
    """As in "Birmingham, Alabama": only where the second name is a country or a state; it may as well be a city."""
    if gazetteer.country_code(region) is None and fold(region).strip(" .") not in gazetteer.world_cities.us_states():
        return None
    city = gazetteer.find_city(f"{name}, {region}", world=True)
    return city if isinstance(city, CityMatch) else None


def _city(scan: Scan, name: str, country: str | None, *, town: bool) -> CityMatch | None:
    capital = _is_capital(scan, name)
    if found := gazetteer.world_city(name, _PEOPLE if capital else _PEOPLE_IN_SMALL_LETTERS, country=country):
        return found
    if not capital or len(name) < _LEAST_LETTERS:
        return None
    if town and (towns := gazetteer.world_cities.find_towns(name)):
        small = gazetteer.find_city(towns[0].id, world=True)
        return small if isinstance(small, CityMatch) else None
    close = gazetteer.world_cities.find_misspelt(name, _PEOPLE_MISSPELT)
    found_again = gazetteer.find_city(close.id, world=True) if close else None
    return (
        found_again.model_copy(update={"typed": name, "exact": False}) if isinstance(found_again, CityMatch) else None
    )


def _is_capital(scan: Scan, name: str) -> bool:
    """Written as a name; scripts without capitals always are."""
    shouting = scan.text == scan.text.upper() and scan.text != scan.text.lower()
    return not name[0].islower() and not shouting


def _could_be_city(scan: Scan, name: str) -> bool:
    key = fold(name)
    words = key.split()
    if len(key) < 2 or any(word in months() or word in weekdays() for word in words):
        return False
    if gazetteer.country_code(name) is not None and not _is_chief_city(key):
        return False
    if interests_in(key) or cuisines_in(key):
        return False
    return not all(word in ORDINARY_WORDS for word in words) or (
        _is_capital(scan, name) and len(key) > 3 and len(words) > 1
    )


def _is_chief_city(key: str) -> bool:
    """Whether a country's name (in whatever language) is a big city's own: Granada, which is Grenada in Spanish."""
    city = gazetteer.world_city(key, _PEOPLE_OF_A_COUNTRYS_NAME)
    return city is not None and fold(city.name) == key


def _is_part_of_a_name(scan: Scan, end: int) -> bool:
    """Whether a capitalised word goes on where it ends, and is no date, country or city: Tara in "Tara Gate"."""
    following = re.match(r" ([A-Z][^\W\d_]+)", scan.text[end:])
    if following is None:
        return False
    key = fold(following[1])
    known = key in months() or key in weekdays() or gazetteer.country_code(key) is not None
    return not known and gazetteer.world_city(following[1], _PEOPLE) is None


def _has_a_sign(
    scan: Scan, start: int, end: int, taken: Sequence[Mention], lengths: Sequence[Length], *, seen: bool
) -> bool:
    before = scan.rest[max(0, start - 40) : start]
    if _NOT_THERE.search(fold(scan.text[max(0, start - 40) : start])):
        return False
    beside = any(
        _JOINED.fullmatch(scan.rest[min(end, m.end) : max(start, m.start)])
        for m in taken
        if isinstance(m.match, CityMatch) and (m.end <= start or end <= m.start)
    )
    own = any(
        re.fullmatch(r"[\s·,:(-]*(?:for|por|fur|pour)?\s*", scan.rest[end : one.start])
        for one in lengths
        if one.start >= end
    )
    if not own and _SEEN.search(before):
        return seen
    return beside or own or _THERE.search(before) is not None

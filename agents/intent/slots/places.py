"""Where: destinations with their nights, the place they come from, places they named."""

from __future__ import annotations

import re
from typing import NamedTuple

from agents.intent.draft import StayDraft
from agents.intent.numbers import NUMBER, value_of
from agents.intent.scan import Scan
from agents.intent.slots.calendar_words import months, weekdays
from agents.intent.slots.length import Length
from agents.intent.slots.tastes import negated
from agents.intent.vocabulary import cuisines_in, interests_in
from tools.places import gazetteer, world_cities
from tools.places.gazetteer import CityMatch, Mention
from tools.places.spelling import fold
from tools.places.words import ORDINARY_WORDS

_FROM = re.compile(
    r"(?:\b(?:fly(?:ing)?|flights?|travel(?:l?ing)?|depart(?:ing|ure)?|leav(?:e|ing)|set(?:ting)? (?:off|out)|start(?:ing)?|com(?:e|ing)|going|live|living|based|home is|home:?|origin:?)\s+(?:out of|from|in|near|is)?|"
    r"\bfrom|\bex|\bout of|\bdesde|\bsaliendo (?:de|desde)|\bsalimos (?:de|desde)|\bsalgo (?:de|desde)|\bpar[st]\w* de|\bsalida (?:de|desde)|\bvivimos en|\bvivo en|\bdepuis|\bau depart de|\ben partant de|\bdepart(?: de)?|\bnous habitons(?: a)?|\bj'habite(?: a)?|\bpartons de|"
    r"\bab|\bvon|\baus|\babflug (?:ab|von|in)|\bwohnen in|\bwohne in|\bwe live in|\bwe are in|\bi live in|\bbased in)\s*(?:the |our home in |home in )?$"
)
_FROM_TO = re.compile(r"\b(?:de)\s*$")
_TO_AFTER = re.compile(r"^\s*(?:to|a|à|nach|hasta|->|→|-)\s+\w")
_BACK = re.compile(
    r"\b(?:back (?:to|from|home to)|return(?:ing)? (?:to|from)|home (?:to|from)|fly(?:ing)? home from|vuelta a|retour a|zuruck nach|fly(?:ing)? (?:back|out) (?:from|to)|(?:out|back|home|depart(?:ing)?|leave|leaving) from|landing in|arriv(?:e|ing) (?:in|at)|into)\s*$"
)
_UNWANTED = re.compile(
    r"\b(?:not|skip(?:ping)?|avoid(?:ing)?|except|instead of|rather than|without|been to|been in|seen|(?:just |places |somewhere |something )like (?:in )?|like last year in|similar to|reminds? (?:me|us) of|loved|last (?:year|time) (?:in|to|we went to)|already (?:know|did|visited|saw)|no|statt|anstatt|en vez de|en lugar de|au lieu de|nicht(?: nach)?|sin|sauf|menos)\s*(?:the )?$"
)
_ORDERED = re.compile(
    r"\b(?:first|then|followed by|after that|afterwards|and finally|ending in|finishing in|starting in|in that order|in this order|primero|luego|despues|d'abord|puis|ensuite|zuerst|dann|danach|anschliessend|before heading|on to|->|→)\b|->|→"
)


class PlacesRead(NamedTuple):
    destinations: tuple[StayDraft, ...] = ()
    unknown: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    origin: str | None = None
    keep_order: bool = False
    must_see: tuple[str, ...] = ()
    must_avoid: tuple[str, ...] = ()
    days: int | None = None
    nights: int | None = None
    length_said: str = ""


def read_places(scan: Scan, lengths: tuple[Length, ...]) -> PlacesRead:
    """Destinations, origin and named places; lengths go to the city that owns them or to the trip."""
    mentions = _city_mentions(scan)
    origin, mentions = _origin(scan, mentions)
    wanted = [m for m in mentions if not _UNWANTED.search(scan.rest[max(0, m.start - 30) : m.start])]
    must_see, must_avoid = _named_places(scan, wanted, mentions)
    for mention in mentions:
        scan.blank(mention.start, mention.end)
    stays, total = _share_out(scan, wanted, lengths)
    countries = _countries(scan, wanted)
    unknown: tuple[str, ...] = ()
    if not stays or _listed_with_unknown(scan, wanted):
        unknown = _unknown(scan, wanted)
    keep = bool(_ORDERED.search(fold(scan.text))) and len(stays) > 1
    return PlacesRead(stays, unknown, countries, origin, keep, must_see, must_avoid, *total)


def _city_mentions(scan: Scan) -> list[Mention]:
    visible = "".join(char if scan.rest[i] != "·" else "·" for i, char in enumerate(scan.text))
    return list(gazetteer.mentions(visible))


def _origin(scan: Scan, mentions: list[Mention]) -> tuple[str | None, list[Mention]]:
    """The city after "from"; the atlas's, or any on Earth."""
    for mention in mentions:
        before, after = scan.rest[max(0, mention.start - 40) : mention.start], scan.rest[mention.end :]
        if _BACK.search(before):
            continue
        if _FROM.search(before) or (_FROM_TO.search(before) and _TO_AFTER.search(after)):
            others = [m for m in mentions if _id(m) != _id(mention)]
            if others or not re.search(r"start(?:ing)?|com(?:e|ing)\s*$", before):
                scan.blank(mention.start, mention.end)
                rest = [
                    m
                    for m in mentions
                    if m is not mention
                    and not (_id(m) == _id(mention) and _BACK.search(scan.rest[max(0, m.start - 30) : m.start]))
                ]
                return _name(mention), rest
    found = _origin_abroad(scan)
    return (found, mentions) if found else (None, mentions)


def _name(mention: Mention) -> str:
    """The atlas's name, or as typed where the atlas has no such city (Paris, Texas)."""
    return mention.match.name if isinstance(mention.match, CityMatch) else mention.typed


def _id(mention: Mention) -> str:
    return mention.match.city_id if isinstance(mention.match, CityMatch) else mention.typed


_ORIGIN_NAME = re.compile(
    r"(?:\b(?:from|out of|ex|desde|saliendo de|au depart de|depuis|partant de|ab|von|aus|based in|live in|living in|vivimos en|vivo en|habitons|habite|wohnen in|wohne in)|\bde(?=\s+[^·]{3,30}?\s+(?:a|à)\s))\s+(?:a |à )?",
    re.IGNORECASE,
)


def _origin_abroad(scan: Scan) -> str | None:
    for cue in _ORIGIN_NAME.finditer(scan.rest):
        for name, start, end in _names_at(scan, cue.end()):
            if fold(name) in ORDINARY_WORDS and not name[0].isupper():
                continue
            least = 15_000 if name[0].isupper() else 80_000
            if world_cities.find_named(name, least) or (
                name[0].isupper() and len(name) > 5 and world_cities.find_misspelt(name)
            ):
                scan.blank(start, end)
                return name
    return None


_NAME = re.compile(
    r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*(?:\s+(?:de|del|la|of|the|upon|am|an|der|sur|le|do|da)\b(?=\s+[^\W\d_]))?(?:\s+[^\W\d_]+(?:[-'’][^\W\d_]+)*){0,3}"
)
_ENDS_NAME = frozenset(
    "in for on with and to y e et und a con avec mit en para pour fur the we i next this from von nach over around about by at budget or als im am".split()
)


def _names_at(scan: Scan, at: int) -> list[tuple[str, int, int]]:
    """Possible names that begin at `at`, longest first."""
    match = _NAME.match(scan.rest, at)
    if match is None:
        return []
    words = list(re.finditer(r"\S+", scan.text[at : match.end()]))
    for index, word in enumerate(words):
        if fold(word[0]) in _ENDS_NAME or fold(word[0]) in months():
            words = words[:index]
            break
    return [(scan.text[at : at + words[n - 1].end()], at, at + words[n - 1].end()) for n in range(len(words), 0, -1)]


# ---- lengths and cities --------------------------------------------------------------------------

_OWNS_BEFORE = re.compile(
    r"^\s*(?:(?:in|at|for|en|a|au|à|nach|of|to|de|zu|visiting|exploring|around|trip to|staying in|each in)\s*)?(?:the |beautiful |lovely )?$"
)
_OWNS_AFTER = re.compile(r"^[\s·]*(?:for|:|\(|,?\s*pendant|durante|por|fur|x|=|-)?\s*(?:about |around )?$")
_JOINS = re.compile(r"^\s*(?:,|and|&|\+|/|y|e|et|und|plus|or|,\s*and|as well as|with|sowie|-|–)\s*(?:the )?$")
_BARE_AFTER = re.compile(
    rf"^\s*(?:for|:|\(|x|=|-|fur|por|pendant)?\s*(?P<n>{NUMBER})(?!\s*(?:people|adults?|of us|persons?|€|\$|euros?|am|pm|:|personen|personas|personnes|kids|children|%|\w))"
)
_BARE_BEFORE = re.compile(rf"(?<![\w·])(?P<n>{NUMBER})\s+(?:(?:more |nights? |days? )?in|en|a|at|nach)\s*$")
_EACH = re.compile(r"^\s*(?:in )?(?:each|in both|per city|apiece|jeweils|je\b|cada una|chacune)")
_Total = tuple[int | None, int | None, str]


def _share_out(scan: Scan, cities: list[Mention], lengths: tuple[Length, ...]) -> tuple[tuple[StayDraft, ...], _Total]:
    once: dict[str, Mention] = {}
    for city in cities:
        once.setdefault(_id(city), city)
    owned = _owned(scan, cities, lengths)
    each = next((length for length in lengths if _EACH.match(scan.rest[length.end :])), None)
    if each:
        owned = dict.fromkeys(once, each)
    stays = []
    for city_id in once:
        mine = owned.get(city_id)
        name = _name(once[city_id])
        stays.append(
            StayDraft(
                name=name,
                nights=mine.amount if mine and mine.unit == "nights" else None,
                days=mine.amount if mine and mine.unit == "days" else None,
            )
        )
    free = [length for length in lengths if length not in owned.values()]
    if len(once) == 1 and stays and owned:
        mine = next(iter(owned.values()))
        if not free or (mine.unit == "nights" and free[0].unit == "days" and free[0].amount <= mine.amount):
            free, stays = [mine, *free], [StayDraft(name=stays[0].name)]
    return tuple(stays), _total(free)


def _total(free: list[Length]) -> _Total:
    days = next((length for length in free if length.unit == "days"), None)
    nights = next((length for length in free if length.unit == "nights"), None)
    about = (days or nights).about if (days or nights) else ""  # type: ignore[union-attr]
    return (days.amount if days else None, nights.amount if nights else None, about)


def _owned(scan: Scan, cities: list[Mention], lengths: tuple[Length, ...]) -> dict[str, Length]:
    owned: dict[str, Length] = {}
    for index, city in enumerate(cities):
        following = cities[index + 1] if index + 1 < len(cities) else None
        before = next(
            (
                length
                for length in reversed(lengths)
                if length.end <= city.start and _OWNS_BEFORE.match(scan.rest[length.end : city.start])
            ),
            None,
        )
        if before and before not in owned.values() and not _is_list(scan, city, following, lengths):
            owned[_id(city)] = before
            continue
        after = next(
            (
                length
                for length in lengths
                if length.start >= city.end and _OWNS_AFTER.match(scan.rest[city.end : length.start])
            ),
            None,
        )
        if (
            after
            and after not in owned.values()
            and not _belongs_to_next(scan, after, following)
            and not _ends_list(scan, cities, index, owned)
        ):
            owned[_id(city)] = after
    if owned or any(_BARE_BEFORE.search(scan.rest[max(0, c.start - 14) : c.start]) for c in cities):
        _bare_numbers(scan, cities, owned)
    return owned


def _is_list(scan: Scan, city: Mention, following: Mention | None, lengths: tuple[Length, ...]) -> bool:
    """`a week in Rome and Florence`: the length is of both, unless the second has its own."""
    if following is None or not _JOINS.match(scan.rest[city.end : following.start]):
        return False
    return not any(
        length.start >= following.end and _OWNS_AFTER.match(scan.rest[following.end : length.start])
        for length in lengths
    )


def _ends_list(scan: Scan, cities: list[Mention], index: int, owned: dict[str, Length]) -> bool:
    """`Rome and Florence for a week`: the length is of both."""
    return (
        index > 0
        and bool(_JOINS.match(scan.rest[cities[index - 1].end : cities[index].start]))
        and _id(cities[index - 1]) not in owned
    )


def _belongs_to_next(scan: Scan, length: Length, following: Mention | None) -> bool:
    return (
        following is not None
        and following.start >= length.end
        and bool(re.match(r"^\s*(?:in|en|a|à|at|nach)\s*$", scan.rest[length.end : following.start]))
    )


def _bare_numbers(scan: Scan, cities: list[Mention], owned: dict[str, Length]) -> None:
    """`3 nights in Kyoto and 2 in Tokyo`: the unit said first holds for the rest."""
    unit = next(iter(owned.values())).unit if owned else "days"
    for city in cities:
        if _id(city) in owned:
            continue
        before = _BARE_BEFORE.search(scan.rest[: city.start])
        after = _BARE_AFTER.match(scan.rest[city.end :])
        match, base = (before, 0) if before else (after, city.end)
        if match:
            owned[_id(city)] = Length(base + match.start("n"), base + match.end("n"), value_of(match["n"]), unit)
            scan.blank(base + match.start("n"), base + match.end("n"))


# ---- names that are no city of ours --------------------------------------------------------------

_TO = re.compile(
    r"\b(?:(?:trip|travel|going|go|fly|flight|visit|get|head|heading|want|like|ticket|vacation|holiday|break|tour|escape)\s+(?:to|in)|to|in|visit(?:ing)?|around|explore|exploring|see|at|do|"
    r"viaje a|ir a|viajar a|visitar|en|a|por|conocer|aller a|voyage a|visiter|sejour a|decouvrir|nach|reise nach|besuchen|days?|nights?|week|weekend)\s+(?:the |city of )?"
)
_NOT_A_NAME = frozenset(
    "i me my we us our the a an it he she they you english french german spanish euros euro usd eur gbp one two three day days hello hi hey please thanks wifi ok okay tv vip".split()
)


def _listed_with_unknown(scan: Scan, known: list[Mention]) -> bool:
    """Whether a name of ours is listed together with another ("Rome and Naples")."""
    return any(_list_neighbour(scan, mention) for mention in known)


def _list_neighbour(scan: Scan, mention: Mention) -> tuple[str, int, int] | None:
    match = re.match(
        r"\s*(?:and|&|y|e|et|und|then|,\s*(?:and |then )?|plus|or|/)\s*(?:then |to )?(?=[^\W\d_])",
        scan.rest[mention.end :],
    )
    candidates = _names_at(scan, mention.end + match.end()) if match else []
    back = re.search(
        r"([A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*)\s*(?:,|and|&|y|et|und|/)\s*$", scan.text[: mention.start]
    )
    if back and "·" not in scan.rest[back.start(1) : back.end(1)]:
        candidates = [*candidates, (back[1], back.start(1), back.end(1))]
    for name, start, end in candidates:
        if name[0].isupper() and _is_world_city(name, 100_000):
            return name, start, end
    return None


def _unknown(scan: Scan, known: list[Mention]) -> tuple[str, ...]:
    found: list[str] = []
    for mention in known:
        if near := _list_neighbour(scan, mention):
            found.append(near[0])
            scan.blank(near[1], near[2])
    if known:
        return tuple(dict.fromkeys(found))
    shouting = scan.text == scan.text.upper()
    for cue in re.compile(rf"{_TO.pattern}|^\s*").finditer(scan.rest):
        for name, start, end in _names_at(scan, cue.end()):
            if _could_be_place(scan, name, cue, shouting):
                scan.blank(start, end)
                found.append(name)
                break
    return tuple(dict.fromkeys(found))


def _could_be_place(scan: Scan, name: str, cue: re.Match[str], shouting: bool) -> bool:
    key = fold(name)
    words = key.split()
    if key in _NOT_A_NAME or any(word in months() or word in weekdays() for word in words):
        return False
    capital = name[0].isupper() and not shouting
    if (
        capital
        and re.search(r"\b(?:in|to|visit|visiting|nach|a|en)\s+$", cue[0])
        and world_cities.find_named(name, 40_000)
    ):
        return True
    if (
        interests_in(key)
        or cuisines_in(key)
        or (key in ORDINARY_WORDS and (not name[0].isupper() or not cue[0].strip()))
    ):
        return False
    if _is_world_city(name, 15_000 if capital else 100_000) and (capital or key not in ORDINARY_WORDS):
        return True
    if not cue[0].strip():
        return False
    proper = capital and all(word[0].isupper() for word in name.split())
    return (
        proper
        and gazetteer.country_code(name) is None
        and len(key) > 2
        and not all(word in ORDINARY_WORDS for word in words)
    )


def _is_world_city(name: str, least_population: int) -> bool:
    if world_cities.find_named(name, least_population):
        return True
    return len(name) > 5 and name[0].isupper() and world_cities.find_misspelt(name, 300_000) is not None


def _countries(scan: Scan, known: list[Mention]) -> tuple[str, ...]:
    """Countries named without a city of theirs; "from Germany" is no destination."""
    codes: list[str] = []
    known_countries = {mention.match.country for mention in known}
    visible = "".join(char if scan.rest[i] != "·" else "·" for i, char in enumerate(scan.text))
    for country in gazetteer.country_mentions(visible):
        before = scan.rest[max(0, country.start - 30) : country.start]
        if _FROM.search(before) or negated(scan.rest, country.start):
            continue
        scan.blank(country.start, country.end)
        if country.code not in known_countries:
            codes.append(country.code)
    return tuple(dict.fromkeys(codes))


# ---- places within the cities --------------------------------------------------------------------

_MUST = re.compile(
    r"\b(?:must[- ](?:see|visit|do|have|go to)s?|have to (?:see|visit)|need to (?:see|visit)|want to (?:see|visit)|would (?:love|like) to (?:see|visit)|dying to see|don'?t want to miss|(?:do not|don'?t|can'?t|cannot) miss|not to miss|definitely(?: (?:see|visit|want))?|bucket list|"
    r"queremos (?:ver|visitar)|quiero (?:ver|visitar)|imprescindible|no (?:nos )?(?:queremos )?perder(?:nos)?|voir|absolument|ne pas manquer|unbedingt(?: sehen)?|muss(?:en)? (?:wir )?(?:sehen)?)\s*:?\s*"
)
_PHRASE = re.compile(
    r"(?:the |el |la |le |les |los |las |l'|den |die |das |der )?([^\W\d_][\w'’.-]*(?:\s+[\w'’-]+){0,4})"
)
_LIST = re.compile(r"\s*(?:,\s*(?:and )?|\band\b|&|\by\b|\bet\b|\bund\b)\s*")


def _named_places(
    scan: Scan, wanted: list[Mention], mentions: list[Mention]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    city_ids = list(dict.fromkeys(m.match.city_id for m in wanted if isinstance(m.match, CityMatch)))
    taken = [(m.start, m.end) for m in mentions]
    see: list[str] = []
    avoid: list[str] = []
    for typed, start, end in named_in(scan, city_ids or None, taken):
        (avoid if negated(scan.rest, start) or _UNWANTED.search(scan.rest[max(0, start - 20) : start]) else see).append(
            typed
        )
        scan.blank(start, end)
    see.extend(_wished_unknown(scan))
    return tuple(dict.fromkeys(see)), tuple(dict.fromkeys(avoid))


def named_in(scan: Scan, city_ids: list[str] | None, taken: list[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """(typed, start, end) of every place of these cities that the text names; longest names first."""
    tokens = [(m.start(), m.end()) for m in re.finditer(r"[^\W_·]+(?:['’.-][^\W_·]+)*", scan.text)]
    known = _telling(scan, tokens, city_ids)
    found: list[tuple[str, int, int]] = []
    for size in range(min(5, len(tokens)), 0, -1):
        for i in range(len(tokens) - size + 1):
            start, end = tokens[i][0], tokens[i + size - 1][1]
            if not all(known[i : i + size]) or any(start < e and s < end for s, e in taken):
                continue
            if re.search(r"[·,;.!?\n]", scan.rest[start:end]):
                continue
            if _names_place(scan.text[start:end], size, city_ids):
                found.append((scan.text[start:end], start, end))
                taken = [*taken, (start, end)]
    return sorted(found, key=lambda item: item[1])


def _telling(scan: Scan, tokens: list[tuple[int, int]], city_ids: list[str] | None) -> list[bool]:
    """For each token whether it could be part of a place's name: most are not, which is quick to see."""
    if city_ids is None:
        return [True] * len(tokens)
    words = [re.findall(r"\w+", scan.rest[start:end]) for start, end in tokens]
    return [all(gazetteer.sounds_like_place_word(part, city_ids) for part in parts) for parts in words]


def _names_place(typed: str, size: int, city_ids: list[str] | None) -> bool:
    """Stricter for one lower-case word and where no city narrows the search down."""
    key = fold(typed)
    words = key.split()
    if words[0] in _ENDS_NAME | {"the", "see", "visit"} or words[-1] in _ENDS_NAME | {"of", "the", "de", "tour", "day"}:
        return False
    if all(word in ORDINARY_WORDS or interests_in(word) or cuisines_in(word) for word in words) and size < 3:
        return False
    if size == 1 and (len(key) < 4 or (not typed[0].isupper() and len(key) < 6)):
        return False
    if city_ids is None:
        anywhere = gazetteer.find_place_anywhere(typed)
        return (
            anywhere is not None and anywhere.place.popularity >= 4 and (size > 1 or typed[0].isupper() or len(key) > 7)
        )
    least = 97.0 if size == 1 and not typed[0].isupper() else 92.0 if size == 1 else 90.0
    return gazetteer.find_place(typed, city_ids, least=least) is not None


def _wished_unknown(scan: Scan) -> list[str]:
    """What "must see …" names in capitals though no place of ours is called so."""
    found: list[str] = []
    for cue in scan.all(_MUST):
        at = cue.end()
        while match := _PHRASE.match(scan.text, at):
            if "·" in scan.rest[match.start(1) : match.end(1)]:
                break
            words = []
            for word in match[1].split():
                if not (word[0].isupper() or (words and fold(word) in {"of", "de", "la", "the", "del"})):
                    break
                words.append(word)
            if not words or fold(words[0]) in months() or gazetteer.country_code(" ".join(words)):
                break
            name = " ".join(words)
            start = match.start(1)
            scan.blank(start, start + len(name))
            found.append(name)
            following = _LIST.match(scan.text, start + len(name))
            if not following:
                break
            at = following.end()
    return found

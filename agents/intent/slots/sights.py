"""Places within the cities: what they must see, and what they want left out."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from agents.intent.scan import BLANK, Scan
from agents.intent.slots.calendar_words import months
from agents.intent.slots.names import ENDS_NAME
from agents.intent.slots.tastes import negated
from agents.intent.vocabulary import cuisines_in, interests_in
from tools.places import gazetteer
from tools.places.gazetteer import CityMatch, Mention
from tools.places.spelling import fold
from tools.places.words import ORDINARY_WORDS

_MUST = re.compile(
    r"\b(?:must[- ](?:see|visit|do|have|go to)s?|have to (?:see|visit)|need to (?:see|visit)|want to (?:see|visit)|would (?:love|like) to (?:see|visit)|dying to see|don'?t want to miss|(?:do not|don'?t|can'?t|cannot) miss|not to miss|definitely(?: (?:see|visit|want))?|bucket list|"
    r"queremos (?:ver|visitar)|quiero (?:ver|visitar)|imprescindible|no (?:nos )?(?:queremos )?perder(?:nos)?|voir|absolument|ne pas manquer|unbedingt(?: sehen)?|muss(?:en)? (?:wir )?(?:sehen)?)\s*:?\s*"
)
_PHRASE = re.compile(
    r"(?:the |el |la |le |les |los |las |l'|den |die |das |der )?([^\W\d_][\w'’.-]*(?:\s+[\w'’-]+){0,4})"
)
_ARTICLES = frozenset("the el la los las lo le les un una une der die das den dem ein eine".split())
_AND = re.compile(r"\s(?:and|&|y|e|et|und|or|o|ou|oder|then|plus)\s")
_WHOLE = 98.0  # likeness of all the words of a name, in whatever order
_LIST = re.compile(r"\s*(?:,\s*(?:and )?|\band\b|&|\by\b|\bet\b|\bund\b)\s*")


def named_places(
    scan: Scan, wanted: list[Mention], mentions: list[Mention], unwanted: re.Pattern[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    city_ids = list(dict.fromkeys(m.match.city_id for m in wanted if isinstance(m.match, CityMatch)))
    taken = [(m.start, m.end) for m in mentions]
    see: list[str] = []
    avoid: list[str] = []
    for typed, start, end in _named_in(scan, city_ids or None, taken):
        (avoid if negated(scan.rest, start) or unwanted.search(scan.rest[max(0, start - 20) : start]) else see).append(
            typed
        )
        scan.blank(start, end)
    for mention in mentions:
        scan.blank(mention.start, mention.end)
    see.extend(_wished_unknown(scan))
    return tuple(dict.fromkeys(see)), tuple(dict.fromkeys(avoid))


def _named_in(scan: Scan, city_ids: list[str] | None, taken: list[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """(typed, start, end) of every place of these cities that the text names; longest names first."""
    tokens = [(m.start(), m.end()) for m in re.finditer(r"[^\W_·]+(?:['’.-][^\W_·]+)*", scan.text)]
    known = _telling(scan, tokens, city_ids)
    cities, found = set(taken), list[tuple[str, int, int]]()
    for size in range(min(5, len(tokens)), 0, -1):
        for i in range(len(tokens) - size + 1):
            start, end = tokens[i][0], tokens[i + size - 1][1]
            inside = [(s, e) for s, e in taken if start < e and s < end]
            if not all(known[i : i + size]) or re.search(r"[·,;.!?\n]", scan.rest[start:end]):
                continue
            if inside:  # "Prague Castle" has the city in its name
                within = all(
                    span in cities and start <= span[0] and span[1] <= end and span != (start, end) for span in inside
                )
                if not within or gazetteer.find_place(scan.text[start:end], city_ids, least=_WHOLE) is None:
                    continue
                found.append((scan.text[start:end], start, end))
                taken = [*taken, (start, end)]
            elif _names_place(scan.text[start:end], size, city_ids, part_of_more=_beside_a_name(scan, start, end)):
                found.append((scan.text[start:end], start, end))
                taken = [*taken, (start, end)]
    return sorted(found, key=lambda item: item[1])


def _telling(scan: Scan, tokens: list[tuple[int, int]], city_ids: list[str] | None) -> list[bool]:
    """For each token whether it could be part of a place's name: most are not, which is quick to see."""
    if city_ids is None:
        return [True] * len(tokens)
    words = [re.findall(r"\w+", scan.rest[start:end]) for start, end in tokens]
    return [all(gazetteer.sounds_like_place_word(part, city_ids) for part in parts) for parts in words]


def _beside_a_name(scan: Scan, start: int, end: int) -> bool:
    """Whether a capitalised word stands right beside: "Mahal" in "Taj Mahal" is not a name alone."""
    before = re.search(r"([^\W\d_]+) $", scan.text[:start])
    after = re.match(r" ([^\W\d_]+)", scan.text[end:])
    ordinary = ENDS_NAME | {"see", "visit", "must", "also", "no", "skip", "not"}
    return any(word and word[1][0].isupper() and fold(word[1]) not in ordinary for word in (before, after))


def _names_place(typed: str, size: int, city_ids: list[str] | None, *, part_of_more: bool) -> bool:
    """Stricter for one lower-case word and where no city narrows the search down."""
    key = fold(typed)
    words = key.split()
    if words[0] in ENDS_NAME | {"the", "see", "visit"} or words[-1] in ENDS_NAME | {"of", "the", "de", "tour", "day"}:
        return False
    telling = [word for word in words if word not in _ARTICLES]
    if all(word in ORDINARY_WORDS or interests_in(word) or cuisines_in(word) for word in telling) and size < 3:
        return False
    if size == 1 and (len(key) < 4 or (not typed[0].isupper() and len(key) < 6)):
        return False
    if city_ids is None:
        anywhere = gazetteer.find_place_anywhere(typed)
        return (
            anywhere is not None and anywhere.place.popularity >= 4 and (size > 1 or typed[0].isupper() or len(key) > 7)
        )
    if size > 1 and _AND.search(key):  # two names are two places; "Vatican Museums and Sistine Chapel" is one
        return gazetteer.find_place(typed, city_ids, least=_WHOLE) is not None
    alone = size == 1 and (part_of_more or not typed[0].isupper())
    least = 97.0 if alone else 92.0 if size == 1 else 90.0
    return gazetteer.find_place(typed, city_ids, least=least) is not None


def _behind_blank(scan: Scan, at: int) -> int | None:
    """Where the list goes on after a name that was taken; None where it ends."""
    while at < len(scan.rest) and scan.rest[at] == BLANK:
        at += 1
    following = _LIST.match(scan.text, at)
    return following.end() if following else None


def _wished_unknown(scan: Scan) -> list[str]:
    """What "must see …" names in capitals though no place of ours is called so."""
    found: list[str] = []
    for cue in scan.all(_MUST):
        at = cue.end()
        while match := _PHRASE.match(scan.text, at):
            if scan.rest[match.start(1)] == BLANK:  # a place of ours, taken before: go on behind it
                behind = _behind_blank(scan, match.start(1))
                if behind is None:
                    break
                at = behind
                continue
            words: list[str] = []
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

"""Where: destinations with their nights, the place they come from, places they named."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from agents.intent.draft import StayDraft
from agents.intent.scan import Scan
from agents.intent.slots.beyond import beyond_the_atlas
from agents.intent.slots.length import Length
from agents.intent.slots.names import list_neighbour, names_at, names_with_a_length, unknown_names
from agents.intent.slots.nights import id_of, name_of, share_out
from agents.intent.slots.sights import named_places
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
_OR = re.compile(r"^\s*,?\s*(?:or|oder|ou|o|u|/or)\s+(?:maybe |perhaps |in |to |nach |a )?$")
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
    either: bool = False
    """The cities are alternatives: "Lisbon or Madrid"."""


def read_places(scan: Scan, lengths: tuple[Length, ...]) -> PlacesRead:
    """Destinations, origin and named places; lengths go to the city that owns them or to the trip."""
    mentions = _city_mentions(scan)
    if scan.world:
        mentions = sorted((*mentions, *beyond_the_atlas(scan, mentions, lengths)), key=lambda mention: mention.start)
    origin, mentions = _origin(scan, mentions)
    wanted = [m for m in mentions if not _UNWANTED.search(scan.rest[max(0, m.start - 30) : m.start])]
    must_see, must_avoid = named_places(scan, wanted, mentions, _UNWANTED)
    stays, total = share_out(scan, wanted, lengths)
    countries = _countries(scan, wanted)
    unknown = names_with_a_length(scan, lengths) if stays else ()
    if not stays or any(list_neighbour(scan, mention) for mention in wanted):
        unknown = tuple(dict.fromkeys((*unknown, *unknown_names(scan, wanted))))
    either = any(_OR.match(fold(scan.text[a.end : b.start])) for a, b in pairwise(wanted)) and len(stays) > 1
    keep = bool(_ORDERED.search(fold(scan.text))) and len(stays) > 1
    return PlacesRead(stays, unknown, countries, origin, keep, must_see, must_avoid, *total, either)


def _city_mentions(scan: Scan) -> list[Mention]:
    """Cities named; a word of taste that is a slip from a name ("parcs", Paris) is itself."""
    return [
        mention
        for mention in gazetteer.mentions(scan.visible)
        if not isinstance(mention.match, CityMatch)
        or mention.match.exact
        or not (interests_in(fold(mention.typed)) or cuisines_in(fold(mention.typed)))
    ]


def _origin(scan: Scan, mentions: list[Mention]) -> tuple[str | None, list[Mention]]:
    """The city after "from"; the atlas's, or any on Earth."""
    for mention in mentions:
        before, after = scan.rest[max(0, mention.start - 40) : mention.start], scan.rest[mention.end :]
        if _BACK.search(before):
            continue
        if _FROM.search(before) or (_FROM_TO.search(before) and _TO_AFTER.search(after)):
            others = [m for m in mentions if id_of(m) != id_of(mention)]
            if others or not re.search(r"start(?:ing)?|com(?:e|ing)\s*$", before):
                scan.blank(mention.start, mention.end)
                rest = [
                    m
                    for m in mentions
                    if m is not mention
                    and not (id_of(m) == id_of(mention) and _BACK.search(scan.rest[max(0, m.start - 30) : m.start]))
                ]
                return name_of(mention), rest
    found = _origin_abroad(scan)
    return (found, mentions) if found else (None, mentions)


_ORIGIN_NAME = re.compile(
    r"(?:\b(?:from|out of|ex|desde|depart de|par[st]\w* de|sal\w+ de|saliendo de|au depart de|depuis|partant de|abflug(?: ab| von| in)?|ab|von|aus|based in|live in|living in|vivimos en|vivo en|habitons|habite|wohnen in|wohne in)|\bde(?=\s+[^·]{3,30}?\s+(?:a|à)\s))\s+(?:a |à )?",
    re.IGNORECASE,
)


def _origin_abroad(scan: Scan) -> str | None:
    for cue in _ORIGIN_NAME.finditer(scan.rest):
        if re.search(r"\b(?:back|home|return\w*|zuruck)\s+$", scan.rest[: cue.start()]):
            continue
        for name, start, end in names_at(scan, cue.end()):
            if fold(name) in ORDINARY_WORDS and not name[0].isupper():
                continue
            least = 15_000 if name[0].isupper() else 80_000
            if world_cities.find_named(name, least) or (
                name[0].isupper() and len(name) > 5 and world_cities.find_misspelt(name)
            ):
                scan.blank(start, end)
                return name
    return None


def _countries(scan: Scan, known: list[Mention]) -> tuple[str, ...]:
    """Countries named without a city of theirs; "from Germany" is no destination."""
    codes: list[str] = []
    known_countries = {mention.match.country for mention in known}
    for country in gazetteer.country_mentions(scan.visible):
        before = scan.rest[max(0, country.start - 30) : country.start]
        if _FROM.search(before) or negated(scan.rest, country.start):
            continue
        scan.blank(country.start, country.end)
        if country.code not in known_countries:
            codes.append(country.code)
    return tuple(dict.fromkeys(codes))

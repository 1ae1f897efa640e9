"""Where they sleep: the kind of room, and what the house must allow."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from typing import NamedTuple

from agents.intent.scan import Scan
from domain.request import HouseRule, RoomKind

_ROOM = r"(?:rooms?|bedrooms?|accommodations?|lodgings?|stays?|spaces?|places?|dorms?|dormitor(?:y|ies))"
_HOME = r"(?:rooms?|homes?|houses?|apartments?|apts?|flats?|places?|units?|propert(?:y|ies)|accommodations?|lodgings?|villas?|condos?|homes?/apts?|homes? or apartments?|spaces?|rentals?|stays?|suites?|airbnbs?)"
_NOT = r"(?:no|not|non|never|without|avoid(?:ing)?|anything but|other than|don'?t|do not|rather not|nothing|cannot|can'?t|won'?t|aren'?t|isn'?t|except|instead of|rather than)"
_KINDS: tuple[tuple[RoomKind, str], ...] = (
    ("not_shared", rf"\b(?:un-?shared|(?:{_NOT})[\s-]+(?:[\w']+\s+){{0,5}}?(?:shared?|sharing)(?:\s+(?:(?:with\s+)?(?:\w+\s+)?{_ROOM}))?)\b"),
    ("entire", rf"\b(?:entire|whole|complete|full)\s+(?:\w+\s+)?{_HOME}\b|\b(?:{_HOME})\s+(?:all\s+)?to\s+(?:ourselves|myself|themselves|us)\b|\bwhole[- ]home\b"),
    ("shared", rf"\bshared\s+{_ROOM}\b|\broom[- ]sharing\b|\b(?:happy|fine|ok(?:ay)?|willing|open|prefer|like|want) (?:to|with) (?:share|sharing)(?: a)? {_ROOM}\b"),
    ("private", rf"\bprivate\s+(?:\w+\s+)?{_ROOM}\b|\b{_ROOM}\s+(?:\w+\s+){{0,3}}?(?:is|are|be|being|to be|that are|which are)\s+private\b"),
)  # fmt: skip
_PEOPLE_IN = r"(?:children|kids|child|toddlers?|infants?|bab(?:y|ies)|little ones?)"
_RULES: tuple[tuple[HouseRule, str], ...] = (
    ("pets", r"\bpets?[- ]?friendly\b|\b(?:dog|cat|animal)s?[- ]friendly\b|\b(?:my|our|a|the|with|two|furry)\s+(?:\w+\s+)?(?:pets?|dogs?|cats?|pupp(?:y|ies)|kittens?)\b|\bpets?\b(?=[^.;!?]*\b(?:allow|welcome|permit|accept|tag|along|bring|accompan|accommodat|join|come|travel|ok))|\b(?:allow|welcom|permit|accept|accommodat|bring|accompan|travel|tolerat|ok(?:ay)? with)\w*\s+(?:[\w']+\s+){0,5}?(?:pets?|dogs?|cats?|animals)\b"),
    ("smoking", r"\bsmok(?:ing|e)[- ](?:is\s+)?(?:friendly|allowed|permitted|permissible|ok(?:ay)?|inside|indoors|rooms?)\b|\bsmoker'?s?[- ]friendly\b|\bsmoking\b(?=[^.;!?]*\b(?:allow|permit|permiss|accept|fine|ok|possible|welcome))|\b(?:allow|permit|accept|accommodat|tolerat|ok(?:ay)? with|fine with|where|for|be able to|can|like to)\w*\s+(?:[\w']+\s+){0,4}?smok(?:e|ing|ers?)\b|\b(?:we|i|are|am|us)\s+(?:\w+\s+)?smok(?:e|ers?)\b"),
    ("parties", r"\bpart(?:y|ies)[- ]friendly\b|\bpart(?:y|ies)\b(?=[^.;!?]*\b(?:allow|permit|permiss|accept|welcome|possible|ok))|\b(?:allow|permit|accept|accommodat|host|throw|hold|hav|tolerat|ok(?:ay)? with|conducive to|suit\w* for|for)\w*\s+(?:[\w']+\s+){0,3}?(?:parties|partying|a party(?!\s+of)|get-togethers|celebrations)\b|\bto party\b"),
    ("visitors", r"\b(?:visitor|guest)s?[- ]friendly\b|\b(?:visitors?|guests)\b(?=[^.;!?]*\b(?:allow|permit|accept|welcome|possible|ok))|\b(?:allow|permit|accept|welcom|receiv|accommodat|have|host|invite|entertain|ok(?:ay)? with|tolerat)\w*\s+(?:[\w']+\s+){0,3}?(?:visitors?|guests)\b|\bguests over\b"),
    ("children", rf"\b(?:child(?:ren)?|kids?|family)[- ]?friendly\b|\b{_PEOPLE_IN}\b(?=[^.;!?]*\b(?:allow|permit|accept|welcome|suit|accommodat))|\b(?:allow|permit|accept|welcom|accommodat|suit|appropriate|travel|bring|friendly)\w*\s+(?:[\w']+\s+){{0,6}}?{_PEOPLE_IN}\b|\b{_PEOPLE_IN}\s+(?:who (?:is|are)\s+)?(?:under|below|younger than)\s+(?:the age of\s+)?(?:10|ten)\b"),
)  # fmt: skip
_REFUSED = re.compile(
    r"\b(?:no|non|not|never|without|neither|ban(?:s|ned)?|prohibit\w*|forbid\w*|don'?t|do not|aren'?t|isn'?t|free of|n't)[\s-]+(?:[\w']+[\s-]+){0,3}?$|\bsmoke[- ]free\b"
)
_NEEDLESS = re.compile(
    r"\b(?:no|not|without|don'?t|do not)\b[^.;!?]{0,40}\b(?:preferences?|requirements?|restrictions?|constraints?|particular|specific|mind)\b[^.;!?]*"
)
_UNDER_TEN = re.compile(
    rf"\b{_PEOPLE_IN}\s+(?:who (?:is|are)\s+)?(?:under|below|younger than)\s+(?:the age of\s+)?(?:10|ten)\b(?:\s+years?(?: old| of age)?)?"
)


class LodgingRead(NamedTuple):
    room: RoomKind | None = None
    house_rules: tuple[HouseRule, ...] = ()


def read_lodging(scan: Scan) -> LodgingRead:
    """The last kind of room named, and every rule; an age that is part of a rule is taken out."""
    words = _NEEDLESS.sub(lambda m: " " * len(m[0]), scan.rest)
    rules = tuple(rule for rule, pattern in _RULES if _asked(words, pattern))
    room = _room(words)
    scan.take_all(_UNDER_TEN)
    return LodgingRead(room, rules)


def _room(words: str) -> RoomKind | None:
    for kind, pattern in _KINDS:
        match = re.search(pattern, words)
        if match and (kind == "not_shared" or not _REFUSED.search(words[: match.start()])):
            if kind == "not_shared":  # "entire rooms, not shared ones" wants entire rooms
                better = next((k for k, p in _KINDS if k in {"entire", "private"} and re.search(p, words)), None)
                return better or kind
            return kind
    return None


def _asked(words: str, pattern: str) -> bool:
    return any(not _REFUSED.search(words[: match.start()]) for match in re.finditer(pattern, words))

"""Where they sleep: the kind of room, and what the house must allow."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from agents.intent.scan import Scan
from domain.request import HouseRule, RoomKind

_ROOM = r"(?:rooms?|bedrooms?|accommodations?|lodgings?|stays?|spaces?|places?|dorms?|dormitor(?:y|ies))"
_HOME = r"(?:rooms?|homes?|houses?|apartments?|apts?|flats?|places?|units?|propert(?:y|ies)|accommodations?|lodgings?|villas?|condos?|homes?/apts?|homes? or apartments?|spaces?|rentals?|stays?|suites?|airbnbs?)"
_NOT = r"(?:no|not|non|never|without|avoid(?:ing)?|anything but|other than|don'?t|do not|rather not|nothing|cannot|can'?t|won'?t|aren'?t|isn'?t|except|instead of|rather than)"
_KINDS: tuple[tuple[RoomKind, str], ...] = (
    ("not_shared", rf"\b(?:un-?shared|(?:{_NOT})[\s-]+(?:[\w']+\s+){{0,5}}?(?:shared?|sharing)(?:\s+(?:(?:with\s+)?(?:\w+\s+)?{_ROOM}))?|shared\s+{_ROOM}\s+(?:is|are|would be|will be)\s+(?:not\b|unacceptable|out of|a no|off|no option|ruled out))\b"),
    ("entire", rf"\b(?:entire|whole|complete|full)\s+(?:\w+\s+)?{_HOME}\b|\b(?:{_HOME})\s+(?:all\s+)?to\s+(?:ourselves|myself|themselves|us)\b|\bwhole[- ]home\b|\b(?:rooms?|places?|homes?)\s+(?:to be\s+|is\s+|be\s+)?(?:entirely|completely|all)\s+(?:ours|mine)\b"),
    ("shared", rf"\bshared\s+{_ROOM}\b|\broom[- ]sharing\b|\b(?:happy|fine|ok(?:ay)?|willing|open|prefer|like|want) (?:to|with) (?:share|sharing)(?: a)? {_ROOM}\b"),
    ("private", rf"\bprivate\s+(?:\w+\s+)?{_ROOM}\b|\b{_ROOM}\s+(?:\w+\s+){{0,3}}?(?:is|are|be|being|to be|that are|which are)\s+private\b"),
)  # fmt: skip
_PEOPLE_IN = r"(?:children|kids|child|toddlers?|infants?|bab(?:y|ies)|little ones?)"
_RULES: tuple[tuple[HouseRule, str], ...] = (
    ("pets", r"\bpets?[- ]?friendly\b|\b(?:dog|cat|animal)s?[- ]friendly\b|\b(?:my|our|a|the|with|two|furry)\s+(?:\w+\s+)?(?:pets?|dogs?|cats?|pupp(?:y|ies)|kittens?)\b|\bpets?\b(?=[^.;!?]*\b(?:allow|welcome|permit|accept|tag|along|bring|stay|with us|with me|accompan|accommodat(?!ion)|join|come|travel|ok))|\b(?:allow|welcom|permit|accept|accommodat(?!ion)|bring|accompan|travel|tolerat|ok(?:ay)? with)\w*\s+(?:[\w']+\s+){0,5}?(?:pets?|dogs?|cats?|animals)\b"),
    ("smoking", r"\bsmok(?:ing|e)[- ](?:is\s+)?(?:friendly|allowed|permitted|permissible|ok(?:ay)?|inside|indoors|rooms?)\b|\bsmoker'?s?[- ]friendly\b|\bsmoking\b(?=[^.;!?]*\b(?:allow|permit|permiss|accept|fine|ok|possible|welcome))|\b(?:allow|permit|accept|accommodat(?!ion)|tolerat|ok(?:ay)? with|fine with|where|for|be able to|can|like to)\w*\s+(?:[\w']+\s+){0,4}?smok(?:e|ing|ers?)\b|\b(?:we|i|are|am|us)\s+(?:\w+\s+)?smok(?:e|ers?)\b"),
    ("parties", r"\bpart(?:y|ies)[- ]friendly\b|\bpart(?:y|ies)\b(?!\s+of)(?=[^.;!?]*\b(?:allow|permit|permiss|accept|welcome|possible|ok))|\b(?:allow|permit|accept|accommodat(?!ion)|host|throw|hold|hav|tolerat|ok(?:ay)? with|conducive to|suit\w* for|for)\w*\s+(?:[\w']+\s+){0,3}?(?:parties|partying|a party(?!\s+of)|get-togethers|celebrations)\b"),
    ("visitors", r"\b(?:visitor|guest)s?[- ]friendly\b|\b(?:visitors?|guests)\b(?=[^.;!?]*\b(?:allow|permit|accept|welcome|possible|ok))|\b(?:allow|permit|accept|welcom|receiv|accommodat(?!ion)|have|host|invite|entertain|ok(?:ay)? with|tolerat)\w*\s+(?:[\w']+\s+){0,3}?(?:visitors?|guests)\b|\bguests over\b"),
    ("children", rf"\b(?:child(?:ren)?|kids?|family)[- ]?friendly\b|\b{_PEOPLE_IN}\b(?=[^.;!?]*\b(?:allow|permit|accept|welcome|suit|accommodat(?!ion)))|\b(?:allow|permit|accept|welcom|accommodat(?!ion)|suit|appropriate|travel|bring|friendly)\w*\s+(?:[\w']+\s+){{0,6}}?{_PEOPLE_IN}\b|\b{_PEOPLE_IN}\s+(?:who (?:is|are)\s+)?(?:under|below|younger than)\s+(?:the age of\s+)?(?:10|ten)\b"),
)  # fmt: skip
_LISTED = (
    r"\b(?:extras?|(?:house )?rules?|requirements?|needs?|must allow|allow(?:ed|ing)?|wishes)\s*[:=][^.;!?]*\b{0}\b"
)
_LIST_WORDS: Mapping[HouseRule, str] = {
    "pets": r"(?:pets?|dogs?|cats?)", "smoking": "smoking", "parties": "parties", "visitors": r"(?:visitors|guests)",
    "children": r"(?:children|kids)(?: under (?:10|ten))?",
}  # fmt: skip
_REFUSED = re.compile(
    r"\b(?:no|non|not|never|without|neither|ban(?:s|ned)?|prohibit\w*|forbid\w*|don'?t|do not|aren'?t|isn'?t|free of|n't)[\s-]+(?:[\w']+[\s-]+){0,3}?$|\bsmoke[- ]free\b"
)
_NEEDLESS = re.compile(
    r"\b(?:no|not|without|don'?t|do not)\b[^.;!?]{0,40}\b(?:preferences?|requirements?|restrictions?|constraints?|particular|specific|mind)\b(?:(?!\b(?:but|however|though|although|except|yet)\b)[^.;!?])*"
)
UNDER_TEN = re.compile(
    rf"\b{_PEOPLE_IN}\s+(?:who (?:is|are)\s+)?(?:under|below|younger than)\s+(?:the age of\s+)?(?:10|ten)\b(?:\s+years?(?: old| of age)?)?"
)


_LODGING = re.compile(
    r"\b(?:accommodations?|lodgings?|stay(?:s|ing)?|rooms?|hotels?|hostels?|apartments?|flats?|houses?|homes?|airbnbs?|rentals?|"
    r"places?|propert(?:y|ies)|friendly|allow\w*|permi\w+|welcome|accept\w*|bring\w*|my (?:dog|cat)|extras?|pets?|units?|villas?)\b"
)


_BETTER: Mapping[RoomKind, str] = {"entire": r"\b(?:entire|whole)\b", "private": r"\bprivate\b"}
_NO_BAN = (
    r"\b(?:accommodations?|lodgings?|places?|stays?|rooms?|hotels?|houses?|properties)\b[^.;!?]{{0,40}}"
    r"\b(?:not|don'?t|no|without|never)\s+(?:[\w']+\s+){{0,2}}?"
    r"(?:restrict\w*|prohibit\w*|forbid\w*|ban\w*|disallow\w*|exclude\w*|rules?|polic(?:y|ies)|refuse)\s+(?:[\w']+\s+){{0,2}}?{0}\b"
)


class LodgingRead(NamedTuple):
    room: RoomKind | None = None
    house_rules: tuple[HouseRule, ...] = ()


def read_lodging(scan: Scan) -> LodgingRead:
    """The kind of room and every rule; nothing where no word is of a place to sleep."""
    if not _LODGING.search(scan.rest):
        return LodgingRead()
    words = _NEEDLESS.sub(lambda m: " " * len(m[0]), scan.rest)
    rules = tuple(
        rule
        for rule, pattern in _RULES
        if _asked(words, pattern)
        or _asked(words, _LISTED.format(_LIST_WORDS[rule]))
        or re.search(_NO_BAN.format(_LIST_WORDS[rule]), scan.rest)
    )
    room = _room(words)
    return LodgingRead(room, rules)


def _room(words: str) -> RoomKind | None:
    for kind, pattern in _KINDS:
        match = re.search(pattern, words)
        if match and (kind == "not_shared" or not _REFUSED.search(words[: match.start()])):
            if kind == "not_shared":  # "entire rooms, not shared ones" wants entire rooms
                better = next((k for k in _BETTER if re.search(_BETTER[k], words)), None)
                return better or kind
            return kind
    return None


def _asked(words: str, pattern: str) -> bool:
    return any(not _REFUSED.search(words[: match.start()]) for match in re.finditer(pattern, words))

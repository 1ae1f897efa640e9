"""Ways to travel that are not wanted, however far the "not" stands from the word."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re

from domain.request import TransferMode, TravelMode

_NOT = r"(?:no|non|not|never|nobody|no one|none of us|without|avoid(?:s|ing)?|don'?t|do not|doesn'?t|won'?t|cannot|can'?t|wouldn'?t|neither|nor|exclud(?:e|es|ing)|refrain(?:ing)? from|rather than|instead of|skip(?:ping)?|steer clear of|opt(?:ing)? out of|other than|unable to|against|refus(?:e|ing) to|hate|afraid of|scared of|fear of|dislike|eschew|for(?:e)?go(?:ing)?|stay(?:ing)? away from|free (?:of|from)|rul(?:e|ing) out|isn'?t|aren'?t)"
_FLY = r"(?:flights?|fly|flying|flown|air[- ]?travel|air[- ]?planes?|planes?|airlines?|by air|air transport(?:ation)?)"
_DRIVE = (
    r"(?:self[- ]?driv(?:e|es|ing|en)|driv(?:e|ing)|rental cars?|rent(?:ing)? (?:a )?cars?|cars?\b|behind the wheel)"
)
_WORDS: tuple[tuple[TransferMode | TravelMode, str], ...] = (
    ("flight", _FLY),
    ("car", _DRIVE),
    ("taxi", r"(?:taxis?|cabs?|ubers?)"),
)
# A new wish begins here; what was refused before it is another matter.
_TURN = r"(?:[.;!?]|\bbut\b|\bso\b|\bhowever\b|\bprefer(?:red|s)? (?!not|to not|to avoid)|\binstead\b(?! of)|\bthough\b|\bwould like\b|\bwill (?:fly|drive|be (?:flying|driving))\b|\b(?:rather|instead) (?=fly|drive)|\bonly\b)"
_BETWEEN = rf"(?:(?!{_TURN})[^.;!?]){{0,70}}?"
_OUT = r"(?:(?:would|will|should|is|are)(?:n't| not) (?:be )?(?:preferred|desired|wanted|an option|possible|used|considered|included|suitable|acceptable|something)|not (?:an option|possible|preferred|desired|allowed|wanted|acceptable|be (?:used|considered|included))|out of the question|off the table|off[- ]limits|excluded|ruled out|(?:should|must|to) be avoided|avoided|undesirable)"
_SPARED = r"(?:flights?|flying|air[- ]?travel|planes?|driving|self[- ]?driving|taxis?|cabs?)"
_NO_LICENCE = re.compile(
    r"\b(?:no|without|don'?t have|do not have|lack|have no)\s+(?:a |any )?(?:valid )?driv(?:er'?s?|ing) licen[cs]es?\b"
)
_NO_WISH = re.compile(
    r"\b(?:no|not|without|don'?t|do not)\b[^.;!?]{0,40}\b(?:preferences?|requirements?|restrictions?|constraints?|mind|objections?|particular|problem|only)\b(?:(?!\b(?:but|however|though|although|except|yet)\b)[^.;!?])*"
)
_ONLY_GROUND = re.compile(
    r"\b(?:only|strictly|exclusively) (?:by )?(?:ground|land|road)\b|\b(?:ground|land|road) (?:transport(?:ation)?|travel) only\b|\bstay on the ground\b|\bflight[- ]free\b|\bno[- ]fly\b"
)


def unwanted_modes(folded: str) -> tuple[TransferMode | TravelMode, ...]:
    """Modes that a folded text rules out, within one clause each."""
    words = _NO_WISH.sub(lambda m: " " * len(m[0]), folded)
    found: list[TransferMode | TravelMode] = []
    for mode, names in _WORDS:
        before = rf"\b{_NOT}\b[\s-]{_BETWEEN}\b{names}\b"
        after = rf"\b{names}\b(?:(?!{_TURN})[^.;!?,]){{0,40}}?\b{_OUT}\b"
        second = rf"\b(?:rather|sooner)\b[^.;!?,]{{0,30}}?\bthan\s+(?:to )?{names}\b"
        third = rf"\bprefer\w*\s+(?:[\w-]+,?\s+){{1,8}}?(?:over|to)\s+(?=(?:{names})\b){_SPARED}\b"
        if any(re.search(pattern, words) for pattern in (before, after, second, third)):
            found.append(mode)
    if "car" not in found and _NO_LICENCE.search(words):
        found.append("car")
    if "flight" not in found and _ONLY_GROUND.search(words):
        found.append("flight")
    return tuple(found)

"""Names in a sentence: the ones already known, and new ones by their capitals and what stands beside them."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import NamedTuple

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]*(?:\.(?=\s[A-Z]))?"
# `Rio de Janeiro`, `Stow-on-the-Wold`, `Isle of Skye`, `Golden Gate Park`.
NAME = rf"(?:{_WORD}(?:(?:\s(?:de|del|della|da|do|di|du|la|le|of|of the|upon|am|an der|sur|el|al|van|von|den))*\s{_WORD})*)"
_NO_NAMES = frozenset(
    "i you your yours we our us me my he she it they their the a an this that these those there here then day days week weeks night nights "
    "from to at in on by between during while with within without for of and or but also so if when where after before until since as "
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "european europe european city cities direct directs flight flights find plan trip tour travel task solution constraints please note no not yes all each "
    "spend stay visit meet meeting see attend go fly start begin end finish arrive arriving depart leave explore enjoy want need would like must have "
    "first second third finally next later afterwards lastly additionally furthermore moreover however both only any some one two three four five six seven eight nine ten "
    "am pm noon midday midnight morning afternoon evening today tomorrow friend friends people person availability available name place location time times distance distances "
    "minimum minutes hours max min total allow make give keep set reserve plans schedule best optimal goal goals again out once even just never always another what who how which "
    "can could will may should shall might is are was were be been being do does did has had".split()
)
_TITLE = re.compile(r"^(?:The|the)\s+")


class Found(NamedTuple):
    """A name at `[start, end)` of a sentence, as it is known."""

    name: str
    start: int
    end: int


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...], flags: re.RegexFlag) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(_loose, longest_first)) + r")(?!\w)(?!-\w)", flags)


def _loose(name: str) -> str:
    """Any white space, either apostrophe, the article or not."""
    return r"\s+".join(re.sub(r"['’]", "['’]", re.escape(word)) for word in _TITLE.sub("", name).split())


def _key(name: str) -> str:
    return _TITLE.sub("", " ".join(name.split())).replace("’", "'").casefold()


def known_in(text: str, names: Iterable[str], *, any_case: bool = True) -> list[Found]:
    """All known names in their order, longest first where they overlap, spelt as they are known."""
    spelt = {_key(name): name for name in names}
    if not spelt:
        return []
    flags = re.IGNORECASE if any_case else re.NOFLAG
    found = _pattern(tuple(sorted(spelt.values())), flags).finditer(text)
    return [Found(spelt[_key(match[0])], match.start(), match.end()) for match in found]


def is_name(text: str) -> bool:
    """Whether at least one of its words is not an ordinary one."""
    return any(not _is_ordinary(word) for word in text.split())


def _is_ordinary(word: str) -> bool:
    """`You'd` is, `Fisherman's` is not."""
    return re.split(r"['’]", word.casefold().strip(".'’"))[0] in _NO_NAMES


def trimmed(text: str, also: Container[str] = ()) -> str:
    """Without ordinary words at either end (`You`, `Visit Rome`); empty where nothing is left.

    `also` are names that are ordinary words as well (`Will`).
    """
    words = text.split()
    while words and words[0] not in also and _is_ordinary(words[0]) and not (words[0] == "The" and len(words) > 1):
        words = words[1:]
    while words and words[-1] not in also and _is_ordinary(words[-1]):
        words = words[:-1]
    return " ".join(words).strip(".")


def names_after(text: str, cue: str, also: Container[str] = ()) -> list[str]:
    """Names that stand right after `cue`, a pattern; with those that a list adds (`Rome, Florence and Pisa`)."""
    listed = rf"{NAME}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?:the\s+)?{NAME})*"
    found: list[str] = []
    for match in re.finditer(rf"(?i:{cue})(?P<names>{listed})", text):
        parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*", match["names"])
        found.extend(name for part in parts if (name := trimmed(part, also)))
    return found

"""How long: days, nights, weeks, weekends; each with where it stands, as a city may own it."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from typing import Literal, NamedTuple

from agents.intent.numbers import ARTICLES, NUMBER, value_of
from agents.intent.scan import Scan
from agents.intent.slots.calendar_words import weekdays

_DAY = r"days?|dyas|dias?|jours?|journees?|tagen?|tage?"
_NIGHT = r"nights?|nihgts|nites?|nts?|noches?|nuits?|nuitees?|nachten?|nachte?|ubernachtung(?:en)?"
_SHORT = re.compile(r"(?<![\w.,])(?P<n>\d{1,2})\s?(?P<unit>[dn])\b(?!\w|')")
_WEEK = r"weeks?(?![- ]?end)|wks?|semanas?|semaines?|wochen?"
_MONTH = r"months?|mois|meses|mes|monate?n?"
# What tells the pace stays readable for those who read tastes: "three slow days".
_PACED = r"(?:relax\w*|slow\w*|leisurely|easy-?going|easy|laid[- ]back|lazy|chill\w*|unhurried|gentle|calm|packed|(?:action|jam|fun)[- ]packed|busy|intens\w*|tranquil\w*|relajad\w*|detendu\w*|entspannt\w*|gemutlich\w*|langsame\w*|ruhige\w*)"
_ADJECTIVE = rf"(?:{_PACED}|full|whole|entire|long|solid|lovely|short|quick|nice|good|great|perfect|magical|more|\w{{3,}}(?:ful|ous|less|ish|able|some|[^aeiou]ly|ic)|(?!aged|red|need)\w{{2,}}(?:[^e]ed|ing)|sunny|rainy|cosy|cozy|happy|easy|holiday|vacation|volle[rn]?|ganze[rn]?|toda|entera|petit[es]*|belles?|beaux|bons|bonnes|longues?|schone[rn]?|tolle[rn]?|kurze[rn]?|lange[rn]?|unvergessliche|herrliche|maravillosos|bonitos|largos|preciosos)"
_WEEKDAY = "(?:" + "|".join(sorted((name for name in weekdays() if len(name) > 4), key=len, reverse=True)) + ")"
_SPAN = re.compile(
    rf"(?<![\w.,/-])(?P<minus>-)?(?P<low>{NUMBER})?(?(low)\s*(?:-|to|or|a|o|bis|oder|ou)\s*)(?P<n>{NUMBER})(?:\s+of|\s+de)?[\s-]*"
    rf"(?:{_ADJECTIVE}[\s-]+)*(?:(?P<day>{_DAY})|(?P<night>{_NIGHT})|(?P<week>{_WEEK})|(?P<month>{_MONTH}))\b(?!\s+(?:trip to )?(?:from now|ago|later|before|earlier|old))"
)
_PLAIN = re.compile(
    rf"(?<![\w.,/-])(?P<minus>-)?(?P<n>{NUMBER})(?:\s+of|\s+de)?[\s-]*"
    rf"(?:{_ADJECTIVE}[\s-]+)*(?:(?P<day>{_DAY})|(?P<night>{_NIGHT})|(?P<week>{_WEEK})|(?P<month>{_MONTH}))\b(?!\s+(?:from now|ago|later|before|earlier|old))"
)
_SPECIAL: tuple[tuple[str, int], ...] = (
    (r"(?:a|one) week and a half|semana y media|une semaine et demie|anderthalb wochen|eineinhalb wochen", 11),
    (r"(?:a |one |two )?fortnights?|quinze jours|una quincena|quincena", 14),
    (r"(?:a )?half a week", 4),
    (
        r"(?<![\d-])(?:a |one[- ])?day[- ]trip(?!s)|(?:just|only|for) (?:the|a|one) day|(?:un|una) dia|eintagig|tagesausflug|une journee|24 hours",
        1,
    ),
    (
        rf"(?:(?:just |only )?(?:one|a single)|un solo|una sola|un seul|une seule|(?:nur )?(?:einen|ein) einzigen?) (?:{_WEEKDAY}|day|dia|jour|tag)|a {_WEEKDAY}(?= (?:in|trip))|(?:un|ein|einen) {_WEEKDAY}(?= (?:en|a|in)\b)",
        1,
    ),
    (r"48 hours", 2),
    (r"72 hours", 3),
)
_FEW = re.compile(
    rf"\b(?P<said>a few|several|some|unos(?: cuantos)?|algunos|quelques|ein paar|einige)\s+(?P<unit>{_DAY}|{_NIGHT}|{_WEEK})\b"
)
_WEEKEND = r"week-?\s?ends?|wochenenden?|fin(?:es)? de semana|finde|wknd"
LONG_WEEKEND = re.compile(
    rf"\b(?:long|extended|three-day|four-day|bank holiday|verlangertes|langes|verlangerten|langen)\s+(?:{_WEEKEND})\b|\b(?:{_WEEKEND})\s+(?:largo|prolonge|long)\b|\bpuente\b"
)
WEEKEND = re.compile(rf"\b(?:{_WEEKEND})\b")


class Length(NamedTuple):
    """`amount` of days or nights, said at `[start, end)`; `about` holds the words when vague."""

    start: int
    end: int
    amount: int
    unit: Literal["days", "nights"]
    about: str = ""


def read_lengths(scan: Scan) -> tuple[Length, ...]:
    """All lengths in order of appearance, taken out of the text."""
    found: list[Length] = []
    for words, days in _SPECIAL:
        matches = scan.take_all(re.compile(rf"\b(?:{words})\b"))
        found.extend(Length(match.start(), match.end(), days, "days") for match in matches)
    for match in scan.take_all(_FEW):
        unit, said = _unit(match["unit"]), scan.said(*match.span())
        found.append(Length(match.start(), match.end(), 3 * unit[0], unit[1], about=said))
    found.extend(
        Length(match.start(), match.end(), int(match["n"]), "days" if match["unit"] == "d" else "nights")
        for match in scan.take_all(_SHORT)
    )
    for pattern in (_SPAN, _PLAIN):
        for match in scan.all(pattern):
            if not _starts_later(scan, match) and scan.rest[match.start() : match.end()] == match[0]:
                found.append(_length(match, scan))
                _take(scan, match)
    return _joined(tuple(sorted(found)), scan.rest)


def _take(scan: Scan, match: re.Match[str]) -> None:
    """Blank a length out; from a word of pace on, which the tastes are read from, it stays."""
    paced = re.search(rf"\b{_PACED}\b", match[0])
    scan.blank(match.start(), match.start() + paced.start() if paced else match.end())


def _length(match: re.Match[str], scan: Scan) -> Length:
    groups = match.groupdict()
    number = value_of(groups.get("low") or match["n"])
    if groups.get("low") in ARTICLES:
        number = value_of(match["n"])
    days, unit = _unit(next(groups[u] for u in ("day", "night", "week", "month") if groups[u]))
    amount = -number * days if match["minus"] else number * days
    return Length(match.start(), match.end(), amount, unit, scan.said(*match.span()) if groups.get("low") else "")


def _unit(word: str) -> tuple[int, Literal["days", "nights"]]:
    if re.fullmatch(_NIGHT, word):
        return 1, "nights"
    if re.fullmatch(_WEEK, word):
        return 7, "days"
    return (30, "days") if re.fullmatch(_MONTH, word) else (1, "days")


def _starts_later(scan: Scan, match: re.Match[str]) -> bool:
    """`in two weeks` is when, not how long; `the last 2 days` of something is neither."""
    before = scan.rest[: match.start()]
    if match["month"] and re.search(
        r"\b(?:baby|infant|toddler|bebe|son|daughter)\s*(?:of|de|von|,|\(|is)?\s*$", before
    ):
        return True
    if match["day"] and match["n"] in ARTICLES and re.search(r"(?:[a-z]s|one|once|twice)\s+$", before):
        return True  # "two museums a day" is a rate
    return (
        bool(
            re.search(r"(?:\bin(?: about| around| ca)?|\bdentro de|\bdans|\bwithin|\bevery|\blast|\bpast)\s*$", before)
        )
        and not match["day"]
    )


def _joined(lengths: tuple[Length, ...], rest: str) -> tuple[Length, ...]:
    """`a week and 2 days` is one length."""
    kept: list[Length] = []
    for length in lengths:
        last = kept[-1] if kept else None
        if (
            last
            and last.unit == length.unit
            and re.fullmatch(r"\s*(?:and|plus|y|et|und|\+)\s*", rest[last.end : length.start])
        ):
            kept[-1] = last._replace(end=length.end, amount=last.amount + length.amount)
        else:
            kept.append(length)
    return tuple(kept)

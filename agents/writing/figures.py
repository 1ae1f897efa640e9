"""The clock times, dates, amounts, percentages and other numbers that a text states, in many languages."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Literal

from agents.intent.numbers import VALUES
from agents.intent.slots.spoken_clock import on_the_clock
from agents.writing.tongues import months, weekdays
from tools.places.spelling import fold

FigureKind = Literal["time", "hours", "date", "month", "weekday", "amount", "percent", "number", "unclear"]
SMALL = 12
"""Counts up to this are not checked: `two museums`, `3 days`."""


@dataclass(frozen=True)
class Figure:
    """`values` are all the readings that the writing allows; one of them must be a fact."""

    kind: FigureKind
    said: str
    values: frozenset[str] = frozenset()
    counted: bool = field(default=False, compare=False)


_NUMBER = r"\d{1,3}(?:[., '’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)|\d+"
_SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY CNY",
    "￥": "JPY CNY",
    "$": "USD CAD AUD NZD SGD MXN HKD TWD ARS CLP COP",
    "₩": "KRW",
    "₹": "INR",
    "฿": "THB",
    "₺": "TRY",
    "₫": "VND",
    "₽": "RUB",
    "₪": "ILS",
    "₴": "UAH",
    "zł": "PLN",
    "kč": "CZK",
    "ft": "HUF",
    "円": "JPY",
    "元": "CNY",
    "원": "KRW",
}
_DOLLARS = _SYMBOLS["$"]
_WORDS = {
    r"euros?|ευρω|евро|ユーロ|欧元|유로|يورو": "EUR",
    r"(?:us[- ])?(?:dollars?|dolares|dolar|dollari?|dollaro|доллар\w*|ドル|美元|달러)": _DOLLARS,
    r"pounds?(?: sterling)?|pfund|libras?(?: esterlinas?)?|livres?(?: sterling)?|sterline|ポンド|英镑": "GBP EGP",
    r"yens?|yenes|ienes?|日元|엔": "JPY",
    r"yuan|renminbi": "CNY",
    r"won": "KRW",
    r"baht|bahts": "THB",
    r"rupees?|rupien|rupias?": "INR",
    r"dirhams?": "MAD AED",
    r"francs?|franken|francos?|franchi": "CHF",
    r"pesos?": "MXN ARS CLP COP",
    r"forints?": "HUF",
    r"kron[ae]r?|kronen": "SEK NOK DKK CZK",
    r"zlot[yei]\w*": "PLN",
    r"lira|lire|liras": "TRY",
    r"rand": "ZAR",
    r"reais|real brasileiro": "BRL",
}  # fmt: skip
_ISO = r"[A-Z]{3}"
_CODES = frozenset(code for group in (*_SYMBOLS.values(), *_WORDS.values()) for code in group.split())
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand veinte treinta cuarenta cincuenta sesenta setenta "
    "ochenta noventa cien ciento mil vingt trente quarante cinquante soixante cent mille zwanzig dreissig dreißig vierzig "
    "funfzig sechzig siebzig achtzig neunzig hundert tausend dieci venti trenta quaranta cinquanta sessanta settanta ottanta "
    "novanta cento dez vinte trinta quarenta cinquenta sessenta setenta oitenta noventa tien twintig dertig veertig vijftig "
    "zestig honderd"
)
_PERCENT = r"%|％|٪|percent|per cent|prozent|por ciento|por cento|pour cent|per cento|procent|процент\w*|パーセント|퍼센트|プロセント"
_AM = r"a\.? ?m\.?|de la manana|du matin|morgens|vormittags|di mattina|da manha|in the morning"
_PM = r"p\.? ?m\.?|de la (?:tarde|noche)|(?:de l'apres-midi|du soir)|(?:nach)?mittags|abends|di sera|del pomeriggio|da (?:tarde|noite)|in the (?:afternoon|evening)"
_AT = r"at|by|until|till|from|before|after|around|a las?|hasta las?|desde las?|a|jusqu'a|des|vers|um|ab|bis|gegen|alle|dalle|fino alle|as|ate as|om|vanaf|tot|kl\.?|о?коло|в|с|до"
_TIMES = (
    re.compile(rf"(?<![\d.,:])(?P<h>[01]?\d|2[0-4])[:：](?P<m>[0-5]\d)(?::[0-5]\d)?(?!\d)\s*(?:(?P<am>{_AM})|(?P<pm>{_PM}))?(?![a-z])"),
    re.compile(rf"(?<![\d.,:])(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?\s*(?:(?P<am>{_AM})|(?P<pm>{_PM}))(?![a-z])"),
    re.compile(r"(?<![\d.,:])(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?\s*(?:uhr|o'clock|o’clock|uur|часов|часа|час)\b(?P<am>)?(?P<pm>)?"),
    re.compile(r"(?<![\d.,:])(?P<h>[01]?\d|2[0-4]) ?h ?(?P<m>[0-5]\d)(?!\d)(?P<am>)?(?P<pm>)?"),
    re.compile(r"(?P<pm>午後|下午|晚上|오후|夜)?(?P<am>午前|上午|早上|오전)?\s*(?P<h>[01]?\d|2[0-4])\s*[時时点點시](?!間|间|間|간|代)\s*(?:(?P<m>[0-5]?\d)\s*[分분]|(?P<half>半|반))?"),
    re.compile(rf"(?<![\w])(?:{_AT})\s+(?P<h>[01]?\d|2[0-4])\.(?P<m>[0-5]\d)(?![\d.])(?P<am>)?(?P<pm>)?"),
)  # fmt: skip
_BARE_TIME = re.compile(
    rf"(?<![\w])(?:{_AT})\s+(?P<h>[01]?\d|2[0-4])(?P<m>)(?P<am>)?(?P<pm>)?(?=\s*(?:[,.;!?)]|$|and\b|y\b|et\b|und\b|e\b|en\b|sharp\b|h\b))"
)
_CJK_DATE = re.compile(r"(?:(?P<y>\d{4})\s*[年년]\s*)?(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일号號]")
_ISO_DATE = re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b")
_DOTTED = re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4}|\d{2}(?!\d))?(?!\d)")
_SLASHED = re.compile(r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<y>\d{4}|\d{2}))?(?![\d/])")
_YEAR = re.compile(r"(?<![\d.,])(?:1[0-9]|20)\d\d(?![\d.,]?\d)")
_UNIT = re.compile(
    r"\s*[- ]?(?:km|kilomet\w*|meters?|metres?|metern?|metros?|metri|miles?|m\b|min\b|mins\b|minut\w*|hours?\b|hrs?\b|h\b|heures?|horas?|ore\b|stunden?|uur\b|°|degrees?|grad|grados|degres|gradi|分|時間|小时|分钟|公里|分間|分鐘|미터|시간|분|km)"
)
_ORDINAL = re.compile(
    r"(?:st|nd|rd|th|\.|er|re|e|eme|º|ª|°)?\s*[-]?\s*(?:century|centuries|jahrhundert\w*|siecle|siglo|secolo|seculo|eeuw|世紀|世纪|세기)"
)


def figures_in(text: str, language: str = "en") -> list[Figure]:
    """Everything stated in numbers, each part of the text read once; in English 2 may be 14 o'clock."""
    reading = _Reading(fold(on_the_clock(text)), half_days=language.startswith("en"))
    found: list[Figure] = []
    for step in (_dates, _amounts, _percents, _times, _hours, _weekdays, _numbers):
        found.extend(step(reading))
    return found


class _Reading:
    def __init__(self, text: str, *, half_days: bool) -> None:
        self.rest, self.half_days = text, half_days

    def take(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Each match, which nobody else will see again."""
        for match in list(pattern.finditer(self.rest)):
            self.rest = self.rest[: match.start()] + "·" * (match.end() - match.start()) + self.rest[match.end() :]
            yield match


@cache
def _month_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = sorted(months(), key=len, reverse=True)
    month = "(?P<month>" + "|".join(map(re.escape, names)) + ")"
    end = r"(?![^\W\d_])"
    year = r"(?:[,.]?\s*(?:de |del |of )?(?P<y>(?:19|20)\d\d))?"
    return (
        re.compile(rf"(?<![\w.])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?\s*(?:de |of |di |d'|den )?\s*{month}{end}{year}"),
        re.compile(rf"(?<!\w){month}{end}\s+(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?!:\d){year}"),
        re.compile(rf"(?<!\w)(?P<lead>in|early|late|mid|of|im|anfang|ende|mitte|en|de|debut|fin|a|di|em|no|в|i|w)[\s-]+{month}{end}{year}"),
    )  # fmt: skip


def _dates(reading: _Reading) -> Iterator[Figure]:
    for pattern in (_ISO_DATE, _CJK_DATE, _DOTTED):
        for match in reading.take(pattern):
            yield _date(match[0], int(match["m"]), int(match["d"]), match["y"])
    for match in reading.take(_SLASHED):
        one, other = int(match["a"]), int(match["b"])
        values = _date(match[0], one, other, match["y"]).values | _date(match[0], other, one, match["y"]).values
        yield Figure("date", match[0], values)
    with_day, day_after, alone = _month_patterns()
    for pattern in (with_day, day_after):
        for match in reading.take(pattern):
            yield _date(match[0], months()[match["month"]], int(match["d"]), match["y"])
    for match in reading.take(alone):
        yield Figure("month", match[0], frozenset({f"{months()[match['month']]:02d}"}))


def _date(said: str, month: int, day: int, year: str | None) -> Figure:
    whole = f"{month:02d}-{day:02d}"
    full = f"{year if len(year) == 4 else '20' + year}-{whole}" if year else whole
    return Figure("date", said.strip(), frozenset({full}))


@cache
def _amount_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    number = rf"(?P<n>{_NUMBER})"
    found: list[tuple[re.Pattern[str], str]] = []
    for symbol, codes in _SYMBOLS.items():
        mark, letters = re.escape(symbol), (symbol[0].isalpha() and symbol.isascii()) or symbol in {"zł", "kč"}
        if not letters:
            found.append((re.compile(rf"{mark}\s?{number}"), codes))
        found.append((re.compile(rf"(?<![\d.,]){number}\s?{mark}" + (r"(?!\w)" if letters else "")), codes))
    for words, codes in _WORDS.items():
        end = r"(?![a-z])" if words[0].isascii() else ""
        found.append((re.compile(rf"(?<![\d.,]){number}[\s-]*(?:{words}){end}"), codes))
    codes = "|".join(sorted(_CODES)).lower()
    coded = rf"(?<![\w])(?P<code>{codes})\s?{number}|(?<![\d.,])(?P<n2>{_NUMBER})\s?(?P<code2>{codes})(?!\w)"
    return (*found, (re.compile(coded), ""))


@cache
def _spelt_amount() -> re.Pattern[str]:
    """A sum in words: no fact that we state is written so."""
    words = "|".join(sorted({*map(re.escape, VALUES), *_TENS.split()}, key=len, reverse=True))
    money = "|".join(words for words in _WORDS if words[0].isascii())
    return re.compile(rf"(?<!\w)(?:\w*(?:{words})\w*)(?:[\s-]+\w+){{0,2}}?[\s-]+(?:{money})(?!\w)")


def _amounts(reading: _Reading) -> Iterator[Figure]:
    for pattern, codes in _amount_patterns():
        for match in reading.take(pattern):
            got = match.groupdict()
            number = got["n"] or got.get("n2") or ""
            own = codes or str(got.get("code") or got.get("code2")).upper()
            values = {f"{code} {value}" for code in own.split() for value in readings(number)}
            yield Figure("amount", match[0].strip(), frozenset(values))
    for match in reading.take(_spelt_amount()):
        yield Figure("unclear", match[0])


def readings(number: str) -> frozenset[str]:
    """`1.234` is 1234 or 1.234, `18.00` only 18; without trailing zeros."""
    plain = re.sub(r"[ '’\u00a0\u202f]", "", number)
    found = set()
    for thousands, point in ((",", "."), (".", ",")):
        whole = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(point)}\d{{1,2}})?"
        if re.fullmatch(rf"{whole}|\d+(?:{re.escape(point)}\d+)?", plain):
            found.add(plain_number(Decimal(plain.replace(thousands, "").replace(point, "."))))
    return frozenset(found)


def plain_number(value: Decimal) -> str:
    return f"{value.normalize():f}"


_PERCENTS = re.compile(rf"(?<![\d.,])(?P<n>{_NUMBER})\s?(?:{_PERCENT})")


def _percents(reading: _Reading) -> Iterator[Figure]:
    for match in reading.take(_PERCENTS):
        yield Figure("percent", match[0], readings(match["n"]))


def _times(reading: _Reading) -> Iterator[Figure]:
    for pattern in (*_TIMES, _BARE_TIME):
        for match in reading.take(pattern):
            yield Figure("time", match[0].strip(), _clock(match.groupdict(), reading.half_days))


def _clock(got: dict[str, str | None], half_days: bool) -> frozenset[str]:
    """Minutes after midnight; where days are told in halves, an hour without one may be in either."""
    hour = int(got["h"] or 0)
    minute = 30 if got.get("half") else int(got.get("m") or 0)
    if got.get("pm"):
        hours = {hour % 12 + 12}
    elif got.get("am"):
        hours = {hour % 12}
    else:
        either = half_days and 1 <= hour <= 12 and not str(got["h"]).startswith("0")
        hours = {hour, hour + 12} if either else {hour}
    return frozenset(str(one % 24 * 60 + minute) for one in hours)


@cache
def _weekday_pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(weekdays(), key=len, reverse=True)))
    return re.compile(rf"(?<![^\W\d_])(?P<day>{names})(?:s|n|e?s)?(?![a-z])")


_HOURS = re.compile(r"(?<![\d.,:])(?P<h>[01]?\d|2[0-4]) ?h(?P<m>)(?P<am>)?(?P<pm>)?(?!\w)")


def _hours(reading: _Reading) -> Iterator[Figure]:
    """`9 h` is a time of day or a length."""
    for match in reading.take(_HOURS):
        clock = _clock(match.groupdict(), half_days=False)
        yield Figure("hours", match[0], clock | readings(match["h"]))


def _weekdays(reading: _Reading) -> Iterator[Figure]:
    for match in reading.take(_weekday_pattern()):
        yield Figure("weekday", match[0], frozenset({str(weekdays()[match["day"]])}))


_LONE = re.compile(rf"(?<![\w.,])(?P<n>{_NUMBER})")


def _numbers(reading: _Reading) -> Iterator[Figure]:
    for match in list(_LONE.finditer(reading.rest)):
        after = reading.rest[match.end() :]
        measured = bool(_UNIT.match(after) or _ORDINAL.match(after))
        values = readings(match["n"])
        small = not measured and any(Decimal(value) <= SMALL for value in values)
        yield Figure("number", match["n"], values, counted=small)


Check = Callable[[Figure], bool]


@dataclass(frozen=True)
class Stated:
    """The figures that may be said, as they are read off the facts."""

    by_kind: frozenset[tuple[FigureKind, str]]

    def allows(self, figure: Figure) -> bool:
        if figure.kind == "unclear":
            return False
        if figure.counted:
            return True
        return any((kind, value) in self.by_kind for kind in _MAY_BE[figure.kind] for value in figure.values)


_MAY_BE: dict[FigureKind, tuple[FigureKind, ...]] = {
    "time": ("time",),
    "hours": ("time", "number"),
    "date": ("date",),
    "month": ("month",),
    "weekday": ("weekday",),
    "amount": ("amount",),
    "percent": ("percent",),
    "number": ("number", "percent"),
    "unclear": (),
}


def stated_in(text: str) -> Stated:
    """All figures of our own lines; a date also without its year, an amount also rounded."""
    found: set[tuple[FigureKind, str]] = set()
    for figure in figures_in(text):
        found.update((figure.kind, value) for value in figure.values)
        if figure.kind == "date":
            for value in figure.values:
                found |= {("date", value[-5:]), ("month", value[-5:-3]), ("number", value[:4])}
        if figure.kind in {"amount", "number"}:
            found.update((figure.kind, _rounded(value)) for value in figure.values)
    return Stated(frozenset(found))


def _rounded(value: str) -> str:
    """`EUR 119.50` as it may be told: `EUR 120`."""
    code, _, number = value.rpartition(" ")
    whole = str(int(Decimal(number).quantize(Decimal(1), "ROUND_HALF_UP")))
    return f"{code} {whole}".strip()

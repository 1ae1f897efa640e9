"""When: exact dates, ranges, and the vague words from which a first day must be chosen."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Any, NamedTuple

import dateparser

from agents.intent.numbers import NUMBER, ORDINAL, ORDINALS, value_of
from agents.intent.scan import Scan
from agents.intent.slots.calendar_words import FEASTS, SEASONS, misspelt_months, months, weekdays
from agents.intent.slots.length import LONG_WEEKEND, WEEKEND

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


class When(NamedTuple):
    """Either exact days, or a window in which the trip lies and the weekday it should begin on."""

    start_on: date | None = None
    end_on: date | None = None
    earliest_on: date | None = None
    latest_on: date | None = None
    weekday: int | None = None
    said: str = ""
    fills: bool = False
    days: int | None = None
    """Length that the words themselves give (a weekend)."""


def read_when(scan: Scan) -> When:
    """The first of the readings that fits, most exact first; what was read is taken out."""
    names = dict(months()) | misspelt_months(scan.rest)
    month = "(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b\.?"
    for reading in (
        _ranges,
        _weekends,
        _week_of,
        _exact,
        _parts_of_month,
        _feasts,
        _relative,
        _weeks,
        _bare_months,
        _seasons,
    ):
        when = reading(scan, month, names)
        if when is not None:
            return when
    return When()


_DAY = r"(?P<d{0}>\d{{1,2}})(?!\d)(?:st|nd|rd|th|er|\.|º|°)?"
_YEAR = r"(?:,?\s*(?:de |del |of )?(?P<y{0}>20\d\d|19\d\d)(?!\d)|\s+(?P<next{0}>next year|nachstes jahr|l'annee prochaine))?"
_TO = r"\s*(?:-|to|till|until|through|thru|and|al?|hasta(?: el)?|au|jusqu'au|bis(?: zum)?|y|et|und)\s*(?:the |el |le |zum |den )?"


def _ranges(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    d1, d2, y1, y2 = _DAY.format(1), _DAY.format(2), _YEAR.format(1), _YEAR.format(2)
    m1, m2, of = f"(?P<m1>{month})", f"(?P<m2>{month})", r"\s*(?:of |de |du )?\s*"
    wd = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
    patterns = (
        rf"(?<![\w.]){wd}{d1}{of}{m1}{y1}{_TO}{wd}{d2}{of}{m2}{y2}",
        rf"\b{wd}{m1}\s*{d1}{y1}{_TO}{wd}{m2}\s*{d2}{y2}",
        rf"(?<![\w.]){wd}{d1}{_TO}{wd}{d2}{of}{m1}{y2}",
        rf"\b{wd}{m1}\s*(?:the )?{d1}{_TO}{wd}{d2}(?!\s*(?:people|adults|of us|{month})){y2}",
        r"(?P<iso1>20\d\d-\d\d-\d\d)(?:\s*(?:-|to|until|till|/|–|bis|al?|au|hasta)\s*)(?P<iso2>20\d\d-\d\d-\d\d)",
        r"(?<![\d.])(?P<n1>\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?\.?)\s*(?:-|to|until|till|bis|al?|au|hasta)\s*(?P<n2>\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?)(?!\d)",
    )
    for pattern in patterns:
        match = scan.find(re.compile(pattern))
        when = _range(match.groupdict(), scan, names) if match else None
        if match and when:
            scan.blank(*match.span())
            return when
    return None


def _range(got: dict[str, str | None], scan: Scan, names: dict[str, int]) -> When | None:
    if got.get("iso1") or got.get("n1"):
        first = _parsed(str(got.get("iso1") or got.get("n1")), scan)
        last = _parsed(str(got.get("iso2") or got.get("n2")), scan)
        return When(start_on=first, end_on=_rolled(first, last, explicit=True)) if first and last else None
    month1, month2 = _month(got.get("m1"), names), _month(got.get("m2") or got.get("m1"), names)
    year = next((int(str(got[k])) for k in ("y1", "y2") if got.get(k)), None)
    if got.get("next1") or got.get("next2"):
        year = scan.today.year + 1
    first_year = year if got.get("y1") or not got.get("y2") or month1 <= month2 else int(str(got["y2"])) - 1
    first = _day(int(str(got["d1"])), month1, first_year, scan.today)
    if first is None:
        return None
    last = _day(int(str(got["d2"])), month2, int(str(got["y2"])) if got.get("y2") else first.year, scan.today)
    return (
        When(start_on=first, end_on=_rolled(first, last, explicit=bool(got.get("y2")) or month1 == month2))
        if last
        else None
    )


def _rolled(first: date, last: date | None, explicit: bool) -> date | None:
    """`28 Dec to 3 Jan` ends in the next year; an explicit wrong year stays wrong."""
    if last is not None and last < first and not explicit:
        return last.replace(year=last.year + 1)
    return last


def _month(written: str | None, names: dict[str, int]) -> int:
    return names[str(written).rstrip(".")]


def _day(day: int, month: int, year: int | None, today: date) -> date | None:
    """The day in the year said, or the next such day; None where the month has no such day."""
    for candidate in (year,) if year else (today.year, today.year + 1):
        if candidate is None or not 1 <= day <= calendar.monthrange(candidate, month)[1]:
            continue
        if year or date(candidate, month, day) >= today:
            return date(candidate, month, day)
    return None


def _parsed(words: str, scan: Scan, prefer: str = "future") -> date | None:
    """One date through dateparser: relative to today, the future preferred, day before month."""
    month_first = bool(re.match(r"\d{1,2}/(?:1[3-9]|2\d|3[01])\b", words))
    settings: dict[str, Any] = {
        "RELATIVE_BASE": _noon(scan.today),
        "PREFER_DATES_FROM": prefer,
        "DATE_ORDER": "MDY" if month_first else "YMD" if re.match(r"\d{4}", words) else "DMY",
    }
    languages = list(dict.fromkeys((scan.language, "en")))
    found = dateparser.parse(words.rstrip("."), languages=languages, settings=settings)  # type: ignore[arg-type]
    return found.date() if found else None


def _noon(today: date) -> Any:
    from datetime import datetime, time  # noqa: PLC0415 - a wall time only for dateparser

    return datetime.combine(today, time(12))


_START_CUE = r"(?:(?:starting|beginning|leaving|arriving|departing|start|from|on|around|about|after|since|desde|el|a partir de(?:l)?|le|ab|am|vom|den|a partir du|du)\s+)?(?:the )?"


def _exact(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    d1, y1, of = _DAY.format(1), _YEAR.format(1), r"\s*(?:of |de |du )?\s*"
    for pattern in (
        rf"(?<![\w.]){_START_CUE}{d1}{of}(?P<m1>{month}){y1}",
        rf"\b{_START_CUE}(?P<m1>{month})\s*(?:the )?{d1}(?!\s*(?:days?|nights?|people|adults|weeks?|dias|tage|jours|[.,]?\d)){y1}",
    ):
        match = scan.find(re.compile(pattern))
        if match:
            year = int(match["y1"]) if match["y1"] else scan.today.year + 1 if match["next1"] else None
            found = _day(int(match["d1"]), _month(match["m1"], names), year, scan.today)
            if found:
                scan.blank(*match.span())
                return _with_end(scan, found)
    match = scan.find(
        re.compile(
            r"(?<![\d.,])(?:20\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:20)?\d\d|\d{1,2}\.\d{1,2}\.(?!\d)|\d{1,2}/\d{1,2}(?![\d/]))(?!\d)"
        )
    )
    if match and (found := _parsed(match[0], scan)):
        scan.blank(*match.span())
        return _with_end(scan, found)
    return None


def _with_end(scan: Scan, first: date) -> When:
    return When(start_on=first)


_QUARTER = {
    r"early|beginning of|start of|first half of|the beginning of|anfang|debut|principios de|a principios de|comienzos de": (
        1,
        10,
    ),
    r"mid|middle of|mid-|mitte|mi-|mediados de": (11, 20),
    r"late|end of|the end of|second half of|ende|fin|finales de|fin de|a finales de": (21, 31),
}


def _parts_of_month(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    year = _YEAR.format(1)
    of = r"\s*(?:of|in|de|du|d'|im|des|von|the)?\s*(?:the )?"
    week = re.compile(rf"\b(?P<nth>{ORDINAL})\s+(?:full )?(?:week|semana|semaine|woche)\s*{of}(?P<m1>{month}){year}")
    if match := scan.take(week):
        first = _month_window(match, scan, names)[0]
        nth = ORDINALS[match["nth"]]
        monday = first + timedelta(days=(7 - first.weekday()) % 7)
        start = monday + timedelta(weeks=nth - 1) if nth < 5 else _last_monday(first)
        return When(earliest_on=start, latest_on=start + timedelta(days=6), said=scan.said(*match.span()), fills=True)
    for words, (low, high) in _QUARTER.items():
        if match := scan.take(re.compile(rf"\b(?:in |at the |en |a |au )?(?:{words})[\s-]*{of}(?P<m1>{month}){year}")):
            first, last = _month_window(match, scan, names)
            return When(
                earliest_on=max(first.replace(day=low), scan.today),
                latest_on=last.replace(day=min(high, last.day)) if high < 31 else last,
                said=scan.said(*match.span()),
            )
    return None


def _week_of(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    week_of = re.compile(
        rf"\bweek (?:of|commencing|beginning|starting)\s+(?:the )?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of )?(?P<m1>{month})|(?P<m2>{month})\s*(?P<d2>\d{{1,2}}))"
    )
    if match := scan.take(week_of):
        day = _day(int(match["d1"] or match["d2"]), _month(match["m1"] or match["m2"], names), None, scan.today)
        if day:
            return When(
                earliest_on=day,
                latest_on=day + timedelta(days=6),
                weekday=day.weekday(),
                said=scan.said(*match.span()),
                fills=True,
            )
    return None


def _last_monday(first: date) -> date:
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return last - timedelta(days=last.weekday())


def _month_window(match: re.Match[str], scan: Scan, names: dict[str, int]) -> tuple[date, date]:
    got = match.groupdict()
    year = int(got["y1"]) if got.get("y1") else scan.today.year + 1 if got.get("next1") else None
    return _window_of(_month(got["m1"], names), year, scan.today)


def _window_of(month: int, year: int | None, today: date) -> tuple[date, date]:
    """The month's first and last day: in the year said, or the next with ten days left."""
    chosen = year or (today.year if month >= today.month else today.year + 1)
    last = date(chosen, month, calendar.monthrange(chosen, month)[1])
    if year is None and chosen == today.year and (last - today).days < 10:
        chosen += 1
        last = date(chosen, month, calendar.monthrange(chosen, month)[1])
    return date(chosen, month, 1), last


_WHICH = r"(?P<which>this|the coming|coming|upcoming|next|following|first|second|third|last|every|{0}|este|proximo|kommendes|nachstes|dieses|ce|cette)?\s*"
_AFTER_WEEKEND = r"(?:\s*(?:prochain|que viene|proximo))?(?:\s*(?:in|of|around|near|de|en|im|of the|on|from|am|vom|du)\s+(?:the )?(?:early |late |mid-?)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)?\s*(?:of |de )?)?(?P<m1>{0})(?:\s*(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?(?:,?\s*(?P<y1>20\d\d))?)?"


def _weekends(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    for pattern, days in ((LONG_WEEKEND.pattern, 4), (WEEKEND.pattern, 3)):
        full = re.compile(rf"(?:\b{_WHICH.format(ORDINAL)})?(?:{pattern}){_AFTER_WEEKEND.format(month)}")
        match = scan.take(full)
        if match is None:
            continue
        tail = scan.rest[match.end() :]
        said = scan.said(*match.span())
        got = match.groupdict()
        if got["m1"]:
            return _weekend_in(got, days, said, scan, names)
        vague = _vague_month(scan, month, names)
        if vague:
            return vague._replace(weekday=FRIDAY, days=days, said=f"{said} {vague.said}".strip(), fills=False)
        if got["which"] is None and (other := _other_when(scan, month, names)):
            return other._replace(days=other.days or days)
        return _coming_weekend(
            got["which"] or ("next" if re.search(r"prochain|que viene|proximo", match[0]) else None),
            days,
            said,
            scan.today,
            tail,
        )
    return None


def _weekend_in(got: dict[str, str | None], days: int, said: str, scan: Scan, names: dict[str, int]) -> When:
    month, year = _month(got["m1"], names), int(got["y1"]) if got.get("y1") else None
    day = got.get("d1") or got.get("d2")
    if day and (on := _day(int(day), month, year, scan.today)):
        friday = (
            on - timedelta(days=(on.weekday() - FRIDAY) % 7)
            if on.weekday() >= FRIDAY or on.weekday() == 0
            else on + timedelta(days=FRIDAY - on.weekday())
        )
        return When(
            earliest_on=friday, latest_on=friday + timedelta(days=days - 1), weekday=FRIDAY, said=said, days=days
        )
    first, last = _window_of(month, year, scan.today)
    friday = first + timedelta(days=(FRIDAY - first.weekday()) % 7)
    nth = ORDINALS.get(got["which"] or "", 0)
    if nth == 5:
        friday = last - timedelta(days=(last.weekday() - FRIDAY) % 7)
        return When(earliest_on=friday, latest_on=friday + timedelta(days=3), weekday=FRIDAY, said=said, days=days)
    if nth:
        friday += timedelta(weeks=nth - 1)
        return When(earliest_on=friday, latest_on=friday + timedelta(days=3), weekday=FRIDAY, said=said, days=days)
    return When(earliest_on=first, latest_on=last, weekday=FRIDAY, said=said, days=days)


def _coming_weekend(which: str | None, days: int, said: str, today: date, tail: str) -> When:
    if which is None:
        return When(days=days, weekday=FRIDAY, said=said)
    monday = today - timedelta(days=today.weekday())
    nearest = monday + timedelta(days=FRIDAY) if today.weekday() <= FRIDAY else today
    if which in {"next", "following", "proximo", "nachstes"}:
        nearest = monday + timedelta(days=7 + FRIDAY)
    return When(
        start_on=nearest,
        days=days if nearest != today or today.weekday() <= FRIDAY else max(1, days - (today.weekday() - FRIDAY)),
        said=said,
    )


def _other_when(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    for reading in (_week_of, _exact, _parts_of_month, _feasts, _relative, _weeks, _bare_months, _seasons):
        if when := reading(scan, month, names):
            return when
    return None


def _vague_month(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    return (
        _parts_of_month(scan, month, names)
        or _bare_months(scan, month, names)
        or _next_month(scan)
        or _seasons(scan, month, names)
    )


def _feasts(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    for words, first_day, days in FEASTS:
        match = scan.take(
            re.compile(
                rf"\b(?:over|at|during|for|around|an|uber|zu|a|por|en|in|pour)?\s*(?:the |la |las )?(?:{words})\b(?!\s*(?:markets?|lights|shopping|trees?|-?markte?))(?:\s*(?P<y>20\d\d))?"
            )
        )
        if match is None:
            continue
        years = (int(match["y"]),) if match["y"] else (scan.today.year - 1, scan.today.year, scan.today.year + 1)
        start = next((first_day(y) for y in years if first_day(y) >= scan.today), first_day(years[-1]))
        last = start + timedelta(days=days - 1)
        return When(
            earliest_on=start, latest_on=last, weekday=start.weekday(), said=scan.said(*match.span()), fills=True
        )
    return None


_UNITS = r"(?:days?|weeks?|months?|dias?|semanas?|mes(?:es)?|jours?|semaines?|mois|tage?n?|wochen?|monate?n?)"
_IN = re.compile(
    rf"\b(?P<in>(?:in|within|dentro de|dans)\s+(?:about |around |roughly |etwa |ca\.? |unas? |environ )?(?:{NUMBER})(?: of)?\s*{_UNITS}(?:'?s? time)?)\b"
    rf"|\b(?P<from>(?:{NUMBER})\s*{_UNITS}\s+from\s+(?:now|today|tomorrow))\b"
    r"|\b(?P<word>day after tomorrow|tomorrow|today|tonight|manana(?! )|pasado manana|apres-demain|demain|ubermorgen|morgen|heute|hoy|aujourd'hui|yesterday|ayer|hier|gestern)\b"
)


def _relative(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    for match in scan.all(_IN):
        words = match["in"] or match["from"] or match["word"]
        if (
            match["in"]
            and re.search(r"\b(?:days?|dias?|jours?|tage?n?)$", words)
            and not _has_other_length(scan, match)
        ):
            continue
        if match["in"] and re.search(
            rf"{_UNITS}$|nights?$|noches$|nuits$|nachte$", scan.rest[: match.start()].rstrip(" ·")
        ):
            continue
        if match["word"] == "hier" and scan.language != "fr":
            continue
        prefer = "past" if match["word"] in {"yesterday", "ayer", "hier", "gestern"} else "future"
        found = _parsed(_in_english(words) if not match["word"] else words, scan, prefer)
        if found:
            scan.blank(*match.span())
            return When(start_on=found, said="" if match["word"] else scan.said(*match.span()))
    return _next_month(scan) or _weekday(scan) or _last_something(scan)


def _in_english(words: str) -> str:
    """`dentro de dos semanas` as `in 2 weeks`, the form dateparser knows best."""
    number = re.search(rf"\b{NUMBER}\b(?=(?: of)?\s*{_UNITS})", words)
    unit = re.search(rf"\b{_UNITS}", words)
    assert number and unit
    kind = (
        "weeks" if unit[0][0] in "sw" else "months" if unit[0].startswith("mo") or unit[0].startswith("me") else "days"
    )
    tomorrow = 1 if words.endswith("tomorrow") else 0
    return f"in {value_of(number[0]) + tomorrow} {kind}"


def _has_other_length(scan: Scan, match: re.Match[str]) -> bool:
    rest = scan.rest[: match.start()] + " " + scan.rest[match.end() :]
    return bool(re.search(rf"\b{NUMBER}[\s-]*{_UNITS}\b|\bnights?\b", rest))


def _last_something(scan: Scan) -> When | None:
    match = scan.take(
        re.compile(
            r"\b(?:last|letzte[nrs]?|la semana pasada|la semaine derniere)\s*(?:week|month|year|summer|woche|monat|jahr)?\b"
        )
    )
    if match is None or not re.search(r"week|month|year|summer|woche|monat|jahr|pasada|derniere", match[0]):
        return None
    return When(start_on=scan.today - timedelta(days=7), said=scan.said(*match.span()))


def _next_month(scan: Scan) -> When | None:
    match = scan.take(
        re.compile(
            r"\b(?:next month|el mes que viene|el proximo mes|le mois prochain|nachsten monat|kommenden monat)\b"
        )
    )
    if match is None:
        return None
    first = (scan.today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return When(
        earliest_on=first,
        latest_on=first.replace(day=calendar.monthrange(first.year, first.month)[1]),
        said=scan.said(*match.span()),
    )


def _weekday(scan: Scan) -> When | None:
    names = "|".join(sorted(weekdays(), key=len, reverse=True))
    match = scan.take(
        re.compile(
            rf"\b(?:(?P<cue>on|from|starting|this|next|leaving|el|le|am|ab|nachsten|kommenden|diesen|proximo|el proximo)\s+(?:on |the )?)(?P<day>{names})\b(?:\s*(?:to|-|until|till|through|bis|a|al|au)\s*(?P<last>{names})\b)?(?P<after>\s+prochain|\s+que viene)?"
        )
    )
    if match is None:
        return None
    wanted = weekdays()[match["day"]]
    ahead = (wanted - scan.today.weekday()) % 7 or 7
    if match["cue"] == "next" and scan.today.weekday() < wanted:
        ahead += 7
    start = scan.today + timedelta(days=ahead)
    end = start + timedelta(days=(weekdays()[match["last"]] - wanted) % 7) if match["last"] else None
    return When(start_on=start, end_on=end, said=scan.said(*match.span()))


def _weeks(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    match = scan.take(
        re.compile(
            r"\b(?P<which>next|this|the coming|coming) week\b|\b(?:la semana que viene|la proxima semana|la semaine prochaine|nachste woche|kommende woche)\b"
        )
    )
    if match is None:
        return None
    monday = scan.today - timedelta(days=scan.today.weekday())
    start = monday + timedelta(days=7) if match["which"] != "this" else scan.today + timedelta(days=1)
    return When(earliest_on=start, latest_on=start + timedelta(days=6), said=scan.said(*match.span()), fills=True)


def _bare_months(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    cue = r"(?:in|during|for|of|next|this|around|by|en|au mois de|im|fur|de|d'|para|pour|durante|sometime in|some time in|late|ab)"
    year = _YEAR.format(1)
    for pattern in (
        rf"\b{cue}\s*(?:the month of )?(?P<m1>{month})(?!\s*\d{{1,2}}\b(?!\d)){year}(?P<other>\s*(?:or|/|-|to|o|ou|oder)\s*{month})?",
        rf"\b(?P<m1>{month}){_YEAR.format(1).rstrip('?')}",
    ):
        match = scan.find(re.compile(pattern))
        if match:
            scan.blank(*match.span())
            first, last = _month_window(match, scan, names)
            return When(earliest_on=first, latest_on=last, said=scan.said(*match.span()))
    safe = [name for name in names if name not in {"may", "march", "mar", "mai", "jan"}]
    if len(re.findall(r"\w+", scan.rest)) <= 3:
        safe = list(names)
    match = scan.take(
        re.compile(r"(?<![\w'])(?P<m1>" + "|".join(sorted(map(re.escape, safe), key=len, reverse=True)) + r")\b")
    )
    if match is None and (capital := re.search(r"(?:(?<=[a-z,] )|^)(?:May|March)\b(?! (?:I|we|you|be|to))", scan.text)):
        match = re.compile(r"(?P<m1>may|march)\b").match(scan.rest, capital.start())
        if match:
            scan.blank(*match.span())
    if match is None:
        return None
    first, last = _month_window(match, scan, names)
    return When(earliest_on=first, latest_on=last, said=scan.said(*match.span()))


def _seasons(scan: Scan, month: str, names: dict[str, int]) -> When | None:
    words = "|".join(sorted(SEASONS, key=len, reverse=True))
    match = scan.take(
        re.compile(
            rf"\b(?:in|this|next|during|over|en|im|au|for|coming|el|la|the|diesen|nachsten)\s+(?:the |early |late )?(?P<season>{words})\b(?:\s*(?:of )?(?P<y>20\d\d))?"
        )
    )
    if match is None:
        return None
    first, last = _window_of(SEASONS[match["season"]], int(match["y"]) if match["y"] else None, scan.today)
    return When(earliest_on=first, latest_on=last, said=scan.said(*match.span()))

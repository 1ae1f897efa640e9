"""Exact dates: ranges and single days, written out or in figures."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from datetime import date

from agents.intent.scan import BLANK, Scan
from agents.intent.slots.date_words import DAY, YEAR, When, day_in, month_number, month_words, parsed

_TO = r"\s*(?:-|to|till|until|through|thru|and|al?|hasta(?: el)?|au|jusqu'au|bis(?: zum)?|y|et|und)\s*(?:the |el |le |zum |den )?"


def date_ranges(scan: Scan) -> When | None:
    month, names = month_words(scan)
    d1, d2, y1, y2 = DAY.format(1), DAY.format(2), YEAR.format(1), YEAR.format(2)
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
        first = parsed(str(got.get("iso1") or got.get("n1")), scan)
        last = parsed(str(got.get("iso2") or got.get("n2")), scan)
        return When(start_on=first, end_on=_rolled(first, last, explicit=True)) if first and last else None
    month1, month2 = month_number(got.get("m1"), names), month_number(got.get("m2") or got.get("m1"), names)
    year = next((int(str(got[k])) for k in ("y1", "y2") if got.get(k)), None)
    if got.get("next1") or got.get("next2"):
        year = scan.today.year + 1
    first_year = year if got.get("y1") or not got.get("y2") or month1 <= month2 else int(str(got["y2"])) - 1
    first = day_in(int(str(got["d1"])), month1, first_year, scan.today)
    if first is None:
        return None
    last = day_in(int(str(got["d2"])), month2, int(str(got["y2"])) if got.get("y2") else first.year, scan.today)
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


_BACK = r"(?:back|home|return(?:ing)?|vuelta|volvemos|regreso|regresamos|retour|rentrons|zuruck|ruckreise|ruckflug)"


def there_and_back(scan: Scan) -> When | None:
    """`leave on 4 June … back on 10 June`, `am 12.08. … am 26.08. zurück`."""
    month, _ = month_words(scan)
    day = rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s*(?:of |de )?{month}|{month}\s*\d{{1,2}}(?!\d)|\d{{1,2}}[./]\d{{1,2}}(?:[./](?:20\d\d)?)?|20\d\d-\d\d-\d\d)"
    match = scan.find(
        re.compile(rf"\b{_BACK}\s+(?:on |by |the |am |el |le )*(?P<a>{day})|(?P<b>{day})\s+(?:wieder )?zuruck\b")
    )
    if match is None:
        return None
    group = "a" if match["a"] else "b"
    end = exact_date(_only(scan, *match.span(group)))
    rest = _only(scan, 0, match.start())
    start = exact_date(rest)
    if end is None or start is None or start.start_on is None or end.start_on is None:
        return None
    scan.rest = rest.rest[: match.start()] + BLANK * (match.end() - match.start()) + scan.rest[match.end() :]
    return When(start_on=start.start_on, end_on=end.start_on)


def _only(scan: Scan, start: int, end: int) -> Scan:
    """A copy that sees nothing but `[start, end)`."""
    copy = Scan(scan.text, scan.language, scan.today)
    copy.rest = BLANK * start + scan.rest[start:end] + BLANK * (len(scan.rest) - end)
    return copy


_START_CUE = r"(?:(?:starting|beginning|leaving|arriving|departing|start|from|on|around|about|after|since|desde|el|a partir de(?:l)?|le|ab|am|vom|den|a partir du|du)\s+)?(?:the )?"


def exact_date(scan: Scan) -> When | None:
    month, names = month_words(scan)
    d1, y1, of = DAY.format(1), YEAR.format(1), r"\s*(?:of |de |du )?\s*"
    for pattern in (
        rf"(?<![\w.]){_START_CUE}{d1}{of}(?P<m1>{month}){y1}",
        rf"\b{_START_CUE}(?P<m1>{month})\s*(?:the )?{d1}(?!\s*(?:days?|nights?|people|adults|weeks?|dias|tage|jours|[.,]?\d)){y1}",
    ):
        match = scan.find(re.compile(pattern))
        if match:
            year = int(match["y1"]) if match["y1"] else scan.today.year + 1 if match["next1"] else None
            found = day_in(int(match["d1"]), month_number(match["m1"], names), year, scan.today)
            if found:
                scan.blank(*match.span())
                return When(start_on=found)
    match = scan.find(
        re.compile(
            r"(?<![\d.,])(?:20\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:20)?\d\d|\d{1,2}\.\d{1,2}\.(?!\d)|\d{1,2}/\d{1,2}(?![\d/]))(?!\d)"
        )
    )
    if match and (found := parsed(match[0], scan)):
        scan.blank(*match.span())
        return When(start_on=found)
    return None

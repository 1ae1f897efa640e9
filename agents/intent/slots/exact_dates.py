"""Exact dates: ranges and single days, written out or in figures."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from datetime import date, timedelta

from agents.intent.scan import BLANK, Scan
from agents.intent.slots.calendar_words import weekdays
from agents.intent.slots.date_words import DAY, YEAR, When, day_in, month_number, month_window, month_words, parsed

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
        if match is None:
            continue
        when = _range(match.groupdict(), scan, names) or _no_such(scan.said(*match.span()), _days_in(match, names))
        if when:
            scan.blank(*match.span())
            return when
    return None


def _days_in(match: re.Match[str], names: dict[str, int]) -> list[tuple[int, int, int | None]]:
    """(day, month, year) of each day that a match names in words."""
    got = match.groupdict()
    if not got.get("d1"):
        return []
    second = month_number(got.get("m2") or got["m1"], names)
    found = [(int(got["d1"]), month_number(got["m1"], names), int(got["y1"]) if got.get("y1") else None)]
    return [*found, (int(got["d2"]), second, int(got["y2"]) if got.get("y2") else None)] if got.get("d2") else found


def _no_such(words: str, days: list[tuple[int, int, int | None]]) -> When | None:
    """A day that its month does not have is told, never taken for another."""
    wrong = any(28 < day < 40 and day_in(day, month, year, date.min) is None for day, month, year in days)
    return When(no_such=" ".join(words.split())) if wrong else None


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


_GOES = r"(?:back|home|return(?:s|ing)?|leav(?:e|es|ing)|depart(?:s|ing)?|fly(?:ing)? (?:home|back|out)|until|till|through|vuelta|volvemos|regresamos|regreso|hasta|salimos|retour|rentrons|repartons|jusqu'au|jusqu'a|zuruck|ruckreise|ruckflug|abreise|bis)"


def return_day(scan: Scan, start: date) -> date | None:
    """The day they go back where it is said apart, by a weekday or a bare number: "… and back on Sunday the 9th"."""
    names = "|".join(sorted(weekdays(), key=len, reverse=True))
    number = r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.|º)?(?![\w:/%€$]|[.,]\d|\s*(?:am|pm|uhr|h\b|heures|people|personas|days?|nights?|dias|noches|jours|nuits|tage|nachte|o'clock|euros?|de\s+la))"
    pattern = rf"\b{_GOES}\s+(?:(?:on|the|el|le|am|al|zum|by|dem|den) )*(?:(?P<wd>{names})\b,?\s*(?:the |dem |den )?(?:{number})?|(?<=the |.el |.le |.am |.al |zum |dem |den ){number.replace('?P<d>', '?P<e>')})"
    match = scan.find(re.compile(pattern))
    if match is None:
        return None
    day = match["d"] or match["e"]
    ahead = (on for n in range(1, 62) if _fits(on := start + timedelta(days=n), day, match["wd"]))
    found = next(ahead, None)
    if found is None or (not day and found.weekday() == start.weekday()):
        return None
    scan.blank(*match.span())
    return found


def _fits(on: date, day: str | None, weekday: str | None) -> bool:
    return (day is None or on.day == int(day)) and (day is not None or on.weekday() == weekdays()[weekday or "monday"])


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
        rf"\b{_START_CUE}(?P<m1>{month})\s*(?:the )?{d1}(?!\s*(?:days?|nights?|people|adults|weeks?|dias|tage|jours)\b|[.,]?\d){y1}",
    ):
        match = scan.find(re.compile(pattern))
        if match:
            year = int(match["y1"]) if match["y1"] else scan.today.year + 1 if match["next1"] else None
            found = day_in(int(match["d1"]), month_number(match["m1"], names), year, scan.today)
            when = When(start_on=found) if found else _no_such(scan.said(*match.span()), _days_in(match, names))
            if when:
                scan.blank(*match.span())
                return when
    match = scan.find(
        re.compile(
            r"(?<![\d.,])(?:20\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:20)?\d\d|\d{1,2}\.\d{1,2}\.(?!\d)|\d{1,2}/\d{1,2}(?![\d/]))(?!\d)"
        )
    )
    if match is None:
        return None
    wrong = _no_such(match[0], _days_in_figures(match[0]))
    found = None if wrong else parsed(match[0], scan)
    if wrong or found:
        scan.blank(*match.span())
        return wrong or When(start_on=found)
    return None


def _days_in_figures(figures: str) -> list[tuple[int, int, int | None]]:
    """The day that figures mean, where one of them can only be a day and the other is a month."""
    numbers = [int(number) for number in re.findall(r"\d+", figures)]
    year = numbers.pop(0) if numbers[0] > 1000 else numbers.pop() if len(numbers) > 2 else None
    year = year + 2000 if year is not None and year < 100 else year
    day, month = max(numbers), min(numbers)
    return [(day, month, year)] if 1 <= month <= 12 < day else []


_FROM_THE = r"\b(?:start(?:s|ing)?|begin(?:s|ning)?|arriv(?:e|es|ing)|leav(?:e|es|ing)|depart(?:s|ing)?|from|on|as of|empez\w+|desde|a partir|llegamos|salimos|ab|vom|am|beginnend|start|a partir|du|des|partons|arrivons)\s+(?:(?:on|from|de|am|el|le|dia|jour)\s+)*"
_TH = r"(?:(?:the|el|del|al|le|du|au|dem|den|dia)\s+(?P<d1>\d{1,2})(?:st|nd|rd|th|er|\.|º)?|(?P<d2>\d{1,2})(?:st|nd|rd|th|er|\.|º))"
_NO_DAY = r"(?![\w:/%€$]|[.,]\d|\s*(?:floor|century|day|days|night|nights|week|arrondissement|district|avenue|street|siecle|siglo|jahrhundert|stock|birthday|anniversary|dias?|noches?|jours?|nuits?|tage|nachte|people|personas|personnes|personen|uhr|h\b|am\b|pm\b|euros?|ans\b|anos))"
_UNTIL_THE = r"(?:\s*(?:-|to|until|till|through|al|hasta|au|jusqu'au|bis)\s*(?:the |el |le |zum |den )?(?P<last>\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?!\w))?"


def day_of_month(scan: Scan) -> When | None:
    """`in May starting on the 6th`: the day stands apart from its month, or names none and is the next such day."""
    match = scan.find(re.compile(rf"{_FROM_THE}{_TH}{_UNTIL_THE}{_NO_DAY}"))
    if match is None:
        return None
    rest = _only(scan, 0, match.start()), _only(scan, match.end(), len(scan.rest))
    month, names = month_words(scan)
    named = next(
        (found for part in rest if (found := part.find(re.compile(rf"\b(?P<m1>{month}){YEAR.format(1)}")))), None
    )
    window = month_window(named, scan, names)[0] if named else None
    first = _in_month(int(match["d1"] or match["d2"]), window, scan.today)
    if first is None:
        return When(no_such=f"{scan.said(*match.span())} {named[0]}") if named and window else None
    last = _in_month(int(match["last"]), first.replace(day=1), first) if match["last"] else None
    scan.blank(*match.span())
    if named:
        scan.blank(*named.span())
    return When(start_on=first, end_on=last)


def _in_month(day: int, month: date | None, today: date) -> date | None:
    """That day of the month whose first day is given, or the next such day from today on."""
    if not 1 <= day <= 31:
        return None
    if month is not None:
        return day_in(day, month.month, month.year, date.min)
    return next((on for n in range(62) if (on := today + timedelta(days=n)).day == day), None)

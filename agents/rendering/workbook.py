"""The trip as an Excel workbook: typed cells, six sheets, nothing that computes or calls out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from agents.rendering.document import Dossier
from agents.rendering.labels import labels
from agents.rendering.practical import practical_rows
from agents.rendering.sources import notices, source_rows
from domain.itinerary import Day, Itinerary, Link, StayBooking, Stop, TravelLeg
from domain.money import Money, minor_exponent
from domain.place import Source

_TEXT_MAX = 32_000  # a cell holds 32,767 characters
_WIDTH_MAX = 60


class _Url(NamedTuple):
    """A cell that is a link."""

    url: str


Value = str | int | float | date | time | Money | _Url | None
Row = tuple[Value, ...]


def render_workbook(dossier: Dossier) -> bytes:
    words = labels(dossier.itinerary.language)
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    # Sheet names stay English, so that other programs find them.
    _sheet(book, "Days", [words[w] for w in _DAY_HEADS], _days(dossier.itinerary, words))
    _sheet(book, "Costs", [words["What"], words["Cost"]], _costs(dossier, words))
    _sheet(book, "Stays", [words[w] for w in _STAY_HEADS], _stays(dossier.itinerary))
    _sheet(book, "Places", [words[w] for w in _PLACE_HEADS], _places(dossier.itinerary, words))
    _sheet(book, "Practical", [words["City"], words["Topic"], words["About"]], practical_rows(dossier.itinerary, words))
    _sheet(book, "Sources", [words[w] for w in _SOURCE_HEADS], _sources(dossier.itinerary, words))
    book.properties.title, book.properties.creator = dossier.itinerary.title, "Tripwright"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


_DAY_HEADS = (
    *("Day", "Date", "City", "From", "To", "What", "Place", "Mode", "Minutes", "Metres", "Cost", "Note", "Link"),
    "Goes to plan",  # the chance of the whole day, on each of its rows
    "Source",  # of the way there
    "Freshness",
)
_STAY_HEADS = ("City", "Stay", "Check-in", "Check-out", "Nights", "Rooms", "Cost", "Link")
_SOURCE_HEADS = ("What", "Source", "Freshness", "Number", "As of")
_PLACE_HEADS = (
    *("Name", "Local name", "Kind", "City", "Area", "Opening hours", "Price"),
    *("Latitude", "Longitude", "About", "Site", "Source", "As of", "Freshness", "Read at"),
)


def _days(itinerary: Itinerary, words: Mapping[str, str]) -> Iterable[Row]:
    for number, day in enumerate(itinerary.days, 1):
        head = (number, day.on, itinerary.city(day.city_id).name)
        for leg in day.travel_in.legs if day.travel_in else ():
            yield (*head, *_leg(leg, words), None, *_of(leg.source, words))
        for stop in day.stops:
            yield (*head, *_stop(itinerary, stop, words), day.on_time, *_of(stop.leg.source, words))
        if day.back is not None:
            yield (*head, *_back(itinerary, day, words), day.on_time, *_of(day.back.source, words))
        for leg in day.travel_out.legs if day.travel_out else ():
            yield (*head, *_leg(leg, words), None, *_of(leg.source, words))


def _of(source: Source, words: Mapping[str, str]) -> tuple[str, str]:
    return (source.provider, words[source.freshness.value])


def _stop(itinerary: Itinerary, stop: Stop, words: Mapping[str, str]) -> Row:
    """The stop's own cost; the way there is a cost of the row's leg and is added to it in Costs only."""
    leg, cost = stop.leg, stop.cost if stop.cost_known else words["price not known"]
    what = (
        stop.start_local.time(),
        stop.end_local.time(),
        words[stop.purpose.value],
        itinerary.place(stop.place_id).name,
    )
    return (*what, words[leg.mode], leg.minutes, leg.metres, cost, stop.note, _first(stop.links))


def _back(itinerary: Itinerary, day: Day, words: Mapping[str, str]) -> Row:
    assert day.back is not None
    leg = day.back
    what = (
        leg.depart_local.time(),
        leg.arrive_local.time(),
        words["back to the stay"],
        itinerary.place(leg.to_id).name,
    )
    return (*what, words[leg.mode], leg.minutes, leg.metres, leg.cost, "", None)


def _leg(leg: TravelLeg, words: Mapping[str, str]) -> Row:
    names = f"{leg.from_name} – {leg.to_name}"
    what = (leg.depart_local.time(), leg.arrive_local.time(), words["journey"], names)
    return (
        *what,
        words[leg.mode],
        None,
        leg.metres,
        leg.cost,
        f"{leg.depart_zone} – {leg.arrive_zone}",
        _first(leg.links),
    )


def _costs(dossier: Dossier, words: Mapping[str, str]) -> Iterable[Row]:
    costs = dossier.itinerary.costs
    for group in ("stays", "tickets", "meals", "local_transport", "travel"):
        yield (words[group.replace("_", " ")], getattr(costs, group))
    yield (words["Total"], costs.total)
    if dossier.request.budget is not None:
        yield (words["Budget"], dossier.request.budget)
    for place_id in costs.unknown:
        yield (dossier.itinerary.place(place_id).name, words["price not known"])
    for rate in dossier.itinerary.rates:
        yield (f"{words['Exchange rate']} {rate.base} – {rate.quote} ({rate.source.as_of})", float(rate.rate))


def _stays(itinerary: Itinerary) -> Iterable[Row]:
    for stay in itinerary.stays:
        place = itinerary.place(stay.place_id)
        city = itinerary.city(place.id.split("/", 1)[0]).name
        dates = (stay.check_in_on, stay.check_out_on, _nights(stay))
        yield (city, place.name, *dates, stay.rooms, stay.cost, _first(stay.links))


def _nights(stay: StayBooking) -> int:
    return (stay.check_out_on - stay.check_in_on).days


def _places(itinerary: Itinerary, words: Mapping[str, str]) -> Iterable[Row]:
    for place in itinerary.places:
        city = itinerary.city(place.id.split("/", 1)[0]).name
        hours = place.hours.spec if place.hours else None
        facts = (place.name, place.local_name, place.category.value, city, place.area, hours, place.price)
        site = _Url(place.site) if place.site else None
        source = place.source
        read = f"{source.read_at:%Y-%m-%d %H:%M} UTC" if source.read_at else None
        said = (source.provider, source.as_of, words[source.freshness.value], read)
        yield (*facts, place.at.lat, place.at.lon, place.about, site, *said)


def _sources(itinerary: Itinerary, words: Mapping[str, str]) -> Iterable[Row]:
    rows = tuple(source_rows(itinerary))
    for row in rows:
        yield (words[row.what], row.provider, words[row.freshness.value], row.count, f"{row.at:%Y-%m-%d}")
    for notice in notices(rows):
        yield (notice, None, None, None, None)


def _first(links: tuple[Link, ...]) -> _Url | None:
    return _Url(links[0].url) if links else None


def _sheet(book: Workbook, title: str, heads: list[str], rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(title)
    for column, head in enumerate(heads, 1):
        cell = sheet.cell(1, column, head)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3A5F")
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            _write(sheet.cell(number, column), value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _fit(sheet)


def _write(cell: Cell, value: Value) -> None:
    """A value as its own type; text is text even where it begins like a formula."""
    if isinstance(value, Money):
        cell.value = value.major
        decimals = "." + "0" * minor_exponent(value.currency) if minor_exponent(value.currency) else ""
        cell.number_format = f'#,##0{decimals} "{value.currency}"'
    elif isinstance(value, _Url):
        _write(cell, value.url)
        cell.hyperlink, cell.style = value.url, "Hyperlink"
    elif isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_TEXT_MAX]
        cell.data_type = "s"
        # Shown as typed with an apostrophe: stays text when somebody edits the cell.
        cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t", "\r"))
        cell.alignment = Alignment(wrap_text=len(value) > _WIDTH_MAX, vertical="top")
    else:
        cell.value = value
        if isinstance(value, date | time):
            cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else "hh:mm"


def _fit(sheet: Worksheet) -> None:
    for column in range(1, sheet.max_column + 1):
        values = (sheet.cell(row, column).value for row in range(1, sheet.max_row + 1))
        longest = max(
            len(f"{value:.2f}" if isinstance(value, Decimal | float) else str(value or "")) for value in values
        )
        sheet.column_dimensions[get_column_letter(column)].width = min(_WIDTH_MAX, max(10, longest + 3))

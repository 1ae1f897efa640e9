from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from icalendar import Calendar

from agents.booking import attach_links
from agents.refinement.narrate import narrate
from agents.rendering import Document, Format, render
from domain.certificate import certify, verify_document
from domain.itinerary import Itinerary
from domain.money import Money
from domain.request import TripRequest
from tests.domain.corruptions import pick_stop, with_place
from tests.make import make_itinerary, make_request


def finished(days: int = 3, language: str = "en") -> tuple[TripRequest, Itinerary]:
    request = make_request(days, language=language, budget=Money.of(2500, "EUR"))
    return request, attach_links(request, narrate(request, make_itinerary(days)), affiliates={})


def rendered(format: Format, trip: tuple[TripRequest, Itinerary] | None = None) -> Document:  # noqa: A002
    request, itinerary = trip or finished()
    return render(format, request, itinerary, certify(request, itinerary))


@pytest.mark.parametrize("format", ["json", "md", "ics", "xlsx"])
def test_every_format_has_name_type_and_content(format):  # noqa: A002
    document = rendered(format)
    assert document.filename == f"3-days-in-avonlea-and-rivane-museums-2027-04-14.{format}"
    assert "/" in document.media_type
    assert len(document.content) > 1000


@pytest.mark.parametrize("format", ["json", "md", "ics"])
def test_the_same_trip_gives_the_same_text(format):  # noqa: A002
    assert rendered(format) == rendered(format)


def test_the_json_document_verifies():
    data = json.loads(rendered("json").content)
    assert set(data) == {"request", "itinerary", "certificate"}
    assert verify_document(data).valid


# iCalendar


def calendar(trip: tuple[TripRequest, Itinerary] | None = None) -> Any:
    return Calendar.from_ical(rendered("ics", trip).content)


def test_one_event_for_each_stop_journey_and_stay():
    _, itinerary = finished()
    stops = sum(len(day.stops) for day in itinerary.days)
    legs = sum(len(day.travel_in.legs) for day in itinerary.days if day.travel_in)
    events = calendar().walk("VEVENT")
    assert len(events) == stops + legs + len(itinerary.stays)
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event in events:
        assert {"DTSTAMP", "SUMMARY", "LOCATION", "GEO", "URL", "DESCRIPTION", "DTSTART", "DTEND"} <= set(event)


def test_times_carry_their_zone_and_the_file_describes_it():
    parsed = calendar()
    zones = {str(zone["TZID"]) for zone in parsed.walk("VTIMEZONE")}
    used = {e["DTSTART"].params["TZID"] for e in parsed.walk("VEVENT") if "TZID" in e["DTSTART"].params}
    assert zones == used == {"Europe/London", "Europe/Paris"}


def test_a_journey_between_zones_lasts_as_long_as_it_does():
    """08:30 in Avonlea (UTC+1) to 12:00 in Rivane (UTC+2) are two hours and a half."""
    train = next(e for e in calendar().walk("VEVENT") if str(e["SUMMARY"]).startswith("Train"))
    assert train["DTEND"].dt - train["DTSTART"].dt == timedelta(hours=2, minutes=30)
    assert train["DTSTART"].dt.astimezone(UTC) == datetime(2027, 4, 16, 7, 30, tzinfo=UTC)


def test_stays_are_all_day_and_leave_the_calendar_free():
    stays = [e for e in calendar().walk("VEVENT") if "TRANSP" in e]
    assert [(e["DTSTART"].dt, e["DTEND"].dt) for e in stays] == [(date(2027, 4, 14), date(2027, 4, 16))]
    assert str(stays[0]["TRANSP"]) == "TRANSPARENT"


def test_uids_survive_a_change_of_words_and_times():
    request, itinerary = finished()
    day = itinerary.days[0]
    stop = day.stops[0].model_copy(update={"end_local": day.stops[0].end_local - timedelta(minutes=5), "note": "!"})
    changed = itinerary.model_copy(
        update={"days": (day.model_copy(update={"stops": (stop, *day.stops[1:])}), *itinerary.days[1:])}
    )
    uids = lambda i: [str(e["UID"]) for e in calendar((request, i)).walk("VEVENT")]  # noqa: E731
    assert uids(changed) == uids(itinerary)


def test_the_file_keeps_to_the_rules_of_rfc_5545():
    content = rendered("ics").content
    lines = content.split(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in lines)
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\r\nVERSION:2.0\r\n" in content
    assert b"\r\nMETHOD" not in content


def test_a_name_cannot_add_a_line_to_the_calendar():
    request, itinerary = finished()
    evil = 'Café; "A", B\\C\r\nATTENDEE:mailto:x@example.org'
    spoiled = with_place(itinerary, pick_stop(itinerary, 0).place_id, name=evil)
    events = calendar((request, spoiled)).walk("VEVENT")
    assert not any("ATTENDEE" in event for event in events)


def test_the_days_zone_gives_the_offset():
    """14 April is summer time in Avonlea."""
    gallery = next(e for e in calendar().walk("VEVENT") if str(e["SUMMARY"]) == "Gallery 0")
    assert gallery["DTSTART"].dt == datetime(2027, 4, 14, 9, 45, tzinfo=ZoneInfo("Europe/London"))
    assert gallery["DTSTART"].dt.utcoffset() == timedelta(hours=1)


# Workbook


def workbook(trip: tuple[TripRequest, Itinerary] | None = None) -> Any:
    return openpyxl.load_workbook(BytesIO(rendered("xlsx", trip).content))


def test_six_sheets_with_frozen_heads_and_widths():
    book = workbook()
    assert book.sheetnames == ["Days", "Costs", "Stays", "Places", "Practical", "Sources"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert sheet.max_row > 1
        assert all(10 <= sheet.column_dimensions[cell.column_letter].width <= 60 for cell in sheet[1])


def test_cells_have_types():
    days = workbook()["Days"]
    head = [cell.value for cell in days[1]]
    first = dict(zip(head, days[2], strict=True))
    assert first["Date"].value == datetime(2027, 4, 14)
    assert first["Date"].is_date
    assert first["From"].value == time(9, 45)
    assert first["Cost"].value == 23.4
    assert first["Cost"].number_format == '#,##0.00 "EUR"'
    assert first["Link"].hyperlink.target == "https://example.org/place"


def test_the_costs_are_the_itinerarys():
    _, itinerary = finished()
    rows = {row[0].value: row[1].value for row in workbook()["Costs"].iter_rows(min_row=2)}
    assert rows["Total"] == pytest.approx(float(itinerary.costs.total.major))
    groups = ("stays", "tickets", "meals", "local transport", "travel")
    assert sum(rows[group] for group in groups) == pytest.approx(rows["Total"])
    assert rows["Budget"] == 2500


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_text_from_outside_is_never_a_formula(evil):
    request, itinerary = finished()
    spoiled = with_place(itinerary, pick_stop(itinerary, 0).place_id, name=evil, about=evil)
    cells = [cell for sheet in workbook((request, spoiled)) for row in sheet.iter_rows() for cell in row]
    found = [cell for cell in cells if cell.value == evil]
    assert found
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)
    assert not any(cell.data_type == "f" for cell in cells)


def test_control_characters_do_not_break_the_file():
    request, itinerary = finished()
    spoiled = with_place(itinerary, pick_stop(itinerary, 0).place_id, about="bell\x07 and more")
    assert any(
        cell.value == "bell and more" for row in workbook((request, spoiled))["Places"].iter_rows() for cell in row
    )


# Markdown


def markdown(trip: tuple[TripRequest, Itinerary] | None = None) -> str:
    return rendered("md", trip).content.decode()


def test_the_document_tells_the_whole_trip():
    _, itinerary = finished()
    text = markdown()
    for day in itinerary.days:
        assert day.title in text
        for stop in day.stops:
            assert f"{stop.start_local:%H:%M}–{stop.end_local:%H:%M}" in text
            assert itinerary.place(stop.place_id).name in text
    for part in ("## Stays", "## Costs", "## Packing", "## Practical", "## Certificate", "all checks passed"):
        assert part in text
    assert "None" not in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ("miércoles, 14 de abril de 2027", "Costes")),
        ("fr", ("mercredi 14 avril 2027", "Coûts")),
        ("de", ("Mittwoch, 14. April 2027", "Kosten")),
    ],
)
def test_the_document_speaks_the_travellers_language(language, words):
    text = markdown(finished(language=language))
    assert all(word in text for word in words)
    assert "Getting there" not in text


def test_text_from_outside_cannot_add_markup():
    request, itinerary = finished()
    evil = "A | B [x](javascript:alert(1)) <script>*\n# Title"
    text = markdown((request, with_place(itinerary, pick_stop(itinerary, 0).place_id, name=evil)))
    assert not re.search(r"(?<!\\)\]\(javascript", text)
    assert "<script>" not in text
    assert "\n# Title" not in text
    rows = [line for line in text.splitlines() if "09:45–11:15" in line]
    assert r"\[x\]" in rows[0]
    assert rows[0].replace(r"\|", "").count("|") == 5


def test_hours_are_those_of_the_day():
    assert "Opening hours: 09:00–18:00." in markdown()
    assert "Opening hours: 24 h." in markdown()

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl

from agents.rendering import render
from agents.rendering.sources import notices, source_rows
from domain.certificate import certify
from domain.itinerary import Itinerary
from domain.place import Freshness, Source
from tests.make import make_itinerary, make_request

AT = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)


def asked(provider: str, freshness: Freshness, at: datetime = AT) -> Source:
    return Source(provider=provider, reference="1", freshness=freshness, as_of=at.date(), read_at=at)


def mixed() -> Itinerary:
    """A trip whose first place is OpenStreetMap's, with a fact of Google's read an hour before."""
    made = make_itinerary()
    first, *rest = made.places
    google = asked("google-places", Freshness.LIVE, AT.replace(hour=8))
    told = first.model_copy(update={"source": asked("osm-places", Freshness.CACHED), "more_sources": (google,)})
    return made.model_copy(update={"places": (told, *rest), "served_by": "gemini-2.5-flash"})


def test_each_provider_is_there_once_for_what_it_gave_and_the_oldest_read_counts():
    rows = {(row.what, row.provider): row for row in source_rows(mixed())}
    assert rows["Places", "atlas"].count == len(mixed().places) - 1
    assert rows["Places", "atlas"].at == date(2025, 6, 1)
    assert rows["Places", "google-places"].at == AT.replace(hour=8)
    assert rows["Getting there", "offline-routes"].freshness is Freshness.ESTIMATED


def test_what_terms_ask_to_be_shown_is_shown_where_such_facts_are():
    assert [text.split(" (")[0] for text in notices(tuple(source_rows(mixed())))] == [
        "© OpenStreetMap contributors",
        "Google Maps",
    ]
    assert notices(tuple(source_rows(make_itinerary()))) == ()


def test_the_markdown_says_who_gave_what_and_who_wrote_it():
    request, itinerary = make_request(), mixed()
    text = render("md", request, itinerary, certify(request, itinerary)).content.decode()
    assert "- Places: google-places (live, 2026-11-21 08:05 UTC) × 1" in text
    assert "- Places: osm-places (cached, 2026-11-21 09:05 UTC) × 1" in text
    assert "© OpenStreetMap contributors" in text
    assert "Written by gemini-2.5-flash" in text


def test_the_markdown_of_a_german_trip_says_it_in_german():
    request = make_request(language="de")
    itinerary = mixed().model_copy(update={"language": "de", "served_by": "offline"})
    text = render("md", request, itinerary, certify(request, itinerary)).content.decode()
    assert "gespeicherte Antwort" in text
    assert "Geschrieben von unseren eigenen Regeln" in text


def test_the_workbook_has_the_source_of_every_place_and_way():
    request, itinerary = make_request(), mixed()
    book = openpyxl.load_workbook(BytesIO(render("xlsx", request, itinerary, certify(request, itinerary)).content))
    places = list(book["Places"].iter_rows(values_only=True))
    heads = places[0]
    first = dict(zip(heads, places[1], strict=True))
    assert (first["Source"], first["Freshness"], first["Read at"]) == ("osm-places", "cached", "2026-11-21 09:05 UTC")
    days = list(book["Days"].iter_rows(values_only=True))
    ways = [dict(zip(days[0], row, strict=True)) for row in days[1:]]
    assert all(way["Source"] and way["Freshness"] for way in ways)
    assert ("Places", "google-places", "live", 1, "2026-11-21") in list(book["Sources"].iter_rows(values_only=True))

"""What comes out of a real browser: pages, links, codes, letters."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pypdfium2  # type: ignore[import-untyped]
import pytest
import zxingcpp
from pypdf import PdfReader

from agents.rendering.book.build import build_book
from agents.rendering.book.finish import Facts, pages_of
from agents.rendering.book.look import Order, Variant
from agents.rendering.map_links import day_points, google_route
from domain.errors import Unavailable
from tests.agents.rendering.book.test_build import dossier
from workers.documents.browser import open_browser
from workers.documents.press import Press

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAGE = "https://trips.example/trips/7"


def facts(language: str = "en") -> Facts:
    return Facts(
        title="Avonlea (and) Rivane — 旅",
        author="Avonlea Travel",
        subject="A trip",
        keywords="a, b",
        language=language,
        right_to_left=language == "ar",
        made_at=NOW,
    )


@pytest.fixture(scope="module")
def printed(test_data_dir) -> dict[str, bytes]:
    """Documents printed one after the other by one browser."""
    wanted = [(Variant.FULL, "en"), (Variant.MOBILE, "ar"), (Variant.COMPACT, "ja")]

    async def all_of_them() -> dict[str, bytes]:
        from infra.settings import Settings

        async with open_browser(Settings(data_dir=test_data_dir)) as browser:
            return {
                language: await Press(browser).print(
                    build_book(dossier(), Order(variant=variant, language=language, address=PAGE)), facts(language)
                )
                for variant, language in wanted
            }

    return asyncio.run(all_of_them())


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def links(pdf: bytes) -> tuple[list[str], list[str]]:
    """Addresses, and names of places within."""
    found = [note.get_object() for page in reader(pdf).pages for note in page.get("/Annots") or ()]
    webs = [str(note["/A"]["/URI"]) for note in found if "/A" in note and "/URI" in note["/A"]]
    return webs, [str(note["/Dest"]) for note in found if "/Dest" in note]


@pytest.mark.parametrize("language", ["en", "ar", "ja"])
def test_every_link_within_leads_to_a_page_and_every_address_is_well_formed(printed, language):
    webs, places = links(printed[language])
    known = pages_of(printed[language])
    assert places
    assert {place.removeprefix("/") for place in places} <= set(known)
    for web in webs:
        parts = urlsplit(web)
        assert (parts.scheme in ("https", "http") and parts.netloc) or web.startswith("tel:"), web


def test_the_contents_say_the_pages_on_which_things_stand(printed):
    pages, told = pages_of(printed["en"]), reader(printed["en"]).pages[1].extract_text()
    for name in ("overview", "day-1", "day-3", "bookings", "certificate", "sources"):
        assert str(pages[name]) in told.split(), name
    assert "000" not in told


def test_every_code_can_be_read_and_leads_where_it_should(printed):
    made = dossier().itinerary
    document = pypdfium2.PdfDocument(printed["en"])
    read = {code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())}
    assert PAGE in read
    for day in made.days:
        assert google_route(day_points(made, day)) in read
    stops = [stop for day in made.days for stop in day.stops]
    bookable = [stop for stop in stops if any(link.kind in ("ticket", "table") for link in stop.links)]
    assert {next(one.url for one in stay.links if one.kind in ("site", "stay")) for stay in made.stays} <= read
    for stop in bookable:
        assert read & {link.url for link in stop.links}, stop.id


def test_it_is_tagged_has_bookmarks_and_says_whose_it_is(printed):
    for language, pdf in printed.items():
        found = reader(pdf)
        root = found.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] is not None
        assert "/StructTreeRoot" in root
        assert root["/Lang"] == language
        assert found.metadata.title == facts().title
        assert (found.metadata.author, found.metadata.subject) == ("Avonlea Travel", "A trip")
        assert found.outline
        assert root["/ViewerPreferences"].get("/Direction") == ("/R2L" if language == "ar" else None)


def test_every_letter_is_in_a_typeface_of_our_own(printed):
    ours = ("Fraunces", "Inter", "NotoSans")
    for pdf in printed.values():
        for page in reader(pdf).pages:
            resources: Any = page["/Resources"]
            for named in resources.get("/Font", {}).values():
                font = named.get_object()
                if font["/Subtype"] == "/Type3":  # drawn in the file itself
                    continue
                inner = font["/DescendantFonts"][0].get_object()
                assert inner["/BaseFont"].split("+")[1].startswith(ours), inner["/BaseFont"]
                assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"])


def test_a_phones_pages_are_as_wide_as_a_phone_and_the_others_are_a4(printed):
    mobile, paper = reader(printed["ar"]).pages[0].mediabox, reader(printed["en"]).pages[0].mediabox
    assert (round(mobile.width / 72 * 25.4), round(mobile.height / 72 * 25.4)) == (100, 178)
    assert (round(paper.width / 72 * 25.4), round(paper.height / 72 * 25.4)) == (210, 297)


async def test_a_browser_that_died_is_replaced_and_more_than_fit_wait_their_turn(settings):
    html = "<h1>Short</h1>"
    async with open_browser(settings.model_copy(update={"document_pages": 2})) as browser:
        press = Press(browser)
        first = await press.print(html, facts())
        assert browser._browser is not None
        await browser._browser.close()
        rest = await asyncio.gather(*(press.print(html, facts()) for _ in range(9)))
    assert all(len(reader(pdf).pages) == 1 for pdf in [first, *rest])


async def test_a_page_reaches_nobody(settings):
    async with open_browser(settings) as browser, browser.page() as page:
        told = await page.evaluate("() => fetch('https://example.org').then(() => 'came', () => 'blocked')")
    assert told == "blocked"


async def test_without_a_browser_somebody_is_told(settings):
    async with open_browser(settings.model_copy(update={"chromium_path": "/nowhere/chromium"})) as browser:
        with pytest.raises(Unavailable):
            await Press(browser).print("<p>x</p>", facts())

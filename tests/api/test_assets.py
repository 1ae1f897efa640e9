from __future__ import annotations

import gzip
import json

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from api.assets import Assets, codings, first_words, language_of, preloads
from api.page import DIST, page_html

SCRIPT = "console.log('a plan');" * 60


@pytest.fixture
def dist(tmp_path):
    """A built page; the brotli file is only told from the others by what is in it."""
    (tmp_path / "app-1a.js").write_text(SCRIPT)
    (tmp_path / "app-1a.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (tmp_path / "small-2b.css").write_text("a{}")
    told = {"/": {"en": ["assets/start.js"]}, "/trips/": {"en": ["assets/trip.js"], "ja": ["assets/ja.js"]}}
    (tmp_path / "first.json").write_text(json.dumps({"en": "<h1>A trip</h1>", "ja": "<h1>旅</h1>"}))
    (tmp_path / "preloads.json").write_text(json.dumps(told))
    return tmp_path


@pytest.fixture
async def client(dist):
    app = FastAPI()
    app.mount("/assets", Assets(directory=dist))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as opened:
        yield opened


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, br", "gzip"), ("br", None), ("gzip;q=0", None), ("", None)])
async def test_a_file_is_as_small_as_the_browser_reads_it(client, accepted, coding):
    answer = await client.get("/assets/app-1a.js", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("content-encoding") == coding
    assert answer.text == SCRIPT
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["cache-control"]
    again = {"Accept-Encoding": accepted, "If-None-Match": answer.headers["etag"]}
    assert (await client.get("/assets/app-1a.js", headers=again)).status_code == 304


async def test_brotli_is_preferred_where_the_build_made_it(client, dist):
    (dist / "app-1a.js.br").write_bytes(b"as small as it gets")
    headers = {"Accept-Encoding": "gzip, deflate, br"}
    async with client.stream("GET", "/assets/app-1a.js", headers=headers) as answer:
        assert answer.headers["content-encoding"] == "br"
        assert int(answer.headers["content-length"]) == len(b"as small as it gets")
    assert (await client.get("/assets/small-2b.css", headers=headers)).text == "a{}"


@pytest.mark.parametrize(
    ("accepted", "names"),
    [
        ("gzip, deflate, br, zstd", {"gzip", "deflate", "br", "zstd"}),
        ("br;q=0.5, GZIP ; q=1.0", {"br", "gzip"}),
        ("br;q=0, gzip;q=0.000, *;q=0", set()),
        ("identity;q=0.1", {"identity"}),
    ],
)
def test_a_coding_of_no_quality_is_not_allowed(accepted, names):
    assert codings(accepted) == names


@pytest.mark.parametrize(
    ("path", "language", "told"),
    [
        ("/", "ja", ()),
        ("/", "en", ("/assets/start.js",)),
        ("/trips/1", "en", ("/assets/trip.js",)),
        ("/trips/1", "ja", ("/assets/ja.js",)),
        ("/console", "en", ()),
    ],
)
def test_the_page_names_what_it_will_import(dist, path, language, told):
    assert preloads(dist, path, language) == told


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("ja-JP,ja;q=0.9,en;q=0.8", "ja"), (",xx, en", "en"), ("", "en"), ("ja,en-GB", "ja"), ("EN-gb", "en")],
)
def test_the_first_wanted_language_that_is_written_is_taken(dist, wanted, language):
    assert language_of(dist, wanted) == language


def test_only_the_first_page_has_words_before_its_code(dist):
    assert first_words(dist, "/", "ja") == "<h1>旅</h1>"
    assert first_words(dist, "/trips/1", "ja") is None


def test_a_page_that_is_not_built_names_nothing(tmp_path):
    assert preloads(tmp_path, "/", "en") == ()
    assert first_words(tmp_path, "/", "en") is None
    assert language_of(tmp_path, "ja") == "en"


@pytest.mark.parametrize(
    ("language", "tag"), [("ar", '<html lang="ar" dir="rtl">'), ("de", '<html lang="de" dir="ltr">')]
)
async def test_the_page_is_in_the_language_that_was_chosen_before(language, tag):
    """Of the page as it is built, where it is."""
    if not (DIST / "first.json").is_file():
        pytest.fail("build the page: npm --prefix web run build")
    app = FastAPI()

    @app.get("/")
    async def page(request: Request) -> HTMLResponse:
        request.state.nonce = "n0"
        return HTMLResponse(page_html(request))

    headers = {"Cookie": f"language={language}", "Accept-Language": "en"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        html = (await client.get("/", headers=headers)).text
    assert tag in html
    assert "landing-hero" in html
    assert f"words-{language}-start" in html
    assert '<script nonce="n0"' in html

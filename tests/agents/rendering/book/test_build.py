from __future__ import annotations

import re
from html import escape

import pytest

from agents.booking import attach_links
from agents.refinement.narrate import narrate
from agents.rendering.book.build import build_book
from agents.rendering.book.look import Look, Order, Picture, Variant
from agents.rendering.document import Dossier
from domain.certificate import certify
from tests.make import make_itinerary, make_request

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def dossier(days: int = 3, **changes) -> Dossier:
    request = make_request(days)
    itinerary = attach_links(request, narrate(request, make_itinerary(days)), affiliates={}).model_copy(update=changes)
    return Dossier(request=request, itinerary=itinerary, certificate=certify(request, itinerary))


def book(order: Order | None = None, **changes) -> str:
    return build_book(dossier(**changes), order or Order(address="https://trips.example/trips/1"))


def body(html: str) -> str:
    return re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


@pytest.mark.parametrize("variant", Variant)
def test_every_variant_tells_every_stop_the_costs_and_the_hash(variant):
    made = dossier()
    html = body(build_book(made, Order(variant=variant)))
    for day in made.itinerary.days:
        for stop in day.stops:
            assert escape(made.itinerary.place(stop.place_id).name) in html
    assert made.certificate.sha256 in html
    assert "€741.40" in html


@pytest.mark.parametrize("variant", Variant)
def test_a_book_asks_nobody_for_anything(variant):
    html = book(Order(variant=variant))
    loaded = re.findall(r"""(?:src|srcset)=["']([^"']+)|url\(["']?([^)"']+)""", html)
    assert loaded
    assert all((one or other).startswith(("data:", "#")) for one, other in loaded)
    assert "<script" not in html


@pytest.mark.parametrize("variant", Variant)
def test_every_link_within_the_book_leads_somewhere(variant):
    html = body(book(Order(variant=variant)))
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_there_is_a_picture_for_everything_and_a_photo_brings_its_makers_name():
    made = dossier()
    place = made.itinerary.place(made.itinerary.days[0].stops[0].place_id)
    photo = Picture(source=PIXEL, alt="", credit="Ann Example", licence="CC BY 4.0", licence_url="https://cc.example")
    html = body(build_book(made, Order(pictures={place.id: photo})))
    assert PIXEL in html
    assert "Ann Example" in html
    assert "https://cc.example" in html
    drawn = re.findall(r'<svg role="img" aria-label="([^"]*)"', html)
    assert len(drawn) + html.count(PIXEL) > sum(len(day.stops) for day in made.itinerary.days)
    assert all(drawn)
    assert f'aria-label="{place.name}"' not in html


def test_the_agencys_name_logo_and_colours_are_worn():
    html = book(Order(look=Look(name="Avonlea Travel", primary="#7b1fa2", accent="#c2185b", logo=PIXEL)))
    assert "--primary: #7b1fa2; --accent: #c2185b" in html
    assert f'<img class="logo" src="{PIXEL}" alt="Avonlea Travel">' in html


@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "ja", "ar"])
def test_our_words_are_in_the_books_language_and_its_direction(language):
    html = book(Order(language=language))
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in html
    heads = {"en": "Contents", "es": "Índice", "fr": "Sommaire", "de": "Inhalt", "ja": "目次", "ar": "المحتويات"}
    assert f">{heads[language]}</h1>" in html


def test_only_the_typefaces_that_are_needed_are_inside():
    def families(language: str) -> set[str]:
        return set(re.findall(r'font-family:"([^"]+)";font-style', book(Order(language=language))))

    assert families("en") == {"Fraunces", "Inter"}
    assert families("ja") == {"Fraunces", "Inter", "Noto Sans JP"}
    assert families("ar") == {"Fraunces", "Inter", "Noto Sans Arabic"}


def test_what_a_title_says_cannot_leave_its_place():
    evil = '"}</style><script>alert(1)</script>'
    html = book(None, title=evil)
    assert "<script" not in html
    assert escape(evil, quote=False).split("<")[0] in body(html) or "&lt;script&gt;" in body(html)


def test_emergency_numbers_can_be_called():
    assert 'href="tel:112"' in book()


def test_a_book_is_the_same_each_time():
    assert book() == book()

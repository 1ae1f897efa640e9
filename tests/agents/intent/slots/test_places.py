from __future__ import annotations

from datetime import date

import pytest

from agents.intent.scan import Scan
from agents.intent.slots.length import read_lengths
from agents.intent.slots.places import PlacesRead, read_places


def _read(text: str) -> PlacesRead:
    scan = Scan(text, "en", date(2026, 11, 21))
    return read_places(scan, read_lengths(scan))


@pytest.mark.parametrize(
    ("text", "stays", "days"),
    [
        ("3 nights in Kyoto and 2 in London", [("Kyoto", 3), ("London", 2)], None),
        ("Kyoto for 5 nights and London for 3", [("Kyoto", 5), ("London", 3)], None),
        ("Kyoto (4 nights), London (2 nights)", [("Kyoto", 4), ("London", 2)], None),
        ("a week in Rome and Florence", [("Rome", None), ("Florence", None)], 7),
        ("Rome and Florence for a week", [("Rome", None), ("Florence", None)], 7),
        ("10 days: 4 nights in Rome, the rest in London", [("Rome", 4), ("London", None)], 10),
        ("5 days in Rome", [("Rome", None)], 5),
    ],
)
def test_whose_nights_they_are(text: str, stays: list[tuple[str, int | None]], days: int | None) -> None:
    read = _read(text)
    assert [(s.name, s.nights) for s in read.destinations] == stays
    assert read.days == days


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("from Rome to Istanbul", "Rome"),
        ("flying out of Manchester, Rome", "Manchester"),
        ("desde Sevilla a Roma", "Sevilla"),
        ("von München nach Rom", "München"),
        ("Rome", None),
        ("fly back from Rome", None),
    ],
)
def test_where_they_come_from(text: str, origin: str | None) -> None:
    assert _read(text).origin == origin


def test_order_only_when_asked_for() -> None:
    assert _read("first Florence, then Rome").keep_order
    assert not _read("Florence and Rome").keep_order


def test_cities_that_are_not_wanted() -> None:
    read = _read("London, not Rome; last year we went to Florence")
    assert [s.name for s in read.destinations] == ["London"]


def test_named_places() -> None:
    read = _read("Rome: must see the Colosseum and Hogwarts, skip the Pantheon")
    assert read.must_see == ("Colosseum", "Hogwarts")
    assert read.must_avoid == ("Pantheon",)


@pytest.mark.parametrize("text", ["3 days in Nice", "4 days in Reading and Bath", "visit Ulaanbaatar", "to Atlantis"])
def test_places_we_do_not_know(text: str) -> None:
    assert _read(text).unknown


@pytest.mark.parametrize("text", ["nice food", "somewhere warm", "with my mum in spring"])
def test_ordinary_words_are_no_places(text: str) -> None:
    assert _read(text) == PlacesRead()


def test_a_country_is_not_a_city() -> None:
    assert _read("two weeks in Japan").countries == ("JP",)
    assert _read("Kyoto, Japan").countries == ()


def test_cities_that_are_a_choice() -> None:
    assert _read("Rome or London").either
    assert not _read("Rome and London").either


def test_as_many_nights_as_cities_in_a_row() -> None:
    read = _read("Rome & London, 4 + 5 nights")
    assert [(s.name, s.nights) for s in read.destinations] == [("Rome", 4), ("London", 5)]


def test_a_part_of_a_longer_name_is_no_place() -> None:
    assert _read("Delhi and the Taj Mahal").must_see == ()

from __future__ import annotations

import re
from datetime import date

import pytest

from agents.intent.scan import Scan
from agents.intent.slots.party import PartyRead, read_party


def _read(text: str) -> PartyRead:
    return read_party(Scan(text, "en", date(2026, 11, 21)))


@pytest.mark.parametrize(
    ("text", "adults", "children"),
    [
        ("my wife and I", 2, None),
        ("solo", 1, None),
        ("two kids aged 4 and 7", 2, (4, 7)),
        ("me and my 6-year-old", 1, (6,)),
        ("2 adults and 3 children (3, 6 and 9)", 2, (3, 6, 9)),
        ("my parents, my husband and I", 4, None),
        ("three couples", 6, None),
        ("mit unseren Kindern (4 und 7)", 2, (4, 7)),
        ("con dos niños de 5 y 8 años", 2, (5, 8)),
        ("avec nos enfants de 6 et 9 ans", 2, (6, 9)),
        ("we're four girls", 4, None),
        ("family of two adults and one child aged 5", 2, (5,)),
        ("familia de dos adultos y un niño de 5 años", 2, (5,)),
        ("une famille de deux adultes et deux enfants de 5 et 8 ans", 2, (5, 8)),
        ("2 vegan adults and a gluten-free child of 6", 2, (6,)),
    ],
)
def test_who(text: str, adults: int, children: tuple[int, ...] | None) -> None:
    read = _read(text)
    assert (read.adults, read.children) == (adults, children)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("two of us", 2),
        ("4 friends", 4),
        ("with two friends", 3),
        ("somos cuatro", 4),
        ("nous sommes trois", 3),
        ("wir sind fünf Personen", 5),
        ("for 2", 2),
        ("a group of 8", 8),
    ],
)
def test_how_many(text: str, size: int) -> None:
    assert _read(text).size == size


@pytest.mark.parametrize("text", ["three vegetarian women", "zwei vegetarische Erwachsene", "our vegan daughter"])
def test_what_kind_of_people_they_are_stays_to_be_read(text: str) -> None:
    scan = Scan(text, "en", date(2026, 11, 21))
    read_party(scan)
    assert re.search(r"veg\w+", scan.rest)


def test_rooms_and_children_without_ages() -> None:
    assert _read("2 adults, 2 rooms").rooms == 2
    assert _read("with our two kids").children_without_age == 2
    assert _read("a nice plan") == PartyRead()

from __future__ import annotations

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


def test_rooms_and_children_without_ages() -> None:
    assert _read("2 adults, 2 rooms").rooms == 2
    assert _read("with our two kids").children_without_age == 2
    assert _read("a nice plan") == PartyRead()

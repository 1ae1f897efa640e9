from __future__ import annotations

from datetime import date

import pytest

from agents.intent.scan import Scan
from agents.intent.slots.tastes import TastesRead, read_tastes
from domain.place import Level
from domain.request import Pace


def _read(text: str) -> TastesRead:
    return read_tastes(Scan(text, "en", date(2026, 11, 21)))


@pytest.mark.parametrize(
    ("text", "interests"),
    [
        ("temples and gardens", ("temples", "gardens")),
        ("comida y arte", ("food", "art")),
        ("musées et vin", ("museums", "wine")),
        ("Kunst und Tempel", ("art", "temples")),
        ("quiet places to read", ("books",)),
    ],
)
def test_interests_in_four_languages(text: str, interests: tuple[str, ...]) -> None:
    assert set(_read(text).interests) == set(interests)


def test_what_is_not_wanted() -> None:
    read = _read("no museums or churches, but lots of markets")
    assert set(read.avoid) >= {"museum", "church"}
    assert read.interests == ("markets",)
    assert _read("keine Museen").avoid == ("museum", "gallery")
    assert _read("I don't want to miss the museums").interests == ("museums",)


@pytest.mark.parametrize(
    ("text", "liked", "avoided"),
    [
        ("no churches, photography and seafood", {"photography"}, {"church"}),
        ("no churches, museums or shopping", set(), {"church", "museum", "gallery", "shopping"}),
        (
            "we hate churches, museums and shopping; we love parks",
            {"parks"},
            {"church", "museum", "gallery", "shopping"},
        ),
        ("no museums and churches", set(), {"museum", "gallery", "church"}),
        ("without museums, churches, but with wine", {"wine"}, {"museum", "gallery", "church"}),
        ("keine Museen, gutes Essen und Parks", {"food", "parks"}, {"museum", "gallery"}),
        ("sin museos ni iglesias, pero con vino", {"wine"}, {"museum", "gallery", "church"}),
        ("pas de musées, églises ou shopping", set(), {"museum", "gallery", "church", "shopping"}),
    ],
)
def test_how_far_a_refusal_reaches_over_a_list(text: str, liked: set[str], avoided: set[str]) -> None:
    read = _read(text)
    assert (set(read.interests), set(read.avoid)) == (liked, avoided)


@pytest.mark.parametrize(
    ("text", "pace"),
    [
        ("no rush", Pace.RELAXED),
        ("see as much as possible", Pace.FAST),
        ("not too packed", Pace.RELAXED),
        ("sin prisas", Pace.RELAXED),
        ("temples", None),
        ("lazy days", Pace.RELAXED),
        ("jours tranquilles", Pace.RELAXED),
        ("busy nights", Pace.FAST),
        ("a busy market", None),
    ],
)
def test_pace(text: str, pace: Pace | None) -> None:
    assert _read(text).pace == pace


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("cheap", Level.BUDGET),
        ("luxury", Level.LUXURY),
        ("mid-range", Level.MODERATE),
        ("pas cher", Level.BUDGET),
        ("günstig", Level.BUDGET),
        ("temples", None),
    ],
)
def test_level(text: str, level: Level | None) -> None:
    assert _read(text).level == level


def test_needs_and_modes() -> None:
    read = _read("vegan and gluten-free, wheelchair, no flights, no taxis")
    assert read.diets == ("vegan", "gluten_free")
    assert read.step_free is True
    assert read.avoid_modes == ("flight", "taxi")
    assert _read("train only").avoid_modes == ("flight", "bus", "ferry", "car")


@pytest.mark.parametrize(
    ("text", "interest"),
    [("Renaissance-Kunst", "art"), ("Zen-Gärten", "gardens"), ("coffee houses", "coffee")],
)
def test_the_last_part_of_a_compound_counts(text: str, interest: str) -> None:
    assert _read(text).interests == (interest,)


def test_of_houses_of_worship_only_the_kind_refused_is_avoided() -> None:
    assert _read("no mosques").avoid == ("mosque",)
    assert _read("keine Kirchen").avoid == ("church",)

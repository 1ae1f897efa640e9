from __future__ import annotations

import pytest

from tools.places.world_cities import country_name, find_misspelt, find_named


@pytest.mark.parametrize(
    ("name", "country"), [("Manchester", "GB"), ("Köln", "DE"), ("Nueva York", "US"), ("München", "DE")]
)
def test_the_most_populous_namesake_comes_first(name: str, country: str) -> None:
    assert find_named(name)[0].country == country


def test_namesakes_are_all_there() -> None:
    assert {city.country for city in find_named("Birmingham")} >= {"GB", "US"}


def test_a_slip_is_forgiven_and_nonsense_is_not() -> None:
    found = find_misspelt("Manchestr")
    assert found is not None
    assert found.name == "Manchester"
    assert find_misspelt("qqqqqqqq") is None


def test_codes_have_names() -> None:
    assert country_name("IS") == "Iceland"

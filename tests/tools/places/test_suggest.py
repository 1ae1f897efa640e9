from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.cities.facts import find_facts
from tools.places.atlas import records
from tools.places.suggest import MOST, suggest


def first(typed: str) -> tuple[str, str]:
    found = suggest(typed)
    return (found[0].name, found[0].country) if found else ("", "")


@pytest.mark.parametrize(
    ("typed", "name", "country"),
    [
        ("par", "Paris", "FR"),
        ("Kyo", "Kyoto", "JP"),
        ("londres", "London", "GB"),
        ("東京", "Tokyo", "JP"),
        ("القا", "Cairo", "EG"),
        ("münchen", "Munich", "DE"),
        ("munich", "Munich", "DE"),
        ("kobenhavn", "Copenhagen", "DK"),
        ("barcelno", "Barcelona", "ES"),
        ("Bracelona", "Barcelona", "ES"),
        ("kyto", "Kyoto", "JP"),
        ("Nondon", "London", "GB"),
        ("nyc", "New York", "US"),
        ("new yor", "New York", "US"),
        ("rio de", "Rio de Janeiro", "BR"),
        ("ljubljan", "Ljubljana", "SI"),
        ("omsk", "Omsk", "RU"),
        ("Paris, US", "Paris", "US"),
        ("paris, tex", "Paris", "US"),
        ("  LISB ", "Lisbon", "PT"),
    ],
)
def test_what_is_meant_comes_first(typed, name, country):
    assert first(typed) == (name, country)


def test_a_beginning_comes_before_a_later_word_and_that_before_a_slip_each_by_population():
    rank = {"name": 0, "other_name": 1, "word": 2, "spelling": 3}
    for typed in ("york", "vienn", "san jo", "bath", "birmin"):
        found = suggest(typed)
        assert [rank[one.match] for one in found] == sorted(rank[one.match] for one in found)
        for kind in ("name", "other_name", "word"):
            people = [one.population for one in found if one.match == kind]
            assert people == sorted(people, reverse=True)


def test_every_city_of_the_atlas_is_found_by_its_name_and_by_its_beginning():
    missed = []
    for city_id in records.city_ids():
        name = records.load_city(city_id).name
        if city_id not in {one.city_id for one in suggest(name)}:
            missed.append(name)
        if city_id not in {one.city_id for one in suggest(name[:-1])}:
            missed.append(name[:-1])
    assert missed == []


def test_a_suggestion_can_be_planned_and_searched_by_its_id():
    for typed in ("kyoto", "omsk", "ljublj", "nairobi"):
        found = suggest(typed)[0]
        assert (facts := find_facts(found.city_id)) is not None
        assert facts.country == found.country
        assert found.in_atlas == (found.city_id in records.city_ids())


def test_quarters_of_a_city_are_not_offered_beside_it():
    assert all("Kreis" not in one.name for one in suggest("züri"))


@pytest.mark.parametrize("typed", ["", "   ", ",", ", France", "xqzwvk", "\x00", "🧳🧳🧳🧳", "'", "-----"])
def test_nonsense_gets_nothing_or_little(typed):
    assert len(suggest(typed)) <= MOST


@given(st.text(max_size=120))
def test_whatever_is_typed_there_are_ten_different_cities_at_most(typed):
    found = suggest(typed)
    assert len(found) == len({one.city_id for one in found}) <= MOST

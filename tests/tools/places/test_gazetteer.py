from __future__ import annotations

import pytest

from tools.places.gazetteer import (
    CityMatch,
    UnknownPlace,
    country_mentions,
    find_city,
    find_origin,
    find_place,
    find_place_anywhere,
    likeness,
    mentions,
)


def _ids(text: str) -> list[str]:
    return [m.match.city_id for m in mentions(text) if isinstance(m.match, CityMatch)]


@pytest.mark.parametrize(
    ("written", "city_id"),
    [
        ("Kyoto", "kyoto"),
        ("kyotto", "kyoto"),
        ("京都", "kyoto"),
        ("Rom", "rome"),
        ("Roma", "rome"),
        ("Londres", "london"),
        ("Florenz", "florence"),
        ("ISTAMBUL", "istanbul"),
    ],
)
def test_a_city_is_known_by_any_of_its_names(written: str, city_id: str) -> None:
    found = find_city(written)
    assert isinstance(found, CityMatch)
    assert found.city_id == city_id


def test_an_unknown_city_gets_the_nearest_known_one() -> None:
    found = find_city("Naples")
    assert isinstance(found, UnknownPlace)
    assert found.nearest is not None
    assert found.nearest.city_id == "rome"
    assert 150 < found.nearest.km < 230
    assert "nearest city I know is Rome" in found.sentence


def test_a_name_that_is_no_place_is_said_to_be_none() -> None:
    found = find_city("Xyzzyqq")
    assert isinstance(found, UnknownPlace)
    assert found.nearest is None


def test_a_region_after_the_name_decides_between_namesakes() -> None:
    found = find_city("Paris, Texas")
    assert isinstance(found, UnknownPlace)
    assert found.country == "US"


def test_an_origin_may_be_any_city_on_earth() -> None:
    origin = find_origin("Manchester")
    assert origin is not None
    assert (origin.country, origin.time_zone) == ("GB", "Europe/London")
    assert origin.at.lat == pytest.approx(53.48, abs=0.05)


def test_a_message_is_scanned_for_cities_with_slips_and_in_other_languages() -> None:
    assert _ids("a week in Kyotto, then Rom and Londres") == ["kyoto", "rome", "london"]


@pytest.mark.parametrize(
    "text",
    [
        "nice parts of town, soul food",
        "we met at a reading in March",
        "split the bill, mobile of course",
        "a home with some romance",
    ],
)
def test_ordinary_words_are_no_cities(text: str) -> None:
    assert _ids(text) == []


@pytest.mark.parametrize(
    ("written", "place_id"),
    [
        ("Fushimi Inari", "kyoto/fushimi-inari-taisha"),
        ("the Colosseum", "rome/colosseum"),
        ("colloseum", "rome/colosseum"),
        ("british museum", "london/british-museum"),
        ("Hagia Sofia", "istanbul/hagia-sophia"),
        ("Tower Bridge", "london/tower-bridge"),
        ("the Old Town Square", "prague/old-town-square"),
    ],
)
def test_a_place_is_found_by_part_of_its_name_and_with_slips(written: str, place_id: str) -> None:
    found = find_place(written, [place_id.partition("/")[0]])
    assert found is not None
    assert found.place.id == place_id


@pytest.mark.parametrize("written", ["museum", "the park", "old town", "somewhere quiet", ""])
def test_words_that_name_no_place_find_none(written: str) -> None:
    assert find_place(written, ["rome"]) is None


def test_an_exact_name_finds_its_city() -> None:
    found = find_place_anywhere("the Colosseum")
    assert found is not None
    assert found.place.id == "rome/colosseum"
    assert likeness("the Colosseum", found.place) == 100


def test_countries_come_with_the_cities_known_there() -> None:
    (found,) = country_mentions("ten days in Japan")
    assert found.code == "JP"
    assert "kyoto" in found.city_ids
    assert [m.code for m in country_mentions("in südkorea oder Espagne")] == ["KR", "ES"]

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from api.searching.where import airport_of, asking, check_days, locate
from domain.errors import InvalidRequest
from tools.hotels.contract import HotelQuery
from tools.places.atlas.records import load_city


@pytest.mark.parametrize(
    ("text", "country"),
    [("kyoto", "JP"), ("Kyoto", "JP"), ("京都", "JP"), ("Ljubljana", "SI"), ("Omsk", "RU"), ("Barcelno", "ES")],
)
def test_a_city_is_found_by_its_id_or_any_name(text, country):
    city = locate("destination", text)
    assert city.country == country
    assert locate("destination", city.id) == city


@pytest.mark.parametrize(
    ("text", "code"), [("NRT", "NRT"), ("LON", "LON"), ("London", "LON"), ("Tokyo", "TYO"), ("Ljubljana", "LJU")]
)
def test_a_city_s_code_stands_for_all_its_airports(text, code):
    assert airport_of("origin", text) == code


@pytest.mark.parametrize("text", ["QQQ", "Qqqqqqqq"])
def test_what_is_nowhere_is_refused_by_its_field(text):
    with pytest.raises(InvalidRequest) as refused:
        airport_of("origin", text)
    assert [error.field for error in refused.value.errors] == ["origin"]


def test_days_that_are_over_somewhere_but_not_everywhere_may_be_asked_for():
    today = datetime.now(UTC).date()
    check_days(depart_on=today, return_on=None)
    check_days(depart_on=today - timedelta(days=1))
    for wrong in (today - timedelta(days=2), today + timedelta(days=800)):
        with pytest.raises(InvalidRequest):
            check_days(depart_on=wrong)


def test_an_objection_names_the_fields_it_speaks_of():
    city, on = load_city("kyoto"), datetime.now(UTC).date()
    fields = ("destination", "check_in_on", "check_out_on", "rooms")
    with pytest.raises(InvalidRequest) as refused:
        asking(lambda: HotelQuery(city.name, city.at, city.country, on, on), fields)
    assert [error.field for error in refused.value.errors] == ["check_in_on", "check_out_on"]

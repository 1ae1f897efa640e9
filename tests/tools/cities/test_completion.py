"""What is worked out for places that nobody priced, and that it says so."""

from __future__ import annotations

import pytest

from domain.place import Category, Freshness, Kind, Level, Source
from tools.cities.completion import completed
from tools.cities.countries import find_country
from tools.cities.facts import find_facts
from tools.cities.prices import room_price, table_price, transfer
from tools.places.atlas.records import city_ids, load_city, load_places

OMSK = find_facts("omsk-ru-1496153")
KYOTO = load_city("kyoto")


def unpriced(kind: Kind, **changes):
    place = next(place for place in load_places("kyoto").values() if place.kind is kind)
    live = Source(provider="osm-places", reference="node/1", freshness=Freshness.LIVE, as_of=KYOTO.as_of)
    return place.model_copy(update={"price": None, "sleeps": None, "source": live, **changes})


def test_the_atlas_stays_as_it_is():
    for city_id in city_ids():
        places = tuple(load_places(city_id).values())
        assert completed(places, load_city(city_id)) == places


def test_beyond_the_atlas_meals_and_nights_have_the_countrys_prices_and_say_so():
    eat, stay, sight = completed((unpriced(Kind.EAT), unpriced(Kind.STAY), unpriced(Kind.SIGHT)), OMSK)
    assert eat.price.currency == stay.price.currency == "RUB"
    assert [(s.provider, s.freshness) for s in eat.more_sources] == [("price-level", Freshness.ESTIMATED)]
    assert {s.provider for s in stay.more_sources} == {"price-level", "double-room"}
    assert stay.sleeps == 2
    assert sight.price is None


def test_in_a_city_of_the_atlas_an_unknown_price_stays_unknown():
    eat, stay = completed((unpriced(Kind.EAT), unpriced(Kind.STAY)), KYOTO)
    assert eat.price is None
    assert (stay.price, stay.sleeps) == (None, 2)


def test_what_is_known_is_not_touched():
    known = unpriced(Kind.STAY, price=unpriced(Kind.STAY).price, sleeps=4, level=Level.BUDGET)
    assert completed((known,), KYOTO) == (known,)


@pytest.mark.parametrize(("cheap", "dear"), [("IN", "CH"), ("VN", "AU"), ("UA", "US")])
def test_prices_follow_the_countrys_level(cheap, dear):
    from tools.rates.embedded import PER_EURO

    def euros(money):
        return money.major / PER_EURO[money.currency]

    one, other = find_country(cheap), find_country(dear)
    assert euros(table_price(Category.RESTAURANT, one)) < euros(table_price(Category.RESTAURANT, other))
    assert euros(room_price(Category.HOTEL, 3, one)) < euros(room_price(Category.HOTEL, 5, one))
    assert euros(room_price(Category.HOSTEL, None, other)) < euros(room_price(Category.HOTEL, 5, other))
    assert table_price(Category.MUSEUM, one) is None
    assert room_price(Category.RESTAURANT, None, one) is None


def test_a_transfer_takes_longer_and_costs_more_from_farther_off():
    near, far = transfer(KYOTO.transport.single_fare, 5, "JPY"), transfer(KYOTO.transport.single_fare, 60, "JPY")
    assert near[0] < far[0]
    assert near[1] < far[1]
    assert far[1] == far[1].to_integral_value()

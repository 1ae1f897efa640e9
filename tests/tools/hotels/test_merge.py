from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geo import Point
from domain.money import Money
from domain.offers import StayOffer
from domain.place import Freshness, Source
from tests.emulators.access import emulated
from tests.tools.hotels.test_booking import KYOTO
from tools.hotels.booking import BookingCom
from tools.hotels.contract import HOTELS, HotelQuery, hotels_key
from tools.hotels.estimates import StayEstimates
from tools.hotels.expedia import Expedia
from tools.hotels.merge import merge, same

ON = date(2027, 4, 5)


def stay(provider: str, name: str, minor: int, north_m: float = 0, live: bool = True, nights: int = 2) -> StayOffer:
    return StayOffer(
        name=name,
        at=Point(lat=35 + north_m / 111_320, lon=135.7),
        check_in_on=ON,
        check_out_on=ON + timedelta(days=nights),
        rooms=1,
        guests=2,
        price=Money(minor=minor, currency="EUR"),
        source=Source(
            provider=provider,
            reference=f"{name}/{minor}",
            freshness=Freshness.LIVE if live else Freshness.ESTIMATED,
            as_of=ON,
            read_at=datetime(2026, 11, 21, tzinfo=UTC),
        ),
    )


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (stay("a", "Hotel Granvia Kyoto", 1), stay("b", "Granvia Kyoto Hotel", 1, 40), True),
        (stay("a", "The Ritz-Carlton, Kyoto", 1), stay("b", "The Ritz-Carlton Kyoto", 1, 30), True),
        (stay("a", "Park Hyatt Kyoto", 1), stay("b", "Hyatt Regency Kyoto", 1, 100), False),
        (stay("a", "Hotel Granvia Kyoto", 1), stay("b", "Hotel Granvia Kyoto", 1, 2000), False),
        (stay("a", "Hotel Granvia Kyoto", 1), stay("b", "Hotel Granvia Kyoto", 1, nights=3), False),
    ],
)
def test_the_same_house_by_name_and_distance(one, other, alike):
    assert same(one, other) is alike
    assert same(other, one) is alike


STAYS = st.builds(
    stay,
    st.sampled_from(["booking", "expedia"]),
    st.sampled_from(["Granvia", "Ritz-Carlton", "Park Hyatt"]),
    st.integers(100, 900),
    st.sampled_from([0.0, 20.0]),
)


@given(st.lists(st.lists(STAYS, max_size=6), max_size=3))
def test_every_house_stands_once_at_its_lowest_price_and_no_source_is_lost(lists):
    merged = merge(lists)
    assert len({one.name for one in merged}) == len(merged)
    told = {(one.source.provider, one.source.reference) for offers in lists for one in offers}
    kept = {(s.provider, s.reference) for one in merged for s in (one.source, *(o.source for o in one.others))}
    assert kept == told
    for one in merged:
        assert one.price.minor == min(o.price.minor for offers in lists for o in offers if o.name == one.name)
    assert merge([merged]) == merged


def test_what_somebody_sells_goes_before_a_cheaper_estimate():
    (one,) = merge([[stay("stay-estimates", "Granvia", 100, live=False)], [stay("booking", "Granvia", 500)]])
    assert one.source.provider == "booking"
    assert one.others[0].source.freshness is Freshness.ESTIMATED


async def test_the_sellers_and_the_atlas_speak_of_the_same_houses(emulators, http):
    adapters = (emulated(BookingCom, emulators, http), emulated(Expedia, emulators, http), StayEstimates())
    lists = [(await adapter.execute(KYOTO)).offers for adapter in adapters]
    merged = merge(lists)
    assert len(merged) == len({one.place_id or one.name for one in merged})
    from_all = [one for one in merged if len({one.source.provider, *(o.source.provider for o in one.others)}) == 3]
    assert len(from_all) >= 5
    assert all(one.place_id for one in from_all)


async def test_the_atlas_estimates_nights_and_says_so():
    (first, *_), other = [
        (
            await StayEstimates().execute(
                HotelQuery("Kyoto", KYOTO.at, "JP", ON, ON + timedelta(days=n), city_id="kyoto")
            )
        ).offers
        for n in (1, 2)
    ]
    assert first.source.freshness is Freshness.ESTIMATED
    assert 1.8 * first.price.minor < other[0].price.minor < 2.3 * first.price.minor
    many = HotelQuery("Kyoto", KYOTO.at, "JP", ON, ON + timedelta(days=1), adults=5, city_id="kyoto")
    assert (await StayEstimates().execute(many)).offers[0].rooms == 3
    assert (
        await StayEstimates().execute(HotelQuery("Omsk", Point(lat=55, lon=73), "RU", ON, ON + timedelta(days=1)))
    ).offers == ()


@pytest.mark.parametrize(
    "wrong",
    [{"check_out_on": ON}, {"check_out_on": ON + timedelta(days=31)}, {"rooms": 3}, {"rooms": 0}, {"children": (18,)}],
)
def test_a_stay_that_nobody_sells_is_no_question(wrong):
    asked = {
        "name": "Kyoto",
        "at": KYOTO.at,
        "country": "JP",
        "check_in_on": ON,
        "check_out_on": ON + timedelta(days=1),
    }
    with pytest.raises(ValueError):
        HotelQuery(**(asked | wrong))


def test_the_key_tells_all_apart_that_have_other_answers():
    def asked(**changes):
        first = {
            "name": "Kyoto",
            "at": KYOTO.at,
            "country": "JP",
            "check_in_on": ON,
            "check_out_on": ON + timedelta(days=1),
        }
        return hotels_key(HotelQuery(**(first | changes)))

    keys = [
        asked(),
        asked(at=Point(lat=35.1, lon=135.7)),
        asked(check_out_on=ON + timedelta(days=2)),
        asked(adults=3),
        asked(rooms=2),
        asked(children=(2,)),
        asked(currency="USD"),
        asked(language="de"),
        asked(radius_km=3),
    ]
    assert len(set(keys)) == len(keys)
    assert HOTELS.keep_s == 900
    assert asked(city_id="kyoto").startswith("hotel:kyoto@35.012,135.768,8:2027-04-05:2027-04-06:2")

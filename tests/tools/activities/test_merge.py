from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.geo import Point
from domain.money import Money
from domain.offers import ActivityOffer
from domain.place import Freshness, Source
from tests.emulators.access import emulated
from tests.tools.activities.test_viator import KYOTO
from tools.activities.contract import activities_key
from tools.activities.estimates import SightPrices
from tools.activities.getyourguide import GetYourGuide
from tools.activities.merge import merge, same
from tools.activities.viator import Viator


def outing(provider: str, title: str, minor: int, minutes: int | None = 120, **changes) -> ActivityOffer:
    return ActivityOffer(
        title=title,
        on=KYOTO.on,
        minutes=minutes,
        price=Money(minor=minor, currency="EUR"),
        source=Source(
            provider=provider,
            reference=f"{title}/{minor}/{minutes}",
            freshness=Freshness.LIVE,
            as_of=KYOTO.on,
            read_at=datetime(2026, 11, 21, tzinfo=UTC),
        ),
        **changes,
    )


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (outing("a", "Kyoto: Tea Ceremony", 1), outing("b", "Tea Ceremony - Kyoto", 1), True),
        (outing("a", "Kyoto Tea Ceremony", 1), outing("b", "Kyoto Tea Ceremony", 1, None), True),
        (outing("a", "Kyoto Tea Ceremony", 1), outing("b", "Kyoto Tea Ceremony", 1, 240), False),
        (outing("a", "Kyoto 3-Hour Bike Tour", 1), outing("b", "Kyoto 4-Hour Bike Tour", 1), False),
        (outing("a", "Kyoto Night Walk", 1), outing("b", "Kyoto Food Walk", 1), False),
        (outing("a", "Tea Ceremony", 1), outing("b", "Tea Ceremony", 1, per_group=True), False),
        (
            outing("a", "Tea Ceremony", 1, at=Point(lat=35, lon=135.7)),
            outing("b", "Tea Ceremony", 1, at=Point(lat=35.1, lon=135.7)),
            False,
        ),
    ],
)
def test_the_same_by_title_and_length(one, other, alike):
    assert same(one, other) is alike
    assert same(other, one) is alike


OUTINGS = st.builds(
    outing,
    st.sampled_from(["viator", "getyourguide"]),
    st.sampled_from(["Tea Ceremony", "Sword Lesson", "Bike Tour"]),
    st.integers(0, 900),
    st.sampled_from([60, 240]),
)


@given(st.lists(st.lists(OUTINGS, max_size=6), max_size=3))
def test_every_activity_stands_once_at_its_lowest_price_and_no_source_is_lost(lists):
    merged = merge(lists)
    assert len({(one.title, one.minutes) for one in merged}) == len(merged)
    told = {(one.source.provider, one.source.reference) for offers in lists for one in offers}
    kept = {(s.provider, s.reference) for one in merged for s in (one.source, *(o.source for o in one.others))}
    assert kept == told
    assert merge([merged]) == merged


async def test_two_sellers_of_the_same_tickets_are_one_list(emulators, http):
    lists = [
        (await adapter.execute(KYOTO)).offers
        for adapter in (emulated(Viator, emulators, http), emulated(GetYourGuide, emulators, http))
    ]
    merged = merge(lists)
    both = [one for one in merged if one.others]
    assert len(both) >= 5
    for one in both:
        assert one.price.minor <= min(other.price.minor for other in one.others)
    assert len(merged) == sum(map(len, lists)) - len(both)


async def test_the_atlas_has_its_sights_prices_and_leaves_out_what_is_closed_or_free():
    found = (await SightPrices().execute(KYOTO)).offers
    assert len(found) > 10
    assert all(one.price.minor > 0 and one.price.currency == "JPY" for one in found)
    assert all(one.source.freshness is Freshness.ATLAS for one in found)
    by_day = [
        {one.place_id for one in (await SightPrices().execute(replace(KYOTO, on=date(2027, 4, day)))).offers}
        for day in range(5, 12)
    ]
    assert any(one != by_day[0] for one in by_day[1:])
    (castle,) = (await SightPrices().execute(replace(KYOTO, text="nijo"))).offers
    assert castle.place_id == "kyoto/nijo-castle"
    assert (await SightPrices().execute(replace(KYOTO, city_id=""))).offers == ()


def test_the_key_tells_all_apart_that_have_other_answers():
    queries = [
        KYOTO,
        replace(KYOTO, on=date(2027, 4, 6)),
        replace(KYOTO, text="tea"),
        replace(KYOTO, currency="USD"),
        replace(KYOTO, language="de"),
        replace(KYOTO, city_id="", name="Uji"),
    ]
    assert len(set(map(activities_key, queries))) == len(queries)
    assert activities_key(replace(KYOTO, text=" Tea  ")) == activities_key(replace(KYOTO, text="tea"))

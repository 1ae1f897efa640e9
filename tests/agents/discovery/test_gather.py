from __future__ import annotations

import pytest

from agents.discovery import discover
from domain.place import Freshness
from domain.request import Destination, PlaceWish
from graphs.assembly import open_toolbox
from infra.settings import Settings
from tests.make import make_request


@pytest.fixture
async def tools():
    toolbox = await open_toolbox(Settings())
    yield toolbox
    await toolbox.index.close()


def wish(*cities: str, **changes):
    destinations = tuple(Destination(city_id=city, name=city.title()) for city in cities)
    return make_request(destinations=destinations, budget=None, **changes)


async def test_everything_is_gathered_with_its_source(tools):
    told = []

    async def on_city(city):
        told.append(city.city.id)

    found = await discover(wish("kyoto", "tokyo", days=5), tools, on_city)
    assert [city.city.id for city in found.cities] == ["kyoto", "tokyo"]
    assert sorted(told) == ["kyoto", "tokyo"]
    for city in found.cities:
        assert len(city.sights) >= 40
        assert all(one.place.source.freshness is Freshness.ATLAS for one in (*city.sights, *city.eats, *city.stays))
        assert [one.score for one in city.sights] == sorted((one.score for one in city.sights), reverse=True)
    assert len(found.weather) == 2 * 5
    assert {(option.from_id, option.to_id) for option in found.travel} == {("kyoto", "tokyo"), ("tokyo", "kyoto")}
    assert {rate.quote for rate in found.rates} == {"JPY"}


async def test_a_timetable_stands_before_an_estimate(tools):
    found = await discover(wish("kyoto", "tokyo", days=5), tools)
    trains = [option for option in found.travel if option.mode == "train" and option.from_id == "kyoto"]
    assert [option.source.provider for option in trains] == ["embedded-rail"]


async def test_wishes_in_own_words_find_their_places(tools):
    found = await discover(wish("london", wishes=("quiet places to read",)), tools)
    lifted = [one for one in found.cities[0].sights if any("quiet places" in reason for reason in one.reasons)]
    assert lifted
    assert any({"books", "reading", "quiet"} & set(one.place.tags) for one in lifted[:6])


async def test_what_is_not_found_is_a_gap_and_not_an_error(tools):
    asked = wish(
        "kyoto",
        wishes=("zzqx",),
        cuisines=("klingon",),
        must_see=(PlaceWish(text="the Emerald City"),),
    )
    found = await discover(asked, tools)
    assert {(gap.what, gap.text) for gap in found.gaps} >= {
        ("wish", "zzqx"),
        ("cuisine", "klingon"),
        ("must_see", "the Emerald City"),
    }

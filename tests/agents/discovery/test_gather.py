from __future__ import annotations

from dataclasses import replace

import pytest

from agents.discovery import Toolbox, discover
from domain.errors import AllProvidersFailed, Unavailable
from domain.geo import Point
from domain.place import Freshness
from domain.request import Destination, Origin, PlaceWish
from graphs.assembly import open_toolbox
from infra.settings import Settings
from tests.make import make_request
from tools.catalogue import capability_of
from tools.chain import build_chain
from tools.embeddings.index import PlaceIndex


class Down:
    """A provider that is never there."""

    name, version, enabled, network = "down", "1", True, False

    async def initialize(self) -> None:
        return None

    async def health_check(self) -> bool:
        return True

    async def execute(self, query):
        raise Unavailable(self.name, "429 Too Many Requests")

    async def shutdown(self) -> None:
        return None


async def without(tools: Toolbox, capability: str) -> Toolbox:
    """The tools with every provider of one capability down."""
    down = await build_chain(capability_of(capability), [Down()])
    if capability == "embeddings":
        return replace(tools, index=PlaceIndex(down))
    return replace(tools, **{capability: down})


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


async def test_weather_that_cannot_be_had_is_told(tools):
    found = await discover(wish("kyoto"), await without(tools, "weather"))
    assert found.weather == ()
    assert [gap.text for gap in found.gaps if gap.what == "weather"] == ["Kyoto"]


async def test_without_an_index_the_wishes_are_gaps_and_the_trip_goes_on(tools):
    found = await discover(wish("london", wishes=("quiet places to read",)), await without(tools, "embeddings"))
    assert found.cities[0].sights
    told = [gap.message for gap in found.gaps if gap.what == "wish"]
    assert len(told) == 1
    assert "could not look" in told[0]


async def test_connections_that_nobody_can_look_up_are_not_called_missing(tools):
    stranded = await without(tools, "travel")
    with pytest.raises(AllProvidersFailed, match="travel"):
        await discover(wish("madrid", "barcelona", days=5), stranded)
    home = Origin(name="Berlin", country="DE", at=Point(lat=52.52, lon=13.4), time_zone="Europe/Berlin")
    found = await discover(wish("madrid", origin=home), stranded)
    assert found.travel == ()
    assert [gap.text for gap in found.gaps if gap.what == "travel"] == ["Berlin"]

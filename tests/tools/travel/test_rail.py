from __future__ import annotations

from tools.places.atlas.records import city_ids, load_city
from tools.travel.contract import TravelQuery
from tools.travel.rail import EmbeddedRail, _rows


async def ask(start: str, end: str):
    return await EmbeddedRail().execute(TravelQuery(load_city(start), load_city(end)))


async def test_there_and_back_are_mirrored():
    (there,), (back,) = await ask("kyoto", "tokyo"), await ask("tokyo", "kyoto")
    assert there.travel_min == back.travel_min == 135
    assert (there.depart, there.arrive) == (back.arrive, back.depart)
    assert there.price.minor == 14170


async def test_a_pair_without_a_train_has_none():
    assert await ask("kyoto", "london") == ()


def test_every_row_is_between_cities_of_the_atlas_and_its_stations_lie_in_them():
    for (start, end), row in _rows().items():
        assert {start, end} <= set(city_ids())
        lat, lon = map(float, row["at"][0])
        at = load_city(start).at
        assert at.metres_to(at.model_copy(update={"lat": lat, "lon": lon})) < 15_000, (start, end)

from __future__ import annotations


async def test_the_world_can_be_read(client):
    cities = (await client.get("/v1/atlas/cities")).json()["cities"]
    assert len(cities) >= 30
    assert all(city["sights"] >= 40 and city["eats"] >= 15 and city["stays"] >= 8 for city in cities)
    kyoto = (await client.get("/v1/atlas/cities/kyoto")).json()
    assert kyoto["time_zone"] == "Asia/Tokyo"
    places = (await client.get("/v1/atlas/cities/kyoto/places")).json()["places"]
    assert {place["source"]["freshness"] for place in places} == {"atlas"}


async def test_an_unknown_city_is_a_404(client):
    assert (await client.get("/v1/atlas/cities/atlantis")).status_code == 404

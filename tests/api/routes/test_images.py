from __future__ import annotations

from io import BytesIO
from itertools import product
from uuid import UUID

import httpx
import pytest
from PIL import Image
from sqlalchemy import update

from agents.discovery.pictures import with_pictures
from api.app import create_app
from domain.itinerary import Itinerary
from services.trips.tables import TripVersion
from tests.api.routes.test_trips import WISH
from tests.lifespan import living
from tools.images import providers
from tools.images.contract import IMAGES
from tools.switchboard import open_switchboard
from workers.runs import drive_run

WIDTHS = (160, 320, 640, 1280)


@pytest.fixture
async def online(settings, emulators, tmp_path):
    """Settings of a product whose providers are the emulators."""
    return settings.model_copy(update={"emulator": emulators.url, "offline": False, "data_dir": tmp_path})


@pytest.fixture
async def client(online):
    app = create_app(online)
    async with living(app) as running:
        transport = httpx.ASGITransport(running.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
            yield opened


async def pictured(client, worker, online, *without: str) -> str:
    """A planned trip whose places have photos, of other providers than `without`."""
    started = (await client.post("/v1/trips", json={"message": WISH})).json()
    await drive_run(UUID(started["run"]["id"]), worker)
    trip = (await client.get(f"/v1/trips/{started['trip_id']}")).json()
    bare = Itinerary.model_validate(trip["itinerary"])
    async with open_switchboard(online) as board:
        kinds = [kind for kind in providers.PROVIDERS if kind.name not in without]
        found = await with_pictures(bare, await board.chain(IMAGES, kinds), 30.0)
    async with worker.platform.begin() as session:
        kept = update(TripVersion).where(TripVersion.trip_id == UUID(started["trip_id"]))
        await session.execute(kept.values(itinerary=found.model_dump(mode="json")))
    return started["trip_id"]


async def test_a_trips_pictures_with_what_must_stand_beside_them(client, worker, online):
    trip_id = await pictured(client, worker, online, "unsplash", "pexels")
    told = (await client.get(f"/v1/trips/{trip_id}/images")).json()
    trip = (await client.get(f"/v1/trips/{trip_id}")).json()
    places = {place["id"]: place for place in trip["itinerary"]["places"]}
    assert len(told["images"]) >= 0.9 * len(places), "PLAN-15"
    for image in told["images"]:
        assert image["credit"]
        assert image["alt"]
        assert image["licence_url"].startswith("https://")
        assert image["address"].startswith("/v1/images/")
    hero = places[told["hero"]["place_id"]]
    visited = [places[stop["place_id"]] for day in trip["itinerary"]["days"] for stop in day["stops"]]
    assert hero in visited
    assert hero["popularity"] == max(place["popularity"] for place in visited if place["kind"] == "sight")


async def test_a_picture_comes_small_and_may_be_kept_for_a_week(client, worker, online):
    trip_id = await pictured(client, worker, online, "unsplash", "google-photos", "wikimedia")
    address = (await client.get(f"/v1/trips/{trip_id}/images")).json()["hero"]["address"]
    for width, (accept, form) in product(WIDTHS, (("image/avif,image/webp,*/*", "webp"), ("image/*", "jpeg"))):
        answer = await client.get(address, params={"w": width}, headers={"Accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == f"image/{form}"
        assert answer.headers["cache-control"] == "public, max-age=604800, immutable"
        assert "Accept" in answer.headers["vary"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert Image.open(BytesIO(answer.content)).width == width
        known = {"Accept": accept, "If-None-Match": answer.headers["etag"]}
        again = await client.get(address, params={"w": width}, headers=known)
        assert again.status_code == 304
        assert again.content == b""


async def test_where_the_terms_ask_for_it_the_provider_serves_in_our_size(client, worker, online):
    trip_id = await pictured(client, worker, online, "pexels", "google-photos", "wikimedia")
    hero = (await client.get(f"/v1/trips/{trip_id}/images")).json()["hero"]
    answer = await client.get(hero["address"], params={"w": 320})
    assert answer.status_code == 302
    assert "w=320" in answer.headers["location"]
    assert "utm_source=tripwright" in hero["credit_url"]


async def test_what_must_not_be_stored_is_not_said_to_be_storable(client, worker, online, tmp_path):
    trip_id = await pictured(client, worker, online, "unsplash", "pexels", "wikimedia")
    hero = (await client.get(f"/v1/trips/{trip_id}/images")).json()["hero"]
    answer = await client.get(hero["address"])
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == "private, max-age=3600"
    assert not (tmp_path / "images").exists()


async def test_a_drawing_stands_in_while_the_provider_is_down(client, worker, online, emulators):
    trip_id = await pictured(client, worker, online, "unsplash")
    address = (await client.get(f"/v1/trips/{trip_id}/images")).json()["hero"]["address"]
    emulators.faults.set("pexels", "server_error")
    answer = await client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert ">Drawing<" in answer.text, "it must not pass for the photo that is credited beside it"


async def test_a_key_that_is_not_ours_is_not_found(client):
    for key in ("abc", "aHR0cDovLzEyNy4wLjAuMS8", "%00", "x" * 3000):
        answer = await client.get(f"/v1/images/{key}")
        assert answer.status_code == (400 if "%" in key else 404)
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_width_that_we_do_not_make_is_told(client):
    assert (await client.get("/v1/images/abc", params={"w": 5000})).status_code == 422


async def test_a_kind_of_place_has_a_drawing(client):
    answer = await client.get("/v1/images/drawn/temple", params={"name": "Kinkaku-ji"})
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.content == (await client.get("/v1/images/drawn/temple", params={"name": "Kinkaku-ji"})).content
    assert (await client.get("/v1/images/drawn/nonsense")).status_code == 422


async def test_a_trip_without_a_plan_has_no_pictures_and_an_unknown_one_is_not_found(client):
    started = (await client.post("/v1/trips", json={"message": WISH})).json()
    told = (await client.get(f"/v1/trips/{started['trip_id']}/images")).json()
    assert told == {"hero": None, "images": []}
    assert (await client.get("/v1/trips/00000000-0000-4000-8000-000000000000/images")).status_code == 404

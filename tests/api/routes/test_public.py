"""Public trips: their pages, their picture, the gallery, and who is followed."""

from __future__ import annotations

import json
import re
from io import BytesIO
from uuid import uuid4

from PIL import Image

from tests.api.sharing.trips_of import SAID, make_someone, make_trip


async def published(client, ada, trip, **wanted):
    answer = await client.put(f"/v1/trips/{trip}/public", json=wanted, headers=ada.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_public_trip_carries_neither_costs_nor_people_nor_words(client, ada, trip):
    made = await published(client, ada, trip, name="Ada L.")
    answer = await client.get(f"/v1/public/{made['slug']}")
    shown = answer.json()
    assert shown["trip"]["title"] == "2 days in Avonlea and Rivane"
    assert shown["trip"]["days"]
    assert (shown["trip"]["costs"], shown["trip"]["stays"]) == (None, None)
    assert shown["brief"]["by"]["name"] == "Ada L."
    for secret in (SAID, ada.email, ada.owner.removeprefix("user:"), "messages", '"minor"', "party"):
        assert secret not in answer.text


async def test_its_address_stays_when_it_is_changed_and_ends_when_it_is_taken_down(client, ada, trip):
    first = await published(client, ada, trip)
    again = await published(client, ada, trip, sections=["days", "costs"], listed=False)
    assert again["slug"] == first["slug"]
    assert (await client.get(f"/v1/public/{first['slug']}")).json()["trip"]["costs"]["total"]
    for _ in range(2):
        gone = await client.delete(f"/v1/trips/{trip}/public", headers=ada.headers)
        assert gone.status_code == 204
    assert (await client.get(f"/v1/public/{first['slug']}")).status_code == 404
    assert (await client.get(f"/embed/{first['slug']}")).status_code == 404


async def test_guests_and_strangers_publish_nothing(client, settings, sessions, trip):
    name = uuid4().hex
    client.cookies.set("tripwright_guest", name)
    own = await make_trip(sessions, name)
    assert (await client.put(f"/v1/trips/{own}/public", json={})).status_code == 401
    stranger = await make_someone(settings)
    assert (await client.put(f"/v1/trips/{trip}/public", json={}, headers=stranger.headers)).status_code == 404


async def test_its_page_tells_other_sites_what_it_is(client, ada, trip):
    made = await published(client, ada, trip, description='Temples & <b>"ramen"</b>')
    page = await client.get(f"/p/{made['slug']}")
    assert page.status_code == 200
    assert page.text.count("<title>") == 1
    assert "<title>2 days in Avonlea and Rivane · Tripwright</title>" in page.text
    assert f'<link rel="canonical" href="{made["url"]}">' in page.text
    for name in ("og:title", "og:image", "og:description", "og:url"):
        assert f'property="{name}"' in page.text
    assert 'name="twitter:card" content="summary_large_image"' in page.text
    assert "<b>" not in page.text
    data = re.search(r'<script[^>]*type="application/ld\+json"[^>]*>(.*?)</script>', page.text)[1]
    told = json.loads(data)
    assert (told["@type"], told["description"]) == ("TouristTrip", 'Temples & <b>"ramen"</b>')
    assert told["itinerary"]["numberOfItems"] == 7
    assert (await client.get("/p/no-such-trip")).status_code == 404


async def test_its_picture_is_1200_by_630_and_drawn_once(client, ada, trip):
    made = await published(client, ada, trip)
    first, again = [await client.get(made["picture"]) for _ in range(2)]
    assert first.headers["content-type"] == "image/png"
    assert Image.open(BytesIO(first.content)).size == (1200, 630)
    assert first.content == again.content


async def test_it_may_stand_in_any_page_and_leaves_no_cookie(client, ada, trip):
    made = await published(client, ada, trip)
    client.cookies.clear()
    answer = await client.get(f"/embed/{made['slug']}")
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] not in ("DENY", "SAMEORIGIN")
    assert "set-cookie" not in answer.headers
    assert "postMessage" in answer.text
    assert len(answer.content) < 20_000
    assert made["embed"].startswith("<iframe")


async def test_the_gallery_has_what_is_listed_by_city_and_by_traveller(client, settings, sessions, ada, trip):
    made = await published(client, ada, trip, name="Ada")
    hidden = await published(client, ada, await make_trip(sessions, ada.owner), name="Ada", listed=False)
    by = made["by"]["id"]
    listed = (await client.get("/v1/gallery", params={"traveller": by})).json()
    assert [one["slug"] for one in listed["items"]] == [made["slug"]]
    assert hidden["slug"] not in str(listed)
    for city, found in (("avonlea", True), ("nowhere", False)):
        items = (await client.get("/v1/gallery", params={"city": city, "traveller": by})).json()["items"]
        assert bool(items) is found


async def test_what_followed_travellers_publish_is_a_list_of_its_own(client, settings, ada, trip):
    made = await published(client, ada, trip, name="Ada")
    bo = await make_someone(settings)
    by = made["by"]["id"]
    assert (await client.get("/v1/gallery", params={"followed": True}, headers=bo.headers)).json()["items"] == []
    for _ in range(2):
        assert (await client.put(f"/v1/travellers/{by}/follow", headers=bo.headers)).status_code == 204
    told = (await client.get(f"/v1/travellers/{by}", headers=bo.headers)).json()
    assert (told["name"], told["followers"], told["followed"]) == ("Ada", 1, True)
    items = (await client.get("/v1/gallery", params={"followed": True}, headers=bo.headers)).json()["items"]
    assert [one["slug"] for one in items] == [made["slug"]]
    assert (await client.put(f"/v1/travellers/{by}/follow", headers=ada.headers)).status_code == 409
    await client.delete(f"/v1/travellers/{by}/follow", headers=bo.headers)
    assert (await client.get(f"/v1/travellers/{by}", headers=bo.headers)).json()["followers"] == 0


async def test_a_copy_of_a_public_trip_is_planned_anew(client, ada, trip):
    made = await published(client, ada, trip, sections=["days", "map", "stays", "costs", "booking_links", "practical"])
    client.cookies.clear()
    copied = (await client.post(f"/v1/public/{made['slug']}/copy")).json()
    assert copied["run_id"] is not None
    assert (await client.get(f"/v1/trips/{copied['trip_id']}")).json()["access"] == "owner"


async def test_a_deleted_trip_is_public_no_more(client, ada, trip):
    made = await published(client, ada, trip)
    await client.delete(f"/v1/trips/{trip}", headers=ada.headers)
    assert (await client.get(f"/v1/public/{made['slug']}")).status_code == 404

"""The emulator refuses what Google refuses: otherwise an adapter could be wrong and never know."""

from __future__ import annotations

import httpx
import pytest

from tests.emulators.server import Emulators
from tools.places.atlas.records import load_city

ROME = load_city("rome").at
CIRCLE = {"circle": {"center": {"latitude": ROME.lat, "longitude": ROME.lon}, "radius": 3000.0}}
MASK = "places.id,places.displayName"


async def ask(emulators: Emulators, http: httpx.AsyncClient, method: str, body, mask: str = MASK, key: str = "some"):
    headers = {"X-Goog-Api-Key": key, "X-Goog-FieldMask": mask}
    told = {name: value for name, value in headers.items() if value}
    return await http.post(f"{emulators.url}/google-places/v1/places:{method}", json=body, headers=told)


@pytest.mark.parametrize(
    ("method", "body", "mask", "key", "status", "said"),
    [
        ("searchNearby", {"locationRestriction": CIRCLE}, MASK, "", 403, "PERMISSION_DENIED"),
        ("searchNearby", {"locationRestriction": CIRCLE}, MASK, "invalid", 400, "API key not valid"),
        ("searchNearby", {"locationRestriction": CIRCLE}, "", "some", 400, "FieldMask is a required parameter"),
        ("searchNearby", {"locationRestriction": CIRCLE}, "places.mood", "some", 400, "places.mood"),
        ("searchNearby", {}, MASK, "some", 400, "location_restriction"),
        ("searchNearby", {"locationRestriction": CIRCLE, "mood": 1}, MASK, "some", 400, 'Unknown name \\"mood\\"'),
        ("searchNearby", {"locationRestriction": CIRCLE, "maxResultCount": 21}, MASK, "some", 400, "max_result_count"),
        ("searchNearby", {"locationRestriction": CIRCLE, "includedTypes": ["castle_"]}, MASK, "some", 400, "castle_"),
        ("searchText", {"textQuery": " "}, MASK, "some", 400, "text_query"),
        ("searchText", {"textQuery": "x", "pageSize": 21}, MASK, "some", 400, "page_size"),
        ("searchText", {"textQuery": "x", "pageToken": "?"}, MASK, "some", 400, "page_token"),
    ],
)
async def test_what_is_wrong_is_refused_in_googles_words(method, body, mask, key, status, said, emulators, http):
    answer = await ask(emulators, http, method, body, mask, key)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == status
    assert said in answer.text


async def test_only_what_is_masked_for_is_sent_the_most_popular_first(emulators, http):
    body = {"locationRestriction": CIRCLE, "includedTypes": ["museum"], "maxResultCount": 5}
    answer = await ask(emulators, http, "searchNearby", body, "places.id,places.userRatingCount")
    places = answer.json()["places"]
    assert len(places) == 5
    assert all(set(place) <= {"id", "userRatingCount"} for place in places)
    counts = [place.get("userRatingCount", 0) for place in places]
    assert counts == sorted(counts, reverse=True)


async def test_a_text_search_goes_on_page_by_page(emulators, http):
    body = {"textQuery": "restaurant", "locationBias": CIRCLE, "pageSize": 8}
    seen: list[str] = []
    while True:
        page = (await ask(emulators, http, "searchText", body, "places.id,nextPageToken")).json()
        seen += [place["id"] for place in page["places"]]
        if "nextPageToken" not in page:
            break
        body["pageToken"] = page["nextPageToken"]
    assert 8 < len(seen) == len(set(seen)) <= 60


async def test_nothing_there_is_an_empty_object(emulators, http):
    far = {"circle": {"center": {"latitude": -60.0, "longitude": 0.0}, "radius": 500.0}}
    assert (await ask(emulators, http, "searchNearby", {"locationRestriction": far})).json() == {}

"""Lists one way everywhere, shown with the trips of a guest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import pytest_asyncio

from infra.database import build_engine, build_sessions, in_tenant
from services.trips.tables import Trip
from tests.api.stack.serving import serving

pytestmark = pytest.mark.asyncio(loop_scope="module")
OWNER = uuid4().hex
BEGUN = datetime(2027, 3, 1, tzinfo=UTC)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(settings):
    """25 trips in five instants, so that equal sort values are cut by pages."""
    engine = build_engine(settings.database_url)
    async with in_tenant(build_sessions(engine), "public") as session:
        session.add_all(
            Trip(
                id=uuid4(),
                tenant="public",
                owner=OWNER,
                title=f"Trip {number:02}",
                version=number % 3,
                created_at=BEGUN,
                updated_at=BEGUN + timedelta(hours=number // 5),
            )
            for number in range(25)
        )
    async with serving(settings) as opened:
        opened.cookies.set("tripwright_guest", OWNER)
        yield opened
    await engine.dispose()


async def walked(client, query: str) -> list[str]:
    """Titles of all pages, one cursor after the other."""
    titles: list[str] = []
    page = (await client.get(f"/v1/trips?{query}")).json()
    while True:
        titles += [one["title"] for one in page["items"]]
        if page["next_cursor"] is None:
            return titles
        page = (await client.get(f"/v1/trips?{query}&cursor={page['next_cursor']}")).json()


@pytest.mark.parametrize(
    ("sort", "limit"), [("-updated_at", 4), ("updated_at", 7), ("-updated_at,title", 3), ("title", 25)]
)
async def test_cursors_lead_through_every_item_once(client, sort, limit):
    titles = await walked(client, f"sort={sort}&limit={limit}")
    assert sorted(titles) == [f"Trip {number:02}" for number in range(25)]
    whole = (await client.get(f"/v1/trips?sort={sort}&limit=100")).json()
    assert titles == [one["title"] for one in whole["items"]]


async def test_pages_may_be_turned_by_number_too(client):
    page = (await client.get("/v1/trips?page=3&limit=10&sort=title")).json()
    assert [one["title"] for one in page["items"]] == [f"Trip {number:02}" for number in range(20, 25)]
    assert {name: page[name] for name in ("page", "limit", "total", "next_cursor")} == {
        "page": 3,
        "limit": 10,
        "total": 25,
        "next_cursor": None,
    }


async def test_a_filter_takes_one_value_or_several(client):
    one = (await client.get("/v1/trips?filter[version]=1&limit=100")).json()
    two = (await client.get("/v1/trips?filter[version]=1,2&limit=3")).json()
    assert (one["total"], two["total"]) == (8, 16)
    assert {int(found["title"][-2:]) % 3 for found in one["items"]} == {1}


async def test_only_the_wanted_fields_come_of_each_item(client):
    page = (await client.get("/v1/trips?fields=title&limit=1")).json()
    assert [list(one) for one in page["items"]] == [["title"]]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("sort=owner", "sort"),
        ("sort=title,title", "sort"),
        ("sort=", "sort"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("page=0", "page"),
        ("cursor=nonsense", "cursor"),
        ("filter[version]=many", "filter[version]"),
    ],
)
async def test_what_makes_no_sense_is_refused_by_name(client, query, field):
    refused = await client.get(f"/v1/trips?{query}")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


async def test_a_cursor_of_another_order_or_filter_is_refused(client):
    cursor = (await client.get("/v1/trips?sort=title&limit=2")).json()["next_cursor"]
    for query in ("sort=-title", "sort=title&filter[version]=1"):
        refused = await client.get(f"/v1/trips?{query}&cursor={cursor}")
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "cursor")


async def test_a_change_holds_only_for_the_version_that_was_seen(client):
    trip = (await client.get("/v1/trips?filter[version]=2&limit=1")).json()["items"][0]["id"]
    tag = (await client.get(f"/v1/trips/{trip}")).headers["ETag"]
    assert tag.startswith('W/"2-')
    body, path = {"text": "one more day"}, f"/v1/trips/{trip}/messages"
    for given, status in (('"1"', 412), ("nonsense", 422), (tag, 202)):
        assert (await client.post(path, json=body, headers={"If-Match": given})).status_code == status

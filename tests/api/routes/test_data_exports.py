from __future__ import annotations

import csv
import io
from uuid import uuid4

from sqlalchemy import text

from tests.api.routes.planned import planned_trip


async def test_ones_trips_are_exported_with_the_columns_wanted_in_their_order(client, platform):
    client.cookies.set("tripwright_guest", guest := uuid4().hex)
    trips = [await planned_trip(platform, guest, 2) for _ in range(2)]
    answer = await client.get("/v1/exports/trips?fields=title,id&delimiter=semicolon")
    rows = list(csv.reader(io.StringIO(answer.text), delimiter=";"))
    assert rows[0] == ["title", "id"]
    assert [row[1] for row in rows[1:]] == [str(trip) for trip in reversed(trips)]
    assert answer.headers["X-Exported-Rows"] == "2"
    bare = await client.get("/v1/exports/trips?fields=id&header=false")
    assert len(bare.text.splitlines()) == 2
    found = (await client.get("/v1/exports/trips?format=json")).json()
    assert {one["id"] for one in found} == {str(trip) for trip in trips}


async def test_a_column_that_there_is_not_is_named_and_nothing_becomes_a_formula(client, platform):
    client.cookies.set("tripwright_guest", guest := uuid4().hex)
    trip = await planned_trip(platform, guest, 2)
    async with platform.begin() as session:
        await session.execute(text("UPDATE trips SET title = '=1+1' WHERE id = :trip"), {"trip": trip})
    refused = await client.get("/v1/exports/trips?fields=title,secret")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "fields"
    assert "'=1+1" in (await client.get("/v1/exports/trips?fields=title")).text


async def test_nobody_exports_what_is_anothers(client, platform):
    await planned_trip(platform, uuid4().hex, 2)
    client.cookies.set("tripwright_guest", uuid4().hex)
    assert (await client.get("/v1/exports/trips?format=json")).json() == []

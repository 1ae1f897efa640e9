from __future__ import annotations

from uuid import uuid4

import pytest
from icalendar import Calendar
from sqlalchemy import text

from tests.api.routes.planned import planned_trip


@pytest.fixture
async def trip(client, platform):
    """A guest's, whose cookie the client has."""
    client.cookies.set("tripwright_guest", guest := uuid4().hex)
    return await planned_trip(platform, guest)


@pytest.fixture
async def feed(client, trip):
    answer = await client.post(f"/v1/trips/{trip}/calendars")
    assert answer.status_code == 201, answer.text
    return answer.json()


def path_of(feed) -> str:
    return "/v1/calendars/" + feed["address"].rsplit("/", 1)[1]


async def test_whoever_has_the_address_reads_the_trip_and_nobody_learns_it_twice(client, trip, feed):
    assert feed["subscribe"].startswith("webcal://")
    listed = (await client.get(f"/v1/trips/{trip}/calendars")).json()
    assert [(one["id"], one["address"], one["read_at"]) for one in listed] == [(feed["id"], None, None)]
    client.cookies.clear()
    answer = await client.get(path_of(feed))
    assert answer.headers["content-type"].startswith("text/calendar")
    parsed = Calendar.from_ical(answer.content)
    assert parsed.walk("VEVENT")
    assert "PT1H" in answer.text


async def test_the_same_again_is_told_in_a_word_and_a_changed_trip_anew(client, platform, trip, feed):
    first = await client.get(path_of(feed))
    again = await client.get(path_of(feed), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    async with platform.begin() as session:
        changed = "jsonb_set(certificate, '{sha256}', to_jsonb(repeat('a', 64)))"
        await session.execute(
            text(f"UPDATE trip_versions SET certificate = {changed} WHERE trip_id = :trip"), {"trip": trip}
        )
    newer = await client.get(path_of(feed), headers={"If-None-Match": first.headers["ETag"]})
    assert newer.status_code == 200


async def test_a_revoked_address_answers_nothing_and_the_others_stay(client, trip, feed):
    other = (await client.post(f"/v1/trips/{trip}/calendars")).json()
    for _ in range(2):
        assert (await client.delete(f"/v1/calendars/{feed['id']}")).status_code == 204
    assert (await client.get(path_of(feed))).status_code == 404
    assert (await client.get(path_of(other))).status_code == 200


async def test_a_deleted_trip_is_in_no_calendar(client, trip, feed):
    assert (await client.delete(f"/v1/trips/{trip}")).status_code in (200, 202, 204)
    assert (await client.get(path_of(feed))).status_code == 404


async def test_nobody_revokes_or_lists_what_is_anothers(client, trip, feed):
    client.cookies.set("tripwright_guest", uuid4().hex)
    assert (await client.delete(f"/v1/calendars/{feed['id']}")).status_code == 404
    assert (await client.get(f"/v1/trips/{trip}/calendars")).status_code == 404
    assert (await client.get("/v1/calendars/nothing.ics")).status_code == 404

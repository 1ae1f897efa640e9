"""What happens to a trip reaches whoever looks at it, in order, once, and after a cut too."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import httpx
import pytest

from api.app import create_app
from api.routes.live import LiveEvent, follow_trip
from domain.errors import NotFound
from domain.identity import PUBLIC_TENANT, Principal, Role
from tests.api.live.streams import Reader
from tests.api.sharing.trips_of import change_plan, make_someone
from tests.lifespan import living
from tests.make import make_itinerary


@pytest.fixture
async def running(settings):
    app = create_app(settings)
    async with living(app):
        yield app


@pytest.fixture
async def browser(running):
    transport = httpx.ASGITransport(running, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as opened:
        yield opened


def asking(running, someone):
    who = Principal(user_id=UUID(someone.owner.removeprefix("user:")), roles=frozenset({Role.USER}))
    return replace(running.state.resources, who=who)


async def test_versions_comments_and_runs_are_told_in_their_order(running, browser, sessions, ada, trip):
    reader = Reader(LiveEvent, await follow_trip(trip, asking(running, ada)))
    hello = await reader.event()
    assert (hello.type, hello.version, hello.here) == ("hello", 1, ())
    await browser.post(f"/v1/trips/{trip}/comments", json={"text": "Hi"}, headers=ada.headers)
    await change_plan(sessions, trip, make_itinerary(), by=ada.owner)
    told = [await reader.event() for _ in range(3)]
    assert told[0].type == "comment"
    assert {one.type for one in told[1:]} == {"run_ended", "version"}
    version = next(one for one in told if one.type == "version")
    assert (version.version, version.by.name, version.by.you) == (2, "Ada Lovelace", True)
    assert [int(one.id) for one in told] == sorted(int(one.id) for one in told)
    await reader.close()


async def test_after_a_cut_what_was_missed_comes_first_and_once(running, browser, sessions, ada, trip):
    reader = Reader(LiveEvent, await follow_trip(trip, asking(running, ada)))
    await reader.event()
    await browser.post(f"/v1/trips/{trip}/comments", json={"text": "One"}, headers=ada.headers)
    seen = await reader.event()
    await reader.close()
    await browser.post(f"/v1/trips/{trip}/comments", json={"text": "Two"}, headers=ada.headers)
    again = Reader(LiveEvent, await follow_trip(trip, asking(running, ada), last_event_id=seen.id))
    assert (await again.event()).type == "hello"
    missed = await again.event()
    assert (missed.type, int(missed.id) > int(seen.id)) == ("comment", True)
    await browser.post(f"/v1/trips/{trip}/comments", json={"text": "Three"}, headers=ada.headers)
    assert int((await again.event()).id) > int(missed.id)
    await again.close()


async def test_who_is_here_is_told_with_the_day_they_look_at(running, browser, settings, ada, trip):
    reader = Reader(LiveEvent, await follow_trip(trip, asking(running, ada)))
    await reader.event()
    link = await browser.post(f"/v1/trips/{trip}/links", json={"rights": "edit"}, headers=ada.headers)
    name = uuid4().hex
    browser.cookies.set("tripwright_guest", name)
    await browser.post(f"/v1/shared/{link.json()['token']}/join")
    page = uuid4().hex
    here = await browser.post(f"/v1/trips/{trip}/presence", json={"page": page, "day": 2})
    assert here.status_code == 204
    told = await reader.event()
    assert [(one.person.name, one.person.guest, one.day) for one in told.here] == [("Guest", True, 2)]
    assert name not in told.model_dump_json()
    await browser.post(f"/v1/trips/{trip}/presence", json={"page": page, "leaves": True})
    assert (await reader.event()).here == ()
    await reader.close()


async def test_a_stranger_follows_nothing_and_is_not_here(running, browser, settings, ada, trip):
    stranger = await make_someone(settings)
    with pytest.raises(NotFound):
        await follow_trip(trip, asking(running, stranger))
    answer = await browser.post(f"/v1/trips/{trip}/presence", json={"page": "ab" * 8}, headers=stranger.headers)
    assert answer.status_code == 404
    # Who lost the trip a moment ago may say that they are gone; nobody else is taken away by it.
    await browser.post(f"/v1/trips/{trip}/presence", json={"page": "ab" * 8}, headers=ada.headers)
    leaves = {"page": "ab" * 8, "leaves": True}
    answer = await browser.post(f"/v1/trips/{trip}/presence", json=leaves, headers=stranger.headers)
    assert answer.status_code == 204
    (here,) = await running.state.resources.live.presence.at([(PUBLIC_TENANT, trip)])
    assert [one.who for one in here] == [ada.owner]


async def test_nothing_is_looked_for_while_nobody_reads(running, ada, trip):
    hub = running.state.resources.live
    assert hub._task is None
    reader = Reader(LiveEvent, await follow_trip(trip, asking(running, ada)))
    await reader.event()
    assert hub._task is not None
    await reader.close()
    assert hub._task is None

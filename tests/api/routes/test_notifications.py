"""What others do reaches whom it concerns, once, in the inbox and as it happens; and nobody else."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx
import pytest

from api.app import create_app
from api.live import reading
from api.live.inbox import InboxEvent
from api.routes.notifications import follow_notifications
from domain.identity import PUBLIC_TENANT, Principal, Role
from infra.database import in_tenant
from services.sharing.tables import TripMember
from services.trips.tables import Trip
from tests.api.live.streams import Reader
from tests.api.sharing.trips_of import change_plan
from tests.api.signing_in import PASSWORD, account_work, logged_in, make_user
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


@pytest.fixture
async def shared(sessions, trip, bo):
    """Ada's trip, which Bo may edit."""
    async with in_tenant(sessions, PUBLIC_TENANT) as session:
        now = datetime.now(UTC)
        session.add(TripMember(trip_id=trip, member=bo.owner, tenant=PUBLIC_TENANT, role="editor", joined_at=now))
    return trip


def asking(running, someone):
    who = Principal(user_id=UUID(someone.owner.removeprefix("user:")), roles=frozenset({Role.USER}))
    return replace(running.state.resources, who=who)


async def told(browser, someone, query=""):
    answer = await browser.get(f"/v1/notifications{query}", headers=someone.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def unread(browser, someone):
    return (await browser.get("/v1/notifications/count", headers=someone.headers)).json()["unread"]


async def say(browser, trip, someone, text="Hi", **more):
    answer = await browser.post(f"/v1/trips/{trip}/comments", json={"text": text, **more}, headers=someone.headers)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def test_a_comment_reaches_the_owner_and_an_answer_whom_it_answers(browser, ada, bo, shared):
    said = await say(browser, shared, bo, day=1)
    (first,) = await told(browser, ada)
    assert (first["about"]["kind"], first["about"]["comment"], first["about"]["day"]) == ("commented", said, 1)
    assert (first["by"]["name"], first["by"]["you"], first["trip_id"]) == ("Ada Lovelace", False, str(shared))
    assert first["about"]["title"] == make_itinerary().title
    await say(browser, shared, ada, parent_id=said)
    (answered,) = await told(browser, bo)
    assert answered["about"]["kind"] == "answered"
    assert len(await told(browser, ada)) == 1  # nobody hears of what they did themselves


async def test_whoever_is_named_is_told_so_and_once(browser, ada, bo, shared):
    listed = (await browser.get(f"/v1/trips/{shared}/comments", headers=bo.headers)).json()
    names = [one["id"] for one in listed["people"]]
    await say(browser, shared, bo, mentions=names)
    assert [one["about"]["kind"] for one in await told(browser, ada)] == ["mentioned"]
    assert await told(browser, bo) == []


async def test_of_many_changes_by_one_person_one_waits_with_the_newest(browser, sessions, ada, bo, shared):
    for _ in range(3):
        await change_plan(sessions, shared, make_itinerary(), by=bo.owner)
    (one,) = await told(browser, ada)
    assert (one["about"]["kind"], one["about"]["version"]) == ("changed", 4)
    await browser.post("/v1/notifications/read", json={}, headers=ada.headers)
    await change_plan(sessions, shared, make_itinerary(), by=bo.owner)
    assert [one["about"]["version"] for one in await told(browser, ada)] == [5, 4]
    await change_plan(sessions, shared, make_itinerary(), by=ada.owner)
    assert len(await told(browser, ada)) == 2


@pytest.mark.parametrize("by_link", [False, True])
async def test_going_back_and_forth_by_another_is_told_to_the_owner_as_an_edit_is(
    browser, sessions, ada, bo, shared, by_link
):
    await change_plan(sessions, shared, make_itinerary(), by=ada.owner)
    headers = bo.headers
    if by_link:
        link = await browser.post(f"/v1/trips/{shared}/links", json={"rights": "edit"}, headers=ada.headers)
        headers = {}
        browser.cookies.set("tripwright_guest", uuid4().hex)
        await browser.post(f"/v1/shared/{link.json()['token']}/join")
    base, news = f"/v1/trips/{shared}", []
    begun = await browser.post(f"{base}/branches", json={"name": "aside"}, headers=ada.headers)
    assert begun.status_code == 201, begun.text
    for step in ("undo", "redo", "versions/1/restore", "branches/main/switch"):
        answer = await browser.post(f"{base}/{step}", headers=headers)
        assert answer.status_code == 200, answer.text
        changed = [one["about"] for one in await told(browser, ada) if one["about"]["kind"] == "changed"]
        news.append([about["version"] for about in changed])
    assert news == [[1], [2], [3], [2]]
    await browser.post(f"{base}/undo", headers=ada.headers)
    assert len([one for one in await told(browser, ada) if one["about"]["kind"] == "changed"]) == 1
    assert await told(browser, bo) == []


async def test_whoever_joins_by_a_link_is_told_to_the_owner_once_without_their_secret_name(browser, ada, trip):
    link = await browser.post(f"/v1/trips/{trip}/links", json={"rights": "edit"}, headers=ada.headers)
    name = uuid4().hex
    browser.cookies.set("tripwright_guest", name)
    for _ in range(2):
        await browser.post(f"/v1/shared/{link.json()['token']}/join")
    (one,) = await told(browser, ada)
    assert (one["about"]["kind"], one["about"]["role"], one["by"]["guest"]) == ("joined", "editor", True)
    assert name not in json.dumps(one)


async def test_an_invitation_reaches_an_account_whose_address_is_proved(browser, ada, bo, trip):
    body = {"email": bo.email, "role": "viewer"}
    answer = await browser.post(f"/v1/trips/{trip}/members", json=body, headers=ada.headers)
    assert answer.status_code == 202, answer.text
    (one,) = await told(browser, bo)
    assert (one["about"]["kind"], one["about"]["role"], one["by"]["name"]) == ("invited", "viewer", "Ada Lovelace")


async def test_a_trip_that_is_handed_over_is_told_to_whom_it_belongs_now(browser, ada, bo, shared):
    members = (await browser.get(f"/v1/trips/{shared}/members", headers=ada.headers)).json()["items"]
    theirs = next(one["person"]["id"] for one in members if one["role"] == "editor")
    body = {"member_id": theirs}
    answer = await browser.post(f"/v1/trips/{shared}/transfer", json=body, headers=ada.headers)
    assert answer.status_code < 300, answer.text
    (one,) = [one for one in await told(browser, bo) if one["about"]["kind"] == "given"]
    assert (one["by"]["name"], one["trip_id"]) == ("Ada Lovelace", str(shared))
    assert [one["about"]["kind"] for one in await told(browser, ada)] == []


async def test_what_was_read_is_no_longer_counted_and_can_be_left_out(browser, ada, bo, shared):
    await say(browser, shared, bo)
    await say(browser, shared, bo)
    assert await unread(browser, ada) == 2
    newest, oldest = await told(browser, ada)
    for _ in range(2):
        answer = await browser.post("/v1/notifications/read", json={"ids": [newest["id"]]}, headers=ada.headers)
        assert answer.json() == {"unread": 1}
    assert [one["id"] for one in await told(browser, ada, "?filter[unread]=true")] == [oldest["id"]]
    assert (await browser.post("/v1/notifications/read", json={}, headers=ada.headers)).json() == {"unread": 0}
    assert await told(browser, ada, "?filter[unread]=true") == []
    assert len(await told(browser, ada)) == 2


async def test_pages_follow_each_other(browser, ada, bo, shared):
    for number in range(3):
        await say(browser, shared, bo, text=f"Number {number}")
    first = (await browser.get("/v1/notifications?limit=2", headers=ada.headers)).json()
    rest = (await browser.get(f"/v1/notifications?limit=2&cursor={first['next_cursor']}", headers=ada.headers)).json()
    assert (first["total"], len(first["items"]), len(rest["items"])) == (3, 2, 1)
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in rest["items"]}


async def test_nobody_reads_or_marks_what_others_are_told(browser, ada, bo, shared):
    await say(browser, shared, bo)
    (one,) = await told(browser, ada)
    await browser.post("/v1/notifications/read", json={"ids": [one["id"]]}, headers=bo.headers)
    assert await told(browser, bo) == []
    assert await unread(browser, ada) == 1
    assert (await browser.get("/v1/notifications")).json()["items"] == []


async def test_what_is_about_a_removed_trip_is_shown_no_more(browser, sessions, ada, bo, shared):
    await say(browser, shared, bo)
    async with in_tenant(sessions, PUBLIC_TENANT) as session:
        (await session.get_one(Trip, shared)).deleted_at = datetime.now(UTC)
    assert await told(browser, ada) == []
    assert await unread(browser, ada) == 0


async def test_the_stream_begins_with_the_count_and_tells_each_as_it_comes(running, browser, sessions, ada, bo, shared):
    await say(browser, shared, bo)
    reader = Reader(InboxEvent, await follow_notifications(asking(running, ada)))
    hello = await reader.event()
    assert (hello.type, hello.unread, hello.id) == ("hello", 1, None)
    await say(browser, shared, bo)
    commented = await reader.event()
    assert (commented.notification.about.kind, commented.notification.by.name) == ("commented", "Ada Lovelace")
    await change_plan(sessions, shared, make_itinerary(), by=bo.owner)
    first = await reader.event()
    await change_plan(sessions, shared, make_itinerary(), by=bo.owner)
    again = await reader.event()
    assert [one.notification.about.version for one in (first, again)] == [2, 3]
    assert first.notification.id == again.notification.id
    assert int(commented.id) < int(first.id) < int(again.id)
    await reader.close()


async def test_after_a_cut_what_was_missed_comes_first_and_once(running, browser, ada, bo, shared):
    reader = Reader(InboxEvent, await follow_notifications(asking(running, ada)))
    await reader.event()
    await say(browser, shared, bo, text="One")
    seen = await reader.event()
    await reader.close()
    missed = [await say(browser, shared, bo, text=text) for text in ("Two", "Three")]
    again = Reader(InboxEvent, await follow_notifications(asking(running, ada), last_event_id=seen.id))
    assert (await again.event()).type == "hello"
    found = [await again.event() for _ in missed]
    assert [str(one.notification.about.comment) for one in found] == missed
    last = await say(browser, shared, bo, text="Four")
    assert str((await again.event()).notification.about.comment) == last
    await again.close()
    assert running.state.resources.live._task is None


async def test_two_who_write_at_once_are_told_in_the_order_of_their_commits(running, browser, ada, bo, shared):
    reader = Reader(InboxEvent, await follow_notifications(asking(running, ada)))
    await reader.event()
    await asyncio.gather(*(say(browser, shared, bo, text=f"Number {number}") for number in range(12)))
    ids = [int((await reader.event()).id) for _ in range(12)]
    assert ids == sorted(set(ids))
    await reader.close()


async def test_a_stream_ends_when_its_process_does(running, ada):
    reader = Reader(InboxEvent, await follow_notifications(asking(running, ada)))
    await reader.event()
    running.state.resources.live.end_readers()
    with pytest.raises(AssertionError, match="ended"):
        await reader.event()


async def test_a_stream_lasts_no_longer_than_a_token(running, ada, monkeypatch):
    monkeypatch.setattr(reading, "_LASTS_S", 0.1)
    monkeypatch.setattr(reading, "HEARTBEAT_S", 0.2)
    reader = Reader(InboxEvent, await follow_notifications(asking(running, ada)))
    await reader.event()
    with pytest.raises(AssertionError, match="ended"):
        await reader.event()


async def test_what_a_guest_was_told_is_theirs_once_they_sign_in(browser, settings, sessions, bo, trip):
    guest = uuid4().hex
    async with in_tenant(sessions, PUBLIC_TENANT) as session:
        (await session.get_one(Trip, trip)).owner = guest
    await change_plan(sessions, trip, make_itinerary(), by=bo.owner)
    browser.cookies.set("tripwright_guest", guest)
    assert (await browser.get("/v1/notifications/count")).json() == {"unread": 1}
    async with account_work(settings) as work:
        user = await make_user(work, password=PASSWORD)
    headers = await logged_in(browser, user)
    browser.cookies.delete("tripwright_guest")
    assert (await browser.get("/v1/notifications/count", headers=headers)).json() == {"unread": 1}

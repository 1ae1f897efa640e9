"""Comments that follow their places, threads, mentions, and the mails about them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from infra.redis import build_redis
from services.accounts.parts import build_account_parts
from services.sharing.notices import EVERY, tell_comments
from tests.api.routes.test_members import joined
from tests.api.sharing.letters import letters_to
from tests.api.sharing.trips_of import change_plan, make_someone
from tests.make import make_itinerary

GALLERY = "avonlea/gallery-0"


@pytest.fixture
async def parts(settings):
    redis = build_redis(settings.redis_url)
    yield build_account_parts(settings, redis)
    await redis.aclose()


async def said(client, who, trip, words, **more):
    answer = await client.post(f"/v1/trips/{trip}/comments", json={"text": words, **more}, headers=who.headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def threads(client, who, trip):
    return (await client.get(f"/v1/trips/{trip}/comments", headers=who.headers)).json()


def without(place_id, plan):
    days = [
        day.model_copy(update={"stops": tuple(stop for stop in day.stops if stop.place_id != place_id)})
        for day in plan.days
    ]
    return plan.model_copy(update={"days": tuple(days)})


async def test_comments_stand_at_their_stop_their_day_or_the_trip(client, ada, trip):
    await said(client, ada, trip, "Later?", day=1, place_id=GALLERY)
    await said(client, ada, trip, "A long day", day=2)
    await said(client, ada, trip, "Lovely")
    spots = [one["spot"] for one in (await threads(client, ada, trip))["items"]]
    assert [(spot["kind"], spot["day"]) for spot in spots] == [("stop", 1), ("day", 2), ("trip", None)]


async def test_a_comment_survives_its_place_on_the_day_where_it_was_last(client, sessions, ada, trip):
    await said(client, ada, trip, "Later?", day=1, place_id=GALLERY)
    plan = make_itinerary()
    moved = plan.model_copy(update={"days": (plan.days[1], plan.days[0])})
    await change_plan(sessions, trip, moved, ada.owner)
    assert (await threads(client, ada, trip))["items"][0]["spot"]["day"] == 2
    await change_plan(sessions, trip, without(GALLERY, moved), ada.owner)
    (thread,) = (await threads(client, ada, trip))["items"]
    assert thread["spot"] == {"kind": "day", "day": 2, "place_id": GALLERY, "earlier": True}
    await change_plan(sessions, trip, plan, ada.owner)
    assert (await threads(client, ada, trip))["items"][0]["spot"]["kind"] == "stop"


async def test_threads_are_one_level_deep_and_can_be_settled(client, settings, ada, bo, trip):
    await joined(client, settings, ada, bo, trip, "viewer")
    first = await said(client, bo, trip, "Is it open?")
    answer = await said(client, ada, trip, "Yes", parent_id=first["id"])
    deeper = await client.post(
        f"/v1/trips/{trip}/comments", json={"text": "Oh", "parent_id": answer["id"]}, headers=bo.headers
    )
    assert deeper.status_code == 422
    path = f"/v1/trips/{trip}/comments/{first['id']}"
    assert (await client.patch(path, json={"resolved": True}, headers=bo.headers)).status_code == 200
    assert (await threads(client, ada, trip))["items"][0]["resolved_at"]
    await client.patch(path, json={"resolved": False}, headers=ada.headers)
    assert (await threads(client, ada, trip))["items"][0]["resolved_at"] is None


async def test_words_are_changed_by_their_author_alone(client, settings, ada, bo, trip):
    await joined(client, settings, ada, bo, trip)
    comment = await said(client, bo, trip, "Frist")
    path = f"/v1/trips/{trip}/comments/{comment['id']}"
    assert (await client.patch(path, json={"text": "Second"}, headers=ada.headers)).status_code == 403
    changed = (await client.patch(path, json={"text": "First"}, headers=bo.headers)).json()
    assert (changed["text"], changed["edited_at"] is not None) == ("First", True)


async def test_a_removed_comment_leaves_its_answers(client, settings, ada, bo, trip):
    await joined(client, settings, ada, bo, trip)
    lonely, answered = await said(client, bo, trip, "One"), await said(client, bo, trip, "Two")
    await said(client, ada, trip, "Indeed", parent_id=answered["id"])
    for comment in (lonely, answered):
        path = f"/v1/trips/{trip}/comments/{comment['id']}"
        assert [(await client.delete(path, headers=ada.headers)).status_code for _ in range(2)] == [204, 204]
    (thread,) = (await threads(client, ada, trip))["items"]
    assert (thread["comment"]["removed"], thread["comment"]["text"]) == (True, "")
    assert [one["text"] for one in thread["answers"]] == ["Indeed"]


async def test_what_others_said_is_new_until_it_is_read(client, settings, ada, bo, trip):
    await joined(client, settings, ada, bo, trip)
    await said(client, bo, trip, "One")
    await said(client, ada, trip, "Mine")
    assert (await threads(client, ada, trip))["unread"] == 1
    assert (await client.post(f"/v1/trips/{trip}/comments/read", json={}, headers=ada.headers)).status_code == 204
    assert (await threads(client, ada, trip))["unread"] == 0
    assert (await threads(client, bo, trip))["unread"] == 1


async def test_what_cannot_be_meant_names_its_field(client, ada, trip):
    for body, field in (
        ({"text": " "}, "text"),
        ({"text": "x", "day": 9}, "day"),
        ({"text": "x", "day": 1, "place_id": "avonlea/nowhere"}, "place_id"),
        ({"text": "x", "place_id": GALLERY}, "place_id"),
        ({"text": "x", "mentions": [str(uuid4())]}, "mentions"),
    ):
        answer = await client.post(f"/v1/trips/{trip}/comments", json=body, headers=ada.headers)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


async def test_mails_are_one_for_each_person_and_trip_in_a_quarter_of_an_hour(
    client, settings, platform, parts, ada, bo, trip
):
    await joined(client, settings, ada, bo, trip)
    now = datetime.now(UTC)
    for words in ("One", "Two"):
        await said(client, bo, trip, words)
    await tell_comments(platform, parts, now)
    await said(client, bo, trip, "Three")
    await tell_comments(platform, parts, now + timedelta(minutes=5))
    about = await letters_to(settings, ada.email, "trip_comments")
    assert len(about) == 1
    assert "2" in about[0].text
    assert f"/trips/{trip}" in about[0].text
    await tell_comments(platform, parts, now + EVERY)
    await tell_comments(platform, parts, now + EVERY)
    about = await letters_to(settings, ada.email, "trip_comments")
    assert len(about) == 2
    assert await letters_to(settings, bo.email, "trip_comments") == []


async def test_who_wants_no_mails_gets_none_but_of_mentions(client, settings, platform, parts, ada, bo, trip):
    await joined(client, settings, ada, bo, trip)
    off = await client.put(f"/v1/trips/{trip}/comments/mails", json={"mails": False}, headers=ada.headers)
    assert off.status_code == 204
    await said(client, bo, trip, "Anybody?")
    now = datetime.now(UTC)
    await tell_comments(platform, parts, now)
    assert await letters_to(settings, ada.email, "trip_comments") == []
    listed = await threads(client, bo, trip)
    assert (await threads(client, ada, trip))["mails"] is False
    me = next(one["id"] for one in listed["people"] if not one["you"])
    await said(client, bo, trip, "You!", mentions=[me])
    await tell_comments(platform, parts, now)
    assert len(await letters_to(settings, ada.email, "trip_comments")) == 1


async def test_who_was_let_go_is_not_written_to(client, settings, platform, parts, ada, bo, trip):
    member = await joined(client, settings, ada, bo, trip)
    await said(client, ada, trip, "A secret")
    await client.delete(f"/v1/trips/{trip}/members/{member}", headers=ada.headers)
    await tell_comments(platform, parts, datetime.now(UTC))
    assert await letters_to(settings, bo.email, "trip_comments") == []


async def test_a_stranger_reads_and_says_nothing(client, settings, ada, trip):
    stranger = await make_someone(settings)
    path = f"/v1/trips/{trip}/comments"
    assert (await client.get(path, headers=stranger.headers)).status_code == 404
    assert (await client.post(path, json={"text": "Hi"}, headers=stranger.headers)).status_code == 404

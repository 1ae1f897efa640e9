"""Share links, from the owner's list to a stranger's browser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import text

from api.routes.sharing import NewLink
from domain.sharing import EVERY_SECTION
from tests.api.sharing.trips_of import SAID, change_plan, make_someone
from tests.api.signing_in import PASSWORD, account_work, logged_in, make_user
from tests.make import make_itinerary


async def linked(client, ada, trip, **wanted):
    answer = await client.post(f"/v1/trips/{trip}/links", json=wanted, headers=ada.headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


def guest(client) -> str:
    """Another browser."""
    name = uuid4().hex
    client.cookies.clear()
    client.cookies.set("tripwright_guest", name)
    return name


async def test_a_link_opens_the_chosen_sections_without_a_login(client, ada, trip):
    made = await linked(client, ada, trip, sections=["days", "map"], label="parents")
    assert len(made["token"]) >= 22  # 128 bits
    assert made["url"].endswith(f"/shared/{made['token']}")
    answer = await client.get(f"/v1/shared/{made['token']}")
    assert answer.status_code == 200
    shown = answer.json()
    assert shown["trip"]["title"]
    assert [len(day["stops"]) for day in shown["trip"]["days"]] == [4, 3]
    assert shown["trip"]["costs"] is None
    assert shown["trip"]["stays"] is None
    assert SAID not in answer.text
    assert ada.email not in answer.text


async def test_its_token_is_shown_once_and_kept_as_a_digest(client, ada, trip, books):
    made = await linked(client, ada, trip)
    listed = (await client.get(f"/v1/trips/{trip}/links", headers=ada.headers)).json()["items"]
    assert [one["id"] for one in listed] == [made["id"]]
    assert made["token"] not in str(listed)
    rows = (await books.execute(text("SELECT trip_links::text FROM trip_links"))).scalars().all()
    assert not any(made["token"] in row for row in rows)


async def test_it_ends_after_90_days_unless_it_shall_last(client, ada, trip):
    usual, lasting = await linked(client, ada, trip), await linked(client, ada, trip, expires_at=None)
    ends = datetime.fromisoformat(usual["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=89) < ends <= timedelta(days=90)
    assert lasting["expires_at"] is None


async def test_an_unknown_an_expired_and_a_revoked_link_are_told_in_the_same_words(client, ada, trip, platform):
    revoked, expired = await linked(client, ada, trip), await linked(client, ada, trip)
    gone = await client.delete(f"/v1/trips/{trip}/links/{revoked['id']}", headers=ada.headers)
    again = await client.delete(f"/v1/trips/{trip}/links/{revoked['id']}", headers=ada.headers)
    assert (gone.status_code, again.status_code) == (204, 204)
    async with platform.begin() as session:
        past = {"at": datetime.now(UTC) - timedelta(seconds=1), "id": expired["id"]}
        await session.execute(text("UPDATE trip_links SET expires_at = :at WHERE id = :id"), past)
    answers = [await client.get(f"/v1/shared/{token}") for token in (revoked["token"], expired["token"], "unknown")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.json()["detail"] for answer in answers}) == 1


async def test_the_same_key_gives_the_same_link(client, ada, trip):
    headers = ada.headers | {"Idempotency-Key": uuid4().hex}
    first, again = [await client.post(f"/v1/trips/{trip}/links", json={}, headers=headers) for _ in range(2)]
    assert first.json()["token"] == again.json()["token"]


async def test_only_the_owner_shares(client, settings, trip):
    stranger = await make_someone(settings)
    for call in (
        client.post(f"/v1/trips/{trip}/links", json={}, headers=stranger.headers),
        client.get(f"/v1/trips/{trip}/links", headers=stranger.headers),
    ):
        assert (await call).status_code == 404


async def test_who_edits_sees_the_whole_plan_so_that_sections_cannot_be_left_out(client, ada, trip):
    answer = await client.post(
        f"/v1/trips/{trip}/links", json={"rights": "edit", "sections": ["days"]}, headers=ada.headers
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "sections"


async def test_a_link_to_edit_lets_a_guest_in_and_its_end_shuts_them_out(client, ada, trip):
    made = await linked(client, ada, trip, rights="edit")
    guest(client)
    assert (await client.get(f"/v1/trips/{trip}")).status_code == 404
    joined = await client.post(f"/v1/shared/{made['token']}/join")
    assert joined.json() == {"trip_id": str(trip)}
    seen = await client.get(f"/v1/trips/{trip}")
    assert seen.json()["access"] == "editor"
    assert seen.json()["messages"] == []
    assert SAID not in seen.text
    edits = {"edits": [{"kind": "lock", "place_id": "avonlea/gallery-0"}]}
    assert (await client.post(f"/v1/trips/{trip}/edits", json=edits)).status_code == 202
    assert [one["id"] for one in (await client.get("/v1/trips")).json()["items"]] == [str(trip)]
    for forbidden in (client.delete(f"/v1/trips/{trip}"), client.get(f"/v1/trips/{trip}/links")):
        assert (await forbidden).status_code == 403
    await client.delete(f"/v1/trips/{trip}/links/{made['id']}", headers=ada.headers)
    assert (await client.get(f"/v1/trips/{trip}")).status_code == 404
    assert (await client.post(f"/v1/trips/{trip}/edits", json=edits)).status_code == 404


async def test_a_link_to_look_lets_nobody_edit(client, ada, trip):
    made = await linked(client, ada, trip)
    guest(client)
    assert (await client.post(f"/v1/shared/{made['token']}/join")).status_code == 403
    assert (await client.get(f"/v1/trips/{trip}")).status_code == 404


async def test_a_guest_does_not_follow_what_others_say_in_the_trip(client, ada, trip):
    run = (await client.get(f"/v1/trips/{trip}", headers=ada.headers)).json()["run"]["id"]
    made = await linked(client, ada, trip, rights="edit")
    guest(client)
    await client.post(f"/v1/shared/{made['token']}/join")
    assert (await client.get(f"/v1/runs/{run}")).status_code == 404
    assert (await client.get(f"/v1/runs/{run}", headers=ada.headers)).status_code == 200


async def test_a_copy_of_all_of_it_is_the_same_plan_without_the_words(client, ada, trip):
    made = await linked(client, ada, trip)
    guest(client)
    copied = await client.post(f"/v1/shared/{made['token']}/copy")
    assert copied.status_code == 201, copied.text
    assert copied.json()["run_id"] is None
    mine = await client.get(f"/v1/trips/{copied.json()['trip_id']}")
    assert mine.json()["access"] == "owner"
    assert mine.json()["itinerary"]["days"] == make_itinerary().model_dump(mode="json")["days"]
    assert mine.json()["certificate"]["valid"]
    assert SAID not in mine.text


async def test_a_copy_of_a_part_is_planned_anew_from_what_was_shown(client, ada, trip):
    made = await linked(client, ada, trip, sections=["days"])
    guest(client)
    copied = (await client.post(f"/v1/shared/{made['token']}/copy")).json()
    mine = await client.get(f"/v1/trips/{copied['trip_id']}")
    assert copied["run_id"] == mine.json()["run"]["id"]
    assert mine.json()["itinerary"] is None
    assert SAID not in mine.text


async def test_whoever_sends_what_was_changed_meanwhile_is_told_by_whom_and_how(client, sessions, ada, trip):
    made = await linked(client, ada, trip, rights="edit")
    name = guest(client)
    await client.post(f"/v1/shared/{made['token']}/join")
    await change_plan(sessions, trip, make_itinerary(), by=name)
    edits = {"edits": [{"kind": "lock", "place_id": "avonlea/gallery-0"}]}
    answer = await client.post(f"/v1/trips/{trip}/edits", json=edits, headers=ada.headers | {"If-Match": '"1"'})
    assert answer.status_code == 412
    since = answer.json()["since"]
    assert [(one["version"], one["by"], one["what"]) for one in since] == [(2, "Guest", ["Moved the park to day 2."])]
    assert name not in answer.text


async def test_what_a_guest_was_let_into_is_the_users_who_signs_in(client, settings, ada, trip):
    made = await linked(client, ada, trip, rights="edit")
    async with account_work(settings) as work:
        user = await make_user(work, password=PASSWORD)
    guest(client)
    await client.post(f"/v1/shared/{made['token']}/join")
    headers = await logged_in(client, user)
    assert (await client.get(f"/v1/trips/{trip}", headers=headers)).json()["access"] == "editor"


def test_a_link_shows_everything_unless_it_is_told_otherwise():
    assert NewLink().sections == EVERY_SECTION

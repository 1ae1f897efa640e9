"""People in a trip: invited, in a role, let go; and a trip that is given away."""

from __future__ import annotations

import re

from tests.api.sharing.letters import letters_to
from tests.api.sharing.trips_of import make_someone, make_trip

EDITS = {"edits": [{"kind": "lock", "place_id": "avonlea/gallery-0"}]}


async def invited(client, settings, ada, trip, email, role="editor"):
    answer = await client.post(f"/v1/trips/{trip}/members", json={"email": email, "role": role}, headers=ada.headers)
    assert answer.status_code == 202, answer.text
    mail = (await letters_to(settings, email, "trip_invitation"))[-1]
    return re.search(r"token=([\w-]+)", mail.text)[1]


async def joined(client, settings, ada, bo, trip, role="editor"):
    token = await invited(client, settings, ada, trip, bo.email, role)
    answer = await client.post("/v1/invitations/accept", json={"token": token}, headers=bo.headers)
    assert answer.json() == {"trip_id": str(trip)}
    people = (await client.get(f"/v1/trips/{trip}/members", headers=bo.headers)).json()["items"]
    return next(one["person"]["id"] for one in people if one["person"]["you"])


async def test_an_editor_edits_and_a_viewer_looks(client, settings, ada, bo, trip):
    member = await joined(client, settings, ada, bo, trip, "viewer")
    assert (await client.get(f"/v1/trips/{trip}", headers=bo.headers)).json()["access"] == "viewer"
    assert (await client.post(f"/v1/trips/{trip}/edits", json=EDITS, headers=bo.headers)).status_code == 403
    changed = await client.patch(f"/v1/trips/{trip}/members/{member}", json={"role": "editor"}, headers=ada.headers)
    assert [one["role"] for one in changed.json()["items"]] == ["owner", "editor"]
    assert (await client.post(f"/v1/trips/{trip}/edits", json=EDITS, headers=bo.headers)).status_code == 202


async def test_trips_that_are_shared_with_me_are_in_my_list_and_say_so(client, settings, sessions, ada, bo, trip):
    own = await make_trip(sessions, bo.owner)
    await joined(client, settings, ada, bo, trip)
    listed = (await client.get("/v1/trips", headers=bo.headers)).json()["items"]
    assert {one["id"]: one["access"] for one in listed} == {str(own): "owner", str(trip): "editor"}


async def test_an_invitation_serves_only_its_own_address_and_twice_is_once(client, settings, ada, bo, trip):
    token = await invited(client, settings, ada, trip, bo.email)
    stranger = await make_someone(settings)
    answer = await client.post("/v1/invitations/accept", json={"token": token}, headers=stranger.headers)
    assert answer.status_code == 403
    assert bo.email not in answer.text
    for _ in range(2):
        answer = await client.post("/v1/invitations/accept", json={"token": token}, headers=bo.headers)
        assert answer.status_code == 200
    assert (await client.post("/v1/invitations/accept", json={"token": token})).status_code == 401


async def test_who_was_let_go_does_not_come_back_by_the_old_invitation(client, settings, ada, bo, trip):
    token = await invited(client, settings, ada, trip, bo.email)
    await client.post("/v1/invitations/accept", json={"token": token}, headers=bo.headers)
    people = (await client.get(f"/v1/trips/{trip}/members", headers=ada.headers)).json()["items"]
    path = f"/v1/trips/{trip}/members/{people[1]['person']['id']}"
    assert [(await client.delete(path, headers=ada.headers)).status_code for _ in range(2)] == [204, 204]
    assert (await client.get(f"/v1/trips/{trip}", headers=bo.headers)).status_code == 404
    again = await client.post("/v1/invitations/accept", json={"token": token}, headers=bo.headers)
    assert again.status_code == 404


async def test_somebody_leaves_and_does_not_let_others_go(client, settings, ada, bo, trip):
    member = await joined(client, settings, ada, bo, trip)
    cleo = await make_someone(settings)
    other = await joined(client, settings, ada, cleo, trip)
    assert (await client.delete(f"/v1/trips/{trip}/members/{other}", headers=bo.headers)).status_code == 403
    assert (await client.delete(f"/v1/trips/{trip}/members/{member}", headers=bo.headers)).status_code == 204
    assert (await client.get(f"/v1/trips/{trip}/members", headers=bo.headers)).status_code == 404


async def test_addresses_of_the_invited_are_the_owners_alone(client, settings, ada, bo, trip):
    await joined(client, settings, ada, bo, trip)
    await invited(client, settings, ada, trip, "cleo@example.org")
    mine = (await client.get(f"/v1/trips/{trip}/members", headers=ada.headers)).json()
    assert [one["email"] for one in mine["invitations"]] == ["cleo@example.org"]
    theirs = await client.get(f"/v1/trips/{trip}/members", headers=bo.headers)
    assert theirs.json()["invitations"] == []
    assert "cleo@example.org" not in theirs.text


async def test_an_invitation_that_was_withdrawn_opens_nothing(client, settings, ada, bo, trip):
    token = await invited(client, settings, ada, trip, bo.email)
    (waiting,) = (await client.get(f"/v1/trips/{trip}/members", headers=ada.headers)).json()["invitations"]
    path = f"/v1/trips/{trip}/invitations/{waiting['id']}"
    assert (await client.delete(path, headers=ada.headers)).status_code == 204
    answer = await client.post("/v1/invitations/accept", json={"token": token}, headers=bo.headers)
    assert answer.status_code == 404


async def test_a_trip_that_is_given_away_is_theirs_and_its_owner_stays_as_an_editor(client, settings, ada, bo, trip):
    member = await joined(client, settings, ada, bo, trip)
    given = await client.post(f"/v1/trips/{trip}/transfer", json={"member_id": member}, headers=ada.headers)
    assert given.status_code == 200, given.text
    assert (await client.get(f"/v1/trips/{trip}", headers=bo.headers)).json()["access"] == "owner"
    assert (await client.get(f"/v1/trips/{trip}", headers=ada.headers)).json()["access"] == "editor"
    assert (await client.delete(f"/v1/trips/{trip}", headers=ada.headers)).status_code == 403


async def test_nobody_invites_themselves_or_who_is_in_already(client, settings, ada, bo, trip):
    await joined(client, settings, ada, bo, trip)
    for email, status in ((ada.email, 422), (bo.email, 409)):
        answer = await client.post(f"/v1/trips/{trip}/members", json={"email": email}, headers=ada.headers)
        assert answer.status_code == status

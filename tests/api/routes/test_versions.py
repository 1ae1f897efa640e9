from __future__ import annotations

import json
from datetime import datetime
from typing import Never
from uuid import UUID, uuid4

import pytest

from domain.errors import Unavailable
from domain.proposal import Take
from tests.api.signing_in import sign_in
from workers.runs import drive_run


async def planned(client, worker, headers, words="2 days in Vienna from 12 May 2027, two adults, art") -> dict:
    """A trip with its first version."""
    started = (await client.post("/v1/trips", json={"message": words}, headers=headers)).json()
    await drive_run(UUID(started["run"]["id"]), worker)
    return (await client.get(f"/v1/trips/{started['trip_id']}", headers=headers)).json()


@pytest.fixture
async def me(client, settings):
    return await sign_in(client, settings)


@pytest.fixture
async def trip(client, worker, me):
    return await planned(client, worker, me)


@pytest.fixture
def say(client, worker, me):
    """Ask for a change, and have it worked out; the trip afterwards."""

    async def change(trip: dict, text: str, **more) -> dict:
        body = {"text": text, **more}
        sent = await client.post(f"/v1/trips/{trip['id']}/messages", json=body, headers=me)
        assert sent.status_code == 202, sent.text
        await drive_run(UUID(sent.json()["run"]["id"]), worker)
        return (await client.get(f"/v1/trips/{trip['id']}", headers=me)).json()

    return change


@pytest.fixture
def decide(client, worker, me):
    async def decision(trip: dict, status: int = 202, **body) -> dict:
        sent = await client.post(
            f"/v1/trips/{trip['id']}/proposal", json={"run_id": trip["run"]["id"], **body}, headers=me
        )
        assert sent.status_code == status, sent.text
        if status != 202:
            return sent.json()
        await drive_run(UUID(sent.json()["run"]["id"]), worker)
        return (await client.get(f"/v1/trips/{trip['id']}", headers=me)).json()

    return decision


def first(trip: dict, day: int = 1) -> dict:
    return next(stop for stop in trip["itinerary"]["days"][day - 1]["stops"] if stop["purpose"] == "visit")


def name_of(trip: dict, place_id: str) -> str:
    return next(place["name"] for place in trip["itinerary"]["places"] if place["id"] == place_id)


async def last_event(worker, trip: dict) -> dict:
    return json.loads((await worker.events.last(UUID(trip["run"]["id"]))).body)


async def test_what_was_undone_can_be_redone_and_is_the_same(client, trip, say, me):
    changed = await say(trip, f"drop {name_of(trip, first(trip)['place_id'])}")
    assert (changed["version"], changed["can_undo"], changed["can_redo"]) == (2, True, False)
    back = await client.post(f"/v1/trips/{trip['id']}/undo", headers=me)
    assert back.json()["itinerary"] == trip["itinerary"]
    assert (back.json()["version"], back.json()["can_redo"]) == (1, True)
    forth = (await client.post(f"/v1/trips/{trip['id']}/redo", headers=me)).json()
    assert (forth["version"], forth["itinerary"]) == (2, changed["itinerary"])
    assert (await client.post(f"/v1/trips/{trip['id']}/redo", headers=me)).status_code == 409
    await client.post(f"/v1/trips/{trip['id']}/undo", headers=me)
    refused = await client.post(f"/v1/trips/{trip['id']}/undo", headers=me)
    assert refused.status_code == 409
    assert "first version" in refused.json()["detail"]


async def test_undo_by_words_goes_back_and_can_be_redone(client, trip, say, me):
    changed = await say(trip, f"drop {name_of(trip, first(trip)['place_id'])}")
    back = await say(changed, "undo that")
    assert (back["version"], back["itinerary"]) == (1, trip["itinerary"])
    assert (await client.post(f"/v1/trips/{trip['id']}/redo", headers=me)).json()["version"] == 2


async def test_whoever_has_not_seen_the_last_change_undoes_nothing(client, trip, say, me):
    await say(trip, f"drop {name_of(trip, first(trip)['place_id'])}")
    stale = await client.post(f"/v1/trips/{trip['id']}/undo", headers=me | {"If-Match": '"1"'})
    assert stale.status_code == 412


async def test_versions_are_listed_named_compared_and_restored(client, trip, say, me):
    gone = first(trip)["place_id"]
    await say(trip, f"drop {name_of(trip, gone)}")
    base = f"/v1/trips/{trip['id']}/versions"
    named = await client.patch(f"{base}/1", json={"name": " all of it "}, headers=me)
    assert named.json()["name"] == "all of it"
    listed = (await client.get(base, headers=me)).json()
    assert [(one["number"], one["parent"], one["name"]) for one in listed["items"]] == [
        (2, 1, None),
        (1, None, "all of it"),
    ]
    diff = (await client.get(f"{base}/1/diff?to=2", headers=me)).json()
    assert [(piece["kind"], piece["changes"][0]["before"]["place_id"]) for piece in diff["pieces"]] == [
        ("removed", gone)
    ]
    then = (await client.get(f"{base}/1", headers=me)).json()
    assert then["itinerary"] == trip["itinerary"]
    restored = (await client.post(f"{base}/1/restore", headers=me)).json()
    assert (restored["version"], restored["itinerary"]) == (3, trip["itinerary"])
    assert (await client.get(f"{base}/9", headers=me)).status_code == 404


async def test_a_branch_goes_its_own_way_and_the_plan_stays_as_it_was(client, trip, say, me):
    base = f"/v1/trips/{trip['id']}/branches"
    begun = await client.post(base, json={"name": "less art"}, headers=me)
    assert [(b["name"], b["current"]) for b in begun.json()] == [("less art", True), ("main", False)]
    changed = await say(trip, f"drop {name_of(trip, first(trip)['place_id'])}")
    assert changed["branch"] == "less art"
    main = (await client.post(f"{base}/main/switch", headers=me)).json()
    assert (main["branch"], main["version"], main["itinerary"]) == ("main", 1, trip["itinerary"])
    there = (await client.post(f"{base}/less art/switch", headers=me)).json()
    assert there["itinerary"] == changed["itinerary"]
    assert (await client.post(base, json={"name": "main"}, headers=me)).status_code == 409
    assert (await client.delete(f"{base}/less art", headers=me)).status_code == 409
    await client.post(f"{base}/main/switch", headers=me)
    assert (await client.delete(f"{base}/less art", headers=me)).status_code == 204
    assert [b["name"] for b in (await client.get(base, headers=me)).json()] == ["main"]
    assert (await client.post(f"{base}/less art/switch", headers=me)).status_code == 404


async def test_a_change_under_review_is_kept_only_when_it_is_taken(client, trip, say, decide, worker):
    gone = first(trip)["place_id"]
    waiting = await say(trip, f"drop {name_of(trip, gone)}", review=True)
    assert (waiting["version"], waiting["run"]["status"]) == (1, "waiting")
    event = await last_event(worker, waiting)
    assert event["type"] == "proposal"
    assert [piece["kind"] for piece in event["diff"]["pieces"]] == ["removed"]
    taken = await decide(waiting, decision={"decision": "take"}, sha256=event["certificate"]["sha256"])
    assert (taken["version"], taken["itinerary"]) == (2, event["itinerary"])
    assert taken["messages"][-2]["text"] == "Accepted."


async def test_a_piece_of_a_change_can_be_taken_alone(trip, say, decide, worker):
    one, two = first(trip, 1)["place_id"], first(trip, 2)["place_id"]
    waiting = await say(trip, f"drop {name_of(trip, one)} and drop {name_of(trip, two)}", review=True)
    pieces = (await last_event(worker, waiting))["diff"]["pieces"]
    assert len(pieces) == 2
    taken = await decide(waiting, decision={"decision": "take", "pieces": [pieces[0]["id"]]})
    assert taken["itinerary"]["days"][1] == trip["itinerary"]["days"][1]
    assert one not in {stop["place_id"] for stop in taken["itinerary"]["days"][0]["stops"]}
    assert taken["certificate"]["valid"]


async def test_a_change_that_is_left_changes_nothing(trip, say, decide, worker):
    waiting = await say(trip, f"drop {name_of(trip, first(trip)['place_id'])}", review=True)
    left = await decide(waiting, decision={"decision": "leave"})
    assert (left["version"], left["itinerary"], left["run"]["status"]) == (1, trip["itinerary"], "done")
    assert (await last_event(worker, left))["type"] == "declined"


async def test_a_change_is_changed_further_by_words_and_by_edits(trip, say, decide, worker):
    one, two = first(trip, 1), first(trip, 2)
    waiting = await say(trip, f"drop {name_of(trip, one['place_id'])}", review=True)
    more = await say(waiting, f"and drop {name_of(trip, two['place_id'])}")
    assert more["run"]["id"] == waiting["run"]["id"]
    assert len((await last_event(worker, more))["diff"]["pieces"]) == 2
    lock = {"kind": "lock", "place_id": trip["itinerary"]["days"][0]["stops"][-1]["place_id"]}
    locked = await decide(more, decision={"decision": "change", "edits": [lock]})
    event = await last_event(worker, locked)
    assert (locked["version"], sorted(piece["kind"] for piece in event["diff"]["pieces"])) == (
        1,
        ["locked", "removed", "removed"],
    )
    assert (await say(locked, "yes"))["version"] == 2


@pytest.mark.parametrize("in_words", [True, False])
async def test_a_further_change_that_cannot_be_leaves_the_proposal_open(trip, say, decide, worker, in_words):
    one, two = first(trip, 1), first(trip, 2)
    waiting = await say(trip, f"drop {name_of(trip, one['place_id'])}", review=True)
    shown = await last_event(worker, waiting)
    if in_words:
        refused = await say(waiting, "make it 5 euros in total")
    else:
        gone = {"kind": "remove", "place_id": one["place_id"]}
        refused = await decide(waiting, decision={"decision": "change", "edits": [gone]})
    event = await last_event(worker, refused)
    assert (refused["run"]["status"], event["type"], event["unmet"]["code"]) == ("waiting", "proposal", "infeasible")
    assert refused["messages"][-1]["text"] == event["unmet"]["message"]
    about = [(wish["kind"], wish["place_id"]) for wish in event["unmet"]["conflict"]]
    assert about == ([("budget", None), ("days", None)] if in_words else [("place", one["place_id"])])
    assert {name: event[name] for name in shown if name != "unmet"} == {n: v for n, v in shown.items() if n != "unmet"}
    more = await say(refused, f"drop {name_of(trip, two['place_id'])}")
    event = await last_event(worker, more)
    assert (event["unmet"], len(event["diff"]["pieces"])) == (None, 2)
    assert (await say(more, "yes"))["itinerary"] == event["itinerary"]


async def test_a_way_out_of_a_further_change_is_taken_on_the_proposal(client, trip, say, decide, worker, me):
    waiting = await say(trip, f"drop {name_of(trip, first(trip)['place_id'])}", review=True)
    plan = await last_event(worker, waiting)
    refused = await decide(waiting, decision={"decision": "change", "edits": [arranged(plan, 2, 0, -300)]})
    offers = (await last_event(worker, refused))["unmet"]["offers"]
    assert offers
    body = {"run_id": refused["run"]["id"], "number": 0}
    sent = await client.post(f"/v1/trips/{trip['id']}/offers", json=body, headers=me)
    assert sent.status_code == 202, sent.text
    await drive_run(UUID(sent.json()["run"]["id"]), worker)
    event = await last_event(worker, refused)
    assert (event["type"], event["unmet"]) == ("proposal", None)
    assert first(trip)["place_id"] not in {stop["place_id"] for stop in event["itinerary"]["days"][0]["stops"]}


async def test_a_question_about_a_proposal_is_answered_and_leaves_it_open(trip, say, worker):
    waiting = await say(trip, f"drop {name_of(trip, first(trip)['place_id'])}", review=True)
    shown = await last_event(worker, waiting)
    asked = await say(waiting, "how much does it cost?")
    event = await last_event(worker, asked)
    assert (event["type"], event["certificate"], event["unmet"]) == ("proposal", shown["certificate"], None)
    assert asked["messages"][-1]["text"] == event["said"] != shown["said"]


def failing_with(error: Exception):
    async def solve(*_: object) -> Never:
        raise error

    return solve


@pytest.mark.parametrize(
    ("error", "told"), [(Unavailable("solver", "its processes are gone"), "try again"), (RuntimeError("ours"), "our")]
)
async def test_a_further_change_that_fails_leaves_the_proposal_open(trip, say, worker, error, told):
    waiting = await say(trip, f"drop {name_of(trip, first(trip)['place_id'])}", review=True)
    shown = await last_event(worker, waiting)
    able = worker.assembly.solve

    worker.assembly.solve = failing_with(error)
    failed = await say(waiting, "one day more")
    event = await last_event(worker, failed)
    assert (failed["run"]["status"], event["type"], event["diff"]) == ("waiting", "proposal", shown["diff"])
    assert told in event["unmet"]["message"]
    worker.assembly.solve = able
    assert (await say(failed, "yes"))["itinerary"] == shown["itinerary"]


async def test_a_decision_about_what_was_not_shown_is_refused(trip, say, decide):
    waiting = await say(trip, f"drop {name_of(trip, first(trip)['place_id'])}", review=True)
    await decide(waiting, 412, decision={"decision": "take"}, sha256="0" * 64)
    unknown = await decide(waiting, 422, decision=Take(pieces=("nothing",)).model_dump())
    assert unknown["errors"][0]["field"] == "pieces"
    assert (await decide(waiting, decision={"decision": "take"}))["version"] == 2
    await decide(waiting, 409, decision={"decision": "take"})


async def test_exactly_the_stay_that_was_chosen_is_proposed_and_kept_by_later_changes(client, worker, trip, say, me):
    now = trip["itinerary"]["stays"][0]["place_id"]
    places = (await client.get("/v1/atlas/cities/vienna/places", headers=me)).json()
    wanted = next(one["id"] for one in places["places"] if one["kind"] == "stay" and one["id"] != now)
    body = {"edits": [{"kind": "stay", "city_id": "vienna", "to_place_id": wanted}], "review": True}
    sent = await client.post(f"/v1/trips/{trip['id']}/edits", json=body, headers=me)
    await drive_run(UUID(sent.json()["run"]["id"]), worker)
    event = await last_event(worker, {"run": sent.json()["run"]})
    assert event["type"] == "proposal"
    assert [piece["kind"] for piece in event["diff"]["pieces"]].count("stay") == 1
    taken = await say(trip, "yes")
    assert [stay["place_id"] for stay in taken["itinerary"]["stays"]] == [wanted]
    assert taken["request"]["stay_ids"] == [wanted]
    longer = await say(taken, "one day more")
    assert [stay["place_id"] for stay in longer["itinerary"]["stays"]] == [wanted]


async def test_an_edit_by_hand_ends_what_waits_for_a_decision(client, worker, trip, say, decide, me):
    waiting = await say(trip, f"drop {name_of(trip, first(trip)['place_id'])}", review=True)
    lock = [{"kind": "lock", "place_id": first(trip, 2)["place_id"]}]
    sent = await client.post(f"/v1/trips/{trip['id']}/edits", json={"edits": lock}, headers=me)
    await drive_run(UUID(sent.json()["run"]["id"]), worker)
    await decide(waiting, 409, decision={"decision": "take"})
    now = (await client.get(f"/v1/trips/{trip['id']}", headers=me)).json()
    assert now["version"] == 2
    assert first(now)["place_id"] == first(trip)["place_id"]


async def test_plan_b_swaps_at_once_and_can_be_undone(client, trip, me):
    number, stop = next(
        (number, stop)
        for number, day in enumerate(trip["itinerary"]["days"], 1)
        for stop in day["stops"]
        if stop["alternates"]
    )
    other = stop["alternates"][0]["place_id"]
    body = {"day": number, "place_id": stop["place_id"], "to_place_id": other}
    swapped = await client.post(f"/v1/trips/{trip['id']}/plan-b", json=body, headers=me)
    assert swapped.status_code == 200, swapped.text
    now = swapped.json()
    assert now["certificate"]["valid"]
    assert other in {one["place_id"] for one in now["itinerary"]["days"][number - 1]["stops"]}
    assert (await client.post(f"/v1/trips/{trip['id']}/plan-b", json=body, headers=me)).status_code == 404
    assert (await client.post(f"/v1/trips/{trip['id']}/undo", headers=me)).json()["itinerary"] == trip["itinerary"]


def arranged(trip: dict, day: int, position: int, by_min: int) -> dict:
    """The day with one stop put elsewhere."""
    on = datetime.fromisoformat(trip["itinerary"]["days"][day - 1]["on"])
    stops = []
    for number, stop in enumerate(trip["itinerary"]["days"][day - 1]["stops"]):
        start, end = (datetime.fromisoformat(stop[side]) for side in ("start_local", "end_local"))
        begins = round((start - on).total_seconds() / 60) + (by_min if number == position else 0)
        length = round((end - start).total_seconds() / 60)
        stops.append(
            {"place_id": stop["place_id"], "purpose": stop["purpose"], "start_min": max(0, begins), "minutes": length}
        )
    return {"kind": "arrange", "day": day, "stops": stops}


async def test_a_preview_says_what_an_arrangement_breaks_and_how_it_could_be(client, worker, trip, me):
    url = f"/v1/trips/{trip['id']}/preview"
    fine = (await client.post(url, json={"edits": [arranged(trip, 1, 0, 0)]}, headers=me)).json()
    assert (fine["broken"], fine["diff"]["pieces"]) == ([], [])
    broken = (await client.post(url, json={"edits": [arranged(trip, 1, 0, -360)], "mend": True}, headers=me)).json()
    assert broken["broken"]
    assert broken["offers"]
    sent = await client.post(f"/v1/trips/{trip['id']}/edits", json={"edits": broken["offers"][0]["edits"]}, headers=me)
    await drive_run(UUID(sent.json()["run"]["id"]), worker)
    now = (await client.get(f"/v1/trips/{trip['id']}", headers=me)).json()
    assert (now["version"], now["certificate"]["valid"]) == (2, True)


async def test_a_preview_of_what_needs_the_solver_names_the_edit(client, trip, me):
    body = {"edits": [{"kind": "pace", "pace": "relaxed"}]}
    refused = await client.post(f"/v1/trips/{trip['id']}/preview", json=body, headers=me)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "edits.0"


async def test_nobody_else_sees_the_past(client, settings, trip):
    stranger = await sign_in(client, settings)
    for path in ("versions", "versions/1", "branches"):
        assert (await client.get(f"/v1/trips/{trip['id']}/{path}", headers=stranger)).status_code == 404
    assert (await client.post(f"/v1/trips/{uuid4()}/undo", headers=stranger)).status_code == 404


async def test_follow_ups_are_seen_in_the_plan_and_each_can_be_sent_as_it_is(client, worker, settings, trip, me):
    url = f"/v1/trips/{trip['id']}/follow-ups"
    found = (await client.get(url, headers=me)).json()
    assert found
    later = next(one for one in found if one["code"] == "later")
    sent = await client.post(
        f"/v1/trips/{trip['id']}/edits", json={"edits": later["edits"], "review": True}, headers=me
    )
    assert sent.status_code == 202, sent.text
    await drive_run(UUID(sent.json()["run"]["id"]), worker)
    assert (await last_event(worker, {"run": sent.json()["run"]}))["type"] == "proposal"
    stranger = await sign_in(client, settings)
    assert (await client.get(url, headers=stranger)).status_code == 404

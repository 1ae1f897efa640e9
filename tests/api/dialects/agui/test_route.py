from __future__ import annotations

import json
from uuid import uuid4

import pytest

from domain.identity import Role
from tests.api.dialects.agui.order import Reader
from tests.api.signing_in import sign_in

WISH = "2 days in Rome from 12 April 2027, two of us, about 900 euros"


pytestmark = pytest.mark.usefixtures("driving")


@pytest.fixture
def speak(client, traveller):
    async def sent(thread, run, text, *, headers=None, **more):
        body = {"threadId": thread, "runId": run, "messages": [{"id": run, "role": "user", "content": text}], **more}
        return await client.post("/v1/agui", json=body, headers=traveller | (headers or {}))

    return sent


def frames(answer) -> list[tuple[str, dict]]:
    assert answer.status_code == 200, answer.text
    found = []
    for block in answer.text.split("\n\n"):
        if block.startswith("id: "):
            name, _, data = block.partition("\ndata: ")
            found.append((name.removeprefix("id: "), json.loads(data)))
    return found


def read(answer) -> Reader:
    reader = Reader()
    for _, event in frames(answer):
        reader.read(event)
    return reader


async def test_a_thread_is_a_trip_that_is_planned_then_changed(client, traveller, speak):
    thread = f"thread {uuid4()}"
    planned = read(await speak(thread, "run-1", WISH))
    assert planned.ended == "RUN_FINISHED"
    assert planned.state["certificate"]["valid"] is True
    assert (planned.last["threadId"], planned.last["runId"]) == (thread, "run-1")
    trip = (await client.get(f"/v1/trips/{planned.state['trip_id']}", headers=traveller)).json()
    assert trip["version"] == 1
    shown = read(await speak(thread, "run-2", "start at 10 on day 2"))
    (interrupt,) = shown.last["outcome"]["interrupts"]
    assert (interrupt["reason"], shown.state["status"]) == ("proposal", "waiting")
    assert shown.state["trip_id"] == planned.state["trip_id"]
    decision = [{"interruptId": interrupt["id"], "status": "resolved", "payload": {"decision": "take"}}]
    taken = read(await speak(thread, "run-3", "", resume=decision))
    assert taken.state["itinerary"]["days"] == shown.state["proposal"]["itinerary"]["days"]
    assert taken.state["proposal"] is None
    at_once = read(await speak(thread, "run-4", "end at 8 pm on day 1", forwardedProps={"review": False}))
    assert at_once.last["outcome"]["type"] == "success"


async def test_the_same_run_is_heard_once_and_read_on_from_any_event(client, traveller, speak):
    thread = str(uuid4())
    first = await speak(thread, "run-1", WISH)
    whole = frames(first)
    assert frames(await speak(thread, "run-1", WISH))[2:] == whole[2:]
    cut = whole[len(whole) // 2][0]
    rest = await speak(thread, "run-1", WISH, headers={"Last-Event-ID": cut})
    assert [name for name, _ in frames(rest)] == [name for name, _ in whole[len(whole) // 2 + 1 :]]
    assert len((await client.get("/v1/trips", headers=traveller)).json()["items"]) == 1


async def test_a_question_is_answered_by_resuming_it(client, traveller, speak):
    thread = str(uuid4())
    asked = read(await speak(thread, "run-1", "a trip to Rome"))
    (interrupt,) = asked.last["outcome"]["interrupts"]
    resume = [{"interruptId": interrupt["id"], "status": "resolved", "payload": "2 days from 12 April 2027"}]
    answered = read(await speak(thread, "run-2", "", resume=resume))
    assert answered.ended == "RUN_FINISHED"
    assert answered.state["run_id"] == asked.state["run_id"]
    again = await speak(thread, "run-2", "", resume=resume)
    assert read(again).state == answered.state
    other = await speak(thread, "run-3", "", resume=[resume[0] | {"payload": "5 days from 1 May 2027"}])
    assert other.status_code == 409


async def test_a_trip_s_own_id_is_a_thread_for_its_owner_only(client, settings, traveller, speak):
    trip_id = read(await speak(str(uuid4()), "run-1", WISH)).state["trip_id"]
    mine = read(await speak(trip_id, "run-2", "start at 10 on day 2", forwardedProps={"review": False}))
    assert mine.state["trip_id"] == trip_id
    stranger = await sign_in(client, settings, {Role.USER})
    body = {"threadId": trip_id, "runId": "x", "messages": [{"id": "1", "role": "user", "content": "a trip to Rome"}]}
    assert read(await client.post("/v1/agui", json=body, headers=stranger)).state["trip_id"] != trip_id


async def test_a_guest_without_a_name_is_given_one_and_keeps_the_trip(client):
    body = {"threadId": "t", "runId": "r", "messages": [{"id": "1", "role": "user", "content": "a trip to Rome"}]}
    trip_id = read(await client.post("/v1/agui", json=body)).state["trip_id"]
    assert (await client.get(f"/v1/trips/{trip_id}")).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"threadId": "t", "runId": "r", "messages": []}, 422),
        ({"threadId": "t", "runId": "r", "messages": [{"id": "1", "role": "assistant", "content": "hi"}]}, 422),
        ({"threadId": "t", "messages": []}, 422),
        ({"threadId": "t", "runId": "r", "messages": [{"id": "1", "role": "user", "content": "x" * 5000}]}, 422),
    ],
)
async def test_what_cannot_be_heard_is_refused_by_name(client, traveller, body, status):
    answer = await client.post("/v1/agui", json=body, headers=traveller)
    assert answer.status_code == status
    assert answer.json()["errors"]


async def test_the_capabilities_are_told_in_the_protocol_s_terms(client):
    told = (await client.get("/v1/agui/capabilities")).json()
    assert told["humanInTheLoop"]["interrupts"] is True
    assert told["transport"]["resumable"] is True

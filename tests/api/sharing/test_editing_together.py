"""Several people change one trip at once: what was accepted is never lost, nor overwritten by who had not seen it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from random import Random
from uuid import UUID, uuid4

import httpx

from tests.api.sharing.trips_of import make_someone
from workers.runs import drive_run

_EDITORS, _WANTED = 4, 4  # people, and accepted edits of them all


@dataclass(frozen=True)
class Accepted:
    """Words that an editor put to a stop, on the version that they had seen."""

    seen: int
    day: int
    place_id: str
    words: str


class Editor:
    """One browser of its own; its mind is made up by chance."""

    def __init__(self, opened: httpx.AsyncClient, headers: dict[str, str], trip: str, worker, seed: int) -> None:
        self._client, self._headers, self._trip, self._worker = opened, headers, trip, worker
        self._random = Random(seed)
        self.told: list[tuple[int, dict[str, object]]] = []

    async def work(self, accepted: list[Accepted]) -> None:
        while len(accepted) < _WANTED:
            trip = (await self._client.get(f"/v1/trips/{self._trip}", headers=self._headers)).json()
            await asyncio.sleep(self._random.random() / 20)  # thinks, while others are faster
            if (edit := await self._edit(trip)) is not None:
                accepted.append(edit)

    async def _edit(self, trip) -> Accepted | None:
        day = self._random.randrange(len(trip["itinerary"]["days"]))
        stop = self._random.choice(trip["itinerary"]["days"][day]["stops"])
        wanted = Accepted(trip["version"], day + 1, stop["place_id"], uuid4().hex)
        edit = {"kind": "set_words", "target": "stop_note", "text": wanted.words, "day": wanted.day}
        while (answer := await self._sent(edit | {"place_id": wanted.place_id}, wanted.seen)).status_code == 409:
            await asyncio.sleep(0.05)  # somebody else's change is at work: the same again, still of what was seen
        if answer.status_code == 202:
            await drive_run(UUID(answer.json()["run"]["id"]), self._worker)
            return wanted
        self.told.append((answer.status_code, answer.json()))
        return None

    async def _sent(self, edit: dict[str, object], seen: int) -> httpx.Response:
        headers = self._headers | {"If-Match": f'"{seen}"', "Idempotency-Key": uuid4().hex}
        return await self._client.post(f"/v1/trips/{self._trip}/edits", json={"edits": [edit]}, headers=headers)


def notes(itinerary) -> dict[tuple[int, str], str]:
    return {
        (number, stop["place_id"]): stop["note"]
        for number, day in enumerate(itinerary["days"], start=1)
        for stop in day["stops"]
    }


async def test_no_accepted_edit_is_lost_and_none_overwrites_what_its_sender_had_not_seen(client, settings, worker):
    ada = await make_someone(settings)
    started = await client.post("/v1/trips", json={"message": "2 days in Rome in May, temples"}, headers=ada.headers)
    trip = started.json()["trip_id"]
    await drive_run(UUID(started.json()["run"]["id"]), worker)
    link = await client.post(f"/v1/trips/{trip}/links", json={"rights": "edit"}, headers=ada.headers)
    editors = [Editor(client, ada.headers, trip, worker, 0)]
    for number in range(1, _EDITORS):
        guest = {"Cookie": f"tripwright_guest={uuid4().hex}"}
        joined = await client.post(f"/v1/shared/{link.json()['token']}/join", headers=guest)
        assert joined.status_code == 200
        editors.append(Editor(client, guest, trip, worker, number))
    made: list[Accepted] = []
    await asyncio.gather(*(editor.work(made) for editor in editors))

    accepted = sorted(made, key=lambda one: one.seen)
    told = [answer for editor in editors for answer in editor.told]
    assert len(accepted) >= _WANTED
    assert {status for status, _ in told} == {412}
    # Each was made on a version that no other was made on, and made the next: nobody edited past anybody.
    assert [one.seen for one in accepted] == list(range(1, len(accepted) + 1))
    final = (await client.get(f"/v1/trips/{trip}", headers=ada.headers)).json()
    assert final["version"] == len(accepted) + 1
    expected = {(one.day, one.place_id): one.words for one in accepted}  # of the same stop the last
    assert {at: note for at, note in notes(final["itinerary"]).items() if at in expected} == expected
    assert all(problem["since"] for _, problem in told)

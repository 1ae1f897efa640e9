from __future__ import annotations

from uuid import uuid4

from tests.api.signing_in import headers_of, signed_in


async def started(client, headers=None) -> str:
    answer = await client.post("/v1/trips", json={"message": "two days in Rome"}, headers=headers)
    return answer.json()["trip_id"]


async def listed(client, headers=None) -> list[str]:
    return [trip["id"] for trip in (await client.get("/v1/trips", headers=headers)).json()["items"]]


async def test_a_deleted_trip_is_out_of_sight_and_comes_back(client, settings):
    headers = headers_of(await signed_in(settings))
    trip = await started(client, headers)
    run = (await client.get(f"/v1/trips/{trip}", headers=headers)).json()["run"]["id"]
    for _ in range(2):
        assert (await client.delete(f"/v1/trips/{trip}", headers=headers)).status_code == 204
    assert await listed(client, headers) == []
    for path in (f"/v1/trips/{trip}", f"/v1/runs/{run}"):
        assert (await client.get(path, headers=headers)).status_code == 404, path
    restored = await client.post(f"/v1/trips/{trip}/restore", headers=headers)
    assert restored.status_code == 200
    assert restored.json()["run"]["status"] == "stopped", "deleting stops what was being planned"
    assert await listed(client, headers) == [trip]


async def test_a_guest_deletes_their_own_trip_and_nobody_elses(client, settings):
    mine = await started(client)
    others = await started(client, headers_of(await signed_in(settings)))
    assert (await client.delete(f"/v1/trips/{others}")).status_code == 404
    assert (await client.post(f"/v1/trips/{others}/restore")).status_code == 404
    assert (await client.delete(f"/v1/trips/{mine}")).status_code == 204
    assert await listed(client) == []
    assert (await client.delete(f"/v1/trips/{uuid4()}")).status_code == 404

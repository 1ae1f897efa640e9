from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert

from domain.identity import Role
from services.trips.tables import Run, Trip, TripVersion
from services.usage.stages import write_stages
from services.usage.tables import Stage
from tests.api.signing_in import headers_of, sign_in, signed_in
from tests.services.usage.conftest import usage_sessions  # noqa: F401 - a fixture

_STAGES = [("intent", "ok")] * 18 + [("intent", "failed")] * 2 + [("discovery", "ok")] * 9 + [("discovery", "refused")]


async def make_trip(session, owner: str, *, valid: bool = True, level: str = "rules", status: str = "done") -> UUID:
    now, trip, run = datetime.now(UTC), uuid4(), uuid4()
    same = {"tenant": "public", "created_at": now}
    await session.execute(insert(Trip).values(id=trip, owner=owner, title="Rome", version=1, updated_at=now, **same))
    outcome = {"code": "internal"} if status == "failed" else {}
    about = {"status": status, "input": {}, "outcome": outcome, "announced": True, "ended_at": now}
    await session.execute(insert(Run).values(id=run, trip_id=trip, **about, **same))
    made = {"request": {}, "itinerary": {"served_by": level}, "certificate": {"valid": valid}, "changes": []}
    await session.execute(insert(TripVersion).values(trip_id=trip, number=1, run_id=run, **made, **same))
    return trip


@pytest.fixture
async def planned(settings, usage_sessions):  # noqa: F811
    """A traveller with ten trips, of which one does not hold; returns their tokens and the trips."""
    traveller = await signed_in(settings, roles={Role.USER})
    owner = f"user:{traveller.user.id}"
    async with usage_sessions.platform.begin() as session:
        for table in (TripVersion, Trip, Stage):
            await session.execute(delete(table))
        trips = [await make_trip(session, owner, valid=number > 0) for number in range(9)]
        trips.append(await make_trip(session, owner, level="gemini-2.5-flash"))
        now = datetime.now(UTC)
        row = {"tenant": "public", "run_id": uuid4(), "trip_id": trips[0]}
        rows = [
            {**row, "id": uuid4(), "node": node, "begun_at": now - timedelta(minutes=n), "seconds": n, "outcome": how}
            for n, (node, how) in enumerate(_STAGES)
        ]
        await write_stages(session, rows)
    return headers_of(traveller), trips


async def test_quality_is_told_per_agent_and_what_is_under_its_target_stands_out(client, settings, planned):
    headers = await sign_in(client, settings, roles={Role.SUPPORT})
    told = (await client.get("/v1/admin/quality", headers=headers, params={"days": "7"})).json()
    nodes = {node["node"]: node for node in told["nodes"]}
    assert nodes["intent"]["success"] == 0.9
    assert nodes["discovery"]["success"] == 1.0, "an impossible wish that was refused is no failure"
    assert nodes["intent"]["p50_s"] == 8.5
    assert (told["itineraries"], told["verified"], told["verified_share"]) == (10, 9, 0.9)
    assert [(level["name"], level["share"]) for level in told["levels"]] == [("rules", 0.9), ("gemini-2.5-flash", 0.1)]
    under = {(one["measure"], one["subject"]) for one in told["degradations"]}
    assert under == {("success", "intent"), ("verified itineraries", "")}
    plain = await sign_in(client, settings, roles={Role.USER})
    assert (await client.get("/v1/admin/quality", headers=plain)).status_code == 403


async def test_a_traveller_gives_a_thumb_which_the_next_one_replaces_and_nobody_else_may(client, settings, planned):
    mine, trips = planned
    for number, trip in enumerate(trips):
        body = {"thumb": "up" if number else "down", "reason": "" if number else "  too much walking "}
        answer = await client.post(f"/v1/trips/{trip}/feedback", headers=mine, json=body)
        assert answer.status_code == 200, answer.text
    again = await client.post(f"/v1/trips/{trips[1]}/feedback", headers=mine, json={"thumb": "down"})
    assert (again.json()["thumb"], again.json()["version"]) == ("down", 1)
    shown = (await client.get(f"/v1/trips/{trips[0]}/feedback", headers=mine)).json()
    assert (shown["thumb"], shown["reason"]) == ("down", "too much walking")
    stranger = await sign_in(client, settings, roles={Role.USER})
    assert (await client.get(f"/v1/trips/{trips[0]}/feedback", headers=stranger)).status_code == 404
    for headers, status in ((stranger, 404), (mine, 422)):
        body = {"thumb": "up" if status == 404 else "sideways"}
        answer = await client.post(f"/v1/trips/{trips[0]}/feedback", headers=headers, json=body)
        assert answer.status_code == status
    headers = await sign_in(client, settings, roles={Role.ADMIN})
    told = (await client.get("/v1/admin/quality", headers=headers)).json()["satisfaction"]
    assert (told["up"], told["down"], told["score"]) == (8, 2, 4.2)
    assert [(word["reason"], word["title"]) for word in told["newest"]] == [("too much walking", "Rome")]

from __future__ import annotations

import asyncio

import httpx
import pytest
from sqlalchemy import select

from api.app import create_app
from api.flagging import AskedFlags
from domain.errors import AllProvidersFailed, NotFound
from domain.flags import Asker
from domain.identity import Role
from services.audit.tables import AuditRow
from services.events.tables import EventRow
from services.flags.tables import FlagTally
from tests.api.signing_in import sign_in, signed_in
from tests.lifespan import living
from tests.services.flags.conftest import remove_flags

RULE = {"enabled": True, "percentage": 100}


@pytest.fixture(autouse=True)
async def platform(platform):
    yield platform
    await remove_flags(platform)


async def made(client, headers, key="new-map", **rule):
    answer = await client.post("/v1/admin/flags", json={"key": key, **RULE, **rule}, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def mine(client, headers=None) -> dict[str, object]:
    answer = await client.get("/v1/flags", headers=headers)
    return {flag["key"]: flag["value"] for flag in answer.json()["flags"]}


async def test_a_flag_lives_from_its_making_to_its_removal(client, admin):
    flag = await made(client, admin, description="The new map")
    assert (flag["version"], flag["stage"], flag["target_users"]) == (1, "production", [])
    listed = (await client.get("/v1/admin/flags", headers=admin)).json()
    assert [one["key"] for one in listed["items"]] == ["new-map"]
    changed = await client.put("/v1/admin/flags/new-map", json={"percentage": 5}, headers={**admin, "If-Match": '"1"'})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    found = await client.get("/v1/admin/flags/new-map", headers=admin)
    assert found.json() == changed.json()
    tag = found.headers["ETag"]
    removed = await client.delete("/v1/admin/flags/new-map", headers={**admin, "If-Match": tag})
    assert removed.status_code == 204
    assert (await client.get("/v1/admin/flags/new-map", headers=admin)).status_code == 404


@pytest.mark.parametrize(("match", "status"), [('"7"', 412), ("x", 422), (None, 422)])
async def test_a_change_without_the_right_version_changes_nothing(client, admin, match, status):
    await made(client, admin)
    named = {} if match is None else {"If-Match": match}
    refused = await client.put("/v1/admin/flags/new-map", json={"percentage": 5}, headers={**admin, **named})
    assert refused.status_code == status
    assert (await client.get("/v1/admin/flags/new-map", headers=admin)).json()["percentage"] == 100


async def test_what_a_stage_does_not_allow_is_refused_with_its_reason(client, admin):
    body = {"key": "new-map", "stage": "canary", "percentage": 50}
    refused = await client.post("/v1/admin/flags", json=body, headers=admin)
    assert refused.status_code == 422
    assert "at most 10 in the stage canary" in refused.json()["detail"]


async def test_a_change_holds_at_once_and_is_in_the_log_and_in_the_outbox(client, admin, platform):
    await made(client, admin)
    assert await mine(client) == {"new-map": True}
    put = await client.put("/v1/admin/flags/new-map", json={"percentage": 0}, headers={**admin, "If-Match": '"1"'})
    assert put.status_code == 200
    assert await mine(client) == {}
    async with platform() as session:
        noted = (await session.scalars(select(AuditRow).where(AuditRow.action == "FEATURE_FLAG_UPDATE"))).all()
        told = (await session.scalars(select(EventRow).where(EventRow.kind == "feature_flag_updated"))).all()
    assert [(row.resource_id, row.changes) for row in noted][-1] == (
        "new-map",
        {"enabled": [True, False], "percentage": [100, 0]},
    )
    assert {"of": "public", "key": "new-map", "version": 2, "action": "FEATURE_FLAG_UPDATE"} in [
        row.payload for row in told
    ]


async def test_everybodys_flags_are_the_platforms_to_change_and_everyones_to_read(client, admin, root):
    refused = await client.post("/v1/admin/flags?tenant=*", json={"key": "for-all", **RULE}, headers=admin)
    assert refused.status_code == 403
    answer = await client.post("/v1/admin/flags?tenant=*", json={"key": "for-all", **RULE}, headers=root)
    assert answer.status_code == 201
    assert await mine(client) == {"for-all": True}
    listed = await client.get("/v1/admin/flags?tenant=*", headers=admin)
    assert [one["key"] for one in listed.json()["items"]] == ["for-all"]
    assert (await client.get("/v1/admin/flags?tenant=other", headers=admin)).status_code == 403


async def test_flags_are_for_staff_with_a_second_factor(client, settings):
    weak = await sign_in(client, settings, roles={Role.ADMIN}, strong=False)
    traveller = await sign_in(client, settings, roles={Role.USER})
    assert (await client.get("/v1/admin/flags")).status_code == 401
    for headers in (weak, traveller):
        assert (await client.get("/v1/admin/flags", headers=headers)).status_code == 403


async def test_the_page_hears_of_what_its_visitor_has_and_of_nothing_else(client, settings, admin):
    tokens = await signed_in(settings, roles={Role.USER})
    await made(client, admin, key="for-ada", percentage=0, target_users=[str(tokens.user.id)])
    colours = [{"name": "blue", "weight": 1, "value": "#00f"}, {"name": "red", "weight": 0, "value": "#f00"}]
    await made(client, admin, key="colour", variants=colours)
    await made(client, admin, key="secret", enabled=False)
    headers = {"Authorization": f"Bearer {tokens.access}"}
    assert await mine(client, headers) == {"for-ada": True, "colour": "#00f"}
    assert await mine(client) == {"colour": "#00f"}


async def test_the_status_counts_whom_the_page_has_shown_a_variant(client, admin):
    await made(client, admin)
    for _ in range(2):
        told = await client.post("/v1/flags/exposures", json={"keys": ["new-map", "unknown"]}, headers=admin)
        assert told.status_code == 204
    await mine(client)
    for _ in range(40):
        status = (await client.get("/v1/admin/flags/new-map/status", headers=admin)).json()
        if status["active_users"] and status["evaluations"]:
            break
        await asyncio.sleep(0.1)
    assert (status["enabled"], status["rollout_percentage"]) == (True, 100)
    assert (status["active_users"], status["total_users"], status["error_rate"]) == (1, 1, None)


async def test_a_route_asks_through_openfeature_and_its_end_is_counted(settings):
    app = create_app(settings)
    async with living(app):
        features = app.state.resources.features
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            await made(client, await sign_in(client, settings, roles={Role.ADMIN}), key="new-map")
        for error in (None, AllProvidersFailed("places", []), NotFound("trip", "1")):
            asked = AskedFlags(features, Asker(name="guest", tenant="public"))
            assert await asked.on("new-map")
            assert not await asked.on("never-made")
            asked.ended(error)
        await features.tallies.flush()
        async with app.state.resources.platform() as session:
            tally = (await session.scalars(select(FlagTally))).one()
    assert (tally.key, tally.variant, tally.evaluations, tally.outcomes, tally.errors) == ("new-map", "on", 3, 3, 1)


async def test_a_change_in_one_instance_holds_in_another_within_a_second(client, settings, admin):
    other = create_app(settings)
    transport = httpx.ASGITransport(other)
    async with living(other), httpx.AsyncClient(transport=transport, base_url="http://test") as elsewhere:
        assert await mine(elsewhere) == {}
        await made(client, admin)
        async with asyncio.timeout(1.0):
            while await mine(elsewhere) != {"new-map": True}:
                await asyncio.sleep(0.01)

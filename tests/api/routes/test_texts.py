from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from api.flagging import MODEL_TEXTS, AskedFlags
from domain.flags import Asker
from infra.settings import CapabilitySettings
from services.flags.tables import FlagExposure
from tests.api.stack.serving import built, opened
from tests.services.flags.conftest import remove_flags
from workers.runs import drive_run

WISH = "2 days in Rome from 12 April 2027, two of us, history"


@pytest.fixture
async def trip(client, worker):
    """A planned trip as the API shows it."""
    started = (await client.post("/v1/trips", json={"message": WISH})).json()
    await drive_run(UUID(started["run"]["id"]), worker)
    return (await client.get(f"/v1/trips/{started['trip_id']}")).json()


async def test_every_kind_of_text_is_written_without_a_model_and_says_so(client, trip):
    stop = trip["itinerary"]["days"][0]["stops"][0]["place_id"]
    for kind in ("summary", "day", "note", "tips", "stays", "tables", "caption", "email"):
        body = {"kind": kind, "day": 1, "place_id": stop, "language": "de"}
        told = (await client.post(f"/v1/trips/{trip['id']}/texts", json=body)).json()
        assert told["text"], kind
        assert (told["served_by"], told["language"], told["dropped"]) == ("rules", "de", [])


async def test_an_accepted_text_becomes_part_of_the_trip_and_nothing_else_changes(client, worker, trip):
    stop = trip["itinerary"]["days"][0]["stops"][0]
    edit = {
        "kind": "set_words",
        "target": "stop_note",
        "day": 1,
        "place_id": stop["place_id"],
        "text": "Bring water.",
    }
    started = await client.post(f"/v1/trips/{trip['id']}/edits", json={"edits": [edit]})
    assert started.status_code == 202, started.text
    await drive_run(UUID(started.json()["run"]["id"]), worker)
    after = (await client.get(f"/v1/trips/{trip['id']}")).json()
    days, now = trip["itinerary"]["days"], after["itinerary"]["days"]
    assert now[0]["stops"][0] == stop | {"note": "Bring water."}
    assert (now[0]["stops"][1:], now[1:]) == (days[0]["stops"][1:], days[1:])
    assert after["certificate"]["valid"] is True


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"kind": "day"}, "day"),
        ({"kind": "day", "day": 9}, "day"),
        ({"kind": "caption", "day": 1}, "place_id"),
        ({"kind": "caption", "day": 1, "place_id": "rome/nowhere"}, "place_id"),
        ({"kind": "summary", "language": "Deutsch"}, "language"),
        ({"kind": "summary", "url": "https://example.org"}, "url"),
    ],
)
async def test_what_is_wrong_is_named(client, trip, body, field):
    answer = await client.post(f"/v1/trips/{trip['id']}/texts", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_a_text_is_made_shorter(client, trip):
    text = trip["itinerary"]["days"][0]["story"]
    body = {"text": text, "action": "shorter"}
    told = (await client.post(f"/v1/trips/{trip['id']}/texts/rework", json=body)).json()
    assert 0 < len(told["text"]) < len(text)


async def test_suggestions_are_not_in_the_plan_and_say_what_they_cost(client, trip):
    day = trip["itinerary"]["days"][0]
    path = f"/v1/trips/{trip['id']}/suggestions"
    found = (await client.get(path, params={"day": 1, "after": day["stops"][0]["id"], "limit": 4})).json()
    assert 1 <= len(found) <= 4
    planned = {stop["place_id"] for one in trip["itinerary"]["days"] for stop in one["stops"]}
    for one in found:
        assert one["place"]["id"] not in planned
        assert one["detour_min"] >= 0
        assert one["crowd"] in ("quiet", "usual", "busy")
        assert one["start_local"] >= day["stops"][0]["end_local"]
    kinds = (await client.get(path, params={"day": 1, "kind": "eat"})).json()
    assert {one["place"]["kind"] for one in kinds} <= {"eat"}
    assert (await client.get(path, params={"day": 9})).status_code == 404
    assert (await client.get(path, params={"day": 1, "after": "nothing"})).status_code == 404


async def test_all_that_is_known_of_a_place_is_told(client, trip):
    place_id = trip["itinerary"]["days"][0]["stops"][0]["place_id"]
    card = (await client.get(f"/v1/trips/{trip['id']}/places/{place_id}")).json()
    assert card["place"]["id"] == place_id
    assert card["way_here"]["to_id"] == place_id
    assert card["crowd"] in ("quiet", "usual", "busy")
    assert all(other["kind"] == card["place"]["kind"] for other in card["alternatives"])
    assert (await client.get(f"/v1/trips/{trip['id']}/places/rome/nowhere")).status_code == 404


async def test_before_there_is_a_plan_there_is_nothing_to_write_of(client):
    started = (await client.post("/v1/trips", json={"message": WISH})).json()
    answer = await client.post(f"/v1/trips/{started['trip_id']}/texts", json={"kind": "summary"})
    assert answer.status_code == 409


@pytest.fixture
async def writers(settings, emulators, client, trip):
    """The same visitor at an application whose models answer (emulated)."""
    only = {"llm": CapabilitySettings(order=("gemini",), disabled=("openai", "anthropic", "compatible"))}
    app = built(settings, emulator=emulators.url, offline=False, providers=only)
    async with opened(app) as other:
        other.cookies = client.cookies
        yield other, app.state.resources.features


@pytest.fixture
async def flag(client, root, platform):
    """Sets everybody's flag, and removes it."""
    tag = ""

    async def put(**rule) -> None:
        nonlocal tag
        path, named = "/v1/admin/flags", {**root, "If-Match": tag}
        told = await (
            client.put(f"{path}/{MODEL_TEXTS}?tenant=*", json=rule, headers=named)
            if tag
            else client.post(f"{path}?tenant=*", json={"key": MODEL_TEXTS, **rule}, headers=root)
        )
        assert told.is_success, told.text
        tag = f'"{told.json()["version"]}"'

    yield put
    await remove_flags(platform)


async def test_models_write_for_those_who_have_the_flag_and_the_rules_for_the_others(writers, trip, flag, platform):
    client, features = writers

    async def served_by() -> str:
        told = await client.post(f"/v1/trips/{trip['id']}/texts", json={"kind": "summary"})
        return told.json()["served_by"]

    assert await served_by() != "rules", "as long as nobody says otherwise"
    await flag(enabled=False)
    assert await served_by() == "rules"
    await flag(enabled=True, percentage=0)
    assert await served_by() == "rules"
    body = {"text": "A day in Rome. It is sunny.", "action": "shorter"}
    assert (await client.post(f"/v1/trips/{trip['id']}/texts/rework", json=body)).json()["served_by"] == "rules"
    await flag(enabled=True, percentage=100)
    assert await served_by() != "rules"
    await features.tallies.flush()
    async with platform() as session:
        shown = await session.scalars(select(FlagExposure.variant).where(FlagExposure.key == MODEL_TEXTS))
        assert set(shown) == {"on", "off"}


async def test_a_share_of_an_agencys_visitors_may_have_it_and_an_agency_may_be_named(client, settings, flag, tenant):
    app = built(settings)
    await flag(enabled=True, percentage=30, target_tenants=[tenant])
    async with opened(app):
        features = app.state.resources.features

        async def share(agency: str) -> float:
            visitors = [AskedFlags(features, Asker(name=f"{number:032x}", tenant=agency)) for number in range(300)]
            had = [await one.on(MODEL_TEXTS, default=True) for one in visitors]
            assert had == [await one.on(MODEL_TEXTS, default=True) for one in visitors], "the same visitor, the same"
            return sum(had) / len(had)

        assert 0.2 < await share("public") < 0.4
        assert await share(tenant) == 1

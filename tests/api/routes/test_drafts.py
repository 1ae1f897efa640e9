"""The whole life of a draft, driven by a client that is made from the OpenAPI document."""

from __future__ import annotations

import json
import re
from functools import cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import aiopenapi3
import httpx
import httpx2
import pytest
from aiopenapi3.errors import HTTPStatusIndicatedError

from api.openapi import document
from domain.identity import Permission, Role
from tests.api.signing_in import sign_in
from workers.runs import drive_run

WISH = {"destinations": [{"city": "Vienna"}], "start_on": "2027-05-12", "days": 2, "adults": 2, "interests": ["art"]}


@cache
def of_drafts() -> dict[str, Any]:
    """The document of the drafts' routes and of what they speak of: a client of all takes seconds to make."""
    whole = json.loads(document())
    whole["servers"] = [{"url": "/"}]
    whole["paths"] = {path: item for path, item in whole["paths"].items() if path.startswith("/v1/drafts")}
    schemas, wanted = whole["components"]["schemas"], named_in(whole["paths"])
    while more := {name for found in wanted for name in named_in(schemas[found])} - wanted:
        wanted |= more
    whole["components"]["schemas"] = {name: schemas[name] for name in sorted(wanted)}
    return whole


def named_in(part: object) -> set[str]:
    return set(re.findall(r"#/components/schemas/([\w.-]+)", json.dumps(part)))


class Desk:
    """An agency's own system: it knows nothing of the API but its document."""

    def __init__(self, client: httpx.AsyncClient, worker: Any, headers: dict[str, str]) -> None:
        app: Any = getattr(client._transport, "app")  # noqa: B009 - of the transport in this process

        def session(**options: Any) -> httpx2.AsyncClient:
            transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
            return httpx2.AsyncClient(**options | {"transport": transport, "headers": headers})

        session.__annotations__["return"] = httpx2.AsyncClient  # the class itself is asked for, not its name
        self.api = aiopenapi3.OpenAPI("http://test/openapi.json", of_drafts(), session)
        self.worker = worker

    async def call(self, method: str, path: str, body: object = None, **parameters: object) -> Any:
        operation = self.api.createRequest((f"/v1/drafts{path}", method))
        _, data, _ = await operation.request(parameters=parameters, data=body)
        return data and json.loads(
            data.model_dump_json(by_alias=True), object_hook=lambda found: SimpleNamespace(**found)
        )

    async def work(self, method: str, path: str, body: object, **parameters: object) -> Any:
        """A write that is planned by a run; the draft afterwards."""
        started = await self.call(method, path, body, **parameters)
        await drive_run(UUID(str(started.run.id)), self.worker)
        return await self.call("get", "/{draft_id}", draft_id=str(started.trip_id))


@pytest.fixture
async def desk(client, worker, settings):
    return Desk(client, worker, await sign_in(client, settings, {Role.AGENT}))


async def test_the_whole_life_of_a_draft(client, desk):
    draft = await desk.work("post", "", {"wish": WISH, "reference": "ENQ-42"})
    assert (draft.status, draft.reference, draft.approved, draft.revision) == ("draft", "ENQ-42", None, 2)
    assert draft.proposal.certificate.valid
    listed = await desk.call("get", "")
    assert str(draft.id) in [str(one.id) for one in listed.items]
    own = {"draft_id": str(draft.id)}

    price = await desk.call("get", "/{draft_id}/price", **own)
    assert price.gross.minor == draft.proposal.itinerary.costs.total.minor
    gone = draft.proposal.itinerary.days[0].stops[0].place_id
    remove = {"edits": [{"kind": "remove", "place_id": gone}]}
    edited = await desk.work("post", "/{draft_id}/edits", remove, **own, **{"If-Match": f'"{draft.revision}"'})
    assert gone not in [stop.place_id for stop in edited.proposal.itinerary.days[0].stops]
    with pytest.raises(HTTPStatusIndicatedError) as stale:
        await desk.call("post", "/{draft_id}/edits", remove, **own, **{"If-Match": f'"{draft.revision}"'})
    assert stale.value.status_code == 412
    anew = await desk.work("post", "/{draft_id}/regenerate", {"day": 2}, **own)
    assert anew.revision > edited.revision

    with pytest.raises(HTTPStatusIndicatedError) as unapproved:
        await desk.call("post", "/{draft_id}/publish", {}, **own)
    assert unapproved.value.status_code == 409
    with pytest.raises(HTTPStatusIndicatedError) as another:
        await desk.call("post", "/{draft_id}/review", {"decision": "approve", "sha256": draft.proposal.sha256}, **own)
    assert another.value.status_code == 412
    approval = {"decision": "approve", "sha256": anew.proposal.sha256}
    approved = await desk.work("post", "/{draft_id}/review", approval, **own)
    assert (approved.status, approved.proposal, approved.approved.sha256) == ("approved", None, anew.proposal.sha256)
    assert approved.approved_by.startswith("user:")

    published = await desk.call("post", "/{draft_id}/publish", {"sections": ["days", "map"]}, **own)
    token = str(published.url).rpartition("/")[2]
    seen = await client.get(f"/v1/shared/{token}")
    assert seen.status_code == 200, seen.text
    changed = await desk.work("post", "/{draft_id}/messages", {"text": "day 1 more relaxed"}, **own)
    assert changed.proposal is None or changed.approved.sha256 == anew.proposal.sha256
    assert (await client.get(f"/v1/shared/{token}")).json()["version"] == 1
    withdrawn = await desk.call("post", "/{draft_id}/withdraw", **own)
    assert withdrawn.status == "withdrawn"
    assert (await client.get(f"/v1/shared/{token}")).status_code == 404


async def test_a_rejected_plan_counts_for_nothing_and_the_draft_goes_on(desk):
    draft = await desk.work("post", "", {"message": "2 days in Vienna from 12 May 2027, two adults, art"})
    own = {"draft_id": str(draft.id)}
    rejected = await desk.work(
        "post", "/{draft_id}/review", {"decision": "reject", "sha256": draft.proposal.sha256}, **own
    )
    assert (rejected.status, rejected.proposal, rejected.approved) == ("draft", None, None)
    again = await desk.work("post", "/{draft_id}/messages", {"text": "3 days in Rome from 3 May 2027 for two"}, **own)
    assert again.proposal.itinerary.days[0].city_id == "rome"


async def test_nothing_but_a_review_makes_a_plan_count(client, desk, worker, settings):
    draft = await desk.work("post", "", {"wish": WISH})
    headers = await sign_in(client, settings, {Role.AGENT})
    trip = f"/v1/trips/{draft.id}"
    lock = {"edits": [{"kind": "lock", "place_id": draft.proposal.itinerary.days[0].stops[0].place_id}]}
    assert (await client.post(f"{trip}/edits", json=lock, headers=headers)).status_code == 409
    assert (await client.post(f"{trip}/undo", headers=headers)).status_code == 409
    sent = await client.post(f"{trip}/messages", json={"text": "day 1 more relaxed"}, headers=headers)
    await drive_run(UUID(sent.json()["run"]["id"]), worker)
    assert (await client.get(trip, headers=headers)).json()["version"] == 0


async def test_the_same_key_makes_one_draft(client, settings):
    headers = await sign_in(client, settings, {Role.AGENT}) | {"Idempotency-Key": uuid4().hex}
    first, again = [await client.post("/v1/drafts", json={"wish": WISH}, headers=headers) for _ in range(2)]
    assert first.json()["trip_id"] == again.json()["trip_id"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"wish": WISH | {"destinations": [{"city": "Atlantis-on-Sea"}]}}, "wish.destinations"),
        ({"wish": WISH | {"start_on": "2020-01-01"}}, "wish.start_on"),
        ({"wish": WISH | {"days": 0}}, "wish.days"),
        ({"wish": WISH | {"budget": {"amount": "-1", "currency": "EUR"}}}, "wish.budget.amount"),
    ],
)
async def test_a_form_that_cannot_be_planned_names_its_field(client, settings, body, field):
    headers = await sign_in(client, settings, {Role.AGENT})
    refused = await client.post("/v1/drafts", json=body, headers=headers)
    assert refused.status_code == 422
    assert field in [error["field"] for error in refused.json()["errors"]]


async def test_travellers_have_no_drafts(client, settings):
    traveller = await sign_in(client, settings, {Role.USER})
    assert (await client.get("/v1/drafts", headers=traveller)).status_code == 403
    assert (await client.get("/v1/drafts")).status_code == 401


async def test_a_key_that_only_reads_creates_nothing(client, settings):
    headers = await sign_in(client, settings, {Role.AGENT})
    body = {"name": "reader", "scopes": [Permission.READ_ITINERARY]}
    made = await client.post("/v1/api-keys", json=body, headers=headers)
    assert made.status_code == 201, made.text
    key = {"Authorization": f"Bearer {made.json()['key']}"}
    assert (await client.get("/v1/drafts", headers=key)).status_code == 200
    assert (await client.post("/v1/drafts", json={"wish": WISH}, headers=key)).status_code == 403

from __future__ import annotations

import csv
import io
import json
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.identity import Role
from infra.database import in_tenant
from services.audit.service import record
from services.audit.tables import AuditRow
from tests.api.signing_in import headers_of, sign_in, signed_in
from tests.services.audit.conftest import make_entry

ADMIN = "/v1/admin/audit"


@pytest.fixture
async def ada(sessions, settings):
    """Somebody with seven entries, one of them dangerous to a spreadsheet."""
    user = (await signed_in(settings)).user
    resources = ["trip"] * 5 + ["key", "=HYPERLINK()"]
    async with in_tenant(sessions, "public") as session:
        for number, resource in enumerate(resources):
            await record(session, make_entry("public", user_id=user.id, resource=resource, resource_id=f"ada-{number}"))
    return user


def of(user) -> str:
    return f"filter[user_id]={user.id}"


async def test_the_log_is_searched_and_read_page_by_page(client, admin, ada):
    seen, cursor = [], ""
    while True:
        page = (await client.get(f"{ADMIN}?{of(ada)}&limit=3{cursor}", headers=admin)).json()
        seen += [item["resource_id"] for item in page["items"] if item["resource_id"].startswith("ada-")]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == [f"ada-{number}" for number in range(6, -1, -1)]
    found = await client.get(f"{ADMIN}?{of(ada)}&filter[resource]=key", headers=admin)
    assert [item["resource_id"] for item in found.json()["items"]] == ["ada-5"]
    found = await client.get(f"{ADMIN}?{of(ada)}&text=DA-4", headers=admin)
    assert [item["resource_id"] for item in found.json()["items"]] == ["ada-4"]
    found = await client.get(f"{ADMIN}?{of(ada)}&end=2020-01-01T00:00:00Z", headers=admin)
    assert found.json() == {"items": [], "next_cursor": None}
    assert (await client.get(f"{ADMIN}?text=%25", headers=admin)).json()["items"] == [], "a percent sign is no wildcard"


async def test_a_timeline_is_one_users(client, admin, ada):
    page = (await client.get(f"{ADMIN}/users/{ada.id}/timeline", headers=admin)).json()
    assert {item["user_id"] for item in page["items"]} == {str(ada.id)}
    assert page["items"][0]["resource_id"] == "ada-6"


@pytest.mark.parametrize(
    "query", ["cursor=x", "filter[action]=NOPE", "filter[user_id]=1", "limit=0", "begin=yesterday"]
)
async def test_a_wrong_question_names_its_field(client, admin, query):
    answer = await client.get(f"{ADMIN}?{query}", headers=admin)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == query.split("=")[0]


async def test_an_export_is_complete_harmless_to_spreadsheets_and_itself_written_down(client, admin, ada, sessions):
    answer = await client.get(f"{ADMIN}/export?{of(ada)}", headers=admin)
    rows = [row for row in csv.DictReader(io.StringIO(answer.text)) if row["resource_id"].startswith("ada-")]
    assert [row["resource_id"] for row in rows] == [f"ada-{number}" for number in range(7)]
    assert rows[-1]["resource"] == "'=HYPERLINK()"
    assert "attachment" in answer.headers["content-disposition"]
    lines = (await client.get(f"{ADMIN}/export?format=jsonl&{of(ada)}", headers=admin)).text.splitlines()
    assert [json.loads(line)["resource_id"] for line in lines][-1] == "ada-6"
    async with in_tenant(sessions, "public") as session:
        query = select(AuditRow).where(AuditRow.action == "AUDIT_EXPORTED").order_by(AuditRow.number.desc())
        newest = (await session.scalars(query.limit(2))).all()
    assert [row.changes["format"] for row in newest] == ["jsonl", "csv"]
    assert newest[0].changes["user_id"] == str(ada.id)


async def test_the_chain_is_verified_and_that_is_written_down(client, admin, ada):
    verification = (await client.get(f"{ADMIN}/verification", headers=admin)).json()
    assert verification["tenant"] == "public"
    assert verification["entries"] >= 7
    page = (await client.get(f"{ADMIN}?filter[action]=AUDIT_VERIFIED&limit=1", headers=admin)).json()
    assert page["items"][0]["changes"] == {"holds": verification["holds"], "entries": verification["entries"]}
    assert page["items"][0]["request_id"]
    assert UUID(page["items"][0]["user_id"]) != UUID(int=0)


@pytest.mark.parametrize("path", ["", "/verification", "/export", f"/users/{UUID(int=1)}/timeline"])
async def test_only_those_who_may_read_the_log_do_so(client, settings, path):
    assert (await client.get(ADMIN + path)).status_code == 401
    for roles, strong in (({Role.USER}, True), ({Role.SUPPORT}, True), ({Role.ADMIN}, False)):
        headers = headers_of(await signed_in(settings, roles, strong=strong))
        assert (await client.get(ADMIN + path, headers=headers)).status_code == 403, (roles, strong)
    operator = headers_of(await signed_in(settings, {Role.OPERATOR}))
    assert (await client.get(ADMIN + path, headers=operator)).status_code == 200


async def test_another_agencys_log_is_for_platform_administrators(client, settings, admin):
    assert (await client.get(f"{ADMIN}?tenant=other", headers=admin)).status_code == 403
    platform = await sign_in(client, settings, roles={Role.PLATFORM_ADMIN})
    for path in ("", "/verification", "/export"):
        answer = await client.get(f"{ADMIN}{path}?tenant=other", headers=platform)
        assert answer.status_code == 200, answer.text
    assert "other" in answer.headers["content-disposition"]
    assert "public" not in answer.text

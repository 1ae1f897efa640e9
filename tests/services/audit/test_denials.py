from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.audit import Action
from infra.database import in_tenant
from infra.redis import build_redis
from services.audit import denials as module
from services.audit.denials import DenialLog, open_denial_log
from services.audit.tables import AuditRow
from tests.services.audit.conftest import make_entry, verified


def denied(tenant: str, route: str = "GET /v1/admin/users", status: int = 403):
    changes = {"status": status, "reason": "no"}
    return make_entry(tenant, action=Action.ACCESS_DENIED, resource="route", resource_id=route, changes=changes)


@pytest.fixture
def denials(platform, redis):
    return DenialLog(platform, redis)


async def rows(sessions, tenant: str) -> list[AuditRow]:
    async with in_tenant(sessions, tenant) as session:
        return list(await session.scalars(select(AuditRow).order_by(AuditRow.number)))


async def counts(sessions, tenant: str) -> list[int]:
    return [row.changes["count"] for row in await rows(sessions, tenant)]


async def test_the_first_is_written_at_once_and_a_loop_is_one_row(sessions, denials, tenant):
    await denials.note(denied(tenant), "ada")
    assert await counts(sessions, tenant) == [1]
    for _ in range(500):
        await denials.note(denied(tenant), "ada")
    await denials.flush()
    assert await counts(sessions, tenant) == [1]


async def test_many_at_once_are_one_row(sessions, denials, tenant):
    await asyncio.gather(*(denials.note(denied(tenant), "ada") for _ in range(50)))
    await denials.close()
    assert sum(await counts(sessions, tenant)) == 50
    assert len(await counts(sessions, tenant)) <= 2, "what came while the first was on its way may be told of with it"


async def test_when_the_minute_is_over_the_rest_is_written_with_its_count(
    sessions, denials, redis, tenant, monkeypatch
):
    monkeypatch.setattr(module, "WINDOW_S", 1)
    for _ in range(8):
        await denials.note(denied(tenant), "ada")
    await asyncio.sleep(1.05)
    await denials.flush()
    assert await counts(sessions, tenant) == [1, 7]
    first, rest = await rows(sessions, tenant)
    assert rest.at - first.at > timedelta(seconds=1), "a row a window"
    assert first.at <= datetime.fromisoformat(rest.changes["last_at"]) < rest.at
    assert "last_at" not in first.changes
    await asyncio.sleep(1.05)
    await denials.flush()
    assert denials._waiting == {}, "what is over is forgotten"


async def test_another_person_route_or_answer_has_a_row_of_its_own(sessions, denials, tenant):
    await denials.note(denied(tenant), "ada")
    await denials.note(denied(tenant), "bob")
    await denials.note(denied(tenant, "GET /v1/admin/audit"), "ada")
    await denials.note(denied(tenant, status=401), "ada")
    assert await counts(sessions, tenant) == [1, 1, 1, 1]
    assert (await verified(sessions, tenant)).holds


async def test_two_processes_write_one_row_together_and_lose_no_count(sessions, platform, redis, tenant):
    first, second = DenialLog(platform, redis), DenialLog(platform, redis)
    for _ in range(5):
        await first.note(denied(tenant), "ada")
        await second.note(denied(tenant), "ada")
    assert await counts(sessions, tenant) == [1]
    await first.close()
    await second.close()
    assert await counts(sessions, tenant) == [1, 4, 5]


async def test_without_redis_each_process_knows_its_own(sessions, platform, tenant):
    away = build_redis("redis://127.0.0.1:1/0")
    denials = DenialLog(platform, away)
    for _ in range(3):
        await denials.note(denied(tenant), "ada")
    assert await counts(sessions, tenant) == [1]
    await away.aclose()


async def test_while_the_database_is_away_it_waits(sessions, platform, no_database, redis, tenant, monkeypatch):
    monkeypatch.setattr(module, "_EVERY_S", 0)
    denials = DenialLog(no_database, redis)
    await denials.note(denied(tenant), "ada")
    await denials.note(denied(tenant), "ada")
    denials.sessions = platform
    await denials.close()
    assert await counts(sessions, tenant) == [2]


async def test_memory_is_bounded_and_what_is_lost_is_counted(platform, redis, tenant, monkeypatch):
    monkeypatch.setattr(module, "_MOST", 2)
    denials = DenialLog(platform, redis)
    for number in range(5):
        await denials.note(denied(tenant, f"GET /{number}"), "ada")
    assert denials.lost == 3


async def test_what_was_counted_is_written_when_the_process_ends(sessions, platform, redis, tenant):
    async with open_denial_log(platform, redis) as denials:
        for _ in range(4):
            await denials.note(denied(tenant), "ada")
    assert await counts(sessions, tenant) == [1, 3]

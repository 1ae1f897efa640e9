from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, select

from infra.database import in_tenant
from services.accounts.parts import build_account_parts
from services.audit.tables import AuditRow
from services.privacy.schemas import RequestKind, RequestStatus
from services.privacy.service import PrivacyService
from services.privacy.tables import PrivacyArchive, PrivacyRequest
from services.retention.service import clean
from tests.api.signing_in import account_work, make_user
from workers import retention
from workers.resources import open_resources


@pytest.fixture
async def worker(settings):
    async with open_resources(settings) as resources:
        await resources.redis.delete(*(f"periodic:{name}" for name, _, _ in retention.PERIODIC))
        async with resources.platform.begin() as session:  # what other tests have asked for is not done here
            await session.execute(delete(PrivacyRequest))
        yield resources


@pytest.fixture
async def user(settings):
    async with account_work(settings) as work:
        return await make_user(work)


async def asked(worker, user, kind: RequestKind):
    async with in_tenant(worker.sessions, "public") as session:
        return (await PrivacyService(session, "public", datetime.now(UTC)).ask(user.id, kind))[0]


async def status_of(worker, request_id) -> str:
    async with in_tenant(worker.sessions, "public") as session:
        return (await session.get(PrivacyRequest, request_id)).status


async def test_an_export_is_made_by_the_worker_and_goes_when_its_time_is_over(settings, worker, user):
    parts = build_account_parts(settings, worker.redis)
    request = await asked(worker, user, RequestKind.EXPORT)
    later = await asked(worker, user, RequestKind.DELETE)
    assert await retention.do_privacy_requests(worker, parts) >= 1
    assert await status_of(worker, request.id) == RequestStatus.DONE
    assert await status_of(worker, later.id) == RequestStatus.OPEN
    await clean(worker.platform, datetime.now(UTC) + timedelta(days=8))
    assert await status_of(worker, request.id) == RequestStatus.EXPIRED
    async with in_tenant(worker.sessions, "public") as session:
        assert await session.get(PrivacyArchive, request.id) is None


async def test_one_request_that_fails_leaves_the_others_alone(settings, worker, user, monkeypatch):
    parts = build_account_parts(settings, worker.redis)
    async with account_work(settings) as work:
        other = await make_user(work)
    bad, good = await asked(worker, user, RequestKind.EXPORT), await asked(worker, other, RequestKind.EXPORT)
    real = retention.perform  # type: ignore[attr-defined]

    async def breaks(work, request_id):
        if request_id == bad.id:
            raise RuntimeError("broken")
        return await real(work, request_id)

    monkeypatch.setattr(retention, "perform", breaks)
    await retention.do_privacy_requests(worker, parts)
    assert await status_of(worker, good.id) == RequestStatus.DONE
    assert await status_of(worker, bad.id) == RequestStatus.OPEN


async def test_of_many_processes_one_does_a_periodic_job_and_a_failed_one_is_tried_again(settings, worker, monkeypatch):
    ran: list[str] = []

    async def works(*_: object) -> None:
        ran.append("works")

    async def fails(*_: object) -> None:
        ran.append("fails")
        raise RuntimeError("broken")

    names = uuid4().hex, uuid4().hex
    monkeypatch.setattr(retention, "PERIODIC", ((names[0], 60, works), (names[1], 60, fails)))
    parts = build_account_parts(settings, worker.redis)
    assert await retention.run_due(worker, parts) == [names[0]]
    assert await retention.run_due(worker, parts) == []
    assert ran == ["works", "fails", "fails"]


async def test_the_days_jobs_run_to_their_end(settings, worker):
    parts = build_account_parts(settings, worker.redis)
    assert set(await retention.run_due(worker, parts)) == {name for name, _, _ in retention.PERIODIC}


async def test_whoever_keeps_a_secret_too_long_is_reminded_and_the_reading_is_audited(settings, worker, tmp_path):
    old, young = tmp_path / "OPENAI_API_KEY", tmp_path / "GEMINI_API_KEY"
    for file in (old, young):
        file.write_text("x")
    long_ago = (datetime.now(UTC) - timedelta(days=91)).timestamp()
    os.utime(old, (long_ago, long_ago))
    chosen = settings.model_copy(update={"secrets_from": "file", "secrets_dir": tmp_path})
    begun = datetime.now(UTC)
    parts = build_account_parts(settings, worker.redis)
    assert await retention.remind(replace(worker, settings=chosen), parts) == ["OPENAI_API_KEY"]
    async with in_tenant(worker.sessions, "public") as session:
        query = select(AuditRow.resource_id).where(AuditRow.action == "SECRET_ACCESS", AuditRow.at >= begun)
        assert {"OPENAI_API_KEY", "GEMINI_API_KEY"} <= set(await session.scalars(query))

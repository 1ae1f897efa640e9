from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from cli.audit import app
from domain.audit import Action, AuditEntry
from infra.database import build_engine, in_tenant
from services.audit.service import record


@pytest.fixture
async def log(settings, sessions, tenant, monkeypatch) -> str:
    """A log of three entries, and the command line pointed at it."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("REDIS_URL", settings.redis_url)
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))
    for _ in range(3):
        async with in_tenant(sessions, tenant) as session:
            entry = AuditEntry(id=uuid4(), at=datetime.now(UTC), tenant=tenant, action=Action.LOGGED_IN)
            await record(session, entry)
    return tenant


async def run(tenant: str):
    import asyncio

    return await asyncio.to_thread(CliRunner().invoke, app, ["verify", "--tenant", tenant])


async def test_a_log_that_holds_ends_with_0_and_a_broken_one_says_where(settings, log):
    holds = await run(log)
    assert holds.exit_code == 0, holds.output
    assert log in holds.output
    engine = build_engine(settings.database_url, "postgres")
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        await connection.execute(text("UPDATE audit_entries SET ip = 'x' WHERE tenant = :t AND number = 2"), {"t": log})
    await engine.dispose()
    broken = await run(log)
    assert broken.exit_code == 1
    assert f"{log}, entry 2: it is not what was written" in broken.output.replace("\n", "")

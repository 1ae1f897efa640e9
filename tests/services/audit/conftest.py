"""A log of its own for every test, and the hands of one who owns the database."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text

from domain.audit import Action, AuditEntry
from infra.database import build_engine, in_tenant
from infra.sealing import Sealer
from services.audit.anchors import Signer
from services.audit.service import AuditService, record

SIGNER = Signer.of(Sealer((bytes(range(32)),)))


@pytest.fixture
async def intruder(settings):
    """Runs SQL as the superuser with every trigger off: the worst that anybody can do to the table."""
    engine = build_engine(settings.database_url, "postgres")

    async def run(statement: str, **values: object) -> None:
        async with engine.begin() as connection:
            await connection.execute(text("SET LOCAL session_replication_role = replica"))
            await connection.execute(text(statement), values)

    yield run
    await engine.dispose()


def make_entry(tenant: str, **more) -> AuditEntry:
    return AuditEntry(**{"id": uuid4(), "at": datetime.now(UTC), "tenant": tenant, "action": Action.LOGGED_IN} | more)


async def write(sessions, *entries: AuditEntry) -> None:
    for entry in entries:
        async with in_tenant(sessions, entry.tenant) as session:
            await record(session, entry)


async def verified(sessions, tenant: str, signer: Signer = SIGNER):
    async with in_tenant(sessions, tenant) as session:
        return await AuditService(session, tenant, signer).verify()

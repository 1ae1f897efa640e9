"""How many entries the audit log takes: written through one by one, by many at once, and in batches beside the work.

    python -m benchmarks.audit_log [ENTRIES]

The servers are the tests'. Entries of one tenant are a chain, so that its writers take turns; those of ten tenants
do not wait for each other. At the end every chain is read and checked.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import uuid4

from domain.audit import Action, AuditEntry
from infra.database import PLATFORM, Sessions, build_engine, build_sessions, in_tenant
from infra.sealing import Sealer
from infra.settings import default_data_dir
from services.audit.anchors import Signer
from services.audit.service import AuditService, record
from services.audit.writer import AuditWriter
from tests.conftest import _fresh_database as fresh_database

_AT_ONCE = 10
_SIGNER = Signer.of(Sealer((bytes(32),)))


def _entry(tenant: str) -> AuditEntry:
    changes = {"percentage": [5, 10], "stage": ["beta", "production"]}
    return AuditEntry(id=uuid4(), at=datetime.now(UTC), tenant=tenant, action=Action.ADMIN_ACTION, changes=changes)


async def _through(sessions: Sessions, tenant: str) -> None:
    async with in_tenant(sessions, tenant) as session:
        await record(session, _entry(tenant))


async def _one_by_one(sessions: Sessions, count: int) -> None:
    for _ in range(count):
        await _through(sessions, "one")


async def _at_once(sessions: Sessions, count: int, tenants: int) -> None:
    async def writer(number: int) -> None:
        for _ in range(count // _AT_ONCE):
            await _through(sessions, f"t{tenants}-{number % tenants}")

    await asyncio.gather(*(writer(number) for number in range(_AT_ONCE)))


async def _batched(platform: Sessions, count: int) -> None:
    writer = AuditWriter(platform)
    for _ in range(count):
        writer(_entry("batched"))
    await writer.flush()


async def _rate(name: str, count: int, work: Callable[[], Awaitable[None]]) -> None:
    begun = time.perf_counter()
    await work()
    seconds = time.perf_counter() - begun
    print(f"{name:44} {count:7,} entries  {count / seconds:8,.0f} a second  {seconds / count * 1000:7.3f} ms each")


async def _verified(sessions: Sessions, tenant: str) -> int:
    async with in_tenant(sessions, tenant) as session:
        found = await AuditService(session, tenant, _SIGNER).verify()
    assert found.holds, found
    return found.entries


async def _measure(url: str, count: int) -> None:
    engine, wide = build_engine(url), build_engine(url, PLATFORM)
    sessions, platform = build_sessions(engine), build_sessions(wide)
    await _through(sessions, "warm")
    await _rate("written through, one by one", count, lambda: _one_by_one(sessions, count))
    for tenants in (1, 10):
        name = f"written through, {_AT_ONCE} at once, {tenants} tenant{'s' if tenants > 1 else ''}"
        await _rate(name, count, lambda tenants=tenants: _at_once(sessions, count, tenants))  # type: ignore[misc]
    many = min(count * 10, 20_000)
    await _rate("beside the work, in batches", many, lambda: _batched(platform, many))
    begun = time.perf_counter()
    entries = await _verified(sessions, "batched")
    print(f"{'read and checked':44} {entries:7,} entries  {entries / (time.perf_counter() - begun):8,.0f} a second")
    await engine.dispose()
    await wide.dispose()


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else 2000
    asyncio.run(_measure(fresh_database(default_data_dir() / "test", "bench_audit_log"), count))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

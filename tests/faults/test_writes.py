"""A process killed at any line of a write with an idempotency key: its effect is there once, whoever asks again."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from infra.database import in_tenant
from infra.settings import ROOT
from services.events.tables import EventRow
from tests.api.stack.serving import serving
from tests.faults.writer import GUEST, LEASE_S, routes

pytestmark = [pytest.mark.faults, pytest.mark.slow]
LINES = {"written": 201, "committed": 409, "answered": 409, "kept": 201}  # what the next one hears


async def test_killed_at_any_line_a_write_is_done_once(settings, sessions):
    names = {line: uuid4().hex for line in LINES}
    told, said = await asyncio.to_thread(killed, settings, names)
    assert told == dict.fromkeys(LINES, -signal.SIGKILL), said
    await asyncio.sleep(LEASE_S)
    async with serving(settings, routes) as client:
        for line, status in LINES.items():
            answers = [await again(client, names[line]) for _ in range(2)]
            assert [one.status_code for one in answers] == [status, status], line
            assert answers[0].json().get("made", names[line]) == names[line]
            assert await rows(sessions, names[line]) == 1, line


def killed(settings, names: dict[str, str]) -> tuple[dict[str, int], str]:
    """With what the process of each line has ended, and what those said that lived on."""
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "DATA_DIR": str(settings.data_dir),
        "ENVIRONMENT": "test",
        "LOG_LEVEL": "error",
        "LIMITS_ENFORCED": "false",
    }
    pairs = [part for line, name in names.items() for part in (name, line)]
    command = [sys.executable, "-m", "tests.faults.writer", *pairs]
    ended = subprocess.run(command, cwd=ROOT, env=environment, timeout=90, check=True, capture_output=True, text=True)
    return {line: int(code) for line, code in (one.split() for one in ended.stdout.splitlines())}, ended.stderr


async def again(client, name: str):
    return await client.post(f"/v1/test/write/{name}", headers={**GUEST, "Idempotency-Key": name})


async def rows(sessions, name: str) -> int:
    async with in_tenant(sessions, "public") as session:
        return await session.scalar(select(func.count()).where(EventRow.kind == name)) or 0

"""A worker that kills itself, to be started by the tests: `python -m tests.faults.victim RUN_ID NODE WHEN`.

WHEN is `started` or `finished`: it dies without a goodbye right after that event of NODE stands in
the run's log. `WHEN` `recorded` dies after the run's row is written and before its log is told.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from uuid import UUID

from infra.events import EventLog
from infra.settings import Settings
from workers.resources import open_resources
from workers.runs import drive_run


class DeadlyLog(EventLog):
    """Dies after (or, for a run's end, before) the event it was told to wait for."""

    deadly: tuple[str, str] = ("", "")

    async def append(self, run_id: UUID, body: str) -> str:
        node, when = self.deadly
        event = json.loads(body)
        if when == "recorded" and event["type"] in ("final", "question", "error"):
            os.kill(os.getpid(), signal.SIGKILL)
        entry_id = await super().append(run_id, body)
        if event["type"] == f"node_{when}" and event.get("node") == node:
            os.kill(os.getpid(), signal.SIGKILL)
        return entry_id


async def main(run_id: str, node: str, when: str) -> None:
    DeadlyLog.deadly = (node, when)
    async with open_resources(Settings()) as resources:
        resources.events.__class__ = DeadlyLog
        await drive_run(UUID(run_id), resources)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

"""A worker that kills itself, to be started by the tests: `python -m tests.faults.victim RUN_ID NODE WHEN`.

It dies without a goodbye inside NODE, at its start (`started`) or when its work is done and not yet
checkpointed (`finished`). WHEN `recorded`: after the run's row is written, before its log is told.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from uuid import UUID

from domain.events import NodeFinished, NodeStarted
from graphs import nodes
from infra.events import EventLog
from infra.settings import Settings
from workers.resources import open_resources
from workers.runs import drive_run


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def deadly_emit(node: str, when: str):
    tell = nodes.emit

    def emit(runtime, event) -> None:
        kind = {"started": NodeStarted, "finished": NodeFinished}.get(when)
        if kind is not None and isinstance(event, kind) and event.node == node:
            die()
        tell(runtime, event)

    return emit


class ForgetfulLog(EventLog):
    """Dies before a run's end, question or refusal is told."""

    async def append(self, run_id: UUID, body: str) -> str:
        if json.loads(body)["type"] in ("final", "question", "error"):
            die()
        return await super().append(run_id, body)


async def main(run_id: str, node: str, when: str) -> None:
    nodes.emit = deadly_emit(node, when)
    async with open_resources(Settings()) as resources:
        if when == "recorded":
            resources.events.__class__ = ForgetfulLog
        await drive_run(UUID(run_id), resources)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

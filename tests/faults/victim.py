"""Workers that kill themselves, for the tests: `python -m tests.faults.victim` forks one per line that it reads.

A line is JSON: `run_id`, `node`, `when`, and the `environment` of that worker; the answer is its exit
code on a line. One process imports everything once, and no victim has more than its fork of it.

A victim dies without a goodbye inside NODE, at its start (`started`) or when its work is done and not yet
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
    """Dies before a run's end, question, proposal or refusal is told."""

    async def append(self, run_id: UUID, body: str) -> str:
        if json.loads(body)["type"] in ("final", "question", "proposal", "error"):
            die()
        return await super().append(run_id, body)


async def work(run_id: str, node: str, when: str) -> None:
    nodes.emit = deadly_emit(node, when)
    async with open_resources(Settings()) as resources:
        if when == "recorded":
            resources.events.__class__ = ForgetfulLog
        await drive_run(UUID(run_id), resources)


def fall(run_id: str, node: str, when: str, environment: dict[str, str]) -> int:
    """The exit code of a fork that works on the run until it dies; negative: the signal."""
    child = os.fork()
    if child == 0:
        os.environ.update(environment)
        asyncio.run(work(run_id, node, when))
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    """Answer each line of standard input until there are no more."""
    for line in sys.stdin:
        sys.stdout.write(f"{fall(**json.loads(line))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

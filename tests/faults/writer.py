"""Processes that are killed in the middle of a write: `python -m tests.faults.writer NAME LINE …`.

For each pair a process of its own writes the row NAME under an idempotency key of that name and is killed at LINE:
`written` (before the commit), `committed`, `answered` (before the answer is kept), `kept` (before it goes out).
Prints with what each has ended. They are forked, so that the application is imported once.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from fastapi import APIRouter, FastAPI

from api.deps import Res
from api.guard import anyone
from api.stack import idempotency
from api.stack.answering import resources_of
from infra.answers import Answers
from infra.settings import Settings
from services.events.service import announce
from tests.api.stack.serving import built, opened

LEASE_S = 1.0  # whoever comes next need not wait as long as a request may take
GUEST = {"Cookie": f"tripwright_guest={'7' * 32}"}


def die_at(line: str) -> None:
    if os.environ.get("DIES_AT") == line:
        os.kill(os.getpid(), signal.SIGKILL)


def routes(router: APIRouter) -> None:
    @router.post("/write/{name}", status_code=201, dependencies=[anyone()])
    async def write(name: str, res: Res) -> dict[str, str]:
        async with res.in_tenant() as session:
            announce(session, res.tenant, name, None)
            await session.flush()
            die_at("written")
        die_at("committed")
        return {"made": name}


class DyingAnswers(Answers):
    """Dies around the keeping of an answer."""

    async def keep(self, *arguments, **named) -> None:
        die_at("answered")
        await super().keep(*arguments, **named)
        die_at("kept")


def prepare(app: FastAPI) -> None:
    scope = {"app": app}
    resources = resources_of(scope)
    app.state.answers = DyingAnswers(resources.redis, resources.config.sealer, LEASE_S)
    assert idempotency._answers_of(scope) is app.state.answers


async def main(name: str) -> None:
    app = built(Settings(), routes)
    async with opened(app) as client:
        prepare(app)
        answer = await client.post(f"/v1/test/write/{name}", headers={**GUEST, "Idempotency-Key": name})
    sys.stderr.write(f"lived on: {answer.status_code} {answer.text}\n")


if __name__ == "__main__":
    pairs, children = sys.argv[1:], {}
    for name, line in zip(pairs[::2], pairs[1::2], strict=True):
        child = os.fork()
        if child == 0:
            os.environ["DIES_AT"] = line
            asyncio.run(main(name))
            os._exit(0)
        children[line] = child
    for line, child in children.items():
        sys.stdout.write(f"{line} {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")

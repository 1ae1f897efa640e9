"""Our own API as whoever asks may use it: every dialect is a client of it, with its caller's own credentials.

So permissions, quotas, limits and idempotency are those of the routes, written once. `api.dialects.inside` asks from
within this process; `api.dialects.mcp.remote` asks a product elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from domain.events import LoggedEvent
from infra.events import START


@dataclass(frozen=True)
class Answer:
    """What a route answered; `body` as it came."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        return self.status < 400

    @property
    def content(self) -> Any:
        """The JSON of the body."""
        return json.loads(self.body) if self.body else None


class Refused(Exception):
    """A route said no; what it answered is told to the caller as it is."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(reason_of(answer))
        self.answer = answer


def reason_of(answer: Answer) -> str:
    """Why, in a sentence: of a problem document its detail, with the fields that are wrong."""
    try:
        problem = answer.content
    except ValueError:
        problem = None
    if not isinstance(problem, dict):
        return f"the server answered {answer.status}"
    return str(problem.get("detail") or problem.get("title") or f"the server answered {answer.status}")


class House(Protocol):
    """The API and the logs of its runs."""

    async def ask(self, method: str, path: str, body: Any = None, key: str | None = None) -> Answer:
        """`path` with its query; `key` is the write's Idempotency-Key."""

    def follow(self, run_id: UUID, after: str = START) -> AsyncIterator[LoggedEvent | None]:
        """A run's events as they come, for ever; None now and then where none come. Raises Refused or NotFound."""


async def asked(house: House, method: str, path: str, body: Any = None, key: str | None = None) -> Any:
    """The JSON of an answer; raises Refused for any other than a success."""
    answer = await house.ask(method, path, body, key)
    if not answer.ok:
        raise Refused(answer)
    return answer.content

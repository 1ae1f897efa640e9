"""Language-model calls recorded to a file and replayed from it, so that a run with a key can be repeated without one.

A tape is JSON lines, one call each: the request, its hash, which take of that request it is, and the
response. Keys, addresses and headers are no part of a request, so a tape can be given away.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.harness.canonical import sha256_of
from evals.harness.suite import Context


class ModelRequest(BaseModel):
    """What decides the answer: which model, the messages as on the wire, and settings such as temperature or tools."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    messages: tuple[dict[str, Any], ...]
    settings: dict[str, Any] = {}

    @property
    def hash(self) -> str:
        return sha256_of(self)


class ModelResponse(BaseModel):
    """`body` is the provider's answer as JSON; `cost_minor` in minor units of `currency`, None when unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    served_by: str
    body: dict[str, Any] = {}
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost_minor: int | None = None
    currency: str = "USD"


Ask = Callable[[ModelRequest], Awaitable[ModelResponse]]
"""A language-model call; what issue C's providers, a recorder and a player all are."""


class Take(BaseModel):
    """One line of a tape. Take 0 is the first repeat's answer, take 1 the second's …"""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hash: str
    take: int = Field(default=0, ge=0)
    request: ModelRequest
    response: ModelResponse


class TapeUnusable(LookupError):
    """A tape is missing or damaged; the message names the file and the line."""


class NotOnTape(LookupError):
    """The request was not recorded; the message names its hash. Record it, or ask what was recorded."""


@dataclass(frozen=True)
class Recorder:
    """Asks the model and writes the answer down; several processes may write to one tape."""

    ask: Ask
    path: Path
    take: int = 0

    async def __call__(self, request: ModelRequest) -> ModelResponse:
        response = await self.ask(request)
        line = Take(hash=request.hash, take=self.take, request=request, response=response).model_dump_json() + "\n"
        with self.path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
        return response


@dataclass(frozen=True)
class Player:
    """Answers from a tape and never from anywhere else; a request recorded twice in one take has its last answer."""

    responses: dict[tuple[str, int], ModelResponse]
    path: Path
    take: int = 0
    model: str = ""
    """The model of the tape's first call, for callers that ask whichever was recorded."""

    async def __call__(self, request: ModelRequest) -> ModelResponse:
        wanted = request.hash
        found = self.responses.get((wanted, self.take))
        if found is None:
            takes = sorted(take for known, take in self.responses if known == wanted)
            there = f"it has takes {takes} of it" if takes else f"it has {len(self.responses)} other answers"
            raise NotOnTape(f"{self.path.name} has no answer to request {wanted}, take {self.take}; {there}")
        return found


def load_tape(path: Path, take: int = 0) -> Player:
    """Raises TapeUnusable for a file that is missing, damaged, or altered so that a hash no longer fits."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise TapeUnusable(f"the tape {path} cannot be read: {error}") from error
    responses: dict[tuple[str, int], ModelResponse] = {}
    model = ""
    for number, line in enumerate(lines, start=1):
        try:
            recorded = Take.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            raise TapeUnusable(f"{path}, line {number}: not a recorded call ({error})") from error
        if recorded.request.hash != recorded.hash:
            raise TapeUnusable(f"{path}, line {number}: the request is not the one that was recorded")
        responses[recorded.hash, recorded.take] = recorded.response
        model = model or recorded.request.model
    return Player(responses, path, take, model)


def check_model(spec: str) -> str:
    """The `--model` option as given; raises TapeUnusable where it cannot be used."""
    if spec:
        load_tape(_tape_path(spec))
    return spec


@dataclass(frozen=True)
class Model:
    """A run's language model: its name for requests, and what it costs and who served noted with the sample."""

    name: str
    ask: Ask
    context: Context

    async def __call__(self, request: ModelRequest) -> ModelResponse:
        response = await self.ask(request)
        notes = self.context.notes
        if notes.cost_minor is not None:
            known = response.cost_minor is not None and response.currency == notes.currency
            notes.cost_minor = notes.cost_minor + (response.cost_minor or 0) if known else None
        if response.served_by not in notes.served_by:
            notes.served_by.append(response.served_by)
        return response


def open_model(context: Context) -> Model | None:
    """The run's language model; None when the run has none."""
    if not context.options.model:
        return None
    player = load_tape(_tape_path(context.options.model), context.repeat)
    return Model(player.model, player, context)


def _tape_path(spec: str) -> Path:
    kind, _, name = spec.partition(":")
    if kind != "tape" or not name:
        raise TapeUnusable(f"{spec!r} is not tape:FILE")
    return Path(name)

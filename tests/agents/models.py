"""Language models for tests of agents: they answer what the test says, in the shape of the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from domain.errors import AllProvidersFailed, Failure, Unavailable
from tools.llm.contract import Filled, OnText, Prompted, Written

F = TypeVar("F", bound=BaseModel)
Thought = Callable[[str, str], Mapping[str, Any]]


@dataclass
class ScriptedModels:
    """Stands in for `tools.llm` where a test is about what the agent makes of an answer, whoever gave it.

    `forms` by the form's class name; `texts` one after the other, each a sequence of pieces, in which None is a stream
    that was cut and begins anew. What is missing has failed everywhere.
    """

    forms: Mapping[str, Thought] = field(default_factory=dict)
    texts: Sequence[Sequence[str | None]] = ()
    asked: list[Prompted] = field(default_factory=list)

    async def fill(self, asked: Prompted, form: type[F]) -> Filled[F]:
        self.asked.append(asked)
        thought = self.forms.get(form.__name__)
        try:
            return Filled(form.model_validate(thought(asked.system, asked.user)), "gemini", "m", "primary")
        except (TypeError, ValidationError) as error:
            raise _failed(str(error)) from error

    async def write(self, asked: Prompted, on_text: OnText) -> Written:
        self.asked.append(asked)
        if not self.texts:
            raise _failed("no text")
        pieces, self.texts = self.texts[0], self.texts[1:]
        told: list[str] = []
        for piece in pieces:
            await on_text(piece)
            told = [] if piece is None else [*told, piece]
        if None in pieces and pieces[-1] is None:
            raise _failed("cut")
        return Written("".join(told), "gemini", "m", "fallback" if None in pieces else "primary")


def _failed(why: str) -> AllProvidersFailed:
    return AllProvidersFailed("llm", [Unavailable("gemini", why, Failure.MALFORMED)])

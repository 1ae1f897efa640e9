"""Models that do whatever a stranger's text in their prompt tells them to, as far as the form lets them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from tests.emulators import thoughts
from tools.llm.contract import Filled, OnText, Prompted, Written

F = TypeVar("F", bound=BaseModel)


@dataclass
class ObedientModels:
    """The malicious mind of `tests.emulators.thoughts`, without the wire between."""

    asked: list[Prompted] = field(default_factory=list)

    async def fill(self, asked: Prompted, form: type[F]) -> Filled[F]:
        self.asked.append(asked)
        with thoughts.possessed():
            return Filled(
                form.model_validate(thoughts.THOUGHTS[form.__name__](asked.system, asked.user)),
                "obedient",
                "m",
                "primary",
            )

    async def write(self, asked: Prompted, on_text: OnText) -> Written:
        self.asked.append(asked)
        with thoughts.possessed():
            text = thoughts.tell(asked.system, asked.user)
        for at in range(0, len(text), 37):
            await on_text(text[at : at + 37])
        return Written(text, "obedient", "m", "primary")

"""A text that is proposed for a trip: nothing is changed until somebody accepts it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from agents.asking import RULES, WRITING_S, level_of, prompted, write
from agents.writing.facts import TripFacts
from agents.writing.guard import Dropped, Guard, Sentences, guard_of, paragraphs
from agents.writing.tongues import language_name
from domain.itinerary import Itinerary
from tools.llm.contract import Models

OnSentence = Callable[[str | None], Awaitable[None]]
"""Takes sentences that passed the guard; None: forget what was told."""


@dataclass(frozen=True)
class Proposal:
    """`level` is who wrote it, the rules or a model by its name; `dropped` are sentences that went beyond the facts."""

    text: str
    language: str
    level: str = RULES
    dropped: tuple[Dropped, ...] = ()


async def nobody(_: str | None) -> None:
    return None


async def compose(
    models: Models | None,
    task: str,
    facts: TripFacts,
    itinerary: Itinerary,
    inputs: Mapping[str, Any] | None = None,
    *,
    agent: str = "writing",
    tone: str | None = "",
    on_sentence: OnSentence = nobody,
    limit_s: float = WRITING_S,
) -> Proposal | None:
    """A text by a model, every sentence through the guard; None without a model or when nothing of it holds."""
    if models is None:
        return None
    language = {"language": language_name(facts.language)} | ({} if tone is None else {"tone": tone})
    asked = prompted(agent, task, {"facts": facts.told, **language, **(inputs or {})})
    held = Held(guard_of(facts, itinerary, asked.system), on_sentence)
    written = await write(models, asked, held.take, limit_s)
    if written is None:
        return None
    await held.close()
    text = paragraphs(held.told)
    return Proposal(text, facts.language, level_of(written), tuple(held.dropped)) if text else None


class Held:
    """Holds pieces of a stream back until they are sentences that may be said."""

    def __init__(self, guard: Guard, on_sentence: OnSentence) -> None:
        self._guard, self._on_sentence, self._sentences = guard, on_sentence, Sentences()
        self.told: list[str] = []
        self.dropped: list[Dropped] = []

    async def take(self, piece: str | None) -> None:
        if piece is None:
            self._sentences, self.told, self.dropped = Sentences(), [], []
            await self._on_sentence(None)
            return
        for sentence in self._sentences.feed(piece):
            await self._pass(sentence)

    async def close(self) -> None:
        for sentence in self._sentences.rest():
            await self._pass(sentence)

    async def _pass(self, sentence: str) -> None:
        if not sentence.strip():
            return
        kept, why = self._guard.check(sentence)
        if why:
            self.dropped.append(Dropped(sentence.strip(), why))
            return
        end = "\n" if sentence.endswith("\n") else " "
        self.told.append(kept + end)
        await self._on_sentence(kept + end)

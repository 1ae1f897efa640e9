"""A planned trip told in words while they are written: summary, day titles and stories."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field

from agents.asking import RULES, WRITING_S, level_of, prompted, write
from agents.writing.facts import facts_of
from agents.writing.guard import Dropped, Guard, Sentences, guard_of, paragraphs
from agents.writing.tongues import language_name
from domain.itinerary import Day, Itinerary
from domain.request import TripRequest
from tools.llm.contract import Models

OnSummary = Callable[[str | None], Awaitable[None]]
"""Takes sentences of the summary as they pass; None: forget what was told."""
OnDay = Callable[[int, Day], Awaitable[None]]
"""Takes a day with its new words; 1 is the first."""
_HEAD = re.compile(r"^\W*#{1,3}\s*(?:(?P<summary>summary)|day\s+(?P<day>\d{1,2}))\W*$", re.IGNORECASE)
_TITLE_WORDS = 14
_TOKENS_A_DAY = 260


@dataclass(frozen=True)
class ToldTrip:
    """The trip in words; `level` is who wrote them, `dropped` what went beyond the facts."""

    itinerary: Itinerary
    level: str = RULES
    dropped: tuple[Dropped, ...] = ()


async def tell_trip(
    models: Models | None,
    request: TripRequest,
    itinerary: Itinerary,
    *,
    days: Collection[int] | None = None,
    on_summary: OnSummary,
    on_day: OnDay,
    limit_s: float = WRITING_S,
) -> ToldTrip:
    """Summary, titles and stories by a model, or only those of `days` (1 is the first); else the trip as it is.

    What no sentence is left of keeps the words that it has.
    """
    numbers = list(range(1, len(itinerary.days) + 1)) if days is None else sorted(days)
    if models is None or not numbers:
        return ToldTrip(itinerary)
    facts = facts_of(request, itinerary, days=numbers)
    inputs = {"facts": facts.told, "language": language_name(facts.language), "tone": "", "days": numbers}
    tokens = 300 + _TOKENS_A_DAY * len(numbers)
    asked = prompted("writing", "trip", inputs | {"with_summary": days is None}, max_tokens=tokens)
    told = _Telling(itinerary, guard_of(facts, itinerary, asked.system), frozenset(numbers), on_summary, on_day)
    written = await write(models, asked, told.take, limit_s)
    if written is None:
        return ToldTrip(itinerary)
    await told.close()
    if not told.kept:
        return ToldTrip(itinerary, dropped=tuple(told.dropped))
    return ToldTrip(told.itinerary, level_of(written), tuple(told.dropped))


@dataclass
class _Telling:
    """Sorts a stream into its parts, and lets through what the guard lets through."""

    first: Itinerary
    guard: Guard
    numbers: frozenset[int]
    on_summary: OnSummary
    on_day: OnDay
    itinerary: Itinerary = field(init=False)
    dropped: list[Dropped] = field(default_factory=list)
    kept: int = 0
    _sentences: Sentences = field(default_factory=Sentences)
    _part: int | None = None  # 0 is the summary
    _lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.itinerary = self.first

    async def take(self, piece: str | None) -> None:
        if piece is None:
            self.itinerary, self.dropped, self.kept = self.first, [], 0
            self._sentences, self._part, self._lines = Sentences(), None, []
            await self.on_summary(None)
            return
        for sentence in self._sentences.feed(piece):
            await self._hear(sentence)

    async def close(self) -> None:
        for sentence in self._sentences.rest():
            await self._hear(sentence)
        await self._finish()

    async def _hear(self, sentence: str) -> None:
        if head := _HEAD.match(sentence.strip()):
            await self._finish()
            self._part = 0 if head["summary"] else int(head["day"])
            return
        if self._part is None or not sentence.strip():
            return
        said, why = self.guard.check(sentence)
        if why:
            self.dropped.append(Dropped(sentence.strip(), why))
            said = ""
        self.kept += bool(said)
        self._lines.append(said + ("\n" if sentence.endswith("\n") else " "))
        if self._part == 0 and said:
            await self.on_summary(said + " ")

    async def _finish(self) -> None:
        """The part that was told so far is whole."""
        text, part = "".join(self._lines), self._part
        self._lines = []
        if part == 0 and text.strip():
            self.itinerary = self.itinerary.model_copy(update={"summary": " ".join(paragraphs([text]).split("\n"))})
        elif part is not None and part in self.numbers and text.strip():
            await self._day(part, text)

    async def _day(self, number: int, text: str) -> None:
        """The first line is the title, unless the guard left nothing of it or it is a sentence of the story."""
        title, _, story = text.partition("\n")
        day = self.itinerary.days[number - 1]
        if len(title.split()) > _TITLE_WORDS:
            title, story = "", text
        words = {"title": title.strip(" .*:"), "story": " ".join(paragraphs([story]).split("\n"))}
        changed = day.model_copy(update={name: said for name, said in words.items() if said})
        days = (*self.itinerary.days[: number - 1], changed, *self.itinerary.days[number:])
        self.itinerary = self.itinerary.model_copy(update={"days": days})
        await self.on_day(number, changed)

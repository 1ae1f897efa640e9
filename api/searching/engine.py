"""Asks all providers of one or more capabilities at once and tells what is known after every answer.

What the slowest does never delays what the fastest has said: each answer is merged, sorted and told when it comes.
At the deadline whoever is missing is named. Closing the stream gives up waiting for everybody.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from api.searching.events import Answered, Done, Elsewhere, Facet, Item, Results, Site, frame
from domain.errors import Failure, ProviderError, Unavailable
from domain.place import Source
from infra.ending import end
from tools.capability import Served
from tools.chain import Chain

Thing = TypeVar("Thing", bound=BaseModel)
DEADLINE_S = 15.0
Answers = Mapping[str, Sequence[Any]]
_Heard = tuple[str, str, Served[Any] | ProviderError]


@dataclass(frozen=True)
class Asked:
    """A question to every provider of a chain; `part` names it among the search's others."""

    part: str
    chain: Chain[Any, Any]
    query: Any


@dataclass(frozen=True)
class Search(Generic[Thing]):
    """What one kind of search is.

    `combine` makes results out of all answers so far (by part, in the providers' order), best first, unfiltered;
    `keep` is the filter; `sources` are who says so of a result; `rule` says in words how `combine` sorts;
    `present` makes a result ready to be shown; `elsewhere` are sites that sell the same and cannot be asked.
    """

    asked: tuple[Asked, ...]
    combine: Callable[[Answers], Sequence[Thing]]
    keep: Callable[[Thing], bool]
    sources: Callable[[Thing], Sequence[Source]]
    facets: Callable[[Sequence[Thing]], tuple[Facet, ...]]
    counts: Callable[[Any], tuple[int, int]]
    rule: str
    limit: int
    present: Callable[[Thing], Thing] = lambda thing: thing
    elsewhere: tuple[Site, ...] = ()


async def stream(search: Search[Thing], deadline_s: float = DEADLINE_S) -> AsyncGenerator[str, None]:
    """The search as frames; ends with `done`."""
    known: _Known[Thing] = _Known(search)
    if search.elsewhere:
        yield frame("elsewhere", Elsewhere(sites=search.elsewhere))
    for part, provider in _out_of_reach(search.asked):
        unreachable = Unavailable(provider, "cannot be reached, or was not ready", Failure.NETWORK)
        yield frame("provider", known.note(part, provider, unreachable))
    async with aclosing(_answers(search.asked, deadline_s)) as heard:
        async for part, provider, answer in heard:
            if isinstance(answer, Served):
                changed = known.learn(part, provider, answer.value)
                yield frame("results", changed)
            yield frame("provider", known.note(part, provider, answer))
    yield frame("done", known.done())


def _out_of_reach(asked: Sequence[Asked]) -> list[tuple[str, str]]:
    """Those that would be asked if they had been ready when they were opened."""
    return [
        (one.part, adapter.name)
        for one in asked
        for adapter in one.chain.refused
        if adapter.name not in one.chain.settings.disabled
    ]


async def _answers(asked: Sequence[Asked], deadline_s: float) -> AsyncGenerator[_Heard, None]:
    """Every provider's answer, or why there is none, of all questions, as it comes."""
    heard: asyncio.Queue[_Heard | None] = asyncio.Queue()
    listening = [asyncio.create_task(_listen(one, deadline_s, heard)) for one in asked]
    try:
        left = len(listening)
        while left:
            answer = await heard.get()
            if answer is None:
                left -= 1
            else:
                yield answer
        await asyncio.gather(*listening)
    finally:
        await end(*listening)


async def _listen(one: Asked, deadline_s: float, heard: asyncio.Queue[_Heard | None]) -> None:
    """A question that a provider refuses for everybody's sake is told as that provider's answer."""
    try:
        async with aclosing(one.chain.as_they_come(one.query, deadline_s)) as coming:  # type: ignore[type-var]
            async for provider, answer in coming:
                heard.put_nowait((one.part, provider, answer))
    except ProviderError as refusal:
        heard.put_nowait((one.part, refusal.provider, refusal))
    finally:
        heard.put_nowait(None)


@dataclass
class _Known(Generic[Thing]):
    """What a search has learned so far."""

    search: Search[Thing]
    begun: float = field(default_factory=time.perf_counter)
    answers: dict[tuple[str, str], Any] = field(default_factory=dict)
    providers: list[Answered] = field(default_factory=list)
    fitting: list[Thing] = field(default_factory=list)
    filtered_out: int = 0
    shown: dict[str, Thing] = field(default_factory=dict)
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)
    _count: int = 0

    def learn(self, part: str, provider: str, answer: Any) -> Results[Thing]:
        """Merge an answer in; what of the results it changed."""
        self.answers[part, provider] = answer
        found = self.search.combine(self._by_part())
        self.fitting = [thing for thing in found if self.search.keep(thing)]
        self.filtered_out = len(found) - len(self.fitting)
        shown = self._named(self.fitting[: self.search.limit])
        before, self.shown = self.shown, shown
        return Results[Thing](
            added=tuple(Item[Thing](id=i, offer=thing) for i, thing in shown.items() if i not in before),
            updated=tuple(
                Item[Thing](id=i, offer=thing) for i, thing in shown.items() if i in before and before[i] != thing
            ),
            order=tuple(shown),
        )

    def note(self, part: str, provider: str, answer: Served[Any] | ProviderError) -> Answered:
        """How a provider did, in the words of the stream."""
        told = self._told(part, provider, answer)
        self.providers.append(told)
        return told

    def done(self) -> Done:
        missing = tuple(told.provider for told in self.providers if not told.answered)
        return Done(
            complete=not missing,
            total=len(self.fitting),
            shown=len(self.shown),
            filtered_out=self.filtered_out,
            rule=self.search.rule,
            facets=self.search.facets(self.fitting),
            providers=tuple(self.providers),
            missing=missing,
            ms=self._ms(),
        )

    def _by_part(self) -> dict[str, list[Any]]:
        """The answers of each part in the order in which its providers are preferred."""
        return {
            one.part: [self.answers[one.part, name] for name in one.chain.order if (one.part, name) in self.answers]
            for one in self.search.asked
        }

    def _named(self, things: Sequence[Thing]) -> dict[str, Thing]:
        """Each by an id that stays: that of the first of its sources that was ever told of."""
        named: dict[str, Thing] = {}
        for thing in things:
            keys = [(source.provider, source.reference) for source in self.search.sources(thing)]
            free = (self._ids[key] for key in keys if key in self._ids and self._ids[key] not in named)
            own = next(free, None) or self._new_id()
            named[own] = self.search.present(thing)
            for key in keys:
                self._ids.setdefault(key, own)
        return named

    def _new_id(self) -> str:
        self._count += 1
        return f"r{self._count}"

    def _told(self, part: str, provider: str, answer: Served[Any] | ProviderError) -> Answered:
        if isinstance(answer, Served):
            offers, dropped = self.search.counts(answer.value)
            return Answered(
                provider=provider,
                part=part,
                answered=True,
                offers=offers,
                dropped=dropped,
                ms=self._ms(),
                freshness=answer.freshness,
                read_at=answer.read_at,
            )
        kind = answer.kind if isinstance(answer, Unavailable) else Failure.REFUSED
        return Answered(provider=provider, part=part, answered=False, ms=self._ms(), failure=kind, message=str(answer))

    def _ms(self) -> int:
        return round((time.perf_counter() - self.begun) * 1000)

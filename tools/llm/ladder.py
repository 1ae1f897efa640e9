"""The models in their order, and what serves when money or models run out.

Down the ladder, visible in `level`: the first provider, the next ones, their cheaper models when the budget
has no room for the dearer, an answer kept from before; below stands AllProvidersFailed, and the caller's rules.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeVar

from pydantic import BaseModel

from domain.errors import AllProvidersFailed, Failure, ProviderError, Unavailable
from tools.adapter import Caller
from tools.chain import Chain
from tools.line.call import Call, Usage
from tools.llm.chat import ChatAdapter
from tools.llm.contract import LLM, Asked, Completion, Filled, Level, OnText, Prompted, Written
from tools.llm.forms import Misfilled, form_of, schema_of
from tools.llm.payment import Payment
from tools.llm.purse import Purse
from tools.llm.recall import Recall, Recalled
from tools.llm.telling import Teller

F = TypeVar("F", bound=BaseModel)
R = TypeVar("R")
_LEAST_TOKENS = 256


@dataclass(frozen=True)
class Rung:
    """One model that is to be asked, and how long it has."""

    adapter: ChatAdapter
    asked: Asked
    level: Level
    within_s: float


@dataclass(frozen=True)
class Ladder:
    """The `Models` of one caller."""

    chain: Chain[Asked, Completion]
    purse: Purse
    stall_s: float = 10.0

    def on_behalf_of(self, caller: Caller) -> Ladder:
        """The same models on another's account."""
        return replace(self, chain=self.chain.on_behalf_of(caller))

    async def warm(self) -> None:
        """Make the first model ready, for a process that has just begun."""
        first = self.chain.get_adapter(self.chain.order[0]) if self.chain.order else None
        if isinstance(first, ChatAdapter):
            await first.warm()

    async def fill(self, asked: Prompted, form: type[F]) -> Filled[F]:
        question = Asked(asked, schema_of(form))
        if (kept := await self._kept(question, form, fresh=True)) is not None:
            return kept
        try:
            filled = await self._down(question, lambda rung: self._filled(rung, form))
        except AllProvidersFailed:
            if (kept := await self._kept(question, form, fresh=False)) is not None:
                return kept
            raise
        if filled.level != "cheaper":
            await self._recall.keep(question, filled.form.model_dump_json(), filled.provider, filled.model)
        return filled

    async def write(self, asked: Prompted, on_text: OnText) -> Written:
        question, teller = Asked(asked), Teller(on_text, self.stall_s)
        kept = await self._recalled(question, fresh=True)
        if kept is None:
            try:
                written = await self._down(question, lambda rung: self._written(rung, teller))
            except AllProvidersFailed:
                kept = await self._recalled(question, fresh=False)
                if kept is None:
                    raise
            else:
                if written.level != "cheaper":
                    await self._recall.keep(question, written.text, written.provider, written.model)
                return written
        await on_text(kept.text)
        return Written(kept.text, kept.provider, kept.model, "cached")

    async def _down(self, question: Asked, work: Callable[[Rung], Awaitable[R]]) -> R:
        """The first that serves; once the budget refuses, cheaper models alone are asked."""
        failures: list[ProviderError] = []
        poor = False
        for name, within_s in self._in_time(question.prompted.within_s):
            for rung in self._rungs(name, question, within_s, poor=poor):
                try:
                    await rung.adapter.warm(rung.asked.prompted.tier)
                    return await work(rung)
                except Unavailable as failure:
                    failures.append(failure)
                    if failure.kind is not Failure.OVER_BUDGET:
                        break
                    poor = True
        raise AllProvidersFailed(LLM.name, failures)

    def _rungs(self, name: str, question: Asked, within_s: float, *, poor: bool) -> Iterator[Rung]:
        adapter = self.chain.get_adapter(name)
        if not isinstance(adapter, ChatAdapter):
            return
        level: Level = "primary" if name == self.chain.order[0] else "fallback"
        if not poor or question.prompted.tier == "cheap":
            yield Rung(adapter, question, level, within_s)
        if question.prompted.tier == "strong":
            yield Rung(adapter, _cheaper(question), "cheaper", within_s)

    async def _filled(self, rung: Rung, form: type[F]) -> Filled[F]:
        """A valid form; an invalid one is shown what is wrong with it, once."""

        async def work(usage: Usage) -> Filled[F]:
            payment = self._payment(rung, usage)
            first = await payment.of(rung.asked, lambda spent: rung.adapter.complete(rung.asked, spent))
            try:
                return _filled(form_of(first.text, form), rung, first)
            except Misfilled as wrong:
                again = replace(rung.asked, said=first.text, wrong=str(wrong))
            second = await payment.of(again, lambda spent: rung.adapter.complete(again, spent))
            try:
                return replace(_filled(form_of(second.text, form), rung, second), repaired=True)
            except Misfilled as wrong:
                raise Unavailable(rung.adapter.name, f"no valid form: {wrong}", Failure.MALFORMED) from wrong

        return await self.chain.line.run(self._call(rung), work, within_s=rung.within_s)

    async def _written(self, rung: Rung, teller: Teller) -> Written:
        """A whole text, told as it comes; what was told of one that broke off is taken back."""

        async def work(usage: Usage) -> Written:
            async def told(spent: Usage) -> str:
                return await teller.tell(rung.adapter.stream(rung.asked, spent), rung.adapter.name)

            text = await self._payment(rung, usage).of(rung.asked, told)
            return Written(text, rung.adapter.name, usage.model, rung.level)

        try:
            written = await self.chain.line.run(
                self._call(rung), work, within_s=rung.within_s, may_retry=lambda: not teller.told
            )
        except Unavailable:
            await teller.take_back()
            raise
        teller.raise_what_it_heard()
        return written

    async def _kept(self, question: Asked, form: type[F], *, fresh: bool) -> Filled[F] | None:
        kept = await self._recalled(question, fresh=fresh)
        if kept is None:
            return None
        try:
            return Filled(form_of(kept.text, form), kept.provider, kept.model, "cached")
        except Misfilled:  # a form of that name was another once
            return None

    async def _recalled(self, question: Asked, *, fresh: bool) -> Recalled | None:
        begun, at = time.perf_counter(), datetime.now(UTC)
        found = await self._recall.find(question, fresh=fresh)
        adapter = self.chain.get_adapter(found.provider) if found else None
        if found is not None and adapter is not None:
            usage = Usage(model=found.model)
            call = Call(LLM, adapter, self.chain.settings, self.chain.caller, question.prompted.task)
            self.chain.line.meter(call.record(at, "cached", time.perf_counter() - begun, 0, usage, Decimal(0)))
        return found

    @property
    def _recall(self) -> Recall:
        fresh_s = self.chain.settings.keep_s or LLM.keep_s
        return Recall(self.chain.line.memory, self.chain.caller.tenant, fresh_s)

    def _call(self, rung: Rung) -> Call[Asked, Completion]:
        return Call(LLM, rung.adapter, self.chain.settings, self.chain.caller, rung.asked.prompted.task)

    def _payment(self, rung: Rung, usage: Usage) -> Payment:
        unit_usd = self.chain.line.prices_usd.get(rung.adapter.name)
        return Payment(self.purse, self.chain.caller, rung.adapter, usage, rung.within_s, unit_usd)

    def _in_time(self, asked_s: float | None) -> Iterator[tuple[str, float]]:
        """Who is asked next and for how long; in a hurry one that hangs leaves half of the time to the next."""
        until = time.monotonic() + min(self.chain.settings.deadline_s, asked_s or self.chain.settings.deadline_s)
        order = self.chain.order
        for name in order:
            left_s = until - time.monotonic()
            share_s = left_s / 2 if asked_s is not None and name != order[-1] else left_s
            if left_s > 0:
                yield name, min(self.chain.settings.timeout_of(name), share_s)


def _cheaper(question: Asked) -> Asked:
    words = question.prompted
    fewer = max(min(_LEAST_TOKENS, words.max_tokens), words.max_tokens // 2)
    return replace(question, prompted=replace(words, tier="cheap", max_tokens=fewer))


def _filled(form: F, rung: Rung, completion: Completion) -> Filled[F]:
    return Filled(form, rung.adapter.name, completion.model, rung.level)

"""Paying for what one provider is asked: held before each try, settled after it, summed up for the meter."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar
from uuid import uuid4

from domain.errors import Failure, Unavailable
from tools.adapter import Caller
from tools.line.call import Usage
from tools.llm.chat import ChatAdapter
from tools.llm.contract import Asked
from tools.llm.purse import Purse

R = TypeVar("R")
_GRACE_S = 60.0


@dataclass
class Payment:
    """`unit_usd` is what the operator says that the provider asks for an answered call, over any list."""

    purse: Purse
    caller: Caller
    adapter: ChatAdapter
    usage: Usage
    within_s: float
    unit_usd: Decimal | None = None
    _unknown: bool = field(default=False)

    async def of(self, asked: Asked, work: Callable[[Usage], Awaitable[R]]) -> R:
        """What `work` gives, paid for; raises Unavailable(OVER_BUDGET) before it where the budget has no room."""
        most = self.adapter.estimate_cost(asked) if self.unit_usd is None else self.unit_usd
        hold = uuid4()
        self._sum_up(Usage(cost_usd=Decimal(0)))  # nothing is asked yet, whatever becomes of the hold
        refusal = await self.purse.hold(hold, self.caller, most, self.within_s + _GRACE_S)
        if refusal is not None:
            said = f"{refusal.scope} budget: {refusal.left_usd:.4f} of {refusal.limit_usd} USD left, needs {most:.4f}"
            raise Unavailable(self.adapter.name, said, Failure.OVER_BUDGET)
        spent = Usage()
        try:
            result = await work(spent)
            if self.unit_usd is not None:
                spent.cost_usd = self.unit_usd
        finally:
            self._sum_up(spent)
            await asyncio.shield(self.purse.settle(hold, spent.cost_usd))
        return result

    def _sum_up(self, spent: Usage) -> None:
        """One unknown cost makes the sum unknown."""
        usage = self.usage
        usage.model = spent.model or usage.model
        usage.tokens_in = _sum(usage.tokens_in, spent.tokens_in)
        usage.tokens_out = _sum(usage.tokens_out, spent.tokens_out)
        usage.tokens_cached = _sum(usage.tokens_cached, spent.tokens_cached)
        self._unknown = self._unknown or spent.cost_usd is None
        known = (usage.cost_usd or Decimal(0)) + (spent.cost_usd or Decimal(0))
        usage.cost_usd = None if self._unknown else known


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other

"""Many things of one kind, each from the first provider in the order that knows it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from domain.errors import AllProvidersFailed, ProviderError
from tools.chain import Chain

Q = TypeVar("Q")
A = TypeVar("A")
K = TypeVar("K")
_NO_TIME_S = 0.001


async def each_from_the_first(
    chain: Chain[Q, tuple[A, ...]],
    wanted: Sequence[K],
    ask: Callable[[tuple[K, ...]], Q],
    key: Callable[[A], K],
    within_s: float,
) -> tuple[dict[K, A], list[ProviderError]]:
    """What is known of `wanted`, by `key`, and who failed on the way; what nobody knows is left out.

    After `within_s` seconds only those are asked who need no network.
    """
    found: dict[K, A] = {}
    failures: list[ProviderError] = []
    until = time.monotonic() + within_s
    while missing := tuple(one for one in wanted if one not in found):
        try:
            served = await hurried(chain, until - time.monotonic()).execute_with_fallback(ask(missing))
        except AllProvidersFailed as error:
            failures.extend(error.failures)
            break
        failures.extend(served.failures)
        found |= {key(one): one for one in served.value if key(one) in missing}
        chain = after(chain, served.provider)
    return {one: found[one] for one in wanted if one in found}, failures


def hurried(chain: Chain[Q, A], within_s: float) -> Chain[Q, A]:
    """The chain with so many seconds for all, of which one provider has half at most: the next has time, too."""
    within_s = max(_NO_TIME_S, min(chain.settings.deadline_s, within_s))
    hasty = {"deadline_s": within_s, "timeout_s": min(chain.settings.timeout_s, within_s / 2)}
    return replace(chain, settings=chain.settings.model_copy(update=hasty))


def after(chain: Chain[Q, A], provider: str) -> Chain[Q, A]:
    """The chain of those who are asked after a provider."""
    asked = chain.order[: chain.order.index(provider) + 1]
    disabled: Any = (*chain.settings.disabled, *asked)
    return replace(chain, settings=chain.settings.model_copy(update={"disabled": disabled}))

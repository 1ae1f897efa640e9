"""Trying once, and again where that may help: the pause grows, with jitter, and a provider's own word for it holds."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import stamina

from domain.errors import Unavailable
from infra.settings import CapabilitySettings

T = TypeVar("T")
_LONGEST_PAUSE_S = 2.0


@dataclass
class Tries:
    """How often a call has begun, and whether it may begin again."""

    settings: CapabilitySettings
    may_retry: Callable[[], bool]
    count: int = 0

    async def of(self, work: Callable[[], Awaitable[T]]) -> T:
        """The first success, or the last failure raised; the machinery of retries is not set up before it is needed."""
        try:
            return await self._once(work)
        except Unavailable as failure:
            pause = self._pause(failure)
            if pause is False or not self.settings.retries:
                raise
        await asyncio.sleep(pause if pause is not True else self.settings.retry_pause_s * random.uniform(0.5, 1.5))
        async for attempt in stamina.retry_context(
            on=self._pause,
            attempts=self.settings.retries,
            timeout=None,  # the call's own time limit stands around all of this
            wait_initial=2 * self.settings.retry_pause_s,
            wait_jitter=self.settings.retry_pause_s,
            wait_max=_LONGEST_PAUSE_S,
        ):
            with attempt:
                return await self._once(work)
        raise AssertionError("the last attempt raises")

    async def _once(self, work: Callable[[], Awaitable[T]]) -> T:
        self.count += 1
        return await work()

    def _pause(self, error: Exception) -> bool | float:
        """Whether to try again; as a number, after how many seconds, because the provider said so."""
        if not isinstance(error, Unavailable) or not error.kind.passes or not self.may_retry():
            return False
        if error.retry_after_s is None:
            return True
        return error.retry_after_s if error.retry_after_s <= _LONGEST_PAUSE_S else False

"""A bounded process pool, so that nothing CPU-bound ever blocks an event loop."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_TRIES = 2


class ProcessDied(Exception):
    """A call ended its process every time it was tried."""


class Pool:
    """Runs functions in `size` worker processes; one that dies is replaced and its call tried once more.

    `preload` names modules that each process shall have before its first call: they are imported
    once, beginning now, and every process is forked from there when it is needed.
    """

    def __init__(self, size: int, preload: Sequence[str] = ()) -> None:
        self._size, self._preload = size, list(preload)
        self._executor = self._start()

    async def run(self, function: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        """Await `function(*arguments)`; everything in and out must pickle. Raises ProcessDied."""
        assert not named
        loop, broken = asyncio.get_running_loop(), BrokenProcessPool()
        for _ in range(_TRIES):
            executor = self._executor
            try:
                return await loop.run_in_executor(executor, function, *arguments)
            except BrokenProcessPool as error:
                broken = error
                if self._executor is executor:  # the first of those whose process it was starts the next
                    self._executor = self._start()
        raise ProcessDied(f"{_TRIES} times, in {function.__qualname__}") from broken

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        # A forked child would inherit the parent's threads' locks; a server forks clean ones.
        context = multiprocessing.get_context("forkserver")
        if self._preload:
            context.set_forkserver_preload(self._preload)
        forkserver.ensure_running()  # its imports begin now rather than at the first call
        return ProcessPoolExecutor(self._size, mp_context=context, initializer=_begin)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    """A parent that is killed says no goodbye, and its children would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

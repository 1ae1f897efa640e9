"""The end of a process, told to whoever reads before the server cuts them off."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from api.live.hub import Hub

_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_FAREWELL_S = 0.3  # streams end and sockets are closed with 1001; uvicorn alone would say 1012 and wait for streams


@contextmanager
def told_first(hub: Hub) -> Iterator[None]:
    """Until the block ends a signal to stop reaches the readers first, and then the server, which had it before."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    server = {one: handler for one in _SIGNALS if _is_servers(handler := signal.getsignal(one))}
    ending = _Ending(hub, server)
    for one in server:
        signal.signal(one, ending.hear)
    try:
        yield
    finally:
        ending.give_back()


class _Ending:
    def __init__(self, hub: Hub, server: dict[signal.Signals, Any]) -> None:
        self._hub, self._server, self._loop = hub, server, asyncio.get_running_loop()

    def hear(self, number: int, frame: FrameType | None) -> None:
        """A second signal is the server's at once."""
        self.give_back()
        handler = self._server[signal.Signals(number)]
        self._loop.call_soon_threadsafe(self._hub.end_readers)
        self._loop.call_soon_threadsafe(self._loop.call_later, _FAREWELL_S, handler, number, frame)

    def give_back(self) -> None:
        for one, handler in self._server.items():
            if signal.getsignal(one) == self.hear:
                signal.signal(one, handler)


def _is_servers(handler: Any) -> bool:
    return callable(handler) and handler is not signal.default_int_handler

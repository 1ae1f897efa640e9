"""One Chromium for all documents of a process: started when the first is wanted, replaced when it has died.

A page of it can reach nobody: what a document needs is in its HTML.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache

import structlog
from playwright.async_api import Browser, Error, Page, Playwright, Route, async_playwright

from domain.errors import Unavailable
from infra.chromium import find_chromium, start_flags
from infra.ending import end
from infra.settings import Settings

log = structlog.get_logger()
_IDLE_S = 600.0
_TRIES = 2


@dataclass
class BrowserKeeper:
    """`at_once` pages at most; whoever comes then waits for one to be free."""

    chromium_path: str
    at_once: int
    _playwright: Playwright | None = None
    _browser: Browser | None = None
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock)
    _room: asyncio.Semaphore = field(init=False)
    _used_at: float = 0.0
    _next: asyncio.Task[Page] | None = None

    def __post_init__(self) -> None:
        self._room = asyncio.Semaphore(self.at_once)

    @asynccontextmanager
    async def page(self) -> AsyncIterator[Page]:
        """A page of its own, with no network and no scripts but ours. Raises Unavailable where none can be had."""
        async with self._room:
            opened = await self._opened()
            try:
                yield opened
            finally:
                with suppress(Error):
                    await opened.context.close()

    async def _opened(self) -> Page:
        """The page that was made ready beforehand, where there is one; the next is made ready meanwhile."""
        for _ in range(_TRIES):
            browser = await self._alive()
            ready, self._next = self._next, None
            try:
                page = await (ready or _blank(browser))
            except Error as error:  # it died between two documents
                log.warning("the browser is replaced", error=str(error).splitlines()[0])
                await self._drop(browser)
                continue
            self._make_ready(browser)
            return page
        raise Unavailable("chromium", "the browser does not start a page")

    def _make_ready(self, browser: Browser) -> None:
        """The next page, of a browser that is still ours and has none ready."""
        if self._next is None and self._browser == browser:
            self._next = asyncio.create_task(_blank(browser))
            self._next.add_done_callback(lambda made: made.cancelled() or made.exception())

    async def _alive(self) -> Browser:
        async with self._starting:
            self._used_at = asyncio.get_running_loop().time()
            if self._browser is None or not self._browser.is_connected():
                self._next = None  # a page of a browser that died
                self._browser = await self._start()
            return self._browser

    async def _start(self) -> Browser:
        path = await asyncio.to_thread(_found, self.chromium_path)
        if path is None:
            raise Unavailable("chromium", "there is no Chromium; install one and set CHROMIUM_PATH to it")
        if self._playwright is None:
            self._playwright = await async_playwright().start()
        try:
            return await self._playwright.chromium.launch(executable_path=path, args=start_flags())
        except Error as error:
            raise Unavailable("chromium", str(error).splitlines()[0]) from error

    async def rest(self) -> None:
        """Close a browser that nobody has used for ten minutes; the next document starts another."""
        idle = asyncio.get_running_loop().time() - self._used_at > _IDLE_S
        if idle and self._browser is not None and not self._room.locked():
            await self._drop(self._browser)

    async def _drop(self, browser: Browser) -> None:
        """With the page that it has ready; nothing where another has taken its place already."""
        if self._browser is not browser:
            return
        self._browser, ready, self._next = None, self._next, None
        if ready is not None:
            await end(ready)
        with suppress(Error):
            await browser.close()

    async def close(self) -> None:
        if self._browser is not None:
            await self._drop(self._browser)
        if self._playwright is not None:
            with suppress(Exception):
                await self._playwright.stop()
            self._playwright = None


@asynccontextmanager
async def open_browser(settings: Settings) -> AsyncIterator[BrowserKeeper]:
    keeper = BrowserKeeper(settings.chromium_path, settings.document_pages)
    resting = asyncio.create_task(_rest_forever(keeper))
    try:
        yield keeper
    finally:
        await end(resting)
        await keeper.close()


async def _rest_forever(keeper: BrowserKeeper) -> None:
    while True:
        await asyncio.sleep(_IDLE_S / 2)
        await keeper.rest()


@lru_cache(maxsize=4)
def _found(setting: str) -> str | None:
    """Looked for once: to ask Playwright for its own takes a process of Python."""
    return find_chromium(setting)


async def _blank(browser: Browser) -> Page:
    context = await browser.new_context(java_script_enabled=True, offline=True)
    await context.route(lambda address: not address.startswith(("data:", "about:")), _refuse)
    return await context.new_page()


async def _refuse(route: Route) -> None:
    await route.abort("blockedbyclient")

"""From a book's HTML to its PDF."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Error, Page

from agents.rendering.book.finish import Facts, finish, pages_of
from domain.errors import Unavailable
from workers.documents.browser import BrowserKeeper

_PATIENCE_MS = 120_000  # a machine may be busy with many
_NUMBERS = """numbers => {
  for (const one of document.querySelectorAll("[data-page-of]")) one.dataset.page = numbers[one.dataset.pageOf] ?? "";
}"""
_INK = "shown => { document.documentElement.style.visibility = shown; }"
Told = Callable[[str], Awaitable[None]]


async def _silence(step: str) -> None:
    del step


@dataclass(frozen=True)
class Press:
    browser: BrowserKeeper

    async def print(self, html: str, facts: Facts, told: Told = _silence) -> bytes:
        """The finished PDF; `told` hears of each step done. Raises Unavailable where the browser fails."""
        try:
            async with self.browser.page() as page:
                page.set_default_timeout(_PATIENCE_MS)
                await page.set_content(html, wait_until="load")
                await page.evaluate("() => document.fonts.ready.then(() => true)")
                await told("laid_out")
                printed = await _numbered(page)
                await told("printed")
        except Error as error:
            raise Unavailable("chromium", str(error).splitlines()[0]) from error
        return await asyncio.to_thread(finish, printed, facts)


async def _numbered(page: Page) -> bytes:
    """Where the book has contents, printed once without ink to learn on which pages things stand."""
    if await page.query_selector("[data-page-of]"):
        await page.evaluate(_INK, "hidden")
        blank = await page.pdf(prefer_css_page_size=True, tagged=False, outline=False)
        await page.evaluate(_NUMBERS, await asyncio.to_thread(pages_of, blank))
        await page.evaluate(_INK, "")
    return await page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)

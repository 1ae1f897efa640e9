"""A real Chromium for the journeys; what it reports on its console counts as a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

from infra.chromium import start_flags
from infra.embedded import start_postgres, start_redis
from infra.settings import Settings, default_data_dir
from tests.conftest import _worker_number

PATIENCE_MS = 60_000
# The map asks once whether its tiles can be had; a machine without a network says no, and the
# browser notes that whatever the page does.
TILES = "tiles.openfreemap.org"

OpenPage = Callable[..., Awaitable[Page]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey that fails is gone once more, and both are told (`R`): two cores that draw maps keep nobody's pace."""
    for item in items:
        if item.get_closest_marker("browser") is not None:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """CHROMIUM_PATH, else the system's Chromium, else Playwright's own."""
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
    async with async_playwright() as playwright:
        found = await playwright.chromium.launch(executable_path=path, args=start_flags())
        yield found
        await found.close()


@pytest.fixture
def product(test_data_dir: Path) -> Settings:
    """The running product's own servers and keys, as `running_product` has set them."""
    number = _worker_number()
    return Settings(
        data_dir=default_data_dir(),
        database_url=start_postgres(test_data_dir).replace("/postgres?", f"/product_{number}?", 1),
        redis_url=f"{start_redis(test_data_dir)}?db={8 + number}",
    )


@pytest.fixture
async def context(browser: Browser, product_url: str) -> AsyncIterator[BrowserContext]:
    """One visitor at a desk of 1440 × 900."""
    opened = await browser.new_context(
        base_url=product_url,
        viewport={"width": 1440, "height": 900},
        locale="en-GB",
        reduced_motion="reduce",
        service_workers="block",
    )
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    await opened.close()


@pytest.fixture
async def complaints() -> list[str]:
    """Errors on any page's console, and exceptions nobody caught."""
    return []


@pytest.fixture
async def open_page(context: BrowserContext, complaints: list[str]) -> OpenPage:
    """Opens a page at a path, in the visitor's context unless another is given."""

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and TILES not in message.location.get("url", ""):
            complaints.append(f"{message.text} {message.location}")

    async def opened(path: str = "/", within: BrowserContext | None = None) -> Page:
        page = await (within or context).new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(path)
        return page

    return opened


@pytest.fixture
async def page(open_page: OpenPage) -> Page:
    return await open_page()

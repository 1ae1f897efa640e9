"""The page as an installed app: what was opened is readable without a network, and what was private goes with the log-out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("journey"),  # one product for all of them
]
expect.set_options(timeout=PATIENCE_MS)

CONTROLLED = """new Promise((done) => navigator.serviceWorker.controller
  ? done(true)
  : navigator.serviceWorker.addEventListener("controllerchange", () => done(true)))"""
KEPT_TRIPS = """caches.open("private-data").then((cache) => cache.keys())
  .then((kept) => kept.filter(({ url }) => /trips\\/[^/]+$/.test(url)).length)"""
WISH = "2 days in Kyoto in April, two adults, temples and ramen, about 900 euros"


@pytest.fixture
async def installed(browser: Browser, product_url: str) -> AsyncIterator[BrowserContext]:
    """A visitor whose browser lets the service worker in."""
    opened = await browser.new_context(base_url=product_url, locale="en-GB", reduced_motion="reduce")
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    await opened.close()


async def test_a_planned_trip_is_read_without_a_network(installed: BrowserContext) -> None:
    page = await _planned(installed)
    await installed.set_offline(True)
    await page.reload()
    await expect(page.get_by_text("You are offline. What you see is as of")).to_be_visible()
    await expect(page.get_by_role("article")).to_have_count(2)
    await expect(page.get_by_role("heading", name="Good to know")).to_be_visible()
    await expect(page.get_by_text("Emergency", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Certified").click()
    await expect(page.get_by_role("dialog", name="Every claim holds")).to_be_visible()


async def test_what_is_written_offline_stays_in_the_box(installed: BrowserContext) -> None:
    page = await _planned(installed)
    await installed.set_offline(True)
    await expect(page.get_by_text("your words stay in the box")).to_be_visible()
    box = page.get_by_label("Your message")
    await box.fill("One more day")
    await box.press("Enter")
    await expect(box).to_have_value("One more day")
    await expect(page.get_by_role("button", name="Send")).to_be_disabled()
    await installed.set_offline(False)
    await expect(page.get_by_text("You are offline")).to_have_count(0)
    await expect(page.get_by_role("button", name="Send")).to_be_enabled()


async def test_the_log_out_empties_what_was_kept_of_a_person(installed: BrowserContext) -> None:
    page = await _planned(installed)
    await page.evaluate("localStorage.setItem('signed-in', 'yes')")
    await page.goto("/account/profile")  # the server knows of no session, so the page ends it
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    await _until(page, kept=False)


async def test_it_can_be_installed(installed: BrowserContext) -> None:
    page = await installed.new_page()
    await page.goto("/")
    session = await installed.new_cdp_session(page)
    found = await session.send("Page.getAppManifest")
    assert found["errors"] == []
    errors = (await session.send("Page.getInstallabilityErrors"))["installabilityErrors"]
    # A test's context is private, which Chromium never installs from; nothing else may stand in the way.
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []


async def _planned(context: BrowserContext) -> Page:
    """A trip that was planned after the worker has taken the page over."""
    page = await context.new_page()
    await page.goto("/")
    await page.evaluate(CONTROLLED)
    await page.get_by_label("Describe your trip").fill(WISH)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("The plan is ready and certified.")).to_be_attached()
    await expect(page.get_by_role("button", name="Certified")).to_be_visible()
    await _until(page, kept=True)
    return page


async def _until(page: Page, *, kept: bool) -> None:
    """Waits for the trip to be, or to be no longer, among what is kept on the device."""
    async with asyncio.timeout(20):
        while (await page.evaluate(KEPT_TRIPS) > 0) is not kept:
            await asyncio.sleep(0.05)

"""Pictures and sources on the page, with the product on emulated providers."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS
from tests.browser.test_journey import SHORT, planned, say

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("emulated")]  # one product for all of them


@pytest.fixture
async def context(browser: Browser, emulated_url: str) -> Iterator[BrowserContext]:
    opened = await browser.new_context(
        base_url=emulated_url,
        viewport={"width": 1440, "height": 900},
        locale="en-GB",
        reduced_motion="reduce",
        service_workers="block",  # what it asks for goes past `page.route`
    )
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    await opened.close()


async def test_a_trip_shows_photos_with_their_credits_and_says_where_its_facts_come_from(
    page: Page, complaints: list[str], emulated_url: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "image" else None)
    await say(page, SHORT)
    await planned(page)
    hero = page.locator("header figure")
    await expect(hero.get_by_role("img")).to_be_visible()
    await expect(hero.get_by_role("link").first).to_be_visible()
    first = page.get_by_role("article").first
    photo = first.locator("figure img").first
    await photo.scroll_into_view_if_needed()
    await expect(photo).to_have_js_property("complete", True)
    assert await photo.evaluate("image => image.naturalWidth") > 100
    assert await photo.get_attribute("alt")
    await expect(first.locator("figcaption").first).not_to_be_empty()
    own = [url for url in asked if url.startswith(f"{emulated_url}/v1/images/")]
    assert own
    assert {url for url in asked if not url.startswith(emulated_url)} <= _redirected(own), "what we show is asked of us"
    await first.get_by_role("button", name="Source of the place").first.click()
    await expect(page.get_by_role("dialog")).to_contain_text("Atlas, June 2025")
    await page.keyboard.press("Escape")
    sources = page.get_by_role("region", name="Where this comes from")
    await expect(sources.get_by_role("link", name="Google Maps")).to_be_visible()
    await expect(sources).to_contain_text("without a language model")
    assert complaints == []


def _redirected(own: list[str]) -> set[str]:
    """Where our own addresses lead to, because a provider's terms want its pictures loaded from there."""
    answers = (httpx.get(url, follow_redirects=False) for url in own)
    return {answer.headers["location"] for answer in answers if answer.status_code == 302}


async def test_on_a_phone_the_photos_keep_to_the_page(page: Page, complaints: list[str]) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await say(page, SHORT)
    await page.get_by_role("tab", name="Plan").click()
    await planned(page)
    await expect(page.locator("article figure img").first).to_be_attached()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints == []


async def test_a_photo_that_does_not_come_is_drawn_and_nobody_is_credited_for_the_drawing(page: Page) -> None:
    await page.route("**/v1/images/*?w=*", lambda route: route.abort())
    await say(page, SHORT)
    await planned(page)
    first = page.get_by_role("article").first
    await first.locator("figure").first.scroll_into_view_if_needed()  # what is far off is not even asked for
    drawn = first.locator("figure img[src^='/v1/images/drawn/']").first
    await drawn.scroll_into_view_if_needed()
    await expect(drawn).to_have_js_property("complete", True)
    assert await drawn.evaluate("image => image.naturalWidth") > 0
    await expect(first.locator("figure:has(img[src^='/v1/images/drawn/']) figcaption")).to_have_count(0)
    await expect(page.locator("header figure")).to_have_count(0)

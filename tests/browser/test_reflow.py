"""Large letters, narrow pages, and the reader's own colours (WCAG 1.4.1, 1.4.4, 1.4.10, 1.4.11)."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from infra.settings import Settings
from tests.browser.conftest import PATIENCE_MS, OpenPage
from tests.browser.people import log_in, make_account
from tests.browser.test_editing import day, planned, settled, show, stops
from tests.browser.test_sharing import link_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]  # one product for all of them

expect.set_options(timeout=PATIENCE_MS)

# 1280 px at 400 %, and 1440 px at 200 %.
ZOOMED = ({"width": 320, "height": 640}, {"width": 720, "height": 450})
ACCOUNT = ("profile", "security", "sessions", "preferences", "data", "keys")
# What sticks out of the page, or of a part that scrolls downwards; rows that are swiped are meant to be longer.
TOO_WIDE = """() => {
  const swiped = "nav, [role=tablist], ul[class*=strip]";
  const found = [];
  for (const element of document.querySelectorAll("html, main *")) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const scrolls = element === document.documentElement || (overflowX !== "visible" && overflowY !== "hidden");
    if (!scrolls || element.matches(`${swiped}, textarea, .visually-hidden`) || element.clientWidth < 2) continue;
    if (element.scrollWidth > element.clientWidth + 1) found.push(`${element.tagName} ${element.className}`);
  }
  for (const card of document.querySelectorAll("article li > div")) {
    const edge = card.getBoundingClientRect();
    for (const link of card.querySelectorAll("a, button, h3")) {
      const { left, right, width } = link.getBoundingClientRect();
      if (width > 0 && (left < edge.left - 1 || right > edge.right + 1)) found.push(`out of its card: ${link.textContent}`);
      if (link.matches("h3") && width > 0 && width < 90) found.push(`squeezed: ${link.textContent}`);
    }
  }
  return found;
}"""
CHOSEN = """element => {
  const { backgroundColor, borderTopColor, outlineStyle } = getComputedStyle(element);
  return [backgroundColor, borderTopColor, outlineStyle].join();
}"""


async def test_nothing_is_cut_off_or_scrolls_sideways_in_large_letters(open_page: OpenPage) -> None:
    page = await planned(open_page)
    shared = await link_of(page, "view")
    trip = page.url
    found: list[str] = []
    for size in ZOOMED:
        await page.set_viewport_size(size)
        found += await too_wide(page, "/", shared)
        await page.goto(trip)
        await expect(page.get_by_label("Your message")).to_be_visible()
        for tab in ("Chat", "Plan", "Map"):
            await show(page, tab)
            if tab == "Plan":
                await settled(page, tab)
            found += [f"{size['width']} {tab}: {one}" for one in await page.evaluate(TOO_WIDE)]
    assert found == [], "\n".join(found)


async def test_nobodys_account_scrolls_sideways_in_large_letters(open_page: OpenPage, product: Settings) -> None:
    page = await open_page("/account/login")
    await log_in(page, await make_account(product))
    await expect(page.get_by_role("link", name="Account", exact=True)).to_be_visible()
    found: list[str] = []
    for size in ZOOMED:
        await page.set_viewport_size(size)
        found += await too_wide(page, *(f"/account/{part}" for part in ACCOUNT))
    assert found == [], "\n".join(found)


async def too_wide(page: Page, *paths: str) -> list[str]:
    found: list[str] = []
    for path in paths:
        await page.goto(path)
        await expect(page.get_by_role("main").get_by_role("heading", level=2).first).to_be_visible()
        found += [f"{path}: {one}" for one in await page.evaluate(TOO_WIDE)]
    return found


async def test_what_is_chosen_and_what_changes_is_told_without_our_colours(open_page: OpenPage) -> None:
    page = await planned(open_page)
    await page.emulate_media(forced_colors="active")
    assert await page.evaluate("matchMedia('(forced-colors: active)').matches")
    days = page.get_by_role("navigation", name="Days").get_by_role("button")
    await days.nth(0).click()
    await expect(days.nth(0)).to_have_attribute("aria-current", "true")
    assert await looks_of(days.nth(0)) != await looks_of(days.nth(1))

    first, second = (await stops(page, 1))[:2]
    await page.get_by_role("button", name=f"Change {second}", exact=True).click()
    await page.get_by_role("menuitem", name="Lock in place").hover()
    assert await looks_of(page.get_by_role("menuitem", name="Lock in place")) != await looks_of(
        page.get_by_role("menuitem", name="Remove")
    )
    await page.get_by_role("menuitem", name="Lock in place").click()
    await expect(day(page, 1).get_by_label("Locked")).to_be_visible()

    await settled(page, "Plan")
    await page.get_by_label("Your message").fill(f"drop {first}")
    await page.keyboard.press("Enter")
    sides = page.get_by_role("region", name="A change for you to look at").first.get_by_role("radio")
    assert await looks_of(sides.nth(0)) != await looks_of(sides.nth(1))
    await expect(day(page, 1).locator("del")).to_have_text([first])
    await expect(day(page, 1).get_by_text("goes", exact=True)).to_be_visible()
    gone = page.get_by_role("region", name="Route", exact=True).get_by_role("button", name=f"− {first}")
    await gone.focus()
    ring = await gone.evaluate("element => getComputedStyle(element).outlineStyle")
    assert ring == "solid"  # and not the dashes of what goes


async def looks_of(element: Locator) -> str:
    return str(await element.evaluate(CHOSEN))

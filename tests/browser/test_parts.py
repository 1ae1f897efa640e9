"""A part of the page that cannot be fetched says so in its own place; the rest of the page is there."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import PATIENCE_MS
from tests.browser.test_journey import SHORT, planned, say

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]  # one product for all of them

expect.set_options(timeout=PATIENCE_MS)


async def test_a_plan_that_cannot_be_fetched_leaves_the_conversation_and_comes_with_the_next_load(page: Page) -> None:
    await page.route("**/assets/PlanPanel-*.js", lambda route: route.abort())
    await say(page, SHORT)
    lost = page.get_by_role("alert").filter(has_text="This part of the page could not be fetched.")
    await expect(lost).to_be_visible()
    await expect(page.get_by_label("Your message")).to_be_enabled()
    await expect(page.get_by_role("region", name="Route", exact=True)).to_be_visible()
    await page.unroute("**/assets/PlanPanel-*.js")
    await lost.get_by_role("button", name="Reload").click()
    await planned(page)

"""What the plan suggests, the stay that one chooses, and a further change that cannot be: each beside the proposal."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.test_editing import planned, show

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("journey"),  # one product for all of them
]


async def test_a_suggestion_is_proposed_and_stays_open_when_more_cannot_be(open_page: OpenPage) -> None:
    page = await planned(open_page)
    await show(page, "Chat")
    await page.get_by_role("button", name="Start at 10").click()
    card = page.get_by_role("region", name="A change for you to look at").first
    await expect(card).to_be_visible()
    await page.get_by_label("Your message").fill("make it 5 euros in total")
    await page.keyboard.press("Enter")
    await expect(card.get_by_text("The change above stays open.")).to_be_visible()
    await expect(card.get_by_text("at most 5")).to_be_visible()
    await card.get_by_role("button", name="Take").first.click()
    await expect(card).to_have_count(0)


async def test_exactly_the_stay_that_is_chosen_is_shown_as_a_change(open_page: OpenPage) -> None:
    page = await planned(open_page)
    await page.get_by_role("button", name="Choose another stay").click()
    dialog = page.get_by_role("dialog")
    wanted = dialog.get_by_role("listitem").nth(1)
    name = await wanted.locator("bdi").inner_text()
    await wanted.get_by_role("button").click()
    await show(page, "Chat")
    card = page.get_by_role("region", name="A change for you to look at").first
    await expect(card.get_by_text(name).first).to_be_visible()
    await card.get_by_role("button", name="Take").first.click()
    await expect(card).to_have_count(0)
    await show(page, "Plan")
    await expect(page.get_by_role("heading", level=3, name=name)).to_be_visible()

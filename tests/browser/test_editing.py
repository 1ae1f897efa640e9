"""Editing a trip in the page: by hand, by talking, back and forth, at a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE_MS, OpenPage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("journey"),  # one product for all of them
]

WISH = "2 days in Vienna from 12 May 2027, two adults, art"

LINGER_MS = 500  # over a day, before the stop is put down

expect.set_options(timeout=PATIENCE_MS)


async def planned(open_page: OpenPage) -> Page:
    page = await open_page()
    await page.get_by_label("Describe your trip").fill(WISH)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/trips/*")
    await settled(page, "Plan")
    await expect(page.get_by_role("article")).to_have_count(2)
    return page


async def settled(page: Page, tab: str) -> None:
    """The part of the page that is looked at on a phone, with nothing at work."""
    await show(page, tab)
    await expect(page.get_by_role("button", name="Versions")).to_be_visible()
    await expect(page.locator("article[aria-busy=true]")).to_have_count(0)


async def show(page: Page, tab: str) -> None:
    chosen = page.get_by_role("tab", name=tab)
    if await chosen.is_visible():
        await chosen.click()


def day(page: Page, number: int) -> Locator:
    return page.get_by_role("article").nth(number - 1)


async def stops(page: Page, number: int) -> list[str]:
    return await day(page, number).get_by_role("heading", level=3).all_inner_texts()


async def step(page: Page, name: str) -> None:
    button = page.get_by_role("group", name="Changes").get_by_role("button", name=name, exact=True)
    await expect(button).to_be_enabled()
    await button.click()


async def mend_or_leave(page: Page) -> None:
    """What does not hold stays on screen until it is repaired or left; what holds is kept at once."""
    broken = page.get_by_role("alert").filter(has_text="This does not hold as it is")
    undo = page.get_by_role("group", name="Changes").get_by_role("button", name="Undo", exact=True)
    await expect(broken.or_(undo.and_(page.locator(":not([aria-disabled=true])"))).first).to_be_visible()
    if not await broken.is_visible():
        return
    await expect(broken.get_by_role("listitem").first).not_to_be_empty()
    await expect(broken.get_by_text("Looking for repairs")).to_have_count(0)
    repairs = broken.get_by_role("button").filter(has_not_text="Leave it as it was")
    await (repairs.first if await repairs.count() else broken.get_by_role("button", name="Leave it as it was")).click()
    await expect(broken).to_have_count(0)


async def test_a_stop_is_moved_by_keyboard_and_what_that_breaks_is_said(
    open_page: OpenPage, complaints: list[str]
) -> None:
    page = await planned(open_page)
    before = await stops(page, 1)
    handle = page.get_by_role("button", name=f"Move {before[1]}", exact=True)
    await handle.focus()
    await page.keyboard.press("Space")
    said = page.locator("[id^=DndLiveRegion]")
    await expect(said).to_have_text(f"{before[1]} is in your hand.")
    await page.keyboard.press("ArrowUp")
    await expect(said).to_have_text("At the start of day 1.")
    await page.keyboard.press("Escape")
    await expect(said).to_have_text(f"{before[1]} stays where it was.")
    assert await stops(page, 1) == before
    await handle.focus()
    await page.keyboard.press("Space")
    await expect(said).to_have_text(f"{before[1]} is in your hand.")
    await page.keyboard.press("ArrowUp")
    await expect(said).to_have_text("At the start of day 1.")
    await page.keyboard.press("Space")
    await expect(said).to_have_text(re.compile("is put down"))
    await mend_or_leave(page)
    await settled(page, "Plan")
    assert complaints == []


async def test_a_stop_is_dragged_to_another_day_with_the_mouse(open_page: OpenPage, complaints: list[str]) -> None:
    page = await planned(open_page)
    name = (await stops(page, 1))[0]
    handle = page.get_by_role("button", name=f"Move {name}", exact=True)
    await handle.scroll_into_view_if_needed()
    await handle.hover()
    await page.mouse.down()
    target = page.get_by_role("navigation", name="Days").get_by_role("button", name="Day 2")
    for below in (60, 20, 21, 20):  # the plan scrolls while the hand is near its edge, and with it the days
        box = await target.bounding_box()
        assert box is not None
        await page.mouse.move(box["x"] + 20, box["y"] + below, steps=6)
    await expect(page.locator("[id^=DndLiveRegion]")).to_have_text("On day 2.")
    await page.wait_for_timeout(LINGER_MS)
    await page.mouse.up()
    await expect(page.locator("[id^=DndLiveRegion]")).to_have_text(f"{name} is put down. On day 2.")
    await mend_or_leave(page)
    await settled(page, "Plan")
    assert complaints == []


@pytest.mark.parametrize("width", [1440, 390])
async def test_a_change_by_message_is_taken_in_part_undone_redone_and_restored(
    open_page: OpenPage, complaints: list[str], width: int
) -> None:
    page = await planned(open_page)
    await page.set_viewport_size({"width": width, "height": 900})
    await settled(page, "Plan")
    first, second = await stops(page, 1), await stops(page, 2)
    await show(page, "Chat")
    await page.get_by_label("Your message").fill(f"drop {first[0]} and drop {second[0]}")
    await page.keyboard.press("Enter")
    card = page.get_by_role("region", name="A change for you to look at").first
    await expect(card.get_by_role("checkbox")).to_have_count(2)
    await card.get_by_role("checkbox").nth(1).uncheck()
    await show(page, "Plan")
    await expect(day(page, 1).locator("del")).to_have_text([first[0]])
    await show(page, "Chat")
    await card.get_by_role("button", name="Take 1 selected").click()
    await expect(card).to_have_count(0)
    await settled(page, "Plan")
    await expect(day(page, 1).get_by_role("heading", name=first[0], level=3)).to_have_count(0)
    await expect(day(page, 2).get_by_role("heading", name=second[0], level=3)).to_have_count(1)
    await step(page, "Undo")
    await expect(page.get_by_text(re.compile("^Undone: ")).first).to_be_visible()
    await expect(day(page, 1).get_by_role("heading", name=first[0], level=3)).to_have_count(1)
    await step(page, "Redo")
    await expect(day(page, 1).get_by_role("heading", name=first[0], level=3)).to_have_count(0)
    await page.get_by_role("button", name="Versions").click()
    versions = page.get_by_role("dialog")
    for number in (1, 2):
        await versions.get_by_label(f"Compare version {number}").check()
    await expect(versions.get_by_role("region", name="From version 1 to version 2")).to_contain_text(first[0])
    await versions.get_by_role("button", name="Restore version 1").click()
    await expect(day(page, 1).get_by_role("heading", name=first[0], level=3)).to_have_count(1)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints == []


async def test_plan_b_takes_a_stops_place_at_once(open_page: OpenPage, complaints: list[str]) -> None:
    page = await planned(open_page)
    swapped = False
    for name in await stops(page, 1):
        await page.get_by_role("button", name=f"Change {name}", exact=True).click()
        if await page.get_by_text("Plan B, at once").count():
            other = page.get_by_text("Plan B, at once").locator("~ [role=menuitem]").first
            await other.click()
            swapped = True
            break
        await page.keyboard.press("Escape")
    assert swapped
    await expect(page.get_by_text("Swapped. Nothing else has moved.").first).to_be_visible()
    await expect(day(page, 1).get_by_role("heading", name=name, level=3)).to_have_count(0)
    await page.keyboard.press("Control+z")
    await expect(day(page, 1).get_by_role("heading", name=name, level=3)).to_have_count(1)
    assert complaints == []

"""What a traveller changes with a click: a place added, times, days, stays, what-ifs, and two people at once."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE_MS, OpenPage
from tests.browser.test_editing import day, mend_or_leave, planned, settled, step, stops
from tests.browser.test_sharing import link_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]  # one product for all of them

expect.set_options(timeout=PATIENCE_MS)


async def choose(page: Page, button: str, *items: str | re.Pattern[str]) -> None:
    """Opens a menu and goes through it to its last item."""
    opener = page.get_by_role("button", name=button, exact=True)
    await expect(opener).to_be_enabled()
    await opener.click()
    for item in items:
        await page.get_by_role("menuitem", name=item).first.click()


async def test_a_place_found_by_name_stands_on_the_map_and_comes_into_the_day(
    open_page: OpenPage, complaints: list[str]
) -> None:
    page = await planned(open_page)
    await page.get_by_role("button", name="Add a stop at the start of day 1").click()
    panel = page.get_by_role("region", name="Add a stop here")
    await panel.get_by_label("Search all places of the city").fill("wien")
    found = panel.get_by_role("listitem").get_by_role("button")
    name = await found.first.locator("bdi").inner_text()
    candidate = page.get_by_role("region", name="Route", exact=True).get_by_role(
        "button", name=re.compile(rf"^\+ .*{re.escape(name)}")
    )
    await expect(candidate).to_be_visible()
    await candidate.click()
    await expect(panel).to_have_count(0)
    await settled(page, "Plan")
    added = day(page, 1).get_by_role("heading", name=name, level=3)
    refused = page.get_by_role("region", name="Not all of this can be")
    proposed = page.get_by_role("button", name="Take it", exact=True)
    await expect(added.or_(refused).or_(proposed).first).to_be_visible()
    if await refused.is_visible():
        await refused.get_by_role("button").first.click()
    await expect(added).to_be_visible()
    assert complaints == []


async def test_a_stop_stays_longer_is_locked_and_then_nothing_moves_it(
    open_page: OpenPage, complaints: list[str]
) -> None:
    page = await planned(open_page)
    name = (await stops(page, 1))[0]
    card = day(page, 1).get_by_role("listitem").filter(has=page.get_by_role("heading", name=name, level=3, exact=True))
    before = await card.locator("time").first.inner_text(), await card.inner_text()
    await choose(page, f"Change {name}", "Longer, shorter, other time", re.compile("^Shorter: "))
    await expect(card).not_to_have_text(before[1])
    await settled(page, "Plan")
    await choose(page, f"Change {name}", "Lock in place")
    await expect(card.get_by_label("Locked")).to_be_visible()
    await settled(page, "Plan")
    await expect(page.get_by_role("button", name=f"Move {name}", exact=True)).to_have_count(0)
    times = await card.locator("time").first.inner_text()
    await page.get_by_role("button", name=f"Change {name}", exact=True).click()
    for gone in ("Remove", "Move to another day", "Longer, shorter, other time"):
        await expect(page.get_by_role("menuitem", name=gone)).to_have_count(0)
    await page.keyboard.press("Escape")
    await page.get_by_label("Your message").fill(f"drop {name}")
    await page.keyboard.press("Enter")
    await expect(
        page.get_by_role("region", name="Conversation").get_by_text(re.compile("lock", re.IGNORECASE)).last
    ).to_be_visible()
    await expect(card.get_by_label("Locked")).to_be_visible()
    assert await card.locator("time").first.inner_text() == times
    assert complaints == []


async def test_a_day_in_another_order_says_beforehand_what_the_best_one_saves(
    open_page: OpenPage, complaints: list[str]
) -> None:
    page = await planned(open_page)
    names = await stops(page, 1)
    other = await stops(page, 2)
    await choose(page, "Change day 1", "Swap with another day", "Day 2")
    await expect(day(page, 1).get_by_role("heading", name=other[0], level=3)).to_be_visible()
    await settled(page, "Plan")
    await expect(day(page, 2).get_by_role("heading", name=names[0], level=3)).to_be_visible()
    await step(page, "Undo")
    await expect(day(page, 1).get_by_role("heading", name=names[0], level=3)).to_be_visible()
    await settled(page, "Plan")
    await page.get_by_role("button", name="Change day 1", exact=True).click()
    best = page.get_by_role("menuitem", name=re.compile("^In the best order"))
    await expect(best).to_contain_text(re.compile(r"Saves \d+ min|It is in the best order already"))
    if "Saves" in await best.inner_text():
        await best.click()
        await settled(page, "Plan")
        await page.get_by_role("button", name="Change day 1", exact=True).click()
        await expect(best).to_contain_text("It is in the best order already")
    await expect(best).to_have_attribute("aria-disabled", "true")
    assert complaints == []


async def test_another_stay_and_a_branch_that_is_left_again(open_page: OpenPage, complaints: list[str]) -> None:
    page = await planned(open_page)
    stays = page.get_by_role("region", name="Where you sleep")
    bed = stays.get_by_role("heading", level=3)
    was = await bed.inner_text()
    await page.get_by_role("button", name="Versions").click()
    versions = page.get_by_role("dialog")
    await versions.get_by_label("Try something beside the plan").fill("What if we sleep better?")
    await versions.get_by_role("button", name="Begin", exact=True).click()
    await expect(versions.get_by_text("you are here")).to_be_visible()
    await page.keyboard.press("Escape")
    opener = page.get_by_role("button", name="Versions · What if we sleep better?")
    await expect(opener).to_be_visible()
    await stays.get_by_role("button", name="Better").click()
    await expect(bed).not_to_have_text(was)
    await settled(page, "Plan")
    await opener.click()
    await versions.get_by_role("button", name="Go to The plan").click()
    await expect(versions.get_by_role("button", name="Go to What if we sleep better?")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(bed).to_have_text(was)
    await page.get_by_role("button", name="Versions").click()
    await versions.get_by_role("button", name="Forget What if we sleep better?").click()
    await expect(versions.get_by_text("What if we sleep better?")).to_have_count(0)
    assert complaints == []


async def test_the_slower_of_two_people_is_told_and_keeps_what_they_wanted(
    open_page: OpenPage, browser: Browser, product_url: str
) -> None:
    mine = await planned(open_page)
    # Without a worker, whose requests nobody could hold up.
    other = await browser.new_context(base_url=product_url, locale="en-GB", service_workers="block")
    other.set_default_timeout(PATIENCE_MS)
    guest = await open_page(await link_of(mine, "edit"), other)
    await guest.get_by_role("button", name="Edit together").click()
    await guest.wait_for_url("**/trips/*")
    first, second = (await stops(mine, 1))[:2]
    await settled(guest, "Plan")
    # What the other does has not come through yet: the guest's page is as it was.
    trip = re.compile(rf"/v1/trips/{mine.url.rsplit('/', 1)[1]}$")
    old = await guest.evaluate(
        "id => fetch(`/v1/trips/${id}`).then((answer) => answer.text())", mine.url.rsplit("/", 1)[1]
    )
    await guest.route(trip, lambda route: route.fulfill(body=old, content_type="application/json"))
    async with guest.expect_response(trip):
        await choose(mine, f"Change {first}", "Lock in place")
    await expect(day(mine, 1).get_by_label("Locked")).to_be_visible()
    await guest.unroute(trip)
    await choose(guest, f"Change {second}", "Lock in place")
    late = guest.get_by_role("alert").filter(has_text="Somebody changed the trip meanwhile")
    await expect(late).to_contain_text(first)
    await expect(day(guest, 1).get_by_label("Locked")).to_be_visible()
    await late.get_by_role("button", name="Do mine on the new version").click()
    await expect(late).to_have_count(0)
    for seen in (guest, mine):
        await expect(day(seen, 1).get_by_label("Locked")).to_have_count(2)
    await other.close()


async def test_on_a_phone_a_long_press_takes_a_stop_into_the_hand(
    open_page: OpenPage, browser: Browser, product_url: str, complaints: list[str]
) -> None:
    phone = await browser.new_context(
        base_url=product_url,
        viewport={"width": 390, "height": 844},
        locale="en-GB",
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
        service_workers="block",
    )
    phone.set_default_timeout(PATIENCE_MS)
    page = await open_page("/", phone)
    await page.get_by_label("Describe your trip").fill("2 days in Vienna from 12 May 2027, two adults, art")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/trips/*")
    await expect(page.get_by_role("status").filter(has_text="The plan is ready")).to_be_attached()
    await settled(page, "Plan")
    name = (await stops(page, 1))[1]
    handle = page.get_by_role("button", name=f"Move {name}", exact=True)
    await handle.evaluate("element => element.scrollIntoView({ block: 'center' })")
    box = await handle.bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    finger = await phone.new_cdp_session(page)
    await finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    said = page.locator("[id^=DndLiveRegion]")
    await expect(said).to_have_text(f"{name} is in your hand.")
    for up in range(20, 320, 20):
        higher = {**at, "y": at["y"] - up}
        await finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [higher]})
    await expect(said).to_have_text(re.compile(r"^(At the start of day 1|Day 1, after )"))
    await finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await expect(said).to_have_text(re.compile("is put down|stays where it was"))
    await mend_or_leave(page)
    await phone.close()
    assert complaints == []

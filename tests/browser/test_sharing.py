"""Two people in one trip at once, in two browsers: a link, a comment, a change, and what the other sees of it."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from infra.settings import Settings
from tests.browser.axe import violations
from tests.browser.conftest import PATIENCE_MS, OpenPage
from tests.browser.people import log_in, make_account

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]

expect.set_options(timeout=PATIENCE_MS)


async def planned(page: Page) -> None:
    await page.get_by_label("Describe your trip").fill("2 days in Kyoto in May, two adults, temples")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/trips/*")
    await expect(page.get_by_role("button", name="Certified")).to_be_visible()


async def link_of(page: Page, rights: str) -> str:
    """The path of a new link from the trip's dialog."""
    await page.get_by_role("button", name="Share", exact=True).click()
    await page.get_by_label("Whoever has the link").select_option(rights)
    await page.get_by_role("button", name="Make a link").click()
    address = await page.get_by_label("The link", exact=True).input_value()
    await page.keyboard.press("Escape")
    return "/shared/" + address.rsplit("/", 1)[1]


async def stranger(browser: Browser, product_url: str) -> BrowserContext:
    opened = await browser.new_context(base_url=product_url, viewport={"width": 1440, "height": 900}, locale="en-GB")
    opened.set_default_timeout(PATIENCE_MS)
    return opened


async def test_two_people_comment_and_change_one_trip_at_once(
    page: Page, open_page: OpenPage, browser: Browser, product_url: str, complaints: list[str]
) -> None:
    await planned(page)
    other = await stranger(browser, product_url)
    guest = await open_page(await link_of(page, "edit"), other)
    await guest.get_by_role("button", name="Edit together").click()
    await guest.wait_for_url("**/trips/*")

    await expect(page.get_by_label("Who is here").get_by_text("Guest is at day 1")).to_be_visible()
    await expect(guest.get_by_label("Your message")).to_be_enabled()
    # What one of them is writing stays, whatever the other does.
    await page.get_by_label("Your message").fill("half a thought")
    first = guest.get_by_role("article").first
    stop = first.get_by_role("button", name=re.compile("^Comments on ")).nth(1)
    await stop.click()
    await guest.get_by_label("Say something").fill("Can we go there later?")
    await guest.get_by_role("button", name="Send", exact=True).last.click()
    await expect(guest.get_by_role("dialog").get_by_text("Can we go there later?")).to_be_visible()
    await guest.keyboard.press("Escape")
    told = page.get_by_role("article").first.get_by_role("button", name=re.compile(r"^Comments on .*: 1$"))
    await expect(told).to_be_visible()
    await told.click()
    await expect(page.get_by_role("dialog").get_by_text("Can we go there later?")).to_be_visible()
    await page.keyboard.press("Escape")

    name = await first.get_by_role("heading", level=3).first.inner_text()
    await first.get_by_role("button", name=f"Change {name}").click()
    await guest.get_by_role("menuitem", name=re.compile("^Lock")).first.press("Enter")
    await expect(first.get_by_label("Locked")).to_be_visible()
    await expect(page.get_by_role("article").first.get_by_label("Locked")).to_be_visible()
    await expect(page.get_by_text("Guest has just changed the plan.")).to_be_visible()
    await expect(page.get_by_label("Your message")).to_have_value("half a thought")
    await other.close()
    assert complaints == []


async def test_a_link_to_look_shows_the_chosen_parts_and_gives_a_copy(
    page: Page, open_page: OpenPage, browser: Browser, product_url: str, complaints: list[str]
) -> None:
    await planned(page)
    other = await stranger(browser, product_url)
    reader = await open_page(await link_of(page, "view"), other)
    await expect(reader.get_by_role("heading", level=1)).to_contain_text("Kyoto")
    await expect(reader.get_by_label("Your message")).to_have_count(0)
    await reader.get_by_role("button", name="Make a copy").click()
    await reader.wait_for_url("**/trips/*")
    assert reader.url != page.url
    await expect(reader.get_by_role("button", name="Certified")).to_be_visible()
    await other.close()
    assert complaints == []


async def test_a_published_trip_is_for_everybody_until_it_is_taken_down(
    page: Page, open_page: OpenPage, product: Settings, browser: Browser, product_url: str, complaints: list[str]
) -> None:
    await signed_in(page, product)
    await page.goto("/")
    await planned(page)
    await page.get_by_role("button", name="Share", exact=True).click()
    await page.get_by_role("tab", name="Public page").click()
    await page.get_by_role("button", name="Publish", exact=True).click()
    public = await page.get_by_label("Public address").input_value()
    other = await stranger(browser, product_url)
    reader = await open_page("/p/" + public.rsplit("/", 1)[1], other)
    await expect(reader.get_by_role("heading", level=1)).to_have_text("2 days in Kyoto")
    await expect(reader.get_by_role("button", name="Plan such a trip")).to_be_visible()
    await page.get_by_role("button", name="Take it down").click()
    await expect(page.get_by_role("button", name="Publish", exact=True)).to_be_visible()
    assert complaints == []
    await reader.reload()
    await expect(reader.get_by_role("heading", level=1)).to_have_text("There is no trip here")
    await other.close()


async def test_a_trip_is_handed_over_and_its_owner_until_then_leaves_it(
    page: Page, open_page: OpenPage, product: Settings, browser: Browser, product_url: str, complaints: list[str]
) -> None:
    await signed_in(page, product)
    await page.goto("/")
    await planned(page)
    other = await stranger(browser, product_url)
    theirs = await open_page("/account/login", other)
    await signed_in(theirs, product)
    await theirs.goto(await link_of(page, "edit"))
    await theirs.get_by_role("button", name="Edit together").click()
    await theirs.wait_for_url("**/trips/*")

    await page.get_by_role("button", name="Share", exact=True).click()
    await page.get_by_role("tab", name="People").click()
    await page.get_by_role("button", name="Hand over").click()
    await page.get_by_role("button", name="Give it").click()
    await expect(page.get_by_role("button", name="Hand over")).to_have_count(0)

    bell = theirs.get_by_role("button", name="1 new notification")
    await bell.click()
    inbox = theirs.get_by_role("dialog", name="Notifications")
    await expect(inbox.get_by_text(re.compile("handed “.*Kyoto.*” over to you"))).to_be_visible()
    assert await violations(theirs) == []
    await inbox.get_by_role("button", name="Mark as read", exact=True).click()
    await expect(theirs.get_by_role("button", name="Notifications", exact=True)).to_be_visible()
    await theirs.keyboard.press("Escape")

    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Leave the trip").click()
    await page.get_by_role("button", name="Leave", exact=True).click()
    await page.wait_for_url(product_url + "/")
    await expect(theirs.get_by_role("button", name="Certified")).to_be_visible()
    await other.close()
    assert complaints == []


async def signed_in(page: Page, product: Settings) -> None:
    await page.goto("/account/login")
    await log_in(page, await make_account(product))
    await page.wait_for_url(lambda url: "login" not in url)

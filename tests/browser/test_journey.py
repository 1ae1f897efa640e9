"""The traveller's journey through the page, against the whole running product."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]  # one product for all of them

WISH = "5 days in Kyoto and Tokyo in April, two of us, temples, ramen, no early mornings, about 2,500 euros"
SHORT = "2 days in Kyoto in May, two adults, temples"
LONG = "12 days in Kyoto, Tokyo and London in April, two of us, temples, museums, parks, about 9,000 euros"
# So long that nobody is too late to stop it.
LONGER = "20 days in Kyoto, Tokyo, London, Paris and Rome in April, two of us, temples, museums, about 20,000 euros"

expect.set_options(timeout=PATIENCE_MS)


async def say(page: Page, wish: str) -> None:
    await page.get_by_label("Describe your trip").fill(wish)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/trips/*")


async def planned(page: Page) -> None:
    await expect(page.get_by_role("button", name="Certified")).to_be_visible()


async def test_from_a_sentence_to_a_certified_plan(page: Page, complaints: list[str]) -> None:
    await say(page, WISH)
    await expect(page.get_by_text(re.compile(r"^(Planning your trip|Planned in )"))).to_be_visible()
    await expect(page.get_by_role("article")).to_have_count(5)
    await planned(page)
    first = page.get_by_role("article").first
    await expect(first.get_by_text(re.compile(r"(Public transport|Walk|Taxi) · "))).not_to_have_count(0)
    await expect(first.get_by_role("link")).not_to_have_count(0)
    await expect(page.get_by_role("region", name="Budget")).to_contain_text("of €2,500")
    await expect(page.get_by_role("region", name="Route", exact=True)).to_contain_text("Day 1")
    await page.get_by_role("button", name="Certified").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Every claim holds")
    await expect(dialog.locator("code")).to_have_text(re.compile(r"^[0-9a-f]{64}$"))
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    assert complaints == []


async def test_a_reload_in_mid_run_and_a_second_tab_see_the_same(
    page: Page, open_page: OpenPage, complaints: list[str]
) -> None:
    await say(page, LONG)
    await expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    await expect(page.get_by_text("Planning your trip")).to_be_visible()
    await page.reload()
    second = await open_page(page.url)
    await planned(page)
    await planned(second)
    days = [tab.get_by_role("article").get_by_role("heading", level=2) for tab in (page, second)]
    for shown in days:
        await expect(shown).to_have_count(12)
    assert await days[0].all_inner_texts() == await days[1].all_inner_texts()
    # The wish was heard once: a reload begins nothing.
    assert await page.get_by_label("Conversation").get_by_text(LONG).count() == 1
    assert complaints == []


async def test_a_follow_up_changes_the_plan_and_says_what(page: Page, complaints: list[str]) -> None:
    await say(page, SHORT)
    await planned(page)
    before = await page.get_by_role("region", name="Budget").inner_text()
    await page.get_by_label("Your message").fill("make it cheaper")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Conversation").get_by_text("You: make it cheaper")).to_be_visible()
    await expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0)
    await planned(page)
    await expect(page.get_by_role("region", name="Budget")).not_to_have_text(before)
    assert complaints == []


async def test_a_stop_taken_out_by_hand_is_gone(page: Page, complaints: list[str]) -> None:
    await say(page, SHORT)
    await planned(page)
    stop = page.get_by_role("article").first.get_by_role("heading", level=3).nth(0)
    name = await stop.inner_text()
    await page.get_by_role("button", name=f"Change {name}").first.click()
    await page.get_by_role("menuitem", name="Remove").click()
    await expect(page.get_by_role("article").get_by_role("heading", name=name, level=3)).to_have_count(0)
    await planned(page)
    assert complaints == []


async def test_only_the_stop_button_stops(page: Page, complaints: list[str]) -> None:
    await say(page, LONGER)
    await page.get_by_role("button", name="Stop", exact=True).click()
    await expect(page.get_by_text("Stopped by you")).to_be_visible()
    await expect(page.get_by_role("button", name="Try again")).to_be_visible()
    await expect(page.get_by_role("button", name="Certified")).to_have_count(0)
    assert complaints == []


async def test_a_lost_connection_is_told_quietly_and_made_good(page: Page, context: BrowserContext) -> None:
    streams = re.compile(r"/(events|live)(\?|$)")
    await context.route(streams, lambda route: route.abort())
    await say(page, SHORT)
    await expect(page.get_by_text("The connection is gone for the moment")).to_be_visible()
    await context.unroute(streams)
    await planned(page)
    await expect(page.get_by_text("The connection is gone for the moment")).to_have_count(0)


async def test_the_calendar_can_be_taken_along(page: Page) -> None:
    await say(page, SHORT)
    await planned(page)
    await page.get_by_role("button", name="Take it along").click()
    async with page.expect_download() as waiting:
        await page.get_by_role("dialog").get_by_role("button", name=re.compile("^Calendar")).click()
    download = await waiting.value
    assert download.suggested_filename.endswith(".ics")
    content = (await download.path()).read_text(encoding="utf-8")
    assert content.startswith("BEGIN:VCALENDAR")
    assert content.count("BEGIN:VEVENT") >= 4


@pytest.mark.parametrize(
    ("wish", "answer"),
    [("5 days in Atlantis in May", "Atlantis"), ("🙂🙂🙂", "Where would you like to go")],
)
async def test_what_cannot_be_planned_gets_a_friendly_answer(
    page: Page, complaints: list[str], wish: str, answer: str
) -> None:
    await say(page, wish)
    await expect(page.get_by_label("Conversation").get_by_text(re.compile(answer)).last).to_be_visible()
    await expect(page.get_by_label("Your message")).to_be_enabled()
    assert complaints == []


async def test_nothing_said_names_the_field(page: Page) -> None:
    await page.get_by_role("button", name="Plan it").click()
    await expect(page.get_by_role("alert")).to_contain_text("Your message")
    assert page.url.endswith("/")


async def test_a_question_is_answered_with_one_click_and_the_same_run_goes_on(
    page: Page, complaints: list[str]
) -> None:
    await say(page, "hello")
    answers = page.get_by_role("group", name="Answers").get_by_role("button")
    await answers.first.click()
    await planned(page)
    assert complaints == []


async def test_on_a_phone_there_are_three_tabs(
    open_page: OpenPage, context: BrowserContext, complaints: list[str]
) -> None:
    page = await open_page()
    await page.set_viewport_size({"width": 390, "height": 844})
    await say(page, SHORT)
    await expect(page.get_by_label("Your message")).to_be_visible()
    await expect(page.get_by_role("article")).to_have_count(0)
    await page.get_by_role("tab", name="Plan").click()
    await planned(page)
    await expect(page.get_by_label("Your message")).to_be_hidden()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.get_by_role("tab", name="Map").click()
    await expect(page.get_by_role("region", name="Route", exact=True)).to_contain_text("Day 1")
    assert complaints == []


async def test_the_theme_is_remembered(page: Page, complaints: list[str]) -> None:
    await page.get_by_role("button", name="Switch to the dark theme").click()
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    await expect(page.get_by_role("button", name="Switch to the light theme")).to_be_visible()
    assert complaints == []

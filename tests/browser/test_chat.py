"""The chat as people expect it: a form beside it, the line cut in the middle, an earlier message said differently."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS
from tests.browser.test_journey import LONG, SHORT, planned, say

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]  # one product for all of them

expect.set_options(timeout=PATIENCE_MS)
SPEAKING = """
window.SpeechRecognition = class {
  start() {
    setTimeout(() => this.onresult({ results: [{ 0: { transcript: "two days in Rome" }, isFinal: true }] }), 50);
  }
  stop() { this.onend(); }
  abort() {}
};
"""


async def test_a_form_names_what_is_missing_and_then_writes_the_wish(page: Page, complaints: list[str]) -> None:
    await page.get_by_role("tab", name="With a form").click()
    form = page.get_by_role("tabpanel", name="With a form")
    await form.get_by_role("button", name="Plan it").click()
    await expect(form.get_by_label("Where to?")).to_be_focused()
    await expect(form.get_by_text("Name at least one city.")).to_be_visible()
    await expect(form.get_by_text("Choose the day you arrive.")).to_be_visible()
    await form.get_by_label("Where to?").fill("Rome")
    await form.get_by_label("From").fill("2027-04-12")
    await form.get_by_label("Days").fill("2")
    await form.get_by_label("Budget").fill("900")
    await form.get_by_label("History").press("Space")
    await form.get_by_label("Vegetarian").press("Space")
    wish = "2 days in Rome from 12 April 2027 for 2 adults, budget 900 EUR, history, vegetarian."
    await expect(form.get_by_text(wish)).to_be_visible()
    await form.get_by_role("button", name="Plan it").click()
    await planned(page)
    await expect(page.get_by_role("article")).to_have_count(2)
    await expect(page.get_by_role("region", name="Budget")).to_contain_text("of €900")
    assert complaints == []


async def test_a_line_that_is_cut_in_the_middle_loses_nothing(page: Page, context: BrowserContext) -> None:
    await say(page, LONG)
    await expect(page.get_by_role("article").first).to_be_visible()  # the page itself has come, the plan is coming
    await context.set_offline(True)
    await page.wait_for_timeout(1500)
    await context.set_offline(False)
    await planned(page)
    await expect(page.get_by_role("article")).to_have_count(12)


async def test_an_earlier_message_said_differently_begins_a_branch_and_the_first_another_trip(
    page: Page, complaints: list[str]
) -> None:
    await say(page, SHORT)
    await planned(page)
    first = page.url
    conversation = page.get_by_role("region", name="Conversation")
    await conversation.get_by_role("button", name="Edit and plan from here").click()
    await conversation.get_by_label("Edit your message").fill("3 days in Kyoto in May, two adults, temples")
    await conversation.get_by_role("button", name="Plan from here", exact=True).click()
    await page.wait_for_url(lambda url: url != first)
    await planned(page)
    await expect(page.get_by_role("article")).to_have_count(3)
    assert complaints == []


async def test_a_photo_without_a_model_that_sees_is_answered_plainly_and_the_words_are_kept(page: Page) -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    await page.get_by_label("Describe your trip").fill("4 days somewhere like this")
    await page.locator("input[type=file]").set_input_files(
        {"name": "sea.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    )
    await expect(page.get_by_text(re.compile("No model that can look at photos"))).to_be_visible()
    await expect(page.get_by_label("Describe your trip")).to_have_value("4 days somewhere like this")
    await page.get_by_role("button", name="Remove the photo").click()
    await expect(page.get_by_role("img", name="Your photo")).to_have_count(0)


async def test_speech_fills_the_box_after_what_is_written(page: Page) -> None:
    await page.add_init_script(SPEAKING)
    await page.reload()
    await page.get_by_label("Describe your trip").fill("In May,")
    await page.get_by_role("button", name="Speak instead of typing").click()
    await expect(page.get_by_label("Describe your trip")).to_have_value("In May, two days in Rome")
    await page.get_by_role("button", name="Stop listening").click()
    await expect(page.get_by_role("button", name="Speak instead of typing")).to_be_visible()


async def test_a_text_told_another_way_is_shown_before_it_is_kept(page: Page) -> None:
    await say(page, SHORT)
    await planned(page)
    await page.get_by_role("button", name="Another way to say it: Summary").click()
    await page.get_by_role("menuitem", name="Shorter").click()
    dialog = page.get_by_role("dialog", name="Shorter")
    await expect(dialog.get_by_text("Writing…")).to_have_count(0)
    await dialog.get_by_role("button", name="Leave it").click()
    await expect(dialog).to_have_count(0)

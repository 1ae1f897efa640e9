"""The page in the reader's language: negotiated, chosen, remembered, and read from the right where that is how it is read."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE_MS, OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]
expect.set_options(timeout=PATIENCE_MS)


@pytest.mark.parametrize(
    ("asked", "language", "button"),
    [("de-AT", "de", "Planen"), ("ja", "ja", "計画する"), ("ar-EG", "ar", "خطّط"), ("sv-SE", "en", "Plan it")],
)
async def test_the_browser_is_answered_in_its_language(
    browser: Browser, product_url: str, open_page: OpenPage, asked: str, language: str, button: str
) -> None:
    context = await browser.new_context(base_url=product_url, locale=asked, service_workers="block")
    page = await open_page("/", context)
    await expect(page.get_by_role("button", name=button, exact=True)).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", language)
    await expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    await context.close()


async def test_a_language_that_was_chosen_stays(page: Page, complaints: list[str]) -> None:
    await page.get_by_label("Language").select_option("fr")
    await expect(page.get_by_role("button", name="Planifier", exact=True)).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("button", name="Planifier", exact=True)).to_be_visible()
    await expect(page.get_by_label("Langue")).to_have_value("fr")
    assert complaints == []

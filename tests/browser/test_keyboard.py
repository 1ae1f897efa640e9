"""The whole journey without a mouse: the focus is seen, never lost, and what happens is said aloud."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE_MS, OpenPage
from tests.browser.test_editing import day, stops

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]  # one product for all of them

expect.set_options(timeout=PATIENCE_MS)

WISH = "2 days in Vienna from 12 May 2027, two adults, art"
FARTHEST = 250  # tabs from one end of the page to the other
# Notes what is said, where the focus was when it was nobody's for half a second, and what had it without a ring.
WATCH = """(() => {
  window.said = []; window.lost = []; window.unseen = [];
  let last = "", gone = 0;
  const named = (e) => `${e.tagName} ${e.getAttribute("aria-label") ?? e.textContent.trim().slice(0, 40)}`;
  const ringed = (e) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(e);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  // What a script leads to and Tab does not, such as a dialog as a whole, needs no ring.
  const led = (e) => e.tabIndex < 0 && !/menuitem|radio|tab/.test(e.getAttribute("role") ?? "");
  document.addEventListener("focusin", ({ target: e }) => {
    last = named(e);
    setTimeout(() => {
      if (document.activeElement !== e || led(e)) return;
      if (![e, e.parentElement, e.closest("form")].some((one) => one && ringed(one))) window.unseen.push(named(e));
    }, 100);
  });
  setInterval(() => {
    gone = last !== "" && document.activeElement === document.body ? gone + 1 : 0;
    if (gone === 10) window.lost.push(last);
  }, 50);
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const region = (target.closest ? target : target.parentElement)?.closest("[role=status], [role=alert], [aria-live]");
      const text = region?.textContent.trim() ?? "";
      if (text !== "" && window.said.at(-1) !== text) window.said.push(text);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
})()"""
FOCUSED = "element => element === document.activeElement"


async def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Presses Tab (or Shift+Tab) until it is there, as whoever has no mouse must."""
    element = await wanted.element_handle()  # to look for it by its name at every step would take long
    for _ in range(FARTHEST):
        if await element.evaluate(FOCUSED):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"no {key} leads to {wanted}")


async def moved(page: Page, name: str) -> None:
    """The stop is put one place earlier; where that does not hold it goes back."""
    await tab_to(page, page.get_by_role("button", name=f"Move {name}", exact=True))
    said = page.locator("[id^=DndLiveRegion]")
    await page.keyboard.press("Space")
    await expect(said).to_have_text(f"{name} is in your hand.")
    await page.keyboard.press("ArrowUp")
    await expect(said).to_have_text("At the start of day 1.")
    await page.keyboard.press("Space")
    broken = page.get_by_role("alert").filter(has_text="This does not hold as it is")
    undo = page.get_by_role("button", name="Undo", exact=True).and_(page.locator(":not([aria-disabled=true])"))
    await expect(broken.or_(undo).first).to_be_visible()
    if await broken.is_visible():
        await expect(broken).to_be_focused()
        await tab_to(page, broken.get_by_role("button", name="Leave it as it was"))
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name=f"Move {name}", exact=True)).to_be_focused()


async def test_from_the_wish_to_the_link_by_keyboard_alone(open_page: OpenPage, complaints: list[str]) -> None:
    page = await open_page("about:blank")
    await page.add_init_script(WATCH)
    await page.goto("/")
    await expect(page.get_by_label("Describe your trip")).to_be_focused()
    await page.keyboard.type(WISH)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/trips/*")
    await expect(page.get_by_role("status").filter(has_text="The plan is ready and certified.")).to_be_attached()
    first, second = (await stops(page, 1))[:2]

    # To another day and back.
    await tab_to(page, page.get_by_role("navigation", name="Days").get_by_role("button", name="Day 2"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Day 2", exact=False).first).to_have_attribute("aria-current", "true")

    await moved(page, second)

    # A menu, from it a dialog, and back to where the menu was opened.
    change = page.get_by_role("button", name=f"Change {first}", exact=True)
    await tab_to(page, change, "Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem").first).to_be_focused()
    await page.keyboard.press("End")
    await expect(page.get_by_role("menuitem", name="Remove")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("menuitem", name="Why here?")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").get_by_role("button", name="Close")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(change).to_be_focused()

    # What waits for a decision is taken.
    await tab_to(page, page.get_by_label("Your message"), "Shift+Tab")
    await page.keyboard.type(f"drop {first}")
    await page.keyboard.press("Enter")
    card = page.get_by_role("region", name="A change for you to look at").first
    await tab_to(page, card.get_by_role("button", name="Take it", exact=True), "Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(day(page, 1).get_by_role("heading", name=first, level=3)).to_have_count(0)

    undo = page.get_by_role("button", name="Undo", exact=True)
    await tab_to(page, undo.first)
    await expect(undo.first).to_be_enabled()  # at rest while the change is on its way
    await page.keyboard.press("Enter")
    await expect(day(page, 1).get_by_role("heading", name=first, level=3)).to_have_count(1)
    await expect(undo.first).to_be_focused()

    share = page.get_by_role("button", name="Share", exact=True)
    await tab_to(page, share)
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    await tab_to(page, dialog.get_by_role("button", name="Make a link"))
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_label("The link", exact=True)).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(share).to_be_focused()

    assert await page.evaluate("lost") == []
    assert await page.evaluate("unseen") == []
    said = await page.evaluate("said")
    assert any(text.startswith("A change waits for your decision.") for text in said), said
    assert said.count("The plan is ready and certified.") >= 2, said
    assert all(len(text) > 3 for text in said), said
    assert not any(re.match(re.escape(one) + r".{1,3}$", other) for one, other in itertools.pairwise(said))
    assert complaints == []

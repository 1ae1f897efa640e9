"""No violation that axe knows of (WCAG 2.2 AA, best practices): at a desk and on a phone, light and dark, both ways."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Literal

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from domain.identity import Role
from infra.settings import Settings
from tests.browser.axe import violations
from tests.browser.conftest import PATIENCE_MS, OpenPage
from tests.browser.people import log_in, make_account
from tests.browser.test_console import enter, staff
from tests.browser.test_sharing import link_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("journey"),  # one product for all of them
]
expect.set_options(timeout=PATIENCE_MS)

SIZES: dict[str, ViewportSize] = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
Theme = Literal["light", "dark"]
Looks = Mapping[Theme, Sequence[str]]
EVERY_LOOK: Looks = {"light": ("desk", "phone"), "dark": ("desk", "phone")}
EACH_ONCE: Looks = {"light": ("phone",), "dark": ("desk",)}  # for many pages of one kind
WISH = "2 days in Kyoto in May, two adults, temples"
# Each theme on each size is looked at in one language, the other direction once in each.
LANGUAGES = [("en-GB", EVERY_LOOK), ("ar", EACH_ONCE)]
DOORS = ("login", "register", "forgot")


async def everywhere(
    page: Page, where: str, ready: Callable[[], Awaitable[None]], looks: Looks = EVERY_LOOK
) -> list[str]:
    """What axe finds in every theme and size; the page is loaded anew for each theme, as its readers load it."""
    found = []
    for theme, sizes in looks.items():
        await page.set_viewport_size(SIZES["desk"])
        await page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        await page.reload()
        await ready()
        for size in sizes:
            await page.set_viewport_size(SIZES[size])
            found += [f"{where}, {size}, {theme}: {one}" for one in await violations(page)]
    return found


@pytest.fixture
async def visitor(browser: Browser, product_url: str, request: pytest.FixtureRequest) -> BrowserContext:
    context = await browser.new_context(
        base_url=product_url, locale=request.param, reduced_motion="reduce", service_workers="block"
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.mark.parametrize(("visitor", "looks"), LANGUAGES, indirect=["visitor"], ids=["en-GB", "ar"])
async def test_the_ways_in(visitor: BrowserContext, looks: Looks) -> None:
    page = await visitor.new_page()
    found: list[str] = []

    async def headed() -> None:
        await expect(page.get_by_role("heading", level=1)).to_be_visible()

    for path in ("/", "/nothing-here", *(f"/account/{door}" for door in DOORS)):
        await page.goto(path)
        found += await everywhere(page, path, headed, looks)
    assert found == [], "\n".join(found)
    await visitor.close()


@pytest.mark.parametrize(("visitor", "looks"), LANGUAGES, indirect=["visitor"], ids=["en-GB", "ar"])
async def test_a_trip_and_its_certificate(visitor: BrowserContext, looks: Looks) -> None:
    page = await visitor.new_page()
    await page.goto("/")
    await page.locator("#wish").fill(WISH)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/trips/*")
    badge = page.locator("button[aria-haspopup=dialog]:has(svg.lucide-shield-check)").first

    async def planned() -> None:
        await expect(badge).to_be_visible()

    async def opened() -> None:
        await badge.click()
        await expect(page.get_by_role("dialog")).to_be_visible()

    await planned()
    found = await everywhere(page, "trip", planned, looks) + await everywhere(page, "certificate", opened, looks)
    assert found == [], "\n".join(found)
    await visitor.close()


@pytest.mark.parametrize("visitor", ["en-GB"], indirect=True)
async def test_what_a_trip_opens(visitor: BrowserContext) -> None:
    """Its dialogs, its menus, and its page for whoever has the link."""
    page = await visitor.new_page()
    await page.goto("/")
    await page.locator("#wish").fill(WISH)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/trips/*")
    first = page.get_by_role("article").first
    found: list[str] = []

    async def opened(button: Locator, role: Literal["dialog", "menu"]) -> None:
        await button.click()
        await expect(page.get_by_role(role).first).to_be_visible()
        # What is under an open menu is out of reach, which axe does not know: a click there closes it.
        found.extend(await violations(page, "[role=menu]" if role == "menu" else None))

    for name in ("Share", "Take it along", "Versions"):
        await opened(page.get_by_role("button", name=name, exact=True), "dialog")
        await page.keyboard.press("Escape")
    await opened(first.get_by_role("button", name=re.compile("^Change ")).nth(1), "menu")
    await page.keyboard.press("Escape")
    await opened(first.get_by_role("button", name=re.compile("^Comments on ")).nth(1), "dialog")
    await page.keyboard.press("Escape")
    await page.goto(await link_of(page, "view"))

    async def shared() -> None:
        await expect(page.get_by_role("article").first).to_be_visible()

    found += await everywhere(page, "shared", shared, EACH_ONCE)
    assert found == [], "\n".join(found)
    await visitor.close()


@pytest.mark.parametrize("visitor", ["en-GB"], indirect=True)
async def test_the_account(visitor: BrowserContext, product: Settings) -> None:
    page = await visitor.new_page()
    await page.goto("/account/login")
    await log_in(page, await make_account(product))
    await expect(page.get_by_role("link", name="Account", exact=True)).to_be_visible()
    found: list[str] = []

    async def shown() -> None:
        await expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()

    for path in ("profile", "preferences", "security", "sessions", "keys", "data"):
        await page.goto(f"/account/{path}")
        found += await everywhere(page, path, shown, EACH_ONCE)
    assert found == [], "\n".join(found)
    await visitor.close()


async def test_the_console(open_page: OpenPage, product: Settings) -> None:
    page = await enter(open_page, *await staff(product, Role.PLATFORM_ADMIN))
    links = page.get_by_role("navigation", name="Console").get_by_role("link")
    paths = [await link.get_attribute("href") or "" for link in await links.all()]
    found: list[str] = []

    async def shown() -> None:
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await expect(page.get_by_text("Loading")).to_have_count(0)

    assert len(paths) > 8
    for path in paths:
        await page.goto(path)
        found += await everywhere(page, path, shown, EACH_ONCE)
    assert found == [], "\n".join(found)

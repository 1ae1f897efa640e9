"""The console in a real browser: agencies, budgets, providers and accounts, each changed and seen to be."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pyotp
import pytest
from playwright.async_api import Page, expect

from domain.identity import Role
from infra.settings import Settings
from services.credentials.totp import Totp
from tests.api.signing_in import PASSWORD, account_work, make_user
from tests.browser.conftest import PATIENCE_MS, OpenPage
from tests.browser.people import log_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]  # one product for all of them

expect.set_options(timeout=PATIENCE_MS)


async def staff(product: Settings, role: Role) -> tuple[str, str]:
    """An address of somebody with the role, and the secret of their authenticator app."""
    email, now = f"{uuid4().hex}@example.org", datetime.now(UTC)
    async with account_work(product) as work:
        user = await make_user(work, roles={role}, email=email, password=PASSWORD)
        await work.session.flush()
        totp = Totp(work.session, work.tenant, user.id, work.parts.sealer, now)
        secret = (await totp.enrol(email)).secret
        await totp.confirm(pyotp.TOTP(secret).at(now - timedelta(seconds=30)))
    return email, secret


async def enter(open_page: OpenPage, email: str, secret: str) -> Page:
    """The console as it opens for them."""
    page = await open_page("/account/login?next=/console")
    await log_in(page, email)
    await page.get_by_label("Code", exact=True).fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="Go on").click()
    await expect(page.get_by_role("navigation", name="Console")).to_be_visible()
    return page


@pytest.fixture
async def console(open_page: OpenPage, product_url: str, product: Settings) -> Page:
    """As a platform administrator sees it."""
    return await enter(open_page, *await staff(product, Role.PLATFORM_ADMIN))


async def go(page: Page, name: str) -> None:
    await page.get_by_role("navigation", name="Console").get_by_role("link", name=name, exact=True).click()
    await expect(page.get_by_role("heading", name=name, exact=True, level=1)).to_be_visible()


async def test_an_agency_is_made_looked_after_given_a_budget_and_suspended(
    console: Page, complaints: list[str]
) -> None:
    page, slug = console, f"c-{uuid4().hex[:8]}"
    await go(page, "All agencies")
    await page.get_by_role("button", name="New agency").click()
    await page.get_by_label("Name", exact=True).fill("Console Trips")
    await page.get_by_label("Slug", exact=True).fill(slug)
    await page.get_by_role("button", name="Make the agency").click()
    await page.get_by_label("Name, slug or domain").fill(slug)
    row = page.get_by_role("row").filter(has_text=slug)
    await row.get_by_role("link", name="Open").click()
    await expect(page.get_by_text("No account fits.")).to_be_visible()
    await expect(page).to_have_url(re.compile(f"tenant={slug}"))
    await go(page, "Agency")
    await page.get_by_label("Name", exact=True).fill("Renamed Trips")
    await page.get_by_role("button", name="Save the name").click()
    await expect(page.get_by_text("Plan free, active, version 2")).to_be_visible()
    await page.get_by_label("Taxes").fill("VAT 19 %")
    await page.get_by_role("button", name="Save the settings").click()
    await expect(page.get_by_text("Plan free, active, version 3")).to_be_visible()
    await go(page, "Costs")
    await page.get_by_role("button", name="Set a limit").click()
    await page.get_by_label("US dollars").fill("20")
    await page.get_by_role("button", name="Set the limit").click()
    await expect(page.get_by_role("row").filter(has_text="A month of the agency")).to_contain_text("$20.00")
    await go(page, "Providers")
    await page.get_by_role("button", name="Test now: climate-normals of weather").click()
    await expect(page.get_by_text("could serve")).to_be_visible()
    await go(page, "All agencies")
    await page.get_by_label("Name, slug or domain").fill(slug)
    await page.get_by_role("link", name="Renamed Trips").click()
    await page.get_by_label("Reason").fill("a trial that is over")
    await page.get_by_role("button", name="Suspend").click()
    await expect(page.get_by_role("button", name="Open again")).to_be_visible()
    await page.get_by_label("Agency", exact=True).select_option("")
    await go(page, "Audit log")
    entry = page.get_by_role("row").filter(has_text="tenant suspended").filter(has_text=slug)
    await expect(entry).to_contain_text("a trial that is over")
    assert complaints == []


async def test_an_account_is_given_a_role_sent_a_link_suspended_and_opened_again(
    console: Page,
    product: Settings,
    complaints: list[str],
) -> None:
    async with account_work(product) as work:
        user = await make_user(work, first_name="Grace", last_name="Hopper")
    page = console
    await go(page, "Users")
    await page.get_by_label("Name or e-mail").fill(user.personal.email)
    await page.get_by_role("link", name="Grace Hopper").click()
    await page.get_by_label("support").check()
    await page.get_by_role("button", name="Set the roles").click()
    activity = page.get_by_role("region", name="Activity")
    await expect(page.get_by_label("support")).to_be_checked()
    await page.get_by_role("button", name="Mail a link for a new password").click()
    await expect(page.get_by_role("status").filter(has_text="on its way")).to_be_visible()
    await page.get_by_label("Reason").fill("asked us to")
    await page.get_by_role("button", name="Suspend the account").click()
    await expect(page.get_by_text("Suspended: asked us to")).to_be_visible()
    await page.get_by_role("button", name="Open the account again").click()
    await expect(page.get_by_role("button", name="Suspend the account")).to_be_visible()
    await expect(activity).to_be_visible()
    await go(page, "Audit log")
    for action in ("roles changed", "user reset", "user suspended", "user activated"):
        await expect(page.get_by_role("row").filter(has_text=action).filter(has_text=str(user.id))).to_be_visible()
    assert complaints == []


async def test_whoever_looks_after_one_agency_sees_no_other_and_nothing_of_the_platform(
    open_page: OpenPage,
    product_url: str,
    product: Settings,
) -> None:
    page = await enter(open_page, *await staff(product, Role.ADMIN))
    pages = page.get_by_role("navigation", name="Console")
    await expect(pages.get_by_role("link", name="Agency", exact=True)).to_be_visible()
    for hidden in ("All agencies", "Service"):
        await expect(pages.get_by_role("link", name=hidden)).to_have_count(0)
    await expect(page.get_by_label("Agency", exact=True)).to_have_count(0)
    await page.goto("/console/service")
    await expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()

"""Accounts and the console in a real browser, against the whole running product."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import httpx
import pyotp
import pytest
from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, expect

from domain.identity import Role
from infra.settings import Settings
from tests.api.signing_in import PASSWORD
from tests.browser.conftest import PATIENCE_MS, OpenPage
from tests.browser.people import link_in, log_in, mail_to, make_account, new_address
from tests.browser.test_journey import SHORT, planned, say

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]  # one product for all of them

NEW_PASSWORD = "quarry lantern mosaic"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
async def admin(product_url: str, product: Settings) -> str:
    """The e-mail address of an administrator who has no second factor yet."""
    return await make_account(product, Role.ADMIN)


@pytest.fixture
async def traveller(product_url: str, product: Settings) -> str:
    return await make_account(product)


@pytest.fixture
def address(product_url: str) -> str:
    """Passkeys are bound to a name, which a number is not."""
    return product_url.replace("127.0.0.1", "localhost")


async def open_account(page: Page, name: str) -> None:
    await page.get_by_role("navigation", name="Account").get_by_role("link", name=name).click()
    await expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


async def test_a_guest_who_plans_and_registers_by_mail_keeps_the_trip_and_is_written_to_in_their_language(
    browser: Browser, product_url: str, product: Settings, open_page: OpenPage, complaints: list[str]
) -> None:
    italian = await browser.new_context(base_url=product_url, locale="it-IT", reduced_motion="reduce")
    italian.set_default_timeout(PATIENCE_MS)
    page, email = await open_page(within=italian), new_address()
    await say(page, SHORT)
    await planned(page)
    trip = page.url
    await page.get_by_role("link", name="Sign in").click()
    await page.get_by_role("link", name="Make an account").click()
    await page.get_by_label("First name").fill("Ada")
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_label("I agree to the terms").check()
    await page.get_by_role("button", name="Make the account").click()
    await expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    await page.goto(link_in(await mail_to(product, email, "Conferma il tuo indirizzo e-mail")))
    await page.get_by_role("button", name="Confirm").click()
    await page.get_by_role("main").get_by_role("link", name="Sign in").click()
    await log_in(page, email)
    await expect(page.get_by_role("link", name="Account", exact=True)).to_be_visible()
    await page.goto(trip)
    await planned(page)
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="Take it along").click()
        await page.get_by_role("dialog").get_by_role("button", name=re.compile("^Text")).click()
    assert (await waiting.value).suggested_filename.endswith(".md")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="This plan is not good").click()
    await page.get_by_label("What should be different?").fill("Fewer temples")
    await page.get_by_role("button", name="Send", exact=True).last.click()
    await page.reload()
    await expect(page.get_by_role("button", name="This plan is not good")).to_have_attribute("aria-pressed", "true")
    await page.goto("/account/data")
    await expect(page.get_by_role("list", name="Texts").get_by_text(re.compile("^agreed to"))).to_have_count(2)
    await page.goto("/")
    await say(page, "2 days in Tokyo in May, two adults, parks")
    await planned(page)  # the run's events reach whoever is signed in too
    assert complaints == []
    await italian.close()


async def test_a_forgotten_password_is_chosen_anew_by_mail_and_a_device_elsewhere_is_signed_out(
    browser: Browser, product_url: str, product: Settings, open_page: OpenPage, traveller: str, complaints: list[str]
) -> None:
    page = await open_page("/account/login")
    await page.get_by_role("link", name="Forgotten the password?").click()
    await page.get_by_label("E-mail").fill(traveller)
    await page.get_by_role("button", name="Send the link").click()
    await expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    await page.goto(link_in(await mail_to(product, traveller, "Choose a new password")))
    await page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    await page.get_by_role("button", name="Change the password").click()
    await page.get_by_role("main").get_by_role("link", name="Sign in").click()
    await log_in(page, traveller, NEW_PASSWORD)
    await expect(page.get_by_role("link", name="Account", exact=True)).to_be_visible()
    phone = await browser.new_context(base_url=product_url, user_agent="Mozilla/5.0 (iPhone) Safari/605")
    phone.set_default_timeout(PATIENCE_MS)
    other = await open_page("/account/login?next=/account/profile", within=phone)
    await log_in(other, traveller, NEW_PASSWORD)
    await expect(other.get_by_role("heading", name="Profile")).to_be_visible()
    await page.goto("/account/sessions")
    await page.get_by_role("button", name="Sign out Safari on iPhone").click()
    await expect(page.get_by_text("Safari on iPhone")).to_have_count(0)
    assert complaints == []
    await other.reload()
    await expect(other.get_by_role("heading", name="Welcome back")).to_be_visible()
    await phone.close()


async def test_a_profile_has_a_picture_keys_are_shown_once_and_data_are_fetched_or_forgotten(
    open_page: OpenPage, traveller: str, complaints: list[str]
) -> None:
    page = await open_page("/account/login?next=/account/profile")
    await log_in(page, traveller)
    await page.get_by_label("Choose a picture").set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": picture()}
    )
    await expect(page.get_by_role("img", name="You")).to_have_js_property("naturalWidth", 200)
    await page.get_by_label("Language of the page and of our mails").select_option("it")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Saved.")).to_be_visible()
    await open_account(page, "API keys")
    await page.get_by_label("Name").fill("Robot")
    await page.get_by_role("button", name="Make the key").click()
    await expect(page.get_by_text(re.compile("^sk_live_[0-9a-f]{64}$"))).to_be_visible()
    await page.get_by_role("button", name="I have kept it").click()
    await page.reload()
    await expect(page.get_by_text("Robot", exact=True)).to_be_visible()
    await expect(page.get_by_text(re.compile("sk_live_[0-9a-f]{64}"))).to_have_count(0)
    await page.get_by_role("button", name="Revoke the key Robot").click()
    await expect(page.get_by_text("No key yet.")).to_be_visible()
    await open_account(page, "Your data")
    newsletter = page.get_by_label("Write to me about new things")
    await newsletter.click()
    await expect(newsletter).to_be_checked()
    await page.get_by_role("button", name="Ask for my data").click()
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="Download the archive").click()
    with ZipFile(await (await waiting.value).path()) as archive:
        assert traveller in archive.read("account.json").decode()
    await page.get_by_role("button", name="Delete my account").click()
    await page.get_by_role("button", name="Delete it in 30 days").click()
    await expect(page.get_by_text("Your account will be deleted on")).to_be_visible()
    await page.get_by_role("button", name="Keep the account").click()
    await expect(page.get_by_role("button", name="Delete my account")).to_be_visible()
    assert complaints == []


def picture() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(kept, "PNG")
    return kept.getvalue()


async def test_staff_set_a_passkey_up_come_in_with_it_and_roll_a_flag_out(
    context: BrowserContext, open_page: OpenPage, address: str, admin: str, complaints: list[str]
) -> None:
    page = await open_page(f"{address}/account/login?next=/console")
    devices = await context.new_cdp_session(page)
    await devices.send("WebAuthn.enable")
    await devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    await log_in(page, admin)
    await page.get_by_role("button", name="Add a passkey").click()
    await expect(page.get_by_role("list", name="Recovery codes").get_by_role("listitem")).to_have_count(10)
    passkeys = page.get_by_role("list", name="Your passkeys")
    await passkeys.get_by_role("button", name="Rename").click()
    await page.get_by_label("New name").fill("My laptop")
    await page.get_by_role("button", name="Save the name").click()
    await expect(passkeys.get_by_text("My laptop")).to_be_visible()
    await page.get_by_role("link", name="Console").click()  # open already: the factor was just shown
    await expect(page.get_by_role("navigation", name="Console")).to_be_visible()
    await page.goto(f"{address}/account/profile")
    await expect(page.get_by_role("button", name="Notifications", exact=True)).to_be_visible()  # it has asked
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    await page.goto(f"{address}/account/login?next=/console")
    await page.get_by_role("button", name="Sign in with a passkey").click()
    await page.get_by_role("navigation", name="Console").get_by_role("link", name="Feature flags").click()
    await page.get_by_role("button", name="New flag").first.click()
    key = f"flag-{uuid4().hex[:8]}"
    await page.get_by_label("Key").fill(key)
    await page.get_by_role("button", name="Make the flag").click()
    await page.get_by_role("link", name=key).click()
    await page.get_by_role("button", name="Switch on").click()
    await expect(page.get_by_role("button", name="Switch off")).to_be_visible()
    await page.get_by_label("Stage").select_option("production")
    await page.get_by_role("slider").fill("100")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("100 % in the stage production, version 3")).to_be_visible()
    found = await page.evaluate("fetch('/v1/flags').then((answer) => answer.json())")
    assert key in [flag["key"] for flag in found["flags"]]
    await page.get_by_role("link", name="Audit log").click()
    entry = page.get_by_role("row").filter(has_text=key).filter(has_text="percentage: 0 → 100")
    await expect(entry).to_be_visible()
    assert complaints == []


async def test_a_wrong_password_is_told_and_the_console_stays_shut(open_page: OpenPage, admin: str) -> None:
    page = await open_page("/console")
    await page.get_by_role("main").get_by_role("link", name="Sign in").click()
    await log_in(page, admin, "not the password")
    await expect(page.get_by_role("alert")).to_be_visible()
    await expect(page.get_by_label("E-mail")).to_have_value(admin)
    await log_in(page, admin)
    await expect(page.get_by_role("heading", name="Security")).to_be_visible()
    await page.goto("/console")
    await expect(page.get_by_role("heading", name="The console needs a second factor")).to_be_visible()


async def test_a_device_that_signed_in_before_the_app_was_set_up_elsewhere_shows_its_code_and_enters_the_console(
    open_page: OpenPage, product_url: str, admin: str, complaints: list[str]
) -> None:
    page = await open_page("/account/login?next=/account/security")
    await log_in(page, admin)
    await expect(page.get_by_role("button", name="Set up the app")).to_be_visible()
    app = await set_up_elsewhere(product_url, admin)
    await page.reload()
    await page.get_by_label("The code that the app shows").fill(app.now())
    await page.get_by_role("button", name="Confirm").click()
    await expect(page.get_by_role("heading", name="Show your second factor")).to_have_count(0)
    await page.get_by_role("link", name="Console").click()
    await expect(page.get_by_role("navigation", name="Console")).to_be_visible()
    assert complaints == []


async def set_up_elsewhere(product_url: str, email: str) -> pyotp.TOTP:
    """An authenticator app, by a program that signs in with the password."""
    async with httpx.AsyncClient(base_url=product_url) as client:
        told = await client.post("/v1/auth/login", json={"email": email, "password": PASSWORD})
        client.headers["Authorization"] = f"Bearer {told.json()['access_token']}"
        app = pyotp.TOTP((await client.post("/v1/profile/totp")).json()["secret"])
        before = datetime.now(UTC).timestamp() - app.interval  # so that the code of now is still unused
        confirmed = await client.post("/v1/profile/totp/confirm", json={"code": app.at(int(before))})
        assert confirmed.status_code == 200, confirmed.text
    return app

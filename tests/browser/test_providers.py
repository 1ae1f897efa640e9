"""Signing in through others in a real browser: to a provider's own page and back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import httpx
import oidc_provider_mock  # type: ignore[import-untyped]
import pytest
from playwright.async_api import BrowserContext, Page, Route, expect

from domain.identity import Role
from infra.settings import Settings
from tests.api.signing_in import sign_in
from tests.browser.conftest import PATIENCE_MS, OpenPage
from tests.browser.people import log_in, make_account, new_address
from tests.browser.test_journey import SHORT, planned, say
from tests.tools.identity.issuer import CLIENT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey")]  # one product for all of them

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def issuer_url() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
async def company(product_url: str, product: Settings, issuer_url: str, context: BrowserContext) -> AsyncIterator[str]:
    """The label of a provider that is set up; its page comes without its style, which lies elsewhere."""

    async def bare(route: Route) -> None:
        await route.fulfill(content_type="text/css", body="")

    await context.route("https://cdn.jsdelivr.net/**", bare)
    name = f"corp-{uuid4().hex[:8]}"
    admin = await sign_in(None, product, roles={Role.ADMIN})
    settings = {"kind": "oidc", "issuer": issuer_url, "client_id": CLIENT, "label": name.upper()}
    path = f"{product_url}/v1/admin/identity-providers/{name}"
    async with httpx.AsyncClient(headers=admin) as client:
        told = await client.put(path, json={"settings": settings, "secret": "s3cret"})
        assert told.status_code == 200, told.text
        yield name.upper()
        await client.delete(path)


def known_there(issuer_url: str, email: str) -> str:
    """Somebody with an account at the provider; its subject there."""
    subject = f"sub-{uuid4().hex[:8]}"
    claims = {"email": email, "email_verified": True, "given_name": "Grace", "family_name": "Hopper"}
    assert httpx.put(f"{issuer_url}/users/{subject}", json=claims).status_code == 204
    return subject


async def consent(page: Page, subject: str) -> None:
    """On the provider's page."""
    await page.get_by_placeholder("sub").fill(subject)
    await page.get_by_role("button", name="Authorize").click()


async def test_a_guest_signs_in_through_a_provider_keeps_the_trip_and_the_only_way_in_stays(
    open_page: OpenPage, company: str, issuer_url: str, complaints: list[str]
) -> None:
    page, email = await open_page(), new_address()
    await say(page, SHORT)
    await planned(page)
    trip = page.url
    await page.goto(f"/account/register?next={trip.removeprefix(page.url.split('/trips')[0])}")
    await page.get_by_role("link", name=f"Continue with {company}").click()
    await consent(page, known_there(issuer_url, email))
    await page.wait_for_url(trip)
    await planned(page)
    await page.get_by_role("link", name="Account", exact=True).click()
    await expect(page.get_by_text(email)).to_be_visible()
    await expect(page.get_by_label("First name")).to_have_value("Grace")
    assert complaints == []
    await page.goto("/account/security")
    await page.get_by_role("button", name=f"Unlink {company}").click()
    await expect(page.get_by_role("alert")).to_contain_text("the only way into the account")


async def test_an_account_with_the_same_address_is_linked_once_it_says_so_itself_and_unlinked_again(
    open_page: OpenPage, product: Settings, company: str, issuer_url: str, complaints: list[str]
) -> None:
    email = await make_account(product)
    page, subject = await open_page("/account/login?next=/account/security"), known_there(issuer_url, email)
    await page.get_by_role("link", name=f"Continue with {company}").click()
    await consent(page, subject)
    await expect(page.get_by_role("heading", name="You have an account already")).to_be_visible()
    await expect(page).not_to_have_url(re.compile("link_ticket"))
    await log_in(page, email)
    linked = page.get_by_role("list", name="Linked accounts")
    await expect(linked.get_by_text(company)).to_be_visible()
    await page.get_by_role("button", name=f"Unlink {company}").click()
    await expect(page.get_by_text("None linked yet.")).to_be_visible()
    await page.get_by_role("button", name=f"Link {company}").click()
    await consent(page, subject)
    await expect(page.get_by_text("Linked. You can sign in with it from now on.")).to_be_visible()
    await expect(linked.get_by_text(company)).to_be_visible()
    assert complaints == []


async def test_who_is_not_let_in_by_the_provider_reads_why_on_the_page(
    open_page: OpenPage, company: str, complaints: list[str]
) -> None:
    page = await open_page("/account/login")
    await page.get_by_role("link", name=f"Continue with {company}").click()
    await page.get_by_role("button", name="Deny").click()
    await expect(page.get_by_role("alert")).to_contain_text("begin again")
    await expect(page.get_by_label("E-mail")).to_be_visible()
    await expect(page).not_to_have_url(re.compile("#"))
    assert complaints == []

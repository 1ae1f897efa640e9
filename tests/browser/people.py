"""People for the journeys: accounts in the running product, their mail, and what they do to sign in."""

from __future__ import annotations

import asyncio
import email
import re
import time
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from uuid import uuid4

from playwright.async_api import Page

from domain.identity import Role
from infra.settings import Settings
from tests.api.signing_in import PASSWORD, account_work, make_user
from tools.mail.opening import OUTBOX

_LINK = re.compile(r"https?://\S+")
_PATIENCE_S = 30
_NEWEST = 50  # a developer's folder may hold years of them


async def make_account(product: Settings, *roles: Role) -> str:
    """The e-mail address of somebody whose password is `PASSWORD`."""
    address = new_address()
    async with account_work(product) as work:
        await make_user(work, roles=set(roles) or {Role.USER}, email=address, password=PASSWORD)
    return address


def new_address() -> str:
    return f"{uuid4().hex}@example.org"


async def log_in(page: Page, address: str, password: str = PASSWORD) -> None:
    await page.get_by_label("E-mail").fill(address)
    await page.get_by_label("Password").fill(password)
    await page.get_by_role("button", name="Sign in", exact=True).click()


async def mail_to(product: Settings, address: str, subject: str) -> EmailMessage:
    """The mail, as soon as it has left for the folder that a product without a mail server writes into."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        for file in sorted((product.data_dir / OUTBOX).glob("*.eml"), key=_changed, reverse=True)[:_NEWEST]:
            mail = email.message_from_bytes(file.read_bytes(), policy=default)
            if mail["To"] == address and mail["Subject"] == subject:
                return mail
        await asyncio.sleep(0.1)
    raise AssertionError(f"no mail {subject!r} to {address}")


def link_in(mail: EmailMessage) -> str:
    """Where its link leads."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = _LINK.search(body.get_content())
    assert found is not None, body.get_content()
    return found[0]


def _changed(file: Path) -> float:
    return file.stat().st_mtime

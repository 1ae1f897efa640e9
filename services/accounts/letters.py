"""What we write to the owners of accounts."""

from __future__ import annotations

from urllib.parse import quote

from services.accounts.links import Purpose, make_link
from services.accounts.parts import AccountWork
from services.accounts.tables import UserRow
from services.mail.outbox import post

_PAGES = {Purpose.VERIFY: "verify-email", Purpose.RESET: "reset-password"}


def send_link(work: AccountWork, row: UserRow, purpose: Purpose) -> None:
    """The mail with the link that verifies an address or resets a password."""
    write_to(work, row, purpose, link=link_of(work, row, purpose))


def link_of(work: AccountWork, row: UserRow, purpose: Purpose) -> str:
    """The address of the page that verifies an address or resets a password."""
    return f"{work.parts.address}/{_PAGES[purpose]}?token={quote(make_link(work, row, purpose))}"


def write_to(work: AccountWork, row: UserRow, letter: str, **about: str) -> None:
    """A mail to the account's own address."""
    user = work.rows.user(row)
    # Whoever registers a stranger's address must not send them words of their own as a name.
    greeted = user.personal.name if user.verified else ""
    known = {"name": greeted, "language": user.language, **about}
    post(work.session, work.parts.sealer, work.tenant, letter, user.personal.email, work.now, **known)

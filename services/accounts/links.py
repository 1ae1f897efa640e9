"""Tokens of the links in our mails: signed, with an end, and for one purpose and state of the account.

Nothing is kept of them. The signature covers the account's password hash, so that a reset's link
serves once: the new password makes it void, and every other with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from pydantic import TypeAdapter

from domain.errors import FieldError, InvalidRequest
from domain.identity import TenantId
from infra.tokens import is_signed, sign
from services.accounts.parts import AccountWork
from services.accounts.tables import UserRow


class Purpose(StrEnum):
    VERIFY = "verify"
    RESET = "reset"


_TENANT = TypeAdapter(TenantId)
LASTS = {Purpose.VERIFY: timedelta(hours=24), Purpose.RESET: timedelta(hours=1)}


@dataclass(frozen=True)
class LinkToken:
    """Whose link it is; whether it holds only its account can tell."""

    tenant: str
    user_id: UUID
    ends: int
    signature: str

    @property
    def text(self) -> str:
        return f"{self.tenant}.{self.user_id.hex}.{self.ends}"


def make_link(work: AccountWork, row: UserRow, purpose: Purpose) -> str:
    """The token, to be put into an address."""
    ends = int((work.now + LASTS[purpose]).timestamp())
    text = LinkToken(row.tenant, row.id, ends, "").text
    return f"{text}.{sign(work.parts.sealer.keys, purpose, _bound(text, row))}"


def read_link(token: str) -> LinkToken:
    """Raises InvalidRequest for what was never one of our tokens."""
    try:
        tenant, user_id, ends, signature = token.strip().split(".")
        return LinkToken(_TENANT.validate_python(tenant), UUID(user_id), int(ends), signature)
    except ValueError as error:
        raise _void() from error


async def redeem(work: AccountWork, link: LinkToken, purpose: Purpose) -> UserRow:
    """The account, locked, whose link it is. Raises InvalidRequest for one that is void or too old."""
    row = await work.rows.find(link.user_id, lock=True)
    if row is None or link.ends < int(datetime.timestamp(work.now)):
        raise _void()
    if not is_signed(work.parts.sealer.keys, purpose, _bound(link.text, row), link.signature):
        raise _void()
    return row


def _bound(text: str, row: UserRow) -> str:
    return f"{text}\n{row.email_hash.hex()}\n{row.password_hash or ''}"


def _void() -> InvalidRequest:
    return InvalidRequest([FieldError("token", "the link is too old or was used before: ask for a new one")])

"""Registering: the same answer, in the same time, whether the address has an account already or not."""

from __future__ import annotations

from domain.accounts import Personal, User
from services.accounts.letters import send_link, write_to
from services.accounts.links import LinkToken, Purpose, redeem
from services.accounts.parts import AccountWork
from services.accounts.registration import create_user
from services.accounts.tables import UserRow
from services.mail.outbox import withhold


async def register(work: AccountWork, personal: Personal, password_hash: str, language: str) -> User | None:
    """The new account, whose owner is sent a link; None where the address is known, whose owner is told of it.

    An account whose address nobody has proven yet is nobody's: registering again begins it anew, and
    the links that were sent before are void.
    """
    row = await work.rows.find_by_email(personal.email)
    if row is not None and row.verified_at is None:
        row = await work.rows.find(row.id, lock=True)
    if row is None:
        made = await create_user(work, personal, password_hash=password_hash, verified=False, language=language)
        row = await work.rows.find_by_email(personal.email)
        assert row is not None
    elif row.verified_at is None:
        made = _begin_anew(work, row, personal, password_hash)
    else:
        made = None
    if made is None:
        write_to(work, row, "already_registered", link=f"{work.parts.address}/forgot-password")
        return None
    send_link(work, row, Purpose.VERIFY)
    return made


async def resend(work: AccountWork, email: str) -> None:
    """Another link for an address that waits to be proven; for any other nothing that could be told from outside."""
    row = await work.rows.find_by_email(email)
    if row is not None and row.verified_at is None:
        send_link(work, row, Purpose.VERIFY)
    else:
        withhold(work.session, work.parts.sealer, work.tenant, "verify", email, work.now)


async def verify_email(work: AccountWork, link: LinkToken) -> tuple[User, bool]:
    """The account, and whether its address was proven just now; a second time changes nothing."""
    row = await redeem(work, link, Purpose.VERIFY)
    fresh = row.verified_at is None
    if fresh:
        row.verified_at = row.updated_at = work.now
        row.version += 1
    return work.rows.user(row), fresh


def _begin_anew(work: AccountWork, row: UserRow, personal: Personal, password_hash: str) -> User:
    work.rows.seal(row, personal)
    row.password_hash, row.updated_at, row.version = password_hash, work.now, row.version + 1
    return work.rows.user(row)

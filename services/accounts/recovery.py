"""New passwords: forgotten, changed, or reset by an administrator. Each ends the account's sessions."""

from __future__ import annotations

from uuid import UUID

from domain.accounts import User
from domain.errors import FieldError, InvalidRequest, NotFound
from services.accounts.letters import send_link, write_to
from services.accounts.links import LinkToken, Purpose, redeem
from services.accounts.login import account_key
from services.accounts.parts import AccountWork
from services.accounts.policy import require_good
from services.accounts.tables import UserRow
from services.mail.outbox import withhold


async def forgot(work: AccountWork, email: str) -> UUID | None:
    """Send the link; whose account it is, None for nobody's, which nobody can tell from outside."""
    row = await work.rows.find_by_email(email)
    if row is None or work.rows.user(row).suspended:
        withhold(work.session, work.parts.sealer, work.tenant, "reset", email, work.now)
        return None
    send_link(work, row, Purpose.RESET)
    return row.id


async def reset(work: AccountWork, link: LinkToken, password: str) -> User:
    """A new password for whoever reads the account's mail, which proves its address too; all sessions end."""
    row = await redeem(work, link, Purpose.RESET)
    user = work.rows.user(row)
    if user.suspended:
        raise InvalidRequest([FieldError("token", "the account is suspended")])
    require_good(password, user.personal)
    row.verified_at = row.verified_at or work.now
    await _set(work, row, password)
    await work.parts.lockout.unlock(account_key(work.parts, work.tenant, user.personal.email))
    await work.parts.sessions.revoke_all(work.tenant, user.id)
    return work.rows.user(row)


async def change(work: AccountWork, user_id: UUID, current: str, password: str, *, but_session: str) -> User:
    """A new password for whoever knows the old one; all sessions but this one end.

    Raises InvalidRequest, for `current_password` or `new_password`; TooMany after five wrong ones.
    """
    row = await work.rows.find(user_id, lock=True)
    if row is None:
        raise NotFound("user", str(user_id))
    user = work.rows.user(row)
    if row.password_hash is not None:
        await require_current(work, row, current)
    require_good(password, user.personal, "new_password")
    if row.password_hash is not None and (await work.parts.passwords.verify(password, row.password_hash))[0]:
        raise InvalidRequest([FieldError("new_password", "this is the password that you have")])
    await _set(work, row, password)
    await work.parts.sessions.revoke_all(work.tenant, user_id, but=but_session)
    return work.rows.user(row)


async def require_current(work: AccountWork, row: UserRow, current: str) -> None:
    """Raises InvalidRequest for `current_password`; TooMany after five wrong ones."""
    account = f"{work.tenant}:{row.id}"
    await work.parts.lockout.count(account, "")
    if not (await work.parts.passwords.verify(current, row.password_hash))[0]:
        raise InvalidRequest([FieldError("current_password", "this is not your password")])
    await work.parts.lockout.forgive(account, "")


async def _set(work: AccountWork, row: UserRow, password: str) -> None:
    row.password_hash = await work.parts.passwords.hash(password)
    row.updated_at, row.version = work.now, row.version + 1
    write_to(work, row, "password_changed", link=f"{work.parts.address}/forgot-password")

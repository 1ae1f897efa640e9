"""The password as proof: the same words and the same time for an unknown address as for a wrong password."""

from __future__ import annotations

from dataclasses import dataclass

from domain.accounts import User
from domain.errors import Unauthenticated
from services.accounts.parts import AccountParts, AccountWork
from services.accounts.signing import refuse_unfit


@dataclass(frozen=True)
class Known:
    """What is kept for an address: the account and its password's hash, or neither."""

    user: User | None
    password_hash: str | None


async def look_up(work: AccountWork, email: str) -> Known:
    row = await work.rows.find_by_email(email)
    return Known(work.rows.user(row), row.password_hash) if row is not None else Known(None, None)


async def prove(parts: AccountParts, tenant: str, email: str, known: Known, password: str, address: str) -> str | None:
    """Compare, outside any transaction, for it takes its time; a better hash of the password where there is one.

    Raises Unauthenticated for a wrong password or address, TooMany after five of them.
    """
    account = account_key(parts, tenant, email)
    await parts.lockout.count(account, address)
    right, better = await parts.passwords.verify(password, known.password_hash)
    if not right or known.user is None:
        raise Unauthenticated("the e-mail address or the password is wrong")
    await parts.lockout.forgive(account, address)
    return better


async def accept(work: AccountWork, known: Known, better: str | None) -> User:
    """The user who proved the password, if it is the password still. Raises Forbidden for whoever may not sign in."""
    assert known.user is not None
    row = await work.rows.find(known.user.id, lock=True)
    if row is None or row.password_hash != known.password_hash:
        raise Unauthenticated("the password has just been changed: sign in with the new one")
    user = work.rows.user(row)
    refuse_unfit(user)
    if better is not None:
        row.password_hash = better
    return user


def account_key(parts: AccountParts, tenant: str, email: str) -> str:
    """What the wrong tries at an address are counted under, whether it has an account or not."""
    return f"{tenant}:{parts.cipher.email_hash(tenant, email).hex()}"

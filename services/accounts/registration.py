"""New accounts: by registering, from an external identity that is proven, or made by hand for a test or demo."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from domain.accounts import AccountStatus, Personal, Preferences, User
from domain.identity import Role
from services.accounts.parts import AccountWork
from services.accounts.tables import UserRow
from services.events.service import USER_REGISTERED, announce


async def create_user(
    work: AccountWork,
    personal: Personal,
    *,
    password_hash: str | None,
    verified: bool,
    roles: Iterable[Role] = (Role.USER,),
    language: str = "en",
    method: str = "password",
) -> User | None:
    """A new account with its default preferences; None where the address has one already, however it is meant.

    An external login with a proven address asks for `password_hash=None, verified=True`.
    """
    if await work.rows.find_by_email(personal.email) is not None:
        return None
    row = UserRow(
        id=uuid4(),
        tenant=work.tenant,
        password_hash=password_hash,
        roles=sorted(roles),
        status=AccountStatus.ACTIVE,
        status_reason="",
        language=language,
        verified_at=work.now if verified else None,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.rows.seal(row, personal)
    if not await work.rows.add(row):
        return None
    await work.rows.put_preferences(row.id, Preferences().model_dump(mode="json"), work.now)
    announce(work.session, work.tenant, USER_REGISTERED, row.id, method=method)
    return work.rows.user(row)


async def find_user(work: AccountWork, user_id: UUID) -> User | None:
    row = await work.rows.find(user_id)
    return work.rows.user(row) if row is not None else None


async def find_user_by_email(work: AccountWork, email: str) -> User | None:
    """`email` in its normal spelling (`domain.accounts.normalise_email`)."""
    row = await work.rows.find_by_email(email)
    return work.rows.user(row) if row is not None else None

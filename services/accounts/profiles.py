"""What people may say of themselves: profile, picture, preferences."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.accounts import Personal, Preferences, User
from domain.errors import NotFound
from services.accounts.parts import AccountWork
from services.accounts.tables import UserRow
from services.events.service import USER_PROFILE_UPDATED, announce

_NEVER_NULL = ("first_name", "last_name", "phone_number")


async def profile(work: AccountWork, user_id: UUID) -> User:
    """Raises NotFound."""
    row = await _row(work, user_id)
    return work.rows.user(row, has_picture=user_id in await work.rows.with_picture([user_id]))


async def change_profile(work: AccountWork, user_id: UUID, sent: dict[str, Any]) -> tuple[User, tuple[str, ...]]:
    """Change the fields that were sent; the account, and the names of those that are another now."""
    row = await _row(work, user_id, lock=True)
    before = work.rows.user(row)
    language = sent.pop("language", None) or row.language
    wanted = {name: "" if value is None and name in _NEVER_NULL else value for name, value in sent.items()}
    personal = Personal.model_validate(before.personal.model_dump() | wanted)
    changed = [name for name in wanted if getattr(personal, name) != getattr(before.personal, name)]
    if language != row.language:
        row.language = language
        changed.append("language")
    if changed:
        work.rows.seal(row, personal)
        touch(work, row, *changed)
    return await profile(work, user_id), tuple(changed)


async def put_picture(work: AccountWork, user_id: UUID, image: bytes) -> User:
    """`image` is of our own making (`pictures.avatar_of`)."""
    row = await _row(work, user_id, lock=True)
    await work.rows.put_picture(user_id, image, work.now)
    touch(work, row, "picture")
    return work.rows.user(row, has_picture=True)


async def picture(work: AccountWork, user_id: UUID) -> bytes:
    """Raises NotFound where there is none."""
    row = await work.rows.find_picture(user_id)
    if row is None:
        raise NotFound("picture", "of this account")
    return row.image


async def remove_picture(work: AccountWork, user_id: UUID) -> bool:
    """Whether there was one."""
    row = await _row(work, user_id, lock=True)
    removed = await work.rows.forget_picture(user_id)
    if removed:
        touch(work, row, "picture")
    return removed


async def preferences(work: AccountWork, user_id: UUID) -> Preferences:
    """The defaults for whoever never said anything."""
    row = await work.rows.find_preferences(user_id)
    return Preferences.model_validate(row.preferences) if row is not None else Preferences()


async def put_preferences(work: AccountWork, user_id: UUID, wanted: Preferences) -> Preferences:
    """In place of those before. Nothing is cached on the way, so that they hold from the commit on."""
    row = await _row(work, user_id, lock=True)
    await work.rows.put_preferences(user_id, wanted.model_dump(mode="json"), work.now)
    touch(work, row, "preferences")
    return wanted


def touch(work: AccountWork, row: UserRow, *fields: str) -> None:
    """Another version of the account, which others hear of: the names of the fields, never what they hold."""
    row.updated_at, row.version = work.now, row.version + 1
    announce(work.session, work.tenant, USER_PROFILE_UPDATED, row.id, fields=list(fields))


async def _row(work: AccountWork, user_id: UUID, *, lock: bool = False) -> UserRow:
    row = await work.rows.find(user_id, lock=lock)
    if row is None:
        raise NotFound("user", str(user_id))
    return row

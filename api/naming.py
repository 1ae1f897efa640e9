"""What people are called in figures about them, for those who may see accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.resources import Resources
from domain.identity import Permission
from domain.usage import EVERY_TENANT
from services.accounts.administration import UserAdministration
from services.accounts.parts import AccountWork

_USER = "user:"


async def names_of(res: Resources, session: AsyncSession, tenant: str, owners: Iterable[str]) -> dict[str, str]:
    """By the owner's name in the books ("user:<id>"); guests have none, and of all agencies together nobody has."""
    if tenant == EVERY_TENANT or Permission.MANAGE_USERS not in res.who.permissions:
        return {}
    users = [user for owner in owners if (user := _user_of(owner)) is not None]
    work = AccountWork(session, tenant, res.accounts, datetime.now(UTC))
    found = await UserAdministration(work, res.who).names(users) if users else {}
    return {f"{_USER}{user}": name for user, name in found.items()}


def _user_of(owner: str) -> UUID | None:
    try:
        return UUID(owner.removeprefix(_USER)) if owner.startswith(_USER) else None
    except ValueError:
        return None

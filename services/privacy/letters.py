"""What we write to whoever asked for their data, or to be forgotten."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.accounts.letters import write_to
from services.accounts.parts import AccountWork
from services.privacy.schemas import RequestKind, RequestView
from services.privacy.service import ARCHIVE_KEPT

PAGE = "/account/data"


async def tell_asked(work: AccountWork, user_id: UUID, view: RequestView) -> None:
    """An export is told of once it is there; a deletion at once, for its owner may not be who asked."""
    if view.kind is RequestKind.DELETE:
        await _write(work, user_id, "deletion_asked", day=_day(view.due_at), link=_link(work))


async def tell_cancelled(work: AccountWork, user_id: UUID, view: RequestView) -> None:
    if view.kind is RequestKind.DELETE:
        await _write(work, user_id, "deletion_cancelled")


async def tell_exported(work: AccountWork, user_id: UUID) -> None:
    await _write(work, user_id, "export_ready", day=_day(work.now + ARCHIVE_KEPT), link=_link(work))


async def tell_deleted(work: AccountWork, user_id: UUID) -> None:
    """Before the account goes, and with it the address; the mail leaves only if it does go."""
    await _write(work, user_id, "deleted")


async def _write(work: AccountWork, user_id: UUID, letter: str, **about: str) -> None:
    """Nothing to an account that is gone already."""
    row = await work.rows.find(user_id)
    if row is not None:
        write_to(work, row, letter, **about)


def _day(at: datetime) -> str:
    """In the one notation that every language reads alike."""
    return at.date().isoformat()


def _link(work: AccountWork) -> str:
    return f"{work.parts.address}{PAGE}"

"""Forgets a user: everything in one transaction, so that it happened or did not."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import Uuid, delete, update

from services.accounts.parts import AccountWork
from services.privacy.gathering import rows_of, table_of
from services.privacy.holdings import HOLDINGS, End, Holding


async def erase(work: AccountWork, user_id: UUID) -> dict[str, int]:
    """Rows by table that went or lost their name; a second time there are none.

    Sessions end first: whoever is still signed in must not write what would be left behind.
    """
    await work.parts.sessions.revoke_all(work.tenant, user_id)
    pseudonym = uuid4()  # one for all tables, so that sums by traveller still hold; nothing leads back from it
    touched: dict[str, int] = {}
    for holding in HOLDINGS:
        count = await _end(work, holding, user_id, pseudonym)
        if count:
            touched[holding.table] = touched.get(holding.table, 0) + count
    return touched


async def _end(work: AccountWork, holding: Holding, user_id: UUID, pseudonym: UUID) -> int:
    table, mine = table_of(holding), rows_of(holding, work.tenant, user_id)
    match holding.end:
        case End.KEEP:
            return 0
        case End.REMOVE:
            result = await work.session.execute(delete(table).where(mine))
        case End.PSEUDONYM:
            column = table.c[holding.whose]
            name = pseudonym if isinstance(column.type, Uuid) else f"gone:{pseudonym.hex}"
            result = await work.session.execute(update(table).where(mine).values({column.name: name, **holding.blank}))
    return int(result.rowcount)  # type: ignore[attr-defined]

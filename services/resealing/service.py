"""Seals everything anew with the newest key, some rows a transaction; done again it finds nothing to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import ColumnElement, LargeBinary, Table, func, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from infra.database import Sessions
from infra.sealing import CannotUnseal, Sealer
from services.accounts.personal import PersonalCipher
from services.accounts.repository import AccountRepository
from services.accounts.tables import UserRow
from services.resealing.columns import SEALED, Sealed
from services.tables import Table as Base

log = structlog.get_logger()
_AT_ONCE = 200


@dataclass
class Resealed:
    """How many values were sealed anew, by table, and how many could not be opened with any key that is here."""

    done: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)

    def count(self, table: str, *, lost: bool) -> None:
        sums = self.lost if lost else self.done
        sums[table] = sums.get(table, 0) + 1


async def reseal(platform: Sessions, sealer: Sealer) -> Resealed:
    """All tenants' sealed values; `platform` sees them all."""
    found = Resealed()
    for sealed in SEALED:
        await _column(platform, sealed, sealer, found)
    await _users(platform, sealer, found)
    return found


async def _column(platform: Sessions, sealed: Sealed, sealer: Sealer, found: Resealed) -> None:
    table = Base.metadata.tables[sealed.table]
    keys, last = list(table.primary_key), None
    while True:
        async with platform.begin() as session:
            wanted = select(table).where(_older(table.c[sealed.column], sealer)).order_by(*keys).limit(_AT_ONCE)
            if last is not None:
                wanted = wanted.where(tuple_(*keys) > tuple_(*(literal(value, key.type) for key, value in last)))
            rows: Sequence[Any] = (await session.execute(wanted.with_for_update())).mappings().all()
            for row in rows:
                await _one(session, table, sealed, row, sealer, found)
        if len(rows) < _AT_ONCE:
            return
        last = [(key, rows[-1][key.name]) for key in keys]


async def _one(session: AsyncSession, table: Table, sealed: Sealed, row: Any, sealer: Sealer, found: Resealed) -> None:
    owner = sealed.owner(row)
    try:
        fresh = sealer.seal(sealer.unseal(row[sealed.column], owner), owner)
    except CannotUnseal as error:
        log.warning("a sealed value cannot be opened", table=sealed.table, owner=owner, error=str(error))
        found.count(sealed.table, lost=True)
        return
    here = [key == row[key.name] for key in table.primary_key]
    await session.execute(update(table).where(*here).values({sealed.column: fresh}))
    found.count(sealed.table, lost=False)


async def _users(platform: Sessions, sealer: Sealer, found: Resealed) -> None:
    """Accounts, with the hashes by which they are found."""
    cipher, last = PersonalCipher(sealer), None
    while True:
        async with platform.begin() as session:
            wanted = select(UserRow).where(_older(UserRow.personal, sealer)).order_by(UserRow.id).limit(_AT_ONCE)
            if last is not None:
                wanted = wanted.where(UserRow.id > last)
            rows = (await session.scalars(wanted.with_for_update())).all()
            for row in rows:
                try:
                    accounts = AccountRepository(session, row.tenant, cipher)
                    accounts.seal(row, accounts.user(row).personal)
                except CannotUnseal as error:
                    log.warning("an account cannot be opened", user=str(row.id), error=str(error))
                    found.count("users", lost=True)
                else:
                    found.count("users", lost=False)
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1].id


def _older(column: Any, sealer: Sealer) -> ColumnElement[bool]:
    """Sealed with another key than the newest."""
    beginning = literal(sealer.beginning, LargeBinary())
    return func.substring(column, 1, len(sealer.beginning)) != beginning

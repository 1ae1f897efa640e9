"""Reads what is kept of a user, and packs it: one ZIP with a JSON file for each kind of thing."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, LargeBinary, Table, Uuid, select

from services.accounts.parts import AccountWork
from services.privacy.holdings import HOLDINGS, Holding
from services.tables import Table as Base

_README = """This archive holds what Tripwright keeps of you, as JSON (UTF-8).

account.json is your account, sessions.json where you are signed in, picture.webp your picture.
Every other file is named after what it holds; instants are in UTC (ISO 8601). Passwords, keys and
codes are not in it: only their one-way or sealed forms are kept, and those are of no use to you.
"""


async def archive_of(work: AccountWork, user_id: UUID) -> bytes:
    """The ZIP of a user of the work's tenant."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("README.txt", _README)
        packed.writestr("account.json", _json(await _account(work, user_id)))
        packed.writestr("sessions.json", _json(await _sessions(work, user_id)))
        if (picture := await work.rows.find_picture(user_id)) is not None:
            packed.writestr("picture.webp", picture.image)
        for holding in HOLDINGS:
            if holding.file:
                packed.writestr(f"{holding.file}.json", _json(await _rows(work, holding, user_id)))
    return held.getvalue()


def rows_of(holding: Holding, tenant: str, user_id: UUID) -> ColumnElement[bool]:
    """Which rows of a holding are a user's."""
    table = table_of(holding)
    whose = table.c[holding.whose]
    if holding.of_trips:
        trips = Base.metadata.tables["trips"]
        mine = select(trips.c.id).where(trips.c.tenant == tenant, trips.c.owner == f"user:{user_id}")
        of_user: ColumnElement[bool] = whose.in_(mine)
    else:
        of_user = whose == name_in(holding, user_id)
    found: ColumnElement[bool] = (table.c.tenant == tenant) & of_user
    for column, value in holding.only.items():
        found &= table.c[column] == value
    return found


def name_in(holding: Holding, user_id: UUID) -> UUID | str:
    """A user as the table names them."""
    return user_id if isinstance(table_of(holding).c[holding.whose].type, Uuid) else f"user:{user_id}"


def table_of(holding: Holding) -> Table:
    return Base.metadata.tables[holding.table]


async def _rows(work: AccountWork, holding: Holding, user_id: UUID) -> Sequence[dict[str, Any]]:
    table = table_of(holding)
    columns = [column for column in table.c if column.name not in holding.hidden | {"tenant"}]
    shown = [column for column in columns if not isinstance(column.type, LargeBinary)]
    found = await work.session.execute(select(*shown).where(rows_of(holding, work.tenant, user_id)))
    return [dict(row) for row in found.mappings()]


async def _account(work: AccountWork, user_id: UUID) -> dict[str, Any]:
    """Empty where the account is gone already."""
    row = await work.rows.find(user_id)
    return work.rows.user(row).model_dump(mode="json") if row is not None else {}


async def _sessions(work: AccountWork, user_id: UUID) -> list[dict[str, Any]]:
    sessions = await work.parts.sessions.list(work.tenant, user_id)
    return [
        {"method": one.method, "address": one.address, "agent": one.agent, "began": one.created_at, "seen": one.seen_at}
        for one in sessions
    ]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)

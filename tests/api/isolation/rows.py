"""A row for every table of the metadata, so that a table that comes tomorrow is walked without a word."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import ARRAY, JSON, Column, Table
from sqlalchemy.dialects.postgresql import BYTEA, CIDR, INET

from services.tables import Table as Base

_AMONG = re.compile(r"^CHECK \(\(+(\w+)\)*(?:::text)? = ANY \(+ARRAY\['([^']*)'")
_OWN_ID = {"tenants": "id"}
Ids = dict[str, list[str]]


def seed(connection: psycopg.Connection[Any], tenant: str, marker: str, owner: str) -> Ids:
    """Rows of `tenant` whose texts all hold `marker`; by table the ids that an address may name."""
    made: dict[str, dict[str, Any]] = {}
    ids: Ids = {}
    for table in Base.metadata.sorted_tables:
        row = _row(connection, table, tenant, marker, owner, made)
        names = sql.SQL(", ").join(map(sql.Identifier, row))
        gaps = sql.SQL(", ").join(sql.Placeholder() * len(row))
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING")
        connection.execute(statement.format(sql.Identifier(table.name), names, gaps), list(row.values()))
        made[table.name] = row
        ids[table.name] = [str(row[c.name]) for c in table.primary_key if c.name in row and c.name != "tenant"]
    return ids


def clear(connection: psycopg.Connection[Any], tenant: str) -> None:
    """Take away all that is the tenant's: no sweeper of another test shall come upon such rows."""
    connection.execute("SET session_replication_role = replica")  # the audit log's too, which forbids it
    for table in reversed(Base.metadata.sorted_tables):
        statement = sql.SQL("DELETE FROM {} WHERE {} = %s")
        column = _OWN_ID.get(table.name, "tenant")
        connection.execute(statement.format(sql.Identifier(table.name), sql.Identifier(column)), [tenant])
    connection.execute("RESET session_replication_role")


def _row(
    connection: psycopg.Connection[Any],
    table: Table,
    tenant: str,
    marker: str,
    owner: str,
    made: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    allowed = _allowed(connection, table.name)
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.computed is not None or column.identity is not None:
            continue
        if column.name in ("tenant", _OWN_ID.get(table.name)):
            row[column.name] = tenant
        elif column.name in allowed:
            row[column.name] = allowed[column.name]
        elif column.name == "owner":
            row[column.name] = owner
        elif column.foreign_keys:
            key = next(iter(column.foreign_keys)).column
            row[column.name] = made.get(key.table.name, {}).get(key.name)
        elif not column.nullable or _is_text(column):
            # A key comes back in an address's own error, whoever asks: it must not look like something shown.
            row[column.name] = _value(column, "key" if column.primary_key or column.unique else marker)
    return row


def _allowed(connection: psycopg.Connection[Any], table: str) -> dict[str, str]:
    """Of columns that a constraint gives a list of values, the first of the list."""
    query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass"
    found = [match for (text,) in connection.execute(query, [f'public."{table}"']) if (match := _AMONG.search(text))]
    return {match[1]: match[2] for match in found}


def _is_text(column: Column[Any]) -> bool:
    return not isinstance(column.type, (JSON, ARRAY, BYTEA)) and column.type.python_type is str


def _value(column: Column[Any], marker: str) -> Any:
    if isinstance(column.type, ARRAY):
        return []
    if isinstance(column.type, JSON):
        return Jsonb({"marker": marker})
    if isinstance(column.type, (CIDR, INET)) or column.name == "network":
        return "192.0.2.7/32"
    kind = column.type.python_type
    values: dict[type, Any] = {
        str: f"{marker}-{uuid4().hex[:8]}",
        UUID: uuid4(),
        bytes: marker.encode(),
        bool: False,
        int: 1,
        float: 1.0,
        Decimal: Decimal(1),
        datetime: datetime.now(UTC),
        date: datetime.now(UTC).date(),
        dict: Jsonb({"marker": marker}),
        list: Jsonb([marker]),
    }
    return values[kind]


def everything(connection: psycopg.Connection[Any], tenant: str) -> dict[str, list[str]]:
    """All that a tenant has, table by table, as text."""
    found = {}
    for table in Base.metadata.sorted_tables:
        column = sql.Identifier(_OWN_ID.get(table.name, "tenant"))
        query = sql.SQL("SELECT t::text FROM {} t WHERE {} = %s ORDER BY 1").format(sql.Identifier(table.name), column)
        found[table.name] = [text for (text,) in connection.execute(query, [tenant])]
    return found

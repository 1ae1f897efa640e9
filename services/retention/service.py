"""Applies the rules, some rows a transaction: whoever dies in between has done part, and the next does the rest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnClause, ColumnElement, Delete, Update, and_, column, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from infra.database import Sessions, in_tenant
from services.audit.anchors import Signer
from services.audit.repository import tenants_with_entries
from services.audit.service import AuditService
from services.privacy.repository import expire
from services.retention.rules import RULES, Rule
from services.tables import Table

_AT_ONCE = 5000


async def clean(platform: Sessions, now: datetime) -> dict[str, int]:
    """Rows by table that went or lost their names, of all tenants."""
    touched = {rule.table: await _apply(platform, rule, now) for rule in RULES}
    async with platform.begin() as session:
        touched["privacy_archives"] = await expire(session, now)
    return {table: count for table, count in touched.items() if count}


async def keep_audit(platform: Sessions, signer: Signer, now: datetime) -> dict[str, int]:
    """Sign every tenant's log as it stands and remove what is older than seven years; how many went, by tenant."""
    async with platform() as session:
        tenants = await tenants_with_entries(session)
    gone: dict[str, int] = {}
    for tenant in tenants:
        async with in_tenant(platform, tenant) as session:
            await AuditService(session, tenant, signer).anchor(now)
        async with in_tenant(platform, tenant) as session:
            if count := await AuditService(session, tenant, signer).retain(now):
                gone[tenant] = count
    return gone


async def _apply(platform: Sessions, rule: Rule, now: datetime) -> int:
    done = 0
    while True:
        async with platform.begin() as session:
            count = await _batch(session, rule, now)
        done += count
        if count < _AT_ONCE:
            return done


async def _batch(session: AsyncSession, rule: Rule, now: datetime) -> int:
    table = Table.metadata.tables[rule.table]
    row: ColumnClause[Any] = column("ctid")  # PostgreSQL's own place of a row: rules need no key of the table
    chosen = select(row).select_from(table).where(_old(rule, now)).limit(_AT_ONCE).with_for_update(skip_locked=True)
    here = row.in_(chosen)
    statement: Update | Delete = (
        update(table).where(here).values(rule.blank) if rule.blank else delete(table).where(here)
    )
    result: Any = await session.execute(statement)
    return int(result.rowcount)


def _old(rule: Rule, now: datetime) -> ColumnElement[bool]:
    """The rule's rows that still have something to lose."""
    table = Table.metadata.tables[rule.table]
    found = and_(table.c[rule.at] < now - rule.age, *(table.c[name] == value for name, value in rule.only.items()))
    if rule.blank:
        found = and_(found, or_(*(table.c[name].is_distinct_from(value) for name, value in rule.blank.items())))
    return found

"""Writes entries at the end of the transaction that they belong to.

They wait until just before the commit, because a tenant's chain is written by one transaction at a
time: taken earlier, its lock would make requests wait for each other, or wait in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, event, func, insert, select
from sqlalchemy.orm import Session, SessionTransaction

from domain.audit import AuditEntry
from services.audit.chain import START, digest_of
from services.audit.tables import AuditRow

_WAITING = "tripwright.audit"
_LOCK = 0x41554449  # the space of our advisory locks; the tenant's hash is the other half

Waiting = list[tuple[AuditEntry, SessionTransaction | None]]


def wait(session: Session, entry: AuditEntry) -> None:
    """Keep an entry until the session commits; a savepoint that is rolled back takes its entries with it."""
    session.info.setdefault(_WAITING, []).append((entry, session.get_nested_transaction()))


def write(connection: Connection, entries: Sequence[AuditEntry]) -> None:
    """Append entries to their tenants' chains, in the order of tenants so that nobody waits in a circle."""
    ordered = sorted(entries, key=lambda entry: entry.tenant)
    for tenant, of_tenant in groupby(ordered, key=lambda entry: entry.tenant):
        _append(connection, tenant, list(of_tenant))


def _append(connection: Connection, tenant: str, entries: Sequence[AuditEntry]) -> None:
    connection.execute(select(func.pg_advisory_xact_lock(_LOCK, func.hashtext(tenant))))
    newest = select(AuditRow.number, AuditRow.digest).where(AuditRow.tenant == tenant)
    last = connection.execute(newest.order_by(AuditRow.number.desc()).limit(1)).one_or_none()
    number, previous = (last.number, last.digest) if last else (0, START)
    connection.execute(insert(AuditRow), list(_chained(entries, number, previous)))


def _chained(entries: Sequence[AuditEntry], number: int, previous: bytes) -> Iterable[dict[str, Any]]:
    for entry in entries:
        number += 1
        row = {**entry.model_dump(), "action": entry.action.value, "number": number}
        row |= {"previous": previous, "digest": digest_of(row, previous)}
        previous = row["digest"]
        yield row


@event.listens_for(Session, "before_commit")
def _before_commit(session: Session) -> None:
    if not session.in_nested_transaction() and (waiting := session.info.pop(_WAITING, None)):
        write(session.connection(), [entry for entry, _ in waiting])


@event.listens_for(Session, "after_soft_rollback")
def _after_rollback(session: Session, gone: SessionTransaction) -> None:
    waiting: Waiting = session.info.pop(_WAITING, [])
    if gone.nested and (kept := [one for one in waiting if not _within(one[1], gone)]):
        session.info[_WAITING] = kept


def _within(inner: SessionTransaction | None, outer: SessionTransaction) -> bool:
    while inner is not None:
        if inner is outer:
            return True
        inner = inner.parent
    return False

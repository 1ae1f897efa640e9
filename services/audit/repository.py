"""The audit log's queries; every one within a tenant."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.audit.schemas import AuditQuery
from services.audit.tables import AuditAnchor, AuditRow

_AT_ONCE = 1000
_EXACT = ("user_id", "action", "resource", "resource_id")
_TEXTS = ("action", "resource", "resource_id", "ip", "user_agent", "request_id", "trace_id")


class AuditRepository:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self.tenant = session, tenant

    async def page(self, query: AuditQuery, limit: int, before: int | None) -> Sequence[AuditRow]:
        """Newest first, older than the entry number `before`."""
        conditions = self._conditions(query)
        if before is not None:
            conditions.append(AuditRow.number < before)
        found = select(AuditRow).where(*conditions).order_by(AuditRow.number.desc()).limit(limit)
        return (await self._session.scalars(found)).all()

    async def walk(self, query: AuditQuery | None = None) -> AsyncIterator[AuditRow]:
        """All that fit, oldest first, a batch in memory at a time and each batch read by the index."""
        conditions, after = self._conditions(query or AuditQuery()), -1
        while True:
            batch = select(AuditRow).where(*conditions, AuditRow.number > after).order_by(AuditRow.number)
            rows = (await self._session.scalars(batch.limit(_AT_ONCE))).all()
            for row in rows:
                after = row.number
                self._session.expunge(row)
                yield row
            if len(rows) < _AT_ONCE:
                return

    async def anchors(self) -> Sequence[AuditAnchor]:
        query = select(AuditAnchor).where(AuditAnchor.tenant == self.tenant)
        return (await self._session.scalars(query.order_by(AuditAnchor.number))).all()

    async def head(self) -> AuditRow | None:
        query = select(AuditRow).where(AuditRow.tenant == self.tenant)
        return await self._session.scalar(query.order_by(AuditRow.number.desc()).limit(1))

    async def last_before(self, cutoff: datetime) -> AuditRow | None:
        """The last entry of the oldest stretch in which all are older than `cutoff`; never the newest of the log."""
        young = select(func.min(AuditRow.number)).where(AuditRow.tenant == self.tenant, AuditRow.at >= cutoff)
        first_young = await self._session.scalar(young)
        newest = select(func.max(AuditRow.number)).where(AuditRow.tenant == self.tenant).scalar_subquery()
        query = select(AuditRow).where(AuditRow.tenant == self.tenant, AuditRow.number < newest)
        if first_young is not None:
            query = query.where(AuditRow.number < first_young)
        return await self._session.scalar(query.order_by(AuditRow.number.desc()).limit(1))

    async def retain(self, up_to: int) -> int:
        """Remove the entries up to a number, for whose last an anchor stands; how many there were."""
        gone = await self._session.scalar(select(func.audit_retain(self.tenant, up_to)))
        return int(gone or 0)

    def add(self, anchor: AuditAnchor) -> None:
        self._session.add(anchor)

    async def flush(self) -> None:
        await self._session.flush()

    def _conditions(self, query: AuditQuery) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = [AuditRow.tenant == self.tenant]
        exact = {name: getattr(query, name) for name in _EXACT}
        conditions.extend(getattr(AuditRow, name) == value for name, value in exact.items() if value is not None)
        if query.begin is not None:
            conditions.append(AuditRow.at >= query.begin)
        if query.end is not None:
            conditions.append(AuditRow.at < query.end)
        if query.text is not None:
            columns = [*(getattr(AuditRow, name) for name in _TEXTS), cast(AuditRow.changes, String)]
            conditions.append(or_(*(column.icontains(query.text, autoescape=True) for column in columns)))
        return conditions


async def tenants_with_entries(session: AsyncSession) -> Sequence[str]:
    """Every tenant that has a log, for the platform; an index is hopped over, so that no log is read for it."""
    found: list[str] = []
    while True:
        query = select(func.min(AuditRow.tenant))
        name = await session.scalar(query.where(AuditRow.tenant > found[-1]) if found else query)
        if name is None:
            return found
        found.append(name)

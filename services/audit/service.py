"""What others call to have an action written down, and what readers and keepers of the log call."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from domain.audit import AuditEntry
from domain.errors import FieldError, InvalidRequest
from services.audit import verifying, writing
from services.audit.anchors import BEGIN, HEAD, Signer
from services.audit.repository import AuditRepository
from services.audit.schemas import AuditPage, AuditQuery, AuditRecord, Verification
from services.audit.tables import AuditAnchor, AuditRow

KEPT = timedelta(days=7 * 365.25 + 1)  # seven years, and never a day less


async def record(session: AsyncSession, entry: AuditEntry) -> None:
    """Write an entry in the caller's transaction: it is kept exactly when what it tells of is."""
    writing.wait(session.sync_session, entry)


class AuditService:
    """Reads and keeps one tenant's log. Never commits."""

    def __init__(self, session: AsyncSession, tenant: str, signer: Signer) -> None:
        self._rows, self._signer = AuditRepository(session, tenant), signer

    async def page(self, query: AuditQuery, limit: int, cursor: str | None) -> AuditPage:
        """Raises InvalidRequest for a cursor that is not one of ours."""
        rows = await self._rows.page(query, limit + 1, _number(cursor))
        more = len(rows) > limit
        shown = rows[:limit]
        return AuditPage(items=[shown_as(row) for row in shown], next_cursor=str(shown[-1].number) if more else None)

    async def walk(self, query: AuditQuery) -> AsyncIterator[AuditRecord]:
        """All entries that fit, oldest first, to be streamed."""
        async for row in self._rows.walk(query):
            yield shown_as(row)

    async def verify(self) -> Verification:
        return await verifying.verify(self._rows, self._signer)

    async def anchor(self, now: datetime) -> bool:
        """Sign the newest entry, unless it is signed with this key already; whether there was anything to sign."""
        head = await self._rows.head()
        name = self._signer.name
        if head is None or any(a.number == head.number and a.key == name for a in await self._rows.anchors()):
            return False
        self._rows.add(self._anchor(head, HEAD, now))
        return True

    async def retain(self, now: datetime) -> int:
        """Remove what is older than seven years and leave a signed anchor in its place; how many went.

        Nothing goes where the chain does not hold: a break must be looked into before its traces go.
        """
        last = await self._rows.last_before(now - KEPT)
        if last is None or not (await self.verify()).holds:
            return 0
        self._rows.add(self._anchor(last, BEGIN, now))
        await self._rows.flush()
        return await self._rows.retain(last.number)

    def _anchor(self, row: AuditRow, kind: str, now: datetime) -> AuditAnchor:
        signature = self._signer.sign(row.tenant, row.number, row.digest, kind)
        return AuditAnchor(
            id=uuid4(),
            tenant=row.tenant,
            number=row.number,
            digest=row.digest,
            kind=kind,
            key=self._signer.name,
            signature=signature,
            at=now,
        )


def shown_as(row: AuditRow) -> AuditRecord:
    columns = {name: getattr(row, name) for name in AuditRecord.model_fields if name != "digest"}
    return AuditRecord(**columns, digest=row.digest.hex())


def _number(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 18:
        raise InvalidRequest([FieldError("cursor", "this is no cursor of ours; take next_cursor of the page before")])
    return int(cursor)

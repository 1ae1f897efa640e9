"""Does what was asked, when it is due: for the worker, which commits. Everything may run twice, or die at any line."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from domain.audit import Action, AuditEntry
from services.accounts.parts import AccountWork
from services.audit.service import record
from services.privacy.erasing import erase
from services.privacy.gathering import archive_of
from services.privacy.letters import tell_deleted, tell_exported
from services.privacy.repository import PrivacyRepository
from services.privacy.schemas import RequestKind, RequestStatus
from services.privacy.service import sealed_archive


async def perform(work: AccountWork, request_id: UUID) -> bool:
    """Do one request in the work's transaction; False where it is done, called off, or in other hands."""
    rows = PrivacyRepository(work.session, work.tenant)
    request = await rows.find_due(request_id, work.now)
    if request is None:
        return False
    if request.kind == RequestKind.EXPORT:
        body = await archive_of(work, request.user_id)
        rows.add(sealed_archive(body, work.tenant, request.id, work.now, work.parts.sealer))
        await tell_exported(work, request.user_id)
        action, done = Action.DATA_EXPORTED, [f"{len(body)} bytes"]
    else:
        await tell_deleted(work, request.user_id)
        touched = await erase(work, request.user_id)
        action, done = Action.DATA_DELETED, [f"{table}: {count}" for table, count in touched.items()]
    request.status, request.ended_at = RequestStatus.DONE.value, work.now
    await record(work.session, _entry(work.tenant, action, request.user_id, request.id, done, work.now))
    return True


def _entry(tenant: str, action: Action, user_id: UUID, request_id: UUID, done: list[str], now: datetime) -> AuditEntry:
    return AuditEntry(
        id=uuid4(),
        at=now,
        tenant=tenant,
        user_id=user_id,
        action=action,
        resource="privacy_request",
        resource_id=str(request_id),
        changes={"done": done},
    )

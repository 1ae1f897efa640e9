"""The audit log, read by those who may: searched, as one user's timeline, taken out, and checked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime
from sqlalchemy.ext.asyncio import AsyncSession

from api.declarations import lasting
from api.deps import Res
from api.guard import console
from api.problems import refusals
from api.resources import Resources
from api.trail import Trail
from domain.audit import Action
from domain.identity import Permission, TenantId
from services.audit.anchors import Signer
from services.audit.exporting import csv_lines, json_lines
from services.audit.schemas import AuditPage, AuditQuery, Verification
from services.audit.service import AuditService

router = APIRouter(prefix="/v1/admin/audit", tags=["audit"])
READ = console(Permission.VIEW_AUDIT_LOGS)
_Text = Annotated[str | None, Query(max_length=300)]
_FORMATS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
OfTenant = Annotated[TenantId | None, Query(description="default: one's own; another's: platform administrators only")]
Cursor = Annotated[str | None, Query(max_length=100, description="`next_cursor` of a page")]
Limit = Annotated[int, Query(ge=1, le=100)]


async def query(
    user_id: Annotated[UUID | None, Query(alias="filter[user_id]")] = None,
    action: Annotated[Action | None, Query(alias="filter[action]")] = None,
    resource: Annotated[_Text, Query(alias="filter[resource]")] = None,
    resource_id: Annotated[_Text, Query(alias="filter[resource_id]")] = None,
    begin: Annotated[AwareDatetime | None, Query()] = None,
    end: Annotated[AwareDatetime | None, Query(description="not included")] = None,
    text: Annotated[str | None, Query(min_length=1, max_length=100, description="in any text of the entry")] = None,
) -> AuditQuery:
    return AuditQuery(
        user_id=user_id, action=action, resource=resource, resource_id=resource_id, begin=begin, end=end, text=text
    )


Filter = Annotated[AuditQuery, Depends(query)]


@router.get("", responses=refusals(401, 403, 422), dependencies=[READ])
async def search_audit(
    res: Res, trail: Trail, wanted: Filter, tenant: OfTenant = None, limit: Limit = 50, cursor: Cursor = None
) -> AuditPage:
    """Entries that fit all filters, newest first."""
    async with res.across(tenant or res.tenant) as session:
        page = await _log(res, session, tenant).page(wanted, limit, cursor)
    trail.later(Action.AUDIT_VIEWED, resource="audit", resource_id=tenant or res.tenant)
    return page


@router.get("/users/{user_id}/timeline", responses=refusals(401, 403, 422), dependencies=[READ])
async def timeline(
    user_id: UUID, res: Res, trail: Trail, tenant: OfTenant = None, limit: Limit = 50, cursor: Cursor = None
) -> AuditPage:
    """What one user did, newest first."""
    async with res.across(tenant or res.tenant) as session:
        page = await _log(res, session, tenant).page(AuditQuery(user_id=user_id), limit, cursor)
    trail.later(Action.AUDIT_VIEWED, resource="user", resource_id=str(user_id))
    return page


@router.get("/verification", responses=refusals(401, 403), dependencies=[READ, lasting()])
async def verify_audit(res: Res, trail: Trail, tenant: OfTenant = None) -> Verification:
    """Read the whole chain: whether it holds, and where it breaks."""
    async with res.across(tenant or res.tenant) as session:
        verification = await _log(res, session, tenant).verify()
        changes = {"holds": verification.holds, "entries": verification.entries}
        await trail.note(session, Action.AUDIT_VERIFIED, resource="audit", changes=changes, tenant=tenant)
    return verification


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses=refusals(401, 403, 422) | {200: {"content": {kind: {} for kind in _FORMATS.values()}}},
    dependencies=[READ, lasting()],
)
async def export_audit(
    res: Res,
    trail: Trail,
    wanted: Filter,
    tenant: OfTenant = None,
    as_format: Annotated[Literal["csv", "jsonl"], Query(alias="format")] = "csv",
) -> StreamingResponse:
    """All entries that fit, oldest first; that somebody took them is written down before the first leaves."""
    async with res.across(tenant or res.tenant) as session:
        asked = wanted.model_dump(mode="json", exclude_none=True) | {"format": as_format}
        await trail.note(session, Action.AUDIT_EXPORTED, resource="audit", changes=asked, tenant=tenant)
    name = f"audit-{tenant or res.tenant}.{as_format}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(_lines(res, wanted, tenant, as_format), media_type=_FORMATS[as_format], headers=headers)


async def _lines(res: Resources, wanted: AuditQuery, tenant: str | None, as_format: str) -> AsyncIterator[str]:
    async with res.across(tenant or res.tenant) as session:
        entries = _log(res, session, tenant).walk(wanted)
        async for line in csv_lines(entries) if as_format == "csv" else json_lines(entries):
            yield line


def _log(res: Resources, session: AsyncSession, tenant: str | None) -> AuditService:
    return AuditService(session, tenant or res.tenant, Signer.of(res.config.sealer))

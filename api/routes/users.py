"""The administrators' view of accounts: find, suspend, open again, reset, change roles, see activity."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.account_schemas import SetRoles, Suspend, Told, UserView
from api.deps import Res
from api.guard import console
from api.paging import Page, listing
from api.paging import Wanted as Asked
from api.problems import refusals
from api.resources import Resources
from api.trail import Trail
from domain.accounts import AccountStatus
from domain.audit import Action
from domain.identity import Permission, Role, TenantId
from services.accounts.administration import UserAdministration
from services.accounts.parts import AccountWork
from services.accounts.profiles import picture
from services.accounts.repository import Wanted
from services.audit.anchors import Signer
from services.audit.schemas import AuditPage, AuditQuery
from services.audit.service import AuditService

router = APIRouter(prefix="/v1/admin/users", tags=["users"])
MANAGE = [console(Permission.MANAGE_USERS)]
Users = listing(sorts=("created_at",), default="-created_at")
OfTenant = Annotated[TenantId | None, Query(description="default: one's own; another's: platform administrators only")]
_REFUSED = refusals(401, 403, 404, 409, 422)


@router.get("", responses=refusals(401, 403, 422), dependencies=MANAGE)
async def list_users(
    res: Res,
    trail: Trail,
    asked: Annotated[Asked, Users],
    search: Annotated[
        str, Query(max_length=200, description="beginnings (from 3 characters) of names or address")
    ] = "",
    role: Role | None = None,
    status: AccountStatus | None = None,
    tenant: OfTenant = None,
) -> Page[UserView]:
    """Accounts that fit all of it, newest first."""
    async with _open(res, tenant) as session:
        found = await _users(res, session, tenant).list(Wanted(search, role, status), asked.listing)
    trail.later(Action.USERS_VIEWED, resource="tenant", resource_id=tenant or res.tenant)
    return asked.page(found, UserView.of)


@router.get("/{user_id}", responses=refusals(401, 403, 404), dependencies=MANAGE)
async def get_user(user_id: UUID, res: Res, trail: Trail, tenant: OfTenant = None) -> UserView:
    async with _open(res, tenant) as session:
        user = await _users(res, session, tenant).get(user_id)
    trail.later(Action.USERS_VIEWED, resource="user", resource_id=str(user_id))
    return UserView.of(user)


@router.post("/{user_id}/suspend", responses=_REFUSED, dependencies=MANAGE)
async def suspend(user_id: UUID, body: Suspend, res: Res, trail: Trail, tenant: OfTenant = None) -> UserView:
    """Nobody signs in to the account from now on, and its sessions end at once; its owner is told why."""
    async with _open(res, tenant) as session:
        user, _ = await _users(res, session, tenant).suspend(user_id, body.reason)
        await trail.note(
            session, Action.USER_SUSPENDED, **_what(user_id), changes={"reason": body.reason}, tenant=tenant
        )
    return UserView.of(user)


@router.post("/{user_id}/activate", responses=_REFUSED, dependencies=MANAGE)
async def activate(user_id: UUID, res: Res, trail: Trail, tenant: OfTenant = None) -> UserView:
    """Open a suspended account again."""
    async with _open(res, tenant) as session:
        user, _ = await _users(res, session, tenant).activate(user_id)
        await trail.note(session, Action.USER_ACTIVATED, **_what(user_id), tenant=tenant)
    return UserView.of(user)


@router.post("/{user_id}/reset-password", status_code=202, responses=_REFUSED, dependencies=MANAGE)
async def reset_password(user_id: UUID, res: Res, trail: Trail, tenant: OfTenant = None) -> Told:
    """Mail the account's owner a link to choose a new password; administrators never learn one."""
    async with _open(res, tenant) as session:
        await _users(res, session, tenant).send_reset(user_id)
        await trail.note(session, Action.USER_RESET, **_what(user_id), tenant=tenant)
    return Told(message="A mail with a link is on its way to the account's owner.")


@router.put("/{user_id}/roles", responses=_REFUSED, dependencies=MANAGE)
async def set_roles(user_id: UUID, body: SetRoles, res: Res, trail: Trail, tenant: OfTenant = None) -> UserView:
    """The roles that the account has from now on, in its open sessions too; never more than one's own rights."""
    async with _open(res, tenant) as session:
        user, before = await _users(res, session, tenant).set_roles(user_id, body.roles)
        changes = {"roles": [sorted(before), sorted(user.roles)]}
        await trail.note(session, Action.ROLES_CHANGED, **_what(user_id), changes=changes, tenant=tenant)
    return UserView.of(user)


@router.get(
    "/{user_id}/picture",
    response_class=Response,
    responses={200: {"content": {"image/webp": {}}, "description": "200 × 200"}, **refusals(401, 403, 404)},
    dependencies=MANAGE,
)
async def user_picture(user_id: UUID, res: Res, tenant: OfTenant = None) -> Response:
    async with _open(res, tenant) as session:
        image = await picture(AccountWork(session, tenant or res.tenant, res.accounts, datetime.now(UTC)), user_id)
    return Response(image, media_type="image/webp", headers={"Cache-Control": "private, max-age=300"})


@router.get("/{user_id}/activity", responses=refusals(401, 403, 404, 422), dependencies=MANAGE)
async def activity(
    user_id: UUID,
    res: Res,
    trail: Trail,
    tenant: OfTenant = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    cursor: Annotated[str | None, Query(max_length=100, description="`next_cursor` of a page")] = None,
) -> AuditPage:
    """What the account did, from the audit log, newest first."""
    async with _open(res, tenant) as session:
        await _users(res, session, tenant).get(user_id)
        log = AuditService(session, tenant or res.tenant, Signer.of(res.accounts.sealer))
        page = await log.page(AuditQuery(user_id=user_id), limit, cursor)
    trail.later(Action.AUDIT_VIEWED, resource="user", resource_id=str(user_id))
    return page


def _open(res: Resources, tenant: str | None) -> AbstractAsyncContextManager[AsyncSession]:
    return res.across(tenant or res.tenant)


def _users(res: Resources, session: AsyncSession, tenant: str | None) -> UserAdministration:
    work = AccountWork(session, tenant or res.tenant, res.accounts, datetime.now(UTC))
    return UserAdministration(work, res.who)


def _what(user_id: UUID) -> dict[str, Any]:
    return {"resource": "user", "resource_id": str(user_id)}

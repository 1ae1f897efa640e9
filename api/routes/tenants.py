"""Agencies: what anybody may know of one, what its administrators change, and the platform's list of them all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, File, Query, Request, Response, UploadFile
from sqlalchemy.ext.asyncio import AsyncSession

from api.conditions import ExpectedVersion, tell_version
from api.declarations import accepts
from api.deps import Res
from api.guard import anyone, console, platform, signed_in
from api.paging import Page, Wanted, listing
from api.problems import refusals
from api.resources import Resources
from api.trail import RequestTrail, Trail
from domain.audit import Action
from domain.identity import Permission, TenantId
from domain.tenant import Branding, Tenant, TenantSettings, TenantStatus
from services.tenants.logos import MOST_BYTES, logo_of
from services.tenants.schemas import ChangeProfile, ChangeTenant, CreateTenant, PublicTenant, TenantView
from services.tenants.service import TenantDirectory, TenantService
from tools.antivirus.clamav import build_scanner
from tools.antivirus.contract import scan

router = APIRouter(tags=["tenants"])
Tenants = listing(sorts=("name", "slug", "created_at"), default="name", filters=("status", "tier"))
OfTenant = Annotated[TenantId | None, Query(description="default: one's own; another's: platform administrators only")]
Change = Callable[[TenantService], Awaitable[TenantView]]
CHANGING, CHANGE = [console(Permission.MANAGE_USERS)], refusals(401, 403, 412, 422)


@router.get("/v1/tenant", dependencies=[anyone()])
async def served_by(request: Request) -> PublicTenant:
    """The agency that this address serves: its name and its look."""
    tenant: Tenant = request.state.tenant
    return PublicTenant.model_validate(tenant)


@router.get("/v1/tenant/profile", responses=refusals(401), dependencies=[signed_in()])
async def tenant_profile(res: Res, response: Response) -> TenantView:
    async with res.in_tenant() as session:
        view = await TenantService(session, res.tenant, datetime.now(UTC)).view()
    tell_version(response, view.version)
    return view


@router.patch("/v1/tenant/profile", responses=CHANGE, dependencies=CHANGING)
async def rename_tenant(
    body: ChangeProfile, res: Res, trail: Trail, response: Response, version: ExpectedVersion, tenant: OfTenant = None
) -> TenantView:
    """Another name for the agency; with If-Match only if nobody else changed it meanwhile."""
    return await _changed(res, trail, response, tenant, lambda tenants: tenants.rename(body.name, version))


@router.patch("/v1/tenant/branding", responses=CHANGE, dependencies=CHANGING)
async def brand_tenant(
    body: Branding, res: Res, trail: Trail, response: Response, version: ExpectedVersion, tenant: OfTenant = None
) -> TenantView:
    """The agency's logo and colours on its pages; what is not given is as at first."""
    return await _changed(res, trail, response, tenant, lambda tenants: tenants.brand(body, version))


@router.get(
    "/v1/tenant/logo",
    response_class=Response,
    responses={200: {"content": {"image/webp": {}}, "description": "at most 480 × 160"}, **refusals(404)},
    dependencies=[anyone()],
)
async def tenant_logo(res: Res) -> Response:
    """The logo that the agency has uploaded; its address changes with every upload."""
    async with res.in_tenant() as session:
        image = await TenantService(session, res.tenant, datetime.now(UTC)).logo()
    return Response(image, media_type="image/webp", headers={"Cache-Control": "public, max-age=86400"})


@router.post(
    "/v1/tenant/logo",
    responses=CHANGE | refusals(413, 415),
    dependencies=[*CHANGING, accepts(MOST_BYTES + 100_000, "multipart/form-data")],
)
async def put_logo(
    file: Annotated[UploadFile, File()],
    res: Res,
    trail: Trail,
    response: Response,
    version: ExpectedVersion,
    tenant: OfTenant = None,
) -> TenantView:
    """A picture of at most 2 MB; it is written anew, so that nothing hidden in it stays."""
    content = await file.read(MOST_BYTES + 1)
    await scan(content, build_scanner(res.settings.clamav_address))
    image = await asyncio.to_thread(logo_of, content)
    address = f"{res.settings.address}/t/{tenant or res.tenant}/v1/tenant/logo?at={int(datetime.now(UTC).timestamp())}"
    return await _changed(res, trail, response, tenant, lambda tenants: tenants.put_logo(image, address, version))


@router.delete("/v1/tenant/logo", responses=CHANGE, dependencies=CHANGING)
async def remove_logo(
    res: Res, trail: Trail, response: Response, version: ExpectedVersion, tenant: OfTenant = None
) -> TenantView:
    """No logo any more; doing it twice is doing it once."""
    return await _changed(res, trail, response, tenant, lambda tenants: tenants.remove_logo(version))


@router.get("/v1/tenant/settings", responses=refusals(401), dependencies=[signed_in()])
async def tenant_settings(res: Res, response: Response) -> TenantSettings:
    async with res.in_tenant() as session:
        view = await TenantService(session, res.tenant, datetime.now(UTC)).view()
    tell_version(response, view.version)
    return view.settings


@router.patch("/v1/tenant/settings", responses=CHANGE, dependencies=CHANGING)
async def settle_tenant(
    body: TenantSettings, res: Res, trail: Trail, response: Response, version: ExpectedVersion, tenant: OfTenant = None
) -> TenantView:
    """Time zone, currency, answering time and taxes; what is not given is as at first."""
    return await _changed(res, trail, response, tenant, lambda tenants: tenants.settle(body, version))


@router.get("/v1/admin/tenants", responses=refusals(401, 403), dependencies=[platform()])
async def list_tenants(
    res: Res,
    wanted: Annotated[Wanted, Tenants],
    search: Annotated[str, Query(max_length=100, description="part of a name, slug or domain")] = "",
) -> Page[TenantView]:
    """Every agency of the platform."""
    async with res.everywhere() as session:
        directory = TenantDirectory(session, datetime.now(UTC))
        return wanted.page(await directory.list(search, wanted.listing), TenantView.model_validate)


@router.post("/v1/admin/tenants", status_code=201, responses=refusals(401, 403, 409, 422), dependencies=[platform()])
async def create_tenant(body: CreateTenant, res: Res, trail: Trail) -> TenantView:
    """A new agency; its first administrator is made with `./tripwright admin`."""
    async with res.everywhere() as session:
        made = await TenantDirectory(session, datetime.now(UTC)).create(body)
        await trail.note(
            session, Action.TENANT_CREATED, resource="tenant", resource_id=made.id, changes={"tier": [None, made.tier]}
        )
        return made


@router.get("/v1/admin/tenants/{tenant}", responses=refusals(401, 403, 404), dependencies=[platform()])
async def get_tenant(tenant: str, res: Res, response: Response) -> TenantView:
    async with res.everywhere() as session:
        view = await TenantDirectory(session, datetime.now(UTC)).get(tenant)
    tell_version(response, view.version)
    return view


@router.patch("/v1/admin/tenants/{tenant}", responses=refusals(401, 403, 404, 409, 412, 422), dependencies=[platform()])
async def change_tenant(
    tenant: str, body: ChangeTenant, res: Res, trail: Trail, response: Response, version: ExpectedVersion
) -> TenantView:
    """Suspend an agency with a reason, or activate it, change what it pays for or its domain; within a second."""
    async with res.everywhere() as session:
        before, after = await TenantDirectory(session, datetime.now(UTC)).change(tenant, body, version)
        await _note(trail, session, before, after, _action(before, after), body.reason)
    tell_version(response, after.version)
    return after


async def _changed(
    res: Resources, trail: RequestTrail, response: Response, tenant: str | None, change: Change
) -> TenantView:
    """One's own agency, or for a platform administrator any, changed and noted in one transaction."""
    async with res.across(tenant or res.tenant) as session:
        tenants = TenantService(session, tenant or res.tenant, datetime.now(UTC))
        before, after = await tenants.view(), await change(tenants)
        await _note(trail, session, before, after, tenant=after.id)
    tell_version(response, after.version)
    return after


def _action(before: TenantView, after: TenantView) -> Action:
    if before.status == after.status:
        return Action.TENANT_CHANGED
    return Action.TENANT_SUSPENDED if after.status is TenantStatus.SUSPENDED else Action.TENANT_ACTIVATED


async def _note(
    trail: RequestTrail,
    session: AsyncSession,
    before: TenantView,
    after: TenantView,
    action: Action = Action.TENANT_CHANGED,
    reason: str = "",
    tenant: str | None = None,
) -> None:
    old, new = (view.model_dump(mode="json", exclude={"version", "updated_at"}) for view in (before, after))
    changes: dict[str, Any] = {field: [old[field], new[field]] for field in new if old[field] != new[field]}
    if reason:
        changes["reason"] = reason
    await trail.note(session, action, resource="tenant", resource_id=after.id, changes=changes, tenant=tenant)

"""Feature flags: what an administrator decides of them, how their rollout goes, and what the page gets."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from api.conditions import ExpectedVersion, tell_version
from api.deps import Owner, Res
from api.flagging import asker_of
from api.guard import anyone, console, principal
from api.paging import Page, Wanted, listing
from api.problems import refusals
from api.resources import Resources
from api.trail import RequestTrail, Trail
from domain.audit import Action
from domain.errors import FieldError, InvalidRequest
from domain.flags import Decision, Flag, FlagKey, FlagRule, FlagValue, decide
from domain.identity import Permission
from services.events.service import announce
from services.flags.current import UPDATED
from services.flags.repository import EVERYBODY
from services.flags.schemas import RolloutStatus
from services.flags.service import FlagService, flag_of

router = APIRouter(prefix="/v1", tags=["flags"])
_ADMIN = console(Permission.MANAGE_PLUGINS)
_MOST_HOURS = 90 * 24
_WANTED = listing(sorts=("key", "updated_at"), default="key")

Key = Annotated[FlagKey, Path(description="lower-case words with hyphens between them")]
Of = Annotated[
    str | None,
    Query(
        alias="tenant",
        min_length=1,
        max_length=63,
        description='whose flags; "*": those for everybody, which the platform alone changes; default: your own tenant',
    ),
]


class NewFlag(FlagRule):
    """A flag to be made."""

    key: FlagKey


class PageFlag(BaseModel):
    """What the page needs of a feature that its visitor has."""

    model_config = ConfigDict(frozen=True)

    key: FlagKey
    variant: str
    value: FlagValue


class PageFlags(BaseModel):
    """Only features that the visitor has: those that are not out yet are nobody's business."""

    flags: tuple[PageFlag, ...]


class Exposures(BaseModel):
    """Flags by which the page has just decided what to show."""

    model_config = ConfigDict(extra="forbid")

    keys: tuple[FlagKey, ...] = Field(min_length=1, max_length=50)


async def version_wanted(expected: ExpectedVersion) -> int:
    """Raises InvalidRequest where none is named: a rollout is never changed unseen."""
    if expected is None:
        raise InvalidRequest([FieldError("If-Match", "send the ETag of the flag as it was given")])
    return expected


IfMatch = Annotated[int, Depends(version_wanted)]


@router.get("/admin/flags", dependencies=[_ADMIN], responses=refusals(403, 422))
async def list_flags(res: Res, wanted: Annotated[Wanted, _WANTED], tenant: Of = None) -> Page[Flag]:
    """A tenant's own flags, or everybody's."""
    async with _reading(res, tenant) as session:
        found = await _service(session, res, tenant).page(wanted.listing)
    return wanted.page(found, flag_of)


@router.post("/admin/flags", status_code=201, dependencies=[_ADMIN], responses=refusals(403, 409, 422))
async def create_flag(body: NewFlag, res: Res, trail: Trail, response: Response, tenant: Of = None) -> Flag:
    """Make a flag; every process knows it within a second."""
    rule = FlagRule(**body.model_dump(exclude={"key"}))
    async with res.across(tenant or res.tenant) as session:
        flag = await _service(session, res, tenant).create(body.key, rule)
        changes = {field: [None, value] for field, value in _told(rule).items()}
        await _note(session, trail, Action.FLAG_CREATED, tenant, flag, changes)
    return await _announced(res, tenant, flag, response)


@router.get("/admin/flags/{key}", dependencies=[_ADMIN], responses=refusals(403, 404))
async def get_flag(key: Key, res: Res, response: Response, tenant: Of = None) -> Flag:
    async with _reading(res, tenant) as session:
        flag = await _service(session, res, tenant).get(key)
    tell_version(response, flag.version)
    return flag


@router.put("/admin/flags/{key}", dependencies=[_ADMIN], responses=refusals(403, 404, 412, 422))
async def change_flag(
    key: Key, body: FlagRule, version: IfMatch, res: Res, trail: Trail, response: Response, tenant: Of = None
) -> Flag:
    """Set all of a flag; every process acts on it within a second."""
    async with res.across(tenant or res.tenant) as session:
        before, after = await _service(session, res, tenant).change(key, body, version)
        await _note(session, trail, Action.FEATURE_FLAG_UPDATE, tenant, after, _changes(before, after))
    return await _announced(res, tenant, after, response)


@router.delete("/admin/flags/{key}", status_code=204, dependencies=[_ADMIN], responses=refusals(403, 404, 412, 422))
async def remove_flag(key: Key, version: IfMatch, res: Res, trail: Trail, tenant: Of = None) -> Response:
    """Nobody has the feature any more; where it was a tenant's own, everybody's holds again."""
    async with res.across(tenant or res.tenant) as session:
        flag = await _service(session, res, tenant).remove(key, version)
        await _note(session, trail, Action.FLAG_DELETED, tenant, flag, {})
    await res.features.current.announce(tenant or res.tenant, key, flag.version + 1)
    return Response(status_code=204)


@router.get("/admin/flags/{key}/status", dependencies=[_ADMIN], responses=refusals(403, 404, 422))
async def rollout_status(
    key: Key,
    res: Res,
    tenant: Of = None,
    hours: Annotated[int, Query(ge=1, le=_MOST_HOURS, description="back from now")] = 24,
) -> RolloutStatus:
    """Who has the feature, how often it was asked for, and how many of their requests failed; a second behind."""
    now = datetime.now(UTC)
    async with _reading(res, tenant) as session:
        return await _service(session, res, tenant).status(key, now - timedelta(hours=hours), now)


@router.get("/flags", dependencies=[anyone()])
async def page_flags(res: Res, owner: Owner) -> PageFlags:
    """The features that whoever asks has, with the variant of each."""
    decided = [decision for decision in await _decisions(res, owner) if decision.on]
    for decision in decided:
        res.features.tallies.evaluated(res.tenant, decision)
    return PageFlags(flags=tuple(PageFlag(key=one.key, variant=one.variant, value=one.value) for one in decided))


@router.post("/flags/exposures", status_code=204, dependencies=[anyone()], responses=refusals(422))
async def exposed(body: Exposures, res: Res, owner: Owner) -> Response:
    """The page has shown, or not shown, what these flags decide; a day counts once, unknown flags do not."""
    for decision in await _decisions(res, owner):
        if decision.key in body.keys:
            res.features.tallies.exposed(res.tenant, owner, decision)
    return Response(status_code=204)


async def _decisions(res: Resources, owner: str) -> list[Decision]:
    asker = asker_of(res.who, owner, res.features)
    return [decide(flag, asker) for flag in (await res.features.current.of(res.tenant)).values()]


def _service(session: AsyncSession, res: Resources, tenant: str | None) -> FlagService:
    return FlagService(session, tenant or res.tenant, datetime.now(UTC))


def _reading(res: Resources, tenant: str | None) -> AbstractAsyncContextManager[AsyncSession]:
    """Everybody's flags are there to be read in every tenant; their figures are then of that tenant alone."""
    if tenant == EVERYBODY and not res.who.is_platform_admin:
        return res.in_tenant()
    return res.across(tenant or res.tenant)


async def _note(
    session: AsyncSession, trail: RequestTrail, action: Action, tenant: str | None, flag: Flag, changes: dict[str, Any]
) -> None:
    """Into the audit log and the outbox, in the transaction of the change."""
    who = principal(trail.request)
    of = tenant or who.tenant
    name = flag.key if of == who.tenant else f"{of}/{flag.key}"
    await trail.note(session, action, resource="flag", resource_id=name, changes=changes)
    announce(session, who.tenant, UPDATED, who.user_id, of=of, key=flag.key, version=flag.version, action=action.value)


async def _announced(res: Resources, tenant: str | None, flag: Flag, response: Response) -> Flag:
    tell_version(response, flag.version)
    await res.features.current.announce(tenant or res.tenant, flag.key, flag.version)
    return flag


def _changes(before: Flag, after: Flag) -> dict[str, list[Any]]:
    old, new = _told(before), _told(after)
    return {field: [old[field], new[field]] for field in FlagRule.model_fields if old[field] != new[field]}


def _told(rule: FlagRule) -> dict[str, Any]:
    """A rule for the audit log, which hides whatever is called a name: an arm is one line."""
    variants = [f"{one.name}, {one.weight}, {one.value}" for one in rule.variants]
    return rule.model_dump(mode="json") | {"variants": variants}

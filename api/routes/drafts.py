"""The itinerary-draft API, for travel agents and their own systems: planned, edited, reviewed, published, withdrawn.

A draft is a trip no plan of which counts until a person has approved exactly that one.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.changing import DraftChange, asked_for, new_ids
from api.conditions import ExpectedVersion, tell_version
from api.declarations import trip_quota
from api.deps import IdempotencyKey, Owner, Res
from api.draft_schemas import DraftStarted, Edits, NewDraft, Publish, Published, Regenerate, Review, Words
from api.guard import agency
from api.paging import Page, Wanted, listing
from api.problems import refusals
from api.resources import Resources
from api.trail import Trail
from domain.audit import Action
from domain.identity import Permission
from domain.sharing import Rights
from services.sharing.access import Asker
from services.sharing.links import make_link, revoke_link
from services.sharing.tokens import new_token
from services.trips.draft_schemas import DraftBrief, DraftView, Price
from services.trips.pricing import AtCost
from services.trips.schemas import Started

router = APIRouter(prefix="/v1/drafts", tags=["drafts"])
READ, WRITE = agency(Permission.READ_ITINERARY), agency(Permission.WRITE_ITINERARY)
_CHANGED = refusals(403, 404, 409, 412, 422)
_DRAFTS = listing(
    sorts=("updated_at", "created_at", "reference"), default="-updated_at", filters=("status", "reference")
)


@router.post("", status_code=202, responses=refusals(403, 422, 429), dependencies=[WRITE, trip_quota()])
async def create_draft(body: NewDraft, res: Res, owner: Owner, key: IdempotencyKey = None) -> DraftStarted:
    """Begin a draft from a client's words or from a form; it is planned at once and then waits for review."""
    text, request = await asked_for(body.message, body.wish, res, owner)
    async with res.drafts() as drafts:
        started = await drafts.create(new_ids(), text, body.reference, key, request)
    return await _queued(started, res)


@router.get("", responses=refusals(403, 422), dependencies=[READ])
async def list_drafts(res: Res, wanted: Annotated[Wanted, _DRAFTS]) -> Page[DraftBrief]:
    """Drafts without their plans, last changed first."""
    async with res.drafts() as drafts:
        found = await drafts.list(wanted.listing)
    return wanted.page(found, lambda brief: brief)


@router.get("/{draft_id}", responses=refusals(403, 404), dependencies=[READ])
async def get_draft(draft_id: UUID, res: Res, response: Response) -> DraftView:
    """The plan under review with what it changes, and the approved one."""
    async with res.drafts() as drafts:
        draft = await drafts.view(draft_id)
    tell_version(response, draft.revision)
    return draft


@router.post("/{draft_id}/edits", status_code=202, responses=_CHANGED, dependencies=[WRITE])
async def edit_draft(change: DraftChange, body: Edits, res: Res) -> DraftStarted:
    """Change the plan by typed edits, the same as a trip's; what comes of it waits for review."""
    async with res.drafts() as drafts:
        started = await drafts.change(change.ids, body.edits, change.seen, change.key)
    return await _queued(started, res)


@router.post("/{draft_id}/messages", status_code=202, responses=_CHANGED, dependencies=[WRITE])
async def tell_draft(change: DraftChange, body: Words, res: Res) -> DraftStarted:
    """Change the plan in words, or answer what the planner asked."""
    async with res.drafts() as drafts:
        started = await drafts.say(change.ids, body.text, change.seen, change.key)
    return await _queued(started, res)


@router.post("/{draft_id}/regenerate", status_code=202, responses=_CHANGED, dependencies=[WRITE])
async def regenerate_draft(change: DraftChange, body: Regenerate, res: Res) -> DraftStarted:
    """Plan one day, or the whole, anew."""
    async with res.drafts() as drafts:
        started = await drafts.regenerate(change.ids, body.day, change.seen, change.key)
    return await _queued(started, res)


@router.get("/{draft_id}/price", responses=refusals(403, 404, 409), dependencies=[READ])
async def price_draft(draft_id: UUID, res: Res) -> Price:
    """What the plan costs and is sold for, position by position."""
    async with res.drafts() as drafts:
        return await drafts.price(draft_id, AtCost())


@router.post("/{draft_id}/review", status_code=202, responses=_CHANGED, dependencies=[WRITE])
async def review_draft(change: DraftChange, body: Review, res: Res) -> DraftStarted:
    """Approve or reject exactly the plan that was read; nothing else makes a plan count."""
    approve = body.decision == "approve"
    async with res.drafts() as drafts:
        started = await drafts.review(change.ids, body.sha256, approve=approve, seen=change.seen, key=change.key)
    return await _queued(started, res)


@router.post("/{draft_id}/publish", status_code=201, responses=_CHANGED, dependencies=[WRITE])
async def publish_draft(
    draft_id: UUID, body: Publish, res: Res, trail: Trail, response: Response, seen: ExpectedVersion = None
) -> Published:
    """Make an address at which the traveller sees the approved plan; it is shown once."""
    token, link_id = new_token(), uuid4()
    async with res.drafts() as drafts:
        await drafts.publish(draft_id, seen, str(link_id))
        await make_link(
            _asker(drafts.session, res),
            draft_id,
            link_id,
            token,
            rights=Rights.VIEW,
            sections=body.sections,
            label="draft",
            expires_at=None,
        )
        draft = await drafts.view(draft_id)
    trail.later(Action.TRIP_SHARED, resource="trip", resource_id=str(draft_id))
    tell_version(response, draft.revision)
    return Published(draft=draft, url=f"{res.settings.address}/shared/{token}")


@router.post("/{draft_id}/withdraw", responses=_CHANGED, dependencies=[WRITE])
async def withdraw_draft(
    draft_id: UUID, res: Res, trail: Trail, response: Response, seen: ExpectedVersion = None
) -> DraftView:
    """Close the traveller's address. Twice is once."""
    async with res.drafts() as drafts:
        link = await drafts.withdraw(draft_id, seen)
        if link is not None:
            await revoke_link(_asker(drafts.session, res), draft_id, UUID(link))
        draft = await drafts.view(draft_id)
    trail.later(Action.TRIP_UNSHARED, resource="trip", resource_id=str(draft_id))
    tell_version(response, draft.revision)
    return draft


def _asker(session: AsyncSession, res: Resources) -> Asker:
    return Asker(session, res.who, datetime.now(UTC))


async def _queued(started: Started, res: Resources) -> DraftStarted:
    await res.queue(started.run.id)
    return DraftStarted(**started.model_dump(), draft=f"/v1/drafts/{started.trip_id}")

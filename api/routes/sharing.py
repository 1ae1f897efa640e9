"""Share links of a trip, and what they open for whoever has one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from api.declarations import limited, trip_quota
from api.deps import IdempotencyKey, Owner, Res
from api.guard import anyone, needs
from api.problems import refusals
from api.resources import Resources
from api.routes.images import Pictures, TripImages, images_of
from api.trail import Trail
from domain.accounts import Line
from domain.audit import Action
from domain.identity import Permission
from domain.sharing import EVERY_SECTION, Rights, Section, SharedTrip, reduced
from services.sharing.access import Asker, Plan, plan_of
from services.sharing.copying import copy_trip
from services.sharing.links import LASTS, join, links_of, make_link, nothing_here, open_link, revoke_link
from services.sharing.tables import ShareLink
from services.sharing.tokens import new_token
from services.trips.service import Ids

router = APIRouter(tags=["sharing"])
READ, WRITE = needs(Permission.READ_ITINERARY), needs(Permission.WRITE_ITINERARY)
GUESSES = limited("60/m", by="address")  # of 192 bits nobody guesses one, and nobody shall try for long
Token = Annotated[str, Path(max_length=100)]
Sections = Annotated[frozenset[Section], Field(min_length=1)]


class NewLink(BaseModel):
    """What a link shall open. `expires_at` left out: 90 days from now; null: it lasts until it is revoked."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"rights": "view", "sections": ["days", "map"], "label": "for the parents"}},
    )

    rights: Rights = Rights.VIEW
    sections: Sections = EVERY_SECTION
    label: Line = ""
    expires_at: datetime | None = None


class LinkView(BaseModel):
    """A link without its token, which is shown once."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    rights: Rights
    sections: tuple[Section, ...]
    label: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


class MadeLink(LinkView):
    token: str = Field(description="shown now and never again")
    url: str


class LinkList(BaseModel):
    items: tuple[LinkView, ...]


class SharedView(BaseModel):
    """A shared trip as this link shows it."""

    trip: SharedTrip
    rights: Rights
    sections: tuple[Section, ...]
    version: int
    images: TripImages


class Joined(BaseModel):
    trip_id: UUID


class CopiedTrip(BaseModel):
    """`run_id`: it is being planned anew, because not all of the plan was shown; null: it is there."""

    trip_id: UUID
    run_id: UUID | None


async def _keyed(_key: IdempotencyKey = None) -> None:
    """The layer around the routes reads it; declared, clients know of it."""


KEYED = Depends(_keyed)


@asynccontextmanager
async def asking(res: Resources) -> AsyncIterator[Asker]:
    """Whoever asks, in a transaction of their tenant."""
    async with res.in_tenant() as session:
        yield Asker(session, res.who, datetime.now(UTC))


@router.post(
    "/v1/trips/{trip_id}/links",
    status_code=201,
    responses=refusals(403, 404, 409, 422),
    dependencies=[WRITE, limited("60/h"), KEYED],
)
async def share_trip(trip_id: UUID, body: NewLink, res: Res, trail: Trail) -> MadeLink:
    """Make an address that opens the trip without an account; its token is shown once."""
    token = new_token()
    async with asking(res) as asker:
        lasts = body.expires_at if "expires_at" in body.model_fields_set else asker.now + LASTS
        link = await make_link(
            asker,
            trip_id,
            uuid4(),
            token,
            rights=body.rights,
            sections=body.sections,
            label=body.label,
            expires_at=_aware(lasts),
        )
    trail.later(Action.TRIP_SHARED, resource="trip", resource_id=str(trip_id))
    view = LinkView.model_validate(link)
    return MadeLink(**view.model_dump(), token=token, url=f"{res.settings.address}/shared/{token}")


@router.get("/v1/trips/{trip_id}/links", responses=refusals(403, 404), dependencies=[READ])
async def list_links(trip_id: UUID, res: Res) -> LinkList:
    """All links that were made, without their tokens; for the owner alone."""
    async with asking(res) as asker:
        return LinkList(items=tuple(map(LinkView.model_validate, await links_of(asker, trip_id))))


@router.delete(
    "/v1/trips/{trip_id}/links/{link_id}", status_code=204, responses=refusals(403, 404), dependencies=[WRITE]
)
async def revoke(trip_id: UUID, link_id: UUID, res: Res, trail: Trail) -> Response:
    """Close a link for good, also for those who edit by it. Twice is once."""
    async with asking(res) as asker:
        await revoke_link(asker, trip_id, link_id)
    trail.later(Action.TRIP_UNSHARED, resource="trip", resource_id=str(trip_id))
    return Response(status_code=204)


@router.get("/v1/shared/{token}", responses=refusals(404, 429), dependencies=[anyone(), GUESSES])
async def get_shared(token: Token, res: Res, gallery: Pictures, response: Response) -> SharedView:
    """A shared trip, reduced to the chosen sections. The same 404 for an unknown, expired or revoked link."""
    async with asking(res) as asker:
        link = await open_link(asker, token)
        plan = await shown_plan(asker, link.trip_id)
    sections = frozenset(map(Section, link.sections))
    shown = shared_trip(plan, sections)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is a secret
    response.headers["X-Robots-Tag"] = "noindex"
    return SharedView(
        trip=shown,
        rights=Rights(link.rights),
        sections=tuple(sorted(sections)),
        version=plan.trip.version,
        images=images_of(plan.itinerary, gallery, shown.place_ids()),
    )


@router.post("/v1/shared/{token}/join", responses=refusals(403, 404, 429), dependencies=[anyone(), GUESSES, KEYED])
async def join_trip(token: Token, res: Res, owner: Owner) -> Joined:
    """Edit the trip by a link that allows it, as a guest or signed in; ends with the link."""
    async with asking(res) as asker:
        return Joined(trip_id=await join(asker, token, owner))


@router.post(
    "/v1/shared/{token}/copy",
    status_code=201,
    responses=refusals(404, 429),
    dependencies=[anyone(), GUESSES, trip_quota(), KEYED],
)
async def copy_shared(token: Token, res: Res, owner: Owner) -> CopiedTrip:
    """A trip of one's own from a shared one: the same plan where all of it is shown, else planned anew."""
    async with asking(res) as asker:
        link: ShareLink = await open_link(asker, token)
        sections = frozenset(map(Section, link.sections))
        copied = await copy_trip(asker, link.trip_id, sections, Ids(uuid4(), uuid4(), uuid4()), owner)
    if copied.run_id is not None:
        await res.queue(copied.run_id)
    return CopiedTrip(trip_id=copied.trip_id, run_id=copied.run_id)


async def shown_plan(asker: Asker, trip_id: UUID) -> Plan:
    plan = await plan_of(asker.session, asker.tenant, trip_id)
    if plan is None:
        raise nothing_here()
    return plan


def shared_trip(plan: Plan, sections: frozenset[Section], *, public: bool = False) -> SharedTrip:
    return reduced(
        plan.itinerary,
        sections,
        certified=plan.certificate.valid,
        href=lambda link_id: f"/go/{plan.trip.id}/{link_id}",
        public=public,
    )


def _aware(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at

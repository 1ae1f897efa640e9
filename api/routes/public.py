"""Trips that their owners show to everybody: publishing, the gallery, travellers who are followed."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.declarations import limited, trip_quota
from api.deps import Owner, Res
from api.guard import anyone, needs, signed_in
from api.paging import Page, Wanted, listing
from api.problems import refusals
from api.resources import Resources
from api.routes.images import Pictures, TripImages, images_of
from api.routes.sharing import KEYED, CopiedTrip, shared_trip
from api.trail import Trail
from domain.accounts import Line
from domain.audit import Action
from domain.identity import Permission
from domain.sharing import Section, SharedTrip, title_of
from services.sharing.access import Asker
from services.sharing.copying import copy_trip
from services.sharing.publishing import Published, Publishing
from services.trips.service import Ids

router = APIRouter(tags=["public trips"])
_GALLERY = listing(sorts=("published_at",), default="-published_at", limit=24)
Slug = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,80}$")]
DEFAULT = frozenset({Section.DAYS, Section.MAP, Section.PRACTICAL})


def _plain(text: object) -> object:
    return " ".join(text.replace("\x00", "").split()) if isinstance(text, str) else text


class PublishTrip(BaseModel):
    """How a trip is shown to everybody; who travels, the conversation and addresses never are."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"sections": ["days", "map"], "description": "Temples and ramen", "name": "Ada"}},
    )

    sections: Annotated[frozenset[Section], Field(min_length=1)] = DEFAULT
    description: Annotated[str, BeforeValidator(_plain), Field(max_length=300)] = ""
    listed: bool = Field(default=True, description="in the gallery too")
    name: Annotated[Line, Field(max_length=60)] = Field(default="", description="to publish under; empty: no name")


class TravellerView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str


class TravellerProfile(TravellerView):
    followers: int
    followed: bool = Field(description="by you")


class PublicBrief(BaseModel):
    """A public trip in the gallery."""

    model_config = ConfigDict(frozen=True)

    slug: str
    title: str
    description: str
    cities: tuple[str, ...]
    start_on: date
    days: int
    by: TravellerView | None
    published_at: datetime
    picture: str = Field(description="the address of its picture, 1200 × 630")


class PublicState(PublicBrief):
    """For its owner: how it is published."""

    sections: tuple[Section, ...]
    listed: bool
    url: str
    embed: str = Field(description="the HTML to put into a page")


class PublicView(BaseModel):
    brief: PublicBrief
    trip: SharedTrip
    sections: tuple[Section, ...]
    version: int
    images: TripImages
    mine: bool


@asynccontextmanager
async def publishing(res: Resources) -> AsyncIterator[Publishing]:
    async with res.in_tenant() as session:
        yield Publishing(Asker(session, res.who, datetime.now(UTC)))


@router.put(
    "/v1/trips/{trip_id}/public",
    responses=refusals(401, 403, 404, 409, 422),
    dependencies=[needs(Permission.WRITE_ITINERARY), signed_in()],
)
async def publish_trip(trip_id: UUID, body: PublishTrip, res: Res, trail: Trail) -> PublicState:
    """Put the trip at an address for everybody, or change how it is shown there; the address stays the same."""
    async with publishing(res) as shelf:
        found = await shelf.publish(
            trip_id,
            secrets.token_hex(4),
            sections=body.sections,
            description=body.description,
            is_listed=body.listed,
            name=body.name,
        )
        await trail.note(shelf.asker.session, Action.TRIP_PUBLISHED, resource="trip", resource_id=str(trip_id))
    return _state(found, res)


@router.get("/v1/trips/{trip_id}/public", responses=refusals(403, 404), dependencies=[needs(Permission.READ_ITINERARY)])
async def get_public_state(trip_id: UUID, res: Res) -> PublicState | None:
    """How a trip of yours is published; null where it is not."""
    async with publishing(res) as shelf:
        found = await shelf.of_trip(trip_id)
    return _state(found, res) if found is not None else None


@router.delete(
    "/v1/trips/{trip_id}/public",
    status_code=204,
    responses=refusals(403, 404),
    dependencies=[needs(Permission.WRITE_ITINERARY)],
)
async def unpublish_trip(trip_id: UUID, res: Res, trail: Trail) -> Response:
    """Take it down; the address leads nowhere from now on. Twice is once."""
    async with publishing(res) as shelf:
        await shelf.unpublish(trip_id)
        await trail.note(shelf.asker.session, Action.TRIP_UNPUBLISHED, resource="trip", resource_id=str(trip_id))
    return Response(status_code=204)


@router.get("/v1/public/{slug}", responses=refusals(404, 422), dependencies=[anyone()])
async def get_public(slug: Slug, res: Res, gallery: Pictures) -> PublicView:
    """A public trip, reduced to what its owner shows."""
    async with publishing(res) as shelf:
        found = await shelf.at(slug)
    shown = shared_trip(found.plan, sections_of(found), public=True)
    return PublicView(
        brief=brief_of(found),
        trip=shown,
        sections=tuple(sorted(sections_of(found))),
        version=found.plan.trip.version,
        images=images_of(found.plan.itinerary, gallery, shown.place_ids()),
        mine=found.plan.trip.owner == res.who.owner,
    )


@router.post(
    "/v1/public/{slug}/copy",
    status_code=201,
    responses=refusals(404, 422, 429),
    dependencies=[anyone(), limited("60/m", by="address"), trip_quota(), KEYED],
)
async def copy_public(slug: Slug, res: Res, owner: Owner) -> CopiedTrip:
    """A trip of one's own from a public one, planned anew for the same places."""
    async with publishing(res) as shelf:
        found = await shelf.at(slug)
        sections = sections_of(found) - {Section.COSTS}  # what is public is never the whole plan
        copied = await copy_trip(shelf.asker, found.row.trip_id, sections, Ids(uuid4(), uuid4(), uuid4()), owner)
    if copied.run_id is not None:
        await res.queue(copied.run_id)
    return CopiedTrip(trip_id=copied.trip_id, run_id=copied.run_id)


@router.get("/v1/gallery", responses=refusals(422), dependencies=[anyone()])
async def list_gallery(
    res: Res,
    wanted: Annotated[Wanted, _GALLERY],
    city: Annotated[str, Query(max_length=80, description="a city's id")] = "",
    traveller: Annotated[UUID | None, Query(description="of one traveller")] = None,
    followed: Annotated[bool, Query(description="only of those whom you follow")] = False,
) -> Page[PublicBrief]:
    """Public trips whose owners want them here, the newest first."""
    async with publishing(res) as shelf:
        if followed:
            found = await shelf.followed(wanted.listing)
        else:
            found = await shelf.gallery(wanted.listing, city=city, traveller=traveller)
    return wanted.page(found, brief_of)


@router.get("/v1/travellers/{traveller_id}", responses=refusals(404), dependencies=[anyone()])
async def get_traveller(traveller_id: UUID, res: Res) -> TravellerProfile:
    """Somebody who publishes, by the name they chose."""
    async with publishing(res) as shelf:
        row, followers, followed = await shelf.traveller(traveller_id)
    return TravellerProfile(id=row.id, name=row.name, followers=followers, followed=followed)


@router.put(
    "/v1/travellers/{traveller_id}/follow",
    status_code=204,
    responses=refusals(401, 404, 409),
    dependencies=[signed_in()],
)
async def follow_traveller(traveller_id: UUID, res: Res) -> Response:
    """See what they publish in `GET /v1/gallery?followed=true`. Twice is once."""
    async with publishing(res) as shelf:
        await shelf.follow(traveller_id, res.who.owner, wanted=True)
    return Response(status_code=204)


@router.delete(
    "/v1/travellers/{traveller_id}/follow", status_code=204, responses=refusals(401, 404), dependencies=[signed_in()]
)
async def unfollow_traveller(traveller_id: UUID, res: Res) -> Response:
    async with publishing(res) as shelf:
        await shelf.follow(traveller_id, res.who.owner, wanted=False)
    return Response(status_code=204)


def sections_of(found: Published) -> frozenset[Section]:
    return frozenset(map(Section, found.row.sections))


def brief_of(found: Published) -> PublicBrief:
    itinerary, by = found.plan.itinerary, found.traveller
    return PublicBrief(
        slug=found.row.slug,
        title=title_of(itinerary),
        description=found.row.description,
        cities=tuple(dict.fromkeys(itinerary.city(day.city_id).name for day in itinerary.days)),
        start_on=itinerary.days[0].on,
        days=len(itinerary.days),
        by=TravellerView(id=by.id, name=by.name) if by is not None else None,
        published_at=found.row.published_at,
        picture=f"/p/{found.row.slug}/picture.png?v={found.plan.trip.version}",
    )


def _state(found: Published, res: Resources) -> PublicState:
    base, slug = res.settings.address, found.row.slug
    frame = f'<iframe src="{base}/embed/{slug}" title="{title_of(found.plan.itinerary)}" loading="lazy"'
    return PublicState(
        **brief_of(found).model_dump(),
        sections=tuple(sorted(sections_of(found))),
        listed=found.row.listed,
        url=f"{base}/p/{slug}",
        embed=f'{frame} style="width:100%;height:640px;border:0"></iframe>',
    )

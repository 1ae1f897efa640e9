"""People invited into a trip: their roles, and what becomes of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from api.declarations import limited
from api.deps import Res
from api.guard import needs, signed_in
from api.people import Person, people
from api.problems import refusals
from api.resources import Resources
from api.routes.sharing import KEYED
from api.signing import account_work
from api.trail import Trail
from domain.accounts import Email
from domain.audit import Action
from domain.identity import Permission
from domain.sharing import Reach
from services.sharing.members import Members
from services.sharing.tokens import new_token

router = APIRouter(tags=["sharing"])
READ, WRITE = needs(Permission.READ_ITINERARY), needs(Permission.WRITE_ITINERARY)
Role = Literal[Reach.VIEWER, Reach.EDITOR]


class MemberView(BaseModel):
    """One of the people in a trip."""

    model_config = ConfigDict(frozen=True)

    person: Person
    role: Reach
    by_link: bool
    joined_at: datetime


class InvitationView(BaseModel):
    """Waits to be accepted; only the owner sees it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    email: str
    role: Reach
    created_at: datetime
    expires_at: datetime


class MemberList(BaseModel):
    """Everybody in the trip, its owner first."""

    items: tuple[MemberView, ...]
    invitations: tuple[InvitationView, ...]


class Invite(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"email": "ada@example.org"}})

    email: Email
    role: Role = Reach.EDITOR


class ChangeMember(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Role


class GiveTrip(BaseModel):
    """To whom the trip goes; they must be a member with an account."""

    model_config = ConfigDict(extra="forbid")

    member_id: UUID


class AcceptInvitation(BaseModel):
    model_config = ConfigDict(extra="forbid")

    token: Annotated[str, Field(min_length=1, max_length=100, description="of the link in the mail")]


class Accepted(BaseModel):
    trip_id: UUID


@asynccontextmanager
async def _members(res: Resources) -> AsyncIterator[Members]:
    async with res.in_tenant() as session:
        yield Members(account_work(res, session), res.who)


@router.get("/v1/trips/{trip_id}/members", responses=refusals(404), dependencies=[READ])
async def list_members(trip_id: UUID, res: Res) -> MemberList:
    """Who is in the trip, for everybody who is; who is invited, for its owner."""
    async with _members(res) as members:
        return await _listed(members, trip_id)


@router.post(
    "/v1/trips/{trip_id}/members",
    status_code=202,
    responses=refusals(401, 403, 404, 409, 422, 429),
    dependencies=[WRITE, signed_in(), limited("30/d"), KEYED],
)
async def invite(trip_id: UUID, body: Invite, res: Res, trail: Trail) -> InvitationView:
    """Invite somebody by e-mail; again for the same address sends a new mail and makes the one before void."""
    async with _members(res) as members:
        row = await members.invite(trip_id, uuid4(), new_token(), body.email, body.role)
        await trail.note(members.work.session, Action.TRIP_MEMBER_INVITED, resource="trip", resource_id=str(trip_id))
    return InvitationView(
        id=row.id, email=body.email, role=Reach(row.role), created_at=row.created_at, expires_at=row.expires_at
    )


@router.delete(
    "/v1/trips/{trip_id}/invitations/{invitation_id}",
    status_code=204,
    responses=refusals(403, 404),
    dependencies=[WRITE],
)
async def withdraw_invitation(trip_id: UUID, invitation_id: UUID, res: Res) -> Response:
    async with _members(res) as members:
        await members.withdraw(trip_id, invitation_id)
    return Response(status_code=204)


@router.post(
    "/v1/invitations/accept",
    responses=refusals(401, 403, 404, 422),
    dependencies=[signed_in(), limited("30/h"), KEYED],
)
async def accept_invitation(body: AcceptInvitation, res: Res, trail: Trail) -> Accepted:
    """Join the trip, signed in with the address that the invitation was sent to. Twice is once."""
    async with _members(res) as members:
        trip_id = await members.accept(body.token)
        await trail.note(members.work.session, Action.TRIP_MEMBER_JOINED, resource="trip", resource_id=str(trip_id))
    return Accepted(trip_id=trip_id)


@router.patch("/v1/trips/{trip_id}/members/{member_id}", responses=refusals(403, 404, 422), dependencies=[WRITE])
async def change_member(trip_id: UUID, member_id: UUID, body: ChangeMember, res: Res, trail: Trail) -> MemberList:
    """Give a member another role."""
    async with _members(res) as members:
        await members.set_role(trip_id, member_id, body.role)
        await trail.note(
            members.work.session,
            Action.TRIP_MEMBER_CHANGED,
            resource="trip",
            resource_id=str(trip_id),
            changes={"role": [None, body.role]},
        )
        return await _listed(members, trip_id)


@router.delete(
    "/v1/trips/{trip_id}/members/{member_id}", status_code=204, responses=refusals(403, 404), dependencies=[WRITE]
)
async def remove_member(trip_id: UUID, member_id: UUID, res: Res, trail: Trail) -> Response:
    """Let a member go, as the owner; or leave, with one's own id."""
    async with _members(res) as members:
        await members.remove(trip_id, member_id)
        await trail.note(members.work.session, Action.TRIP_MEMBER_REMOVED, resource="trip", resource_id=str(trip_id))
    return Response(status_code=204)


@router.post("/v1/trips/{trip_id}/transfer", responses=refusals(403, 404, 409, 422), dependencies=[WRITE, KEYED])
async def give_trip(trip_id: UUID, body: GiveTrip, res: Res, trail: Trail) -> MemberList:
    """Make a member the owner; the owner until now stays as an editor."""
    async with _members(res) as members:
        await members.transfer(trip_id, body.member_id)
        await trail.note(members.work.session, Action.TRIP_TRANSFERRED, resource="trip", resource_id=str(trip_id))
        return await _listed(members, trip_id)


async def _listed(members: Members, trip_id: UUID) -> MemberList:
    trip, rows = await members.list(trip_id)
    named = await people(members.work, trip_id, members.who.owner, [trip.owner, *(row.member for row in rows)])
    owner = MemberView(person=named.of(trip.owner), role=Reach.OWNER, by_link=False, joined_at=trip.created_at)
    others = [
        MemberView(
            person=named.of(row.member), role=Reach(row.role), by_link=row.link_id is not None, joined_at=row.joined_at
        )
        for row in rows
    ]
    waiting = await members.invitations(trip_id) if trip.owner == members.who.owner else ()
    return MemberList(
        items=(owner, *others),
        invitations=tuple(
            InvitationView(
                id=row.id, email=email, role=Reach(row.role), created_at=row.created_at, expires_at=row.expires_at
            )
            for row, email in waiting
        ),
    )

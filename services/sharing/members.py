"""People a trip is shared with: invited by their address, given a role, and let go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Conflict, FieldError, Forbidden, InvalidRequest, NotFound
from domain.identity import Principal
from domain.notification import Given, Invited, Joined
from domain.sharing import Reach, title_of
from services.accounts.parts import AccountWork
from services.mail.outbox import post
from services.notifications.telling import Happening, tell
from services.sharing.access import Asker, plan_of
from services.sharing.people import person_id, user_of
from services.sharing.tables import TripInvitation, TripMember
from services.sharing.tokens import digest
from services.trips.reach import holds
from services.trips.tables import Trip

LASTS = timedelta(days=14)
_MOST = 50


@dataclass(frozen=True)
class Members:
    """On behalf of `who`, in the work's transaction."""

    work: AccountWork
    who: Principal

    @property
    def _asker(self) -> Asker:
        return Asker(self.work.session, self.who, self.work.now)

    async def list(self, trip_id: UUID) -> tuple[Trip, Sequence[TripMember]]:
        """Everybody who is in it, for everybody who is in it; those whose link has ended are not."""
        trip = await self._asker.trip(trip_id, Reach.VIEWER)
        return trip, await members_of(self.work.session, self.work.tenant, trip_id, self.work.now)

    async def invitations(self, trip_id: UUID) -> Sequence[tuple[TripInvitation, str]]:
        """Those that wait, with their addresses; for the owner alone."""
        await self._asker.trip(trip_id, Reach.OWNER)
        query = select(TripInvitation).where(
            TripInvitation.tenant == self.work.tenant,
            TripInvitation.trip_id == trip_id,
            TripInvitation.accepted_at.is_(None),
        )
        rows = (await self.work.session.scalars(query.order_by(TripInvitation.created_at))).all()
        return [(row, self._address(row)) for row in rows]

    async def invite(self, trip_id: UUID, invitation_id: UUID, token: str, email: str, role: Reach) -> TripInvitation:
        """Write to an address; again for the same address replaces the invitation before.

        Raises InvalidRequest for oneself, Conflict for a member and where there are too many.
        """
        trip = await self._asker.trip(trip_id, Reach.OWNER)
        await self._check(trip, email)
        values = {
            "id": invitation_id,
            "tenant": self.work.tenant,
            "trip_id": trip_id,
            "email_hash": self._hash(email),
            "sealed": self.work.parts.sealer.seal(email, sealed_for(self.work.tenant, trip_id)),
            "token_hash": digest(token),
            "role": role,
            "created_at": self.work.now,
            "expires_at": self.work.now + LASTS,
            "accepted_at": None,
        }
        made = insert(TripInvitation).values(values)
        fresh = {name: value for name, value in values.items() if name not in ("tenant", "trip_id", "email_hash")}
        made = made.on_conflict_do_update(constraint="uq_trip_invitations_email", set_=fresh)
        row = (await self.work.session.scalars(made.returning(TripInvitation))).one()
        await self._write(trip, email, token)
        await self._tell_invited(trip, email, role)
        return row

    async def accept(self, token: str) -> UUID:
        """The trip that its invited reader is a member of from now on. Twice is once.

        Raises NotFound for an invitation that does not hold, Forbidden for somebody whom it was not sent to.
        """
        query = select(TripInvitation).where(
            TripInvitation.tenant == self.work.tenant,
            TripInvitation.token_hash == digest(token),
            TripInvitation.expires_at > self.work.now,
        )
        found = await self.work.session.scalar(query.with_for_update())
        if found is None:
            raise NotFound("invitation", "at this address")
        await self._is_theirs(found)
        if found.accepted_at is None:
            found.accepted_at = self.work.now
            await self._join(found.trip_id, self.who.owner, Reach(found.role))
            await self._tell_joined(found)
        elif await self._find(found.trip_id, person_id(found.trip_id, self.who.owner)) is None:
            raise NotFound("invitation", "at this address")  # used, and let go since
        return found.trip_id

    async def withdraw(self, trip_id: UUID, invitation_id: UUID) -> None:
        await self._asker.trip(trip_id, Reach.OWNER)
        gone = delete(TripInvitation).where(
            TripInvitation.tenant == self.work.tenant,
            TripInvitation.trip_id == trip_id,
            TripInvitation.id == invitation_id,
        )
        await self.work.session.execute(gone)

    async def set_role(self, trip_id: UUID, member_id: UUID, role: Reach) -> TripMember:
        await self._asker.trip(trip_id, Reach.OWNER)
        row = await self._get(trip_id, member_id)
        row.role = role
        return row

    async def remove(self, trip_id: UUID, member_id: UUID) -> None:
        """Let somebody go, or leave oneself. Twice is once."""
        leaves = member_id == person_id(trip_id, self.who.owner)
        await self._asker.trip(trip_id, Reach.VIEWER if leaves else Reach.OWNER)
        if (row := await self._find(trip_id, member_id)) is not None:
            await self.work.session.delete(row)

    async def transfer(self, trip_id: UUID, member_id: UUID) -> None:
        """The trip is that member's from now on, and its owner until now an editor of it.

        Raises Conflict for a guest, who has no account to keep it in.
        """
        before = await self._asker.trip(trip_id, Reach.OWNER)
        row = await self._get(trip_id, member_id)
        if user_of(row.member) is None:
            raise Conflict("a trip can be given to somebody with an account only")
        query = select(Trip).where(Trip.id == trip_id, Trip.tenant == self.work.tenant)
        trip = (await self.work.session.scalars(query.with_for_update())).one()
        former, trip.owner = before.owner, row.member
        await self.work.session.delete(row)
        await self.work.session.flush()
        await self._join(trip_id, former, Reach.EDITOR)
        await tell(self.work.session, self._happening(trip_id), [(trip.owner, Given())])

    async def _join(self, trip_id: UUID, person: str, role: Reach) -> None:
        """By invitation, also for who came by a link before."""
        values = {"role": role, "link_id": None, "joined_at": self.work.now}
        made = insert(TripMember).values(trip_id=trip_id, member=person, tenant=self.work.tenant, **values)
        await self.work.session.execute(made.on_conflict_do_update(index_elements=["trip_id", "member"], set_=values))

    async def _tell_invited(self, trip: Trip, email: str, role: Reach) -> None:
        """Whoever has proved the address; the way in is in the mail alone."""
        known = await self.work.rows.find_by_email(email)
        if known is not None and self.work.rows.user(known).verified:
            about = Invited(role="editor" if role is Reach.EDITOR else "viewer")
            await tell(self.work.session, self._happening(trip.id), [(f"user:{known.id}", about)])

    async def _tell_joined(self, invitation: TripInvitation) -> None:
        owner = await self.work.session.scalar(select(Trip.owner).where(Trip.id == invitation.trip_id))
        about = Joined(role="editor" if invitation.role == Reach.EDITOR else "viewer")
        await tell(self.work.session, self._happening(invitation.trip_id), [(owner or "", about)])

    def _happening(self, trip_id: UUID) -> Happening:
        return Happening(self.work.tenant, self.work.now, self.who.owner, trip_id)

    async def _check(self, trip: Trip, email: str) -> None:
        known = await self.work.rows.find_by_email(email)
        person = f"user:{known.id}" if known is not None else ""
        if person and person in (trip.owner, self.who.owner):
            raise InvalidRequest([FieldError("email", "the trip is theirs already")])
        rows = await self._rows(trip.id)
        if person and any(row.member == person and row.link_id is None for row in rows):
            raise Conflict("they are a member already")
        if len(rows) + len(await self.invitations(trip.id)) >= _MOST:
            raise Conflict(f"a trip has at most {_MOST} members and invitations")

    async def _write(self, trip: Trip, email: str, token: str) -> None:
        """The mail, in the language of the account where the address has one."""
        known = await self.work.rows.find_by_email(email)
        asking = await self.work.rows.find(self.who.user_id) if self.who.user_id is not None else None
        name = self.work.rows.user(asking).personal.name if asking is not None else ""
        plan = await plan_of(self.work.session, self.work.tenant, trip.id)
        about = {
            # Words of a stranger's own are not carried to people who never asked for them.
            "by": name if name.replace(" ", "").replace("-", "").isalpha() else "",
            "trip": title_of(plan.itinerary) if plan is not None else "",
            "link": f"{self.work.parts.address}/invitation?token={quote(token)}",
            "language": known.language if known is not None else (asking.language if asking is not None else "en"),
        }
        post(
            self.work.session,
            self.work.parts.sealer,
            self.work.tenant,
            "trip_invitation",
            email,
            self.work.now,
            **about,
        )

    async def _is_theirs(self, invitation: TripInvitation) -> None:
        """Raises Forbidden for an account whose own, proven address is another."""
        row = await self.work.rows.find(self.who.user_id) if self.who.user_id is not None else None
        user = self.work.rows.user(row) if row is not None else None
        if user is None or not user.verified or user.personal.email != self._address(invitation):
            raise Forbidden("this invitation was sent to another address: sign in with that one")

    async def _rows(self, trip_id: UUID) -> Sequence[TripMember]:
        query = select(TripMember).where(TripMember.tenant == self.work.tenant, TripMember.trip_id == trip_id)
        return (await self.work.session.scalars(query.order_by(TripMember.joined_at))).all()

    async def _find(self, trip_id: UUID, member_id: UUID) -> TripMember | None:
        rows = await self._rows(trip_id)
        return next((row for row in rows if person_id(trip_id, row.member) == member_id), None)

    async def _get(self, trip_id: UUID, member_id: UUID) -> TripMember:
        if (row := await self._find(trip_id, member_id)) is None:
            raise NotFound("member", str(member_id))
        return row

    def _address(self, row: TripInvitation) -> str:
        return self.work.parts.sealer.unseal(row.sealed, sealed_for(row.tenant, row.trip_id))

    def _hash(self, email: str) -> bytes:
        return self.work.parts.cipher.email_hash(self.work.tenant, email)


async def members_of(session: AsyncSession, tenant: str, trip_id: UUID, now: datetime) -> Sequence[TripMember]:
    """Who reaches the trip beside its owner, in the order in which they came."""
    query = select(TripMember).where(TripMember.tenant == tenant, TripMember.trip_id == trip_id, holds(now))
    return (await session.scalars(query.order_by(TripMember.joined_at))).all()


def sealed_for(tenant: str, trip_id: object) -> str:
    return f"{tenant}\ninvitation {trip_id}"

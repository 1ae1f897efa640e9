"""Trips that their owners show to the whole world, the gallery of them, and travellers who are followed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from domain.errors import Conflict, Forbidden, NotFound
from domain.listing import Listing, Slice
from domain.sharing import Reach, Section, title_of
from services.listing import listed
from services.sharing.access import Asker, Plan, plan_of
from services.sharing.tables import Follow, PublicTrip, Traveller
from services.trips.tables import Trip, TripVersion

_COLUMNS = {"published_at": PublicTrip.published_at}


@dataclass(frozen=True)
class Published:
    """A public trip with its newest plan, and the name that its owner publishes under (None: no name)."""

    row: PublicTrip
    plan: Plan
    traveller: Traveller | None


@dataclass(frozen=True)
class Publishing:
    asker: Asker

    async def publish(
        self,
        trip_id: UUID,
        suffix: str,
        *,
        sections: Iterable[Section],
        description: str,
        is_listed: bool,
        name: str,
    ) -> Published:
        """Put a trip of one's own at an address for everybody, or change how it is shown; the address stays.

        Raises Conflict before there is a plan, Forbidden for a guest: what is public has somebody to answer for it.
        """
        if not self.asker.who.signed_in:
            raise Forbidden("sign in to publish a trip")
        await self.asker.trip(trip_id, Reach.OWNER)
        plan = await plan_of(self.asker.session, self.asker.tenant, trip_id)
        if plan is None:
            raise Conflict("the trip has no plan to show yet")
        traveller = await self._named(name) if name else None
        fresh = {
            "sections": sorted(sections),
            "description": description,
            "listed": is_listed,
            "traveller_id": traveller.id if traveller is not None else None,
        }
        made = insert(PublicTrip).values(
            trip_id=trip_id,
            tenant=self.asker.tenant,
            slug=f"{slug_of(title_of(plan.itinerary))}-{suffix}",
            published_at=self.asker.now,
            **fresh,
        )
        made = made.on_conflict_do_update(index_elements=["trip_id"], set_=fresh)
        row = (await self.asker.session.scalars(made.returning(PublicTrip), execution_options=_ANEW)).one()
        return Published(row, plan, traveller)

    async def unpublish(self, trip_id: UUID) -> None:
        """Twice is once."""
        await self.asker.trip(trip_id, Reach.OWNER)
        await self.asker.session.execute(
            delete(PublicTrip).where(PublicTrip.tenant == self.asker.tenant, PublicTrip.trip_id == trip_id)
        )

    async def of_trip(self, trip_id: UUID) -> Published | None:
        """How a trip of one's own is public; None: it is not."""
        await self.asker.trip(trip_id, Reach.OWNER)
        return await self._first(PublicTrip.trip_id == trip_id)

    async def at(self, slug: str) -> Published:
        """Raises NotFound in the same words whatever there was."""
        found = await self._first(PublicTrip.slug == slug)
        if found is None:
            raise NotFound("public trip", "at this address")
        return found

    async def gallery(self, listing: Listing, *, city: str = "", traveller: UUID | None = None) -> Slice[Published]:
        """Those that are listed; of a city by its id, of one traveller where one is named."""
        query = self._shown().where(PublicTrip.listed)
        if city:
            query = query.where(_passes_through(city))
        if traveller is not None:
            query = query.where(PublicTrip.traveller_id == traveller)
        return await self._page(query, listing)

    async def followed(self, listing: Listing) -> Slice[Published]:
        """What those whom the asker follows have listed."""
        mine = select(Follow.traveller_id).where(
            Follow.tenant == self.asker.tenant, Follow.owner == self.asker.who.owner
        )
        return await self._page(self._shown().where(PublicTrip.listed, PublicTrip.traveller_id.in_(mine)), listing)

    async def traveller(self, traveller_id: UUID) -> tuple[Traveller, int, bool]:
        """With how many follow them, and whether the asker does. Raises NotFound."""
        row = await self.asker.session.scalar(
            select(Traveller).where(Traveller.tenant == self.asker.tenant, Traveller.id == traveller_id)
        )
        if row is None:
            raise NotFound("traveller", str(traveller_id))
        owners = select(Follow.owner).where(Follow.tenant == self.asker.tenant, Follow.traveller_id == traveller_id)
        followers = (await self.asker.session.scalars(owners)).all()
        return row, len(followers), bool(self.asker.who.owner) and self.asker.who.owner in followers

    async def follow(self, traveller_id: UUID, person: str, *, wanted: bool) -> None:
        """Or no longer. Twice is once."""
        row, _, _ = await self.traveller(traveller_id)
        if not wanted:
            mine = delete(Follow).where(Follow.tenant == self.asker.tenant, Follow.owner == person)
            await self.asker.session.execute(mine.where(Follow.traveller_id == traveller_id))
            return
        if row.owner == person:
            raise Conflict("this is you")
        made = insert(Follow).values(
            owner=person, traveller_id=traveller_id, tenant=self.asker.tenant, created_at=self.asker.now
        )
        await self.asker.session.execute(made.on_conflict_do_nothing())

    async def _named(self, name: str) -> Traveller:
        made = insert(Traveller).values(
            id=uuid4(), tenant=self.asker.tenant, owner=self.asker.who.owner, name=name, created_at=self.asker.now
        )
        made = made.on_conflict_do_update(constraint="uq_travellers_owner", set_={"name": name})
        return (await self.asker.session.scalars(made.returning(Traveller), execution_options=_ANEW)).one()

    def _shown(self) -> Select[PublicTrip]:
        query = select(PublicTrip).join(Trip, Trip.id == PublicTrip.trip_id)
        return query.where(PublicTrip.tenant == self.asker.tenant, Trip.deleted_at.is_(None))

    async def _first(self, which: ColumnElement[bool]) -> Published | None:
        rows = (await self.asker.session.scalars(self._shown().where(which))).all()
        return next(iter(await self._with_plans(rows)), None)

    async def _page(self, query: Select[PublicTrip], listing: Listing) -> Slice[Published]:
        found = await listed(self.asker.session, query, listing, _COLUMNS, PublicTrip.trip_id)
        return Slice(tuple(await self._with_plans(found.rows)), found.total, found.end)

    async def _with_plans(self, rows: Sequence[PublicTrip]) -> Sequence[Published]:
        wanted = {row.traveller_id for row in rows if row.traveller_id is not None}
        query = select(Traveller).where(Traveller.tenant == self.asker.tenant, Traveller.id.in_(wanted))
        named = {one.id: one for one in (await self.asker.session.scalars(query)).all()} if wanted else {}
        plans = [(row, await plan_of(self.asker.session, self.asker.tenant, row.trip_id)) for row in rows]
        return [
            Published(row, plan, named.get(row.traveller_id or UUID(int=0))) for row, plan in plans if plan is not None
        ]


_ANEW = {"populate_existing": True}


def slug_of(title: str) -> str:
    """Words for an address: "5-days-in-kyoto-and-tokyo"."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "trip"


def _passes_through(city: str) -> ColumnElement[bool]:
    day = func.jsonb_build_array(func.jsonb_build_object("city_id", city))
    newest = select(TripVersion.trip_id).where(
        TripVersion.trip_id == PublicTrip.trip_id,
        TripVersion.number == Trip.version,
        TripVersion.itinerary["days"].cast(JSONB).op("@>")(day),
    )
    return newest.correlate(PublicTrip, Trip).exists()

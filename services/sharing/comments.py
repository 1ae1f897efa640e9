"""What people say of a trip: threads one level deep, that follow their places through every version of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, cast, func, literal, select, text
from sqlalchemy.dialects.postgresql import JSONB, insert

from domain.comments import Anchor, Spot, places_of, spot_of
from domain.errors import Conflict, FieldError, Forbidden, InvalidRequest, NotFound
from domain.itinerary import Itinerary
from domain.notification import About, Answered, Commented, Mentioned
from domain.sharing import Reach
from services.notifications.telling import Happening, tell
from services.sharing.access import Asker, plan_of
from services.sharing.members import members_of
from services.sharing.people import person_id, user_of
from services.sharing.tables import CommentNotice, TripComment, TripReader
from services.trips.tables import Trip, TripVersion

_MOST = 2000


@dataclass(frozen=True)
class Thread:
    """A comment with its answers, and where it stands now."""

    comment: TripComment
    spot: Spot
    answers: tuple[TripComment, ...]


@dataclass(frozen=True)
class Comments:
    """The comments of one trip, for somebody who reaches it."""

    asker: Asker
    trip_id: UUID

    async def threads(self) -> Sequence[Thread]:
        """All, the oldest first; of deleted ones only those that were answered."""
        await self._trip()
        rows = await self._rows()
        plan = await plan_of(self.asker.session, self.asker.tenant, self.trip_id)
        itinerary = plan.itinerary if plan is not None else None
        seen = await self._last_seen(rows, itinerary)
        answers: dict[UUID, list[TripComment]] = {}
        for row in rows:
            if row.parent_id is not None and row.deleted_at is None:
                answers.setdefault(row.parent_id, []).append(row)
        begun = [row for row in rows if row.parent_id is None and (row.deleted_at is None or row.id in answers)]
        return [
            Thread(
                row,
                spot_of(Anchor(day=row.day, place_id=row.place_id), itinerary, seen),
                tuple(answers.get(row.id, ())),
            )
            for row in begun
        ]

    async def add(
        self, comment_id: UUID, words: str, anchor: Anchor, parent_id: UUID | None, mentions: Sequence[UUID]
    ) -> TripComment:
        """Raises InvalidRequest for a day, a place or a person that the trip does not have, NotFound for the parent."""
        trip = await self._trip()
        if len(await self._rows()) >= _MOST:
            raise Conflict(f"a trip has at most {_MOST:,} comments")
        parent = await self.get(parent_id) if parent_id is not None else None
        if parent is not None and parent.parent_id is not None:
            raise InvalidRequest([FieldError("parent_id", "answer the comment that began the thread")])
        if parent is None:
            await self._check(anchor)
        people = await self._people(trip)
        row = TripComment(
            id=comment_id,
            tenant=self.asker.tenant,
            trip_id=self.trip_id,
            parent_id=parent_id,
            author=self.asker.who.owner,
            day=anchor.day if parent is None else parent.day,
            place_id=anchor.place_id if parent is None else parent.place_id,
            text=words,
            mentions=self._mentioned(mentions, people),
            created_at=self.asker.now,
        )
        self.asker.session.add(row)
        await self.asker.session.flush()
        await self._notify(row, people)
        await self._tell(row, trip, parent, people)
        return row

    async def change(self, comment_id: UUID, words: str) -> TripComment:
        """One's own words; raises Forbidden for somebody else's."""
        row = await self._own(comment_id)
        if row.text != words:
            row.text, row.edited_at = words, self.asker.now
        return row

    async def resolve(self, comment_id: UUID, *, resolved: bool) -> TripComment:
        """Anybody who may edit the trip, and whoever began the thread. Raises Forbidden."""
        row = await self.get(comment_id)
        if row.author != self.asker.who.owner:
            await self.asker.trip(self.trip_id, Reach.EDITOR)
        if row.parent_id is not None:
            raise InvalidRequest([FieldError("resolved", "a thread is settled as a whole")])
        row.resolved_at = (row.resolved_at or self.asker.now) if resolved else None
        return row

    async def remove(self, comment_id: UUID) -> None:
        """One's own, or of a trip of one's own anybody's. Twice is once."""
        trip, row = await self._trip(), await self._find(comment_id)
        if row is None:
            return
        if row.author != self.asker.who.owner and await self.asker.trips.reach(trip) is not Reach.OWNER:
            raise Forbidden("only its author and the trip's owner remove a comment")
        row.text, row.mentions, row.deleted_at = "", [], row.deleted_at or self.asker.now

    async def reader(self) -> TripReader | None:
        """How far the asker has read; None: nothing yet."""
        await self._trip()
        return await self._reader()

    async def read(self, until: datetime) -> None:
        """All up to an instant; what was read stays read."""
        await self._trip()
        await self._keep(read_at=func.greatest(TripReader.read_at, until), first={"read_at": until})

    async def mute(self, *, muted: bool) -> None:
        """Whether mails about comments on this trip are not wanted."""
        await self._trip()
        await self._keep(muted=muted, first={"muted": muted})

    async def people(self) -> tuple[str, ...]:
        return await self._people(await self._trip())

    async def _keep(self, *, first: Mapping[str, object], **again: object) -> None:
        key = {"trip_id": self.trip_id, "reader": self.asker.who.owner, "tenant": self.asker.tenant}
        made = insert(TripReader).values(**{"muted": False, **key, **first})
        made = made.on_conflict_do_update(index_elements=["trip_id", "reader"], set_=again)
        await self.asker.session.execute(made)

    async def _notify(self, row: TripComment, people: Sequence[str]) -> None:
        """Everybody with an account but its author; the mails leave together, a while later."""
        muted = select(TripReader.reader).where(TripReader.trip_id == self.trip_id, TripReader.muted)
        quiet = set((await self.asker.session.scalars(muted)).all()) - set(row.mentions)
        for person in people:
            if user_of(person) is not None and person != row.author and person not in quiet:
                notice = CommentNotice(
                    comment_id=row.id,
                    reader=person,
                    tenant=row.tenant,
                    trip_id=row.trip_id,
                    created_at=self.asker.now,
                )
                self.asker.session.add(notice)

    async def _tell(self, row: TripComment, trip: Trip, parent: TripComment | None, people: Sequence[str]) -> None:
        """The trip's owner, whom it answers and whom it names; each once, as what concerns them most."""
        told: dict[str, About] = {trip.owner: Commented(comment=row.id, day=row.day)}
        if parent is not None and parent.author in people:
            told[parent.author] = Answered(comment=row.id, day=row.day)
        told |= {person: Mentioned(comment=row.id, day=row.day) for person in row.mentions}
        happening = Happening(row.tenant, self.asker.now, row.author, row.trip_id)
        await tell(self.asker.session, happening, told.items())

    def _mentioned(self, mentions: Sequence[UUID], people: Sequence[str]) -> list[str]:
        known = {person_id(self.trip_id, person): person for person in people}
        if strangers := [one for one in mentions if one not in known]:
            raise InvalidRequest([FieldError("mentions", f"{strangers[0]} is not in this trip")])
        return sorted({known[one] for one in mentions})

    async def _check(self, anchor: Anchor) -> None:
        if anchor.day is None:
            if anchor.place_id is not None:
                raise InvalidRequest([FieldError("place_id", "say on which day")])
            return
        plan = await plan_of(self.asker.session, self.asker.tenant, self.trip_id)
        if plan is None or anchor.day > len(plan.itinerary.days):
            raise InvalidRequest([FieldError("day", "the trip does not have that day")])
        if anchor.place_id is not None and anchor.place_id not in places_of(plan.itinerary):
            raise InvalidRequest([FieldError("place_id", "that place is not in the plan")])

    async def _last_seen(self, rows: Sequence[TripComment], itinerary: Itinerary | None) -> dict[str, int]:
        """The day of the newest version that had it, for each place that has left the plan."""
        there = places_of(itinerary) if itinerary is not None else frozenset()
        gone = {row.place_id for row in rows if row.place_id is not None} - there
        found = {place: await self._day_of(place) for place in gone}
        return {place: day for place, day in found.items() if day is not None}

    async def _day_of(self, place_id: str) -> int | None:
        days = func.jsonb_array_elements(TripVersion.itinerary["days"]).table_valued("value", with_ordinality="day")
        held = days.render_derived()
        stop = func.jsonb_build_object("stops", func.jsonb_build_array(func.jsonb_build_object("place_id", place_id)))
        query = (
            select(cast(held.c.day, Integer))
            .select_from(TripVersion)
            .join(held, literal(True))
            .where(TripVersion.tenant == self.asker.tenant, TripVersion.trip_id == self.trip_id)
            .where(cast(held.c.value, JSONB).op("@>")(stop))
        )
        return await self.asker.session.scalar(query.order_by(TripVersion.number.desc(), text("1")).limit(1))

    async def _people(self, trip: Trip) -> tuple[str, ...]:
        rows = await members_of(self.asker.session, self.asker.tenant, self.trip_id, self.asker.now)
        return (trip.owner, *(row.member for row in rows))

    async def _trip(self) -> Trip:
        return await self.asker.trip(self.trip_id, Reach.VIEWER)

    async def _own(self, comment_id: UUID) -> TripComment:
        row = await self.get(comment_id)
        if row.author != self.asker.who.owner:
            raise Forbidden("these are somebody else's words")
        return row

    async def get(self, comment_id: UUID) -> TripComment:
        """Raises NotFound, also for one that was removed."""
        await self._trip()
        row = await self._find(comment_id)
        if row is None or row.deleted_at is not None:
            raise NotFound("comment", str(comment_id))
        return row

    async def _find(self, comment_id: UUID) -> TripComment | None:
        query = select(TripComment).where(
            TripComment.tenant == self.asker.tenant,
            TripComment.trip_id == self.trip_id,
            TripComment.id == comment_id,
        )
        return await self.asker.session.scalar(query.with_for_update())

    async def _rows(self) -> Sequence[TripComment]:
        query = select(TripComment).where(TripComment.tenant == self.asker.tenant, TripComment.trip_id == self.trip_id)
        return (await self.asker.session.scalars(query.order_by(TripComment.created_at, TripComment.id))).all()

    async def _reader(self) -> TripReader | None:
        query = select(TripReader).where(
            TripReader.tenant == self.asker.tenant,
            TripReader.trip_id == self.trip_id,
            TripReader.reader == self.asker.who.owner,
        )
        return await self.asker.session.scalar(query)

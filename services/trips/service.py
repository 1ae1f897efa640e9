"""The record of trips: what was asked, what came of it, who waits for what.

Nothing here commits; the edge that opened the session does, and queues runs afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from domain.certificate import Certificate
from domain.edits import Edit
from domain.errors import Conflict, NotFound, Stale
from domain.events import Declined, Proposed
from domain.identity import Principal
from domain.itinerary import Itinerary, Link, find_link
from domain.listing import Listing, Slice
from domain.proposal import ChangeFurther, Decision
from domain.request import TripRequest
from services.trips.approval import approved, new_draft, proposed_anew
from services.trips.history import end_waiting, step_back
from services.trips.proposals import check, is_proposal, offers_of, said_of
from services.trips.recording import TITLE_CHARS, Result, asker, record, tell_owner
from services.trips.repository import TripRepository
from services.trips.run_input import EDITS, RunInput
from services.trips.schemas import (
    ENDED,
    MessageView,
    Role,
    RunStatus,
    RunView,
    Started,
    TripBrief,
    TripView,
)
from services.trips.tables import Message, Run, Trip


class TripService:
    """The trips of one tenant that `who` may see; None: the house itself, which drives them all.

    `now` is an aware UTC instant.
    """

    def __init__(self, session: AsyncSession, tenant: str, now: datetime, who: Principal | None = None) -> None:
        owner = None if who is None or who.reaches_all else who.owner
        self._rows, self._session, self._now = TripRepository(session, tenant, owner, now), session, now
        self._sender = who.owner if who is not None else ""

    async def start(
        self,
        ids: Ids,
        owner: str,
        text: str,
        key: str | None = None,
        *,
        request: TripRequest | None = None,
        draft: str | None = None,
    ) -> Started:
        """A new trip from a first message, or from what a form said; the same key again gives the same trip.

        With a reference in `draft` it is an agency's draft, no plan of which counts before a person approves it.
        """
        key = _own(owner, key)
        if key and (sent := await self._rows.find_message(key)):
            return await self._as_before(sent)
        trip = Trip(
            id=ids.trip,
            tenant=self._rows.tenant,
            owner=owner,
            title=_title(text),
            version=0,
            created_at=self._now,
            updated_at=self._now,
        )
        self._rows.add(trip)
        await self._session.flush()
        if draft is not None:
            self._rows.add(new_draft(trip, draft, self._now))
            await self._session.flush()
        asked = {"message": text} if request is None else {"request": request.model_dump(mode="json")}
        return await self._begin(trip, ids, asked, text, key)

    async def send(self, ids: Ids, text: str, key: str | None = None, *, review: bool = False) -> Started:
        """The next message: the answer to an open question, or a change to the trip.

        With `review` a change is proposed, and kept when somebody has taken it.
        Raises Conflict while a run is at work: stop it or wait.
        """
        key = _own(self._sender, key)
        if key and (sent := await self._rows.find_message(key)):
            return await self._as_before(sent)
        trip, run = await self._free_trip(ids.trip)
        if run is not None and run.status == RunStatus.WAITING:
            return await self._answer(trip, run, ids, text, text, key)
        asked = {"message": text} | ({"review": True} if review and trip.version else {})
        return await self._begin(trip, ids, asked, text, key)

    async def edit(self, ids: Ids, edits: Sequence[Edit], key: str | None = None, *, review: bool = False) -> Started:
        """Typed changes, as a run of their own, proposed with `review`; raises Conflict where there is no plan yet."""
        key = _own(self._sender, key)
        if key and (sent := await self._rows.find_message(key)):
            return await self._as_before(sent)
        trip, _ = await self._free_trip(ids.trip)
        if trip.version == 0:
            raise Conflict("the trip has no plan to edit yet")
        await end_waiting(self._rows, trip, self._now)
        stored = EDITS.dump_python(tuple(edits), mode="json")
        said = "; ".join(edit.kind.replace("_", " ") for edit in edits)
        asked = {"edits": stored} | ({"review": True} if review else {})
        return await self._begin(trip, ids, asked, said, key)

    async def decide(
        self, ids: Ids, run_id: UUID, decision: Decision, sha256: str | None = None, key: str | None = None
    ) -> Started:
        """Take, leave or change what a run proposed; `sha256` is the certificate's that the person has seen.

        Raises Conflict where no change waits (any more), Stale where it is another, InvalidRequest for unknown pieces.
        """
        key = _own(self._sender, key)
        if key and (sent := await self._rows.find_message(key)):
            return await self._as_before(sent)
        trip, run = await self._free_trip(ids.trip)
        if run is None or run.id != run_id or run.status != RunStatus.WAITING or not is_proposal(run.outcome):
            raise Conflict("no change of this trip waits for that decision (any more)")
        proposal = Proposed.model_validate(run.outcome)
        check(decision, proposal, sha256)
        run.input = {**run.input, "decided_by": self._sender}
        return await self._answer(trip, run, ids, said_of(decision, proposal), decision.model_dump_json(), key)

    async def take(self, ids: Ids, run_id: UUID, number: int, key: str | None = None) -> Started:
        """Plan by a way out that a run of the trip offered, one that failed or one whose change waits; from 0.

        Raises NotFound and Conflict.
        """
        key = _own(self._sender, key)
        if key and (sent := await self._rows.find_message(key)):
            return await self._as_before(sent)
        trip, newest = await self._free_trip(ids.trip)
        run = await self._run(run_id)
        offers = offers_of(run.outcome or {})
        if run.trip_id != trip.id or number >= len(offers):
            raise NotFound("way out", f"{run_id}/{number}")
        if newest is None or newest.id != run_id:
            raise Conflict("the trip has changed since that way out was offered")
        offer = offers[number]
        if run.status == RunStatus.WAITING:
            answer = ChangeFurther(edits=offer.edits).model_dump_json()
            return await self._answer(trip, run, ids, offer.text, answer, key)
        stored = offer.model_dump(mode="json", include={"edits", "request"}, exclude_none=True)
        return await self._begin(trip, ids, stored, offer.text, key)

    async def view(self, trip_id: UUID) -> TripView:
        """The trip with its newest version; raises NotFound."""
        trip = await self._trip(trip_id)
        version = await self._rows.find_version(trip.id, trip.version)
        run = await self._rows.newest_run(trip.id, heard=True)
        messages = await self._rows.messages(trip.id)
        hidden = {"text": ""} if await self._rows.is_guest(trip.id) else {}  # who came by a link hears no conversation
        return TripView(
            access=await self._rows.reach(trip),
            id=trip.id,
            title=trip.title,
            created_at=trip.created_at,
            updated_at=trip.updated_at,
            version=trip.version,
            branch=trip.branch,
            can_undo=version is not None and version.parent is not None,
            can_redo=bool(trip.undone),
            request=TripRequest.model_validate(version.request | hidden) if version else None,
            itinerary=Itinerary.model_validate(version.itinerary) if version else None,
            certificate=Certificate.model_validate(version.certificate) if version else None,
            messages=tuple(MessageView.model_validate(message) for message in messages),
            run=run_view(run) if run else None,
        )

    async def list(self, owner: str, listing: Listing) -> Slice[TripBrief]:
        """Those of the owner, and those that others share with them."""
        found = await self._rows.list(owner, listing)
        briefs = [
            TripBrief.model_validate(trip).model_copy(update={"access": await self._rows.reach(trip)})
            for trip in found.rows
        ]
        return Slice(tuple(briefs), found.total, found.end)

    async def expect(self, trip_id: UUID, version: int | None) -> None:
        """Raises Stale where the trip is no longer at the version that was seen; None: any."""
        if version is not None and (trip := await self._trip(trip_id, lock=True)).version != version:
            since = await self._rows.changes_since(trip_id, version)
            raise Stale(f"the trip is at version {trip.version} now, not {version}; read it again", since)

    async def run(self, run_id: UUID) -> RunView:
        return run_view(await self._run(run_id))

    async def stop(self, run_id: UUID) -> RunView:
        """Mark a run as stopped; an ended one stays what it is."""
        run = await self._run(run_id, lock=True)
        if run.status not in ENDED:
            self._end(run, RunStatus.STOPPED, {})
        return run_view(run)

    async def input_of(self, run_id: UUID) -> RunInput:
        """What a run was asked, and the trip as it stood then; marks a queued run as running."""
        run = await self._run(run_id, lock=True)
        if run.status == RunStatus.QUEUED:
            run.status = RunStatus.RUNNING
        trip = await self._trip(run.trip_id, deleted=True)
        version = await self._rows.find_version(trip.id, trip.version)
        before = await self._rows.find_version(trip.id, version.parent) if version and version.parent else None
        return RunInput(trip, run, version, before)

    async def wait(self, run_id: UUID, question: dict[str, Any], said: str) -> bool:
        """The run has asked something and rests until the answer; False when it rests or ended already."""
        run = await self._run(run_id, lock=True)
        if run.status != RunStatus.RUNNING:
            return False
        run.status, run.outcome = RunStatus.WAITING, question
        if run.input.get("draft"):
            await proposed_anew(self._rows, run.trip_id, self._now)
        self._say(run, Role.TRIPWRIGHT, said)
        return True

    async def finish(
        self,
        run_id: UUID,
        request: TripRequest,
        itinerary: Itinerary,
        certificate: Certificate,
        *,
        said: str,
        changes: Sequence[str],
        undo: bool = False,
    ) -> bool:
        """Record a run's result as the trip's next version; False when the run had already ended.

        `undo`: it is the version before, which the trip goes back to.
        """
        run = await self._run(run_id, lock=True)
        if run.status in ENDED:
            return False
        trip = await self._trip(run.trip_id, lock=True, deleted=True)
        here = await self._rows.find_version(trip.id, trip.version)
        if undo and here is not None and here.parent is not None:
            await step_back(self._rows, trip, here, self._now)
            await tell_owner(self._session, trip, await asker(self._session, run.id), self._now)
        else:
            result = Result(request, itinerary, certificate, changes)
            await record(self._session, trip, result, self._now, run_id=run.id)
        if run.input.get("draft"):
            by = str(run.input.get("decided_by", ""))
            await approved(self._rows, trip, certificate.sha256, by, self._now)
        self._end(run, RunStatus.DONE, {"version": trip.version})
        self._say(run, Role.TRIPWRIGHT, said)
        return True

    async def decline(self, run_id: UUID) -> bool:
        """Record that what a run proposed was left; False when it had already ended."""
        run = await self._run(run_id, lock=True)
        if run.status in ENDED:
            return False
        self._end(run, RunStatus.DONE, Declined().model_dump(mode="json"))
        return True

    async def fail(self, run_id: UUID, problem: dict[str, Any], said: str) -> bool:
        """Record that a run could not be served; False when it had already ended."""
        run = await self._run(run_id, lock=True)
        if run.status in ENDED:
            return False
        self._end(run, RunStatus.FAILED, problem)
        self._say(run, Role.TRIPWRIGHT, said)
        return True

    async def remove(self, trip_id: UUID) -> None:
        """Out of sight at once, and for good after 90 days; stops what runs. Twice is once. Raises NotFound."""
        trip = await self._trip(trip_id, lock=True, deleted=True)
        run = await self._rows.newest_run(trip.id)
        if run is not None and run.status not in ENDED:
            self._end(run, RunStatus.STOPPED, {})
        trip.deleted_at = trip.deleted_at or self._now

    async def restore(self, trip_id: UUID) -> TripView:
        """The undoing of `remove`; raises NotFound for a trip that is gone for good."""
        trip = await self._trip(trip_id, lock=True, deleted=True)
        trip.deleted_at = None
        await self._session.flush()
        return await self.view(trip_id)

    async def link(self, trip_id: UUID, link_id: str) -> Link:
        """A booking link of the trip's newest version; raises NotFound."""
        trip = await self.view(trip_id)
        link = find_link(trip.itinerary, link_id) if trip.itinerary else None
        if link is None:
            raise NotFound("link", link_id)
        return link

    async def announced(self, run_id: UUID) -> None:
        """The end of the run stands in its event log."""
        (await self._run(run_id)).announced = True

    async def _free_trip(self, trip_id: UUID) -> tuple[Trip, Run | None]:
        trip = await self._trip(trip_id, lock=True)
        run = await self._rows.newest_run(trip.id)
        if run is not None and run.status in (RunStatus.QUEUED, RunStatus.RUNNING):
            raise Conflict("the trip is being planned; stop that run or wait for its end")
        return trip, run

    async def _begin(self, trip: Trip, ids: Ids, asked: dict[str, Any], text: str, key: str | None) -> Started:
        if await self._rows.find_draft(trip.id):
            asked = asked | {"review": True, "draft": True}
        run = Run(
            id=ids.run,
            tenant=trip.tenant,
            trip_id=trip.id,
            status=RunStatus.QUEUED,
            input=asked,
            asked_by=self._sender or trip.owner,
            outcome=None,
            announced=False,
            created_at=self._now,
            ended_at=None,
        )
        self._rows.add(run)
        await self._session.flush()
        return self._hear(trip, run, ids, text, key)

    async def _answer(self, trip: Trip, run: Run, ids: Ids, text: str, answer: str, key: str | None) -> Started:
        answers = [*run.input.get("answers", []), answer]
        run.input = {**run.input, "answers": answers}
        run.status, run.announced = RunStatus.QUEUED, False
        return self._hear(trip, run, ids, text, key)

    def _hear(self, trip: Trip, run: Run, ids: Ids, text: str, key: str | None) -> Started:
        trip.updated_at = self._now
        self._rows.add(
            Message(
                id=ids.message,
                tenant=trip.tenant,
                trip_id=trip.id,
                run_id=run.id,
                role=Role.TRAVELLER,
                text=text,
                key=key,
                created_at=self._now,
            )
        )
        return Started(trip_id=trip.id, message_id=ids.message, run=run_view(run))

    def _say(self, run: Run, role: Role, text: str) -> None:
        # The id is derived, so that saying the same twice (a job that runs again) is refused by the key.
        message_id = uuid5(run.id, f"{role}:{len(run.input.get('answers', []))}:{text}")
        self._rows.add(
            Message(
                id=message_id,
                tenant=run.tenant,
                trip_id=run.trip_id,
                run_id=run.id,
                role=role,
                text=text,
                key=None,
                created_at=self._now,
            )
        )

    def _end(self, run: Run, status: RunStatus, outcome: dict[str, Any]) -> None:
        run.status, run.outcome, run.ended_at, run.announced = status, outcome, self._now, False

    async def _as_before(self, sent: Message) -> Started:
        assert sent.run_id is not None
        return Started(trip_id=sent.trip_id, message_id=sent.id, run=run_view(await self._run(sent.run_id)))

    async def _trip(self, trip_id: UUID, *, lock: bool = False, deleted: bool = False) -> Trip:
        trip = await self._rows.find(trip_id, lock=lock, deleted=deleted)
        if trip is None:
            raise NotFound("trip", str(trip_id))
        return trip

    async def _run(self, run_id: UUID, *, lock: bool = False) -> Run:
        run = await self._rows.find_run(run_id, lock=lock)
        if run is None:
            raise NotFound("run", str(run_id))
        return run


def _own(sender: str, key: str | None) -> str | None:
    """A sender's own name for a write: what somebody else has sent under the same is none of theirs."""
    return f"{sender}/{key}" if key else None


class Ids:
    """Identities made at the edge, so that the service itself has no chance in it."""

    def __init__(self, trip: UUID, run: UUID, message: UUID) -> None:
        self.trip, self.run, self.message = trip, run, message


def run_view(run: Run) -> RunView:
    return RunView(
        id=run.id,
        trip_id=run.trip_id,
        status=RunStatus(run.status),
        created_at=run.created_at,
        ended_at=run.ended_at,
        events=f"/v1/runs/{run.id}/events",
    )


def _title(text: str) -> str:
    first = " ".join(text.split())
    return first if len(first) <= TITLE_CHARS else first[: TITLE_CHARS - 1] + "…"

"""The record of trips: what was asked, what came of it, who waits for what.

Nothing here commits; the edge that opened the session does, and queues runs afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from domain.certificate import Certificate
from domain.edits import Edit, WayOut
from domain.errors import Conflict, NotFound
from domain.itinerary import Itinerary, find_link
from domain.request import TripRequest
from services.trips.repository import TripRepository
from services.trips.schemas import (
    ENDED,
    MessageView,
    Role,
    RunStatus,
    RunView,
    Started,
    TripBrief,
    TripList,
    TripView,
)
from services.trips.tables import Click, Message, Run, Trip, TripVersion

_TITLE_CHARS = 80
_EDITS: TypeAdapter[tuple[Edit, ...]] = TypeAdapter(tuple[Edit, ...])


class TripService:
    """The trips of one tenant; `now` is an aware UTC instant."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime) -> None:
        self._rows, self._session, self._now = TripRepository(session, tenant), session, now

    async def start(self, ids: Ids, owner: str, text: str, key: str | None = None) -> Started:
        """A new trip from a first message; the same key again gives the same trip."""
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
        return await self._begin(trip, ids, {"message": text}, text, key)

    async def send(self, ids: Ids, text: str, key: str | None = None) -> Started:
        """The next message: the answer to an open question, or a change to the trip.

        Raises Conflict while a run is at work: stop it or wait.
        """
        if key and (sent := await self._rows.find_message(key)):
            return await self._as_before(sent)
        trip, run = await self._free_trip(ids.trip)
        if run is not None and run.status == RunStatus.WAITING:
            return await self._answer(trip, run, ids, text, key)
        return await self._begin(trip, ids, {"message": text}, text, key)

    async def edit(self, ids: Ids, edits: Sequence[Edit], key: str | None = None) -> Started:
        """Typed changes, as a run of their own; raises Conflict where there is no plan yet."""
        if key and (sent := await self._rows.find_message(key)):
            return await self._as_before(sent)
        trip, _ = await self._free_trip(ids.trip)
        if trip.version == 0:
            raise Conflict("the trip has no plan to edit yet")
        stored = _EDITS.dump_python(tuple(edits), mode="json")
        said = "; ".join(edit.kind.replace("_", " ") for edit in edits)
        return await self._begin(trip, ids, {"edits": stored}, said, key)

    async def take(self, ids: Ids, run_id: UUID, number: int, key: str | None = None) -> Started:
        """Plan by a way out that a failed run of the trip offered; `number` from 0. Raises NotFound and Conflict."""
        if key and (sent := await self._rows.find_message(key)):
            return await self._as_before(sent)
        trip, newest = await self._free_trip(ids.trip)
        run = await self._run(run_id)
        offers = (run.outcome or {}).get("offers", ())
        if run.trip_id != trip.id or number >= len(offers):
            raise NotFound("way out", f"{run_id}/{number}")
        if newest is None or newest.id != run_id:
            raise Conflict("the trip has changed since that way out was offered")
        offer = WayOut.model_validate(offers[number])
        stored = offer.model_dump(mode="json", include={"edits", "request"}, exclude_none=True)
        return await self._begin(trip, ids, stored, offer.text, key)

    async def view(self, trip_id: UUID) -> TripView:
        """The trip with its newest version; raises NotFound."""
        trip = await self._trip(trip_id)
        version = await self._rows.find_version(trip.id, trip.version)
        run = await self._rows.newest_run(trip.id)
        messages = await self._rows.messages(trip.id)
        return TripView(
            id=trip.id,
            title=trip.title,
            created_at=trip.created_at,
            updated_at=trip.updated_at,
            version=trip.version,
            request=TripRequest.model_validate(version.request) if version else None,
            itinerary=Itinerary.model_validate(version.itinerary) if version else None,
            certificate=Certificate.model_validate(version.certificate) if version else None,
            messages=tuple(MessageView.model_validate(message) for message in messages),
            run=run_view(run) if run else None,
        )

    async def list(self, owner: str, limit: int) -> TripList:
        trips = await self._rows.list(owner, limit)
        return TripList(trips=tuple(TripBrief.model_validate(trip) for trip in trips))

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
        trip = await self._trip(run.trip_id)
        version = await self._rows.find_version(trip.id, trip.version)
        return RunInput(run, version, await self._rows.find_version_before(trip.id, trip.version))

    async def wait(self, run_id: UUID, question: dict[str, Any], said: str) -> bool:
        """The run has asked something and rests until the answer; False when it rests or ended already."""
        run = await self._run(run_id, lock=True)
        if run.status != RunStatus.RUNNING:
            return False
        run.status, run.outcome = RunStatus.WAITING, question
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
    ) -> bool:
        """Record a run's result as the trip's next version; False when the run had already ended."""
        run = await self._run(run_id, lock=True)
        if run.status in ENDED:
            return False
        trip = await self._trip(run.trip_id, lock=True)
        trip.version, trip.title, trip.updated_at = trip.version + 1, itinerary.title[:_TITLE_CHARS], self._now
        self._rows.add(
            TripVersion(
                trip_id=trip.id,
                number=trip.version,
                tenant=trip.tenant,
                run_id=run.id,
                request=request.model_dump(mode="json"),
                itinerary=itinerary.model_dump(mode="json"),
                certificate=certificate.model_dump(mode="json"),
                changes=list(changes),
                created_at=self._now,
            )
        )
        self._end(run, RunStatus.DONE, {"version": trip.version})
        self._say(run, Role.TRIPWRIGHT, said)
        return True

    async def fail(self, run_id: UUID, problem: dict[str, Any], said: str) -> bool:
        """Record that a run could not be served; False when it had already ended."""
        run = await self._run(run_id, lock=True)
        if run.status in ENDED:
            return False
        self._end(run, RunStatus.FAILED, problem)
        self._say(run, Role.TRIPWRIGHT, said)
        return True

    async def click(self, click_id: UUID, trip_id: UUID, link_id: str) -> str:
        """Record that somebody followed a link of the trip's newest version; its address. Raises NotFound."""
        trip = await self.view(trip_id)
        link = find_link(trip.itinerary, link_id) if trip.itinerary else None
        if link is None:
            raise NotFound("link", link_id)
        self._rows.add(
            Click(
                id=click_id,
                tenant=self._rows.tenant,
                trip_id=trip_id,
                link_id=link_id,
                provider=link.provider,
                url=link.url,
                clicked_at=self._now,
            )
        )
        return link.url

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
        run = Run(
            id=ids.run,
            tenant=trip.tenant,
            trip_id=trip.id,
            status=RunStatus.QUEUED,
            input=asked,
            outcome=None,
            announced=False,
            created_at=self._now,
            ended_at=None,
        )
        self._rows.add(run)
        await self._session.flush()
        return self._hear(trip, run, ids, text, key)

    async def _answer(self, trip: Trip, run: Run, ids: Ids, text: str, key: str | None) -> Started:
        answers = [*run.input.get("answers", []), text]
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

    async def _trip(self, trip_id: UUID, *, lock: bool = False) -> Trip:
        trip = await self._rows.find(trip_id, lock=lock)
        if trip is None:
            raise NotFound("trip", str(trip_id))
        return trip

    async def _run(self, run_id: UUID, *, lock: bool = False) -> Run:
        run = await self._rows.find_run(run_id, lock=lock)
        if run is None:
            raise NotFound("run", str(run_id))
        return run


class Ids:
    """Identities made at the edge, so that the service itself has no chance in it."""

    def __init__(self, trip: UUID, run: UUID, message: UUID) -> None:
        self.trip, self.run, self.message = trip, run, message


class RunInput:
    """What a run was asked (`message`, `edits` or `accepted`, and `answers`), beside the trip's newest version.

    `previous` is the request and the itinerary that undoing goes back to.
    """

    def __init__(self, run: Run, version: TripVersion | None, before: TripVersion | None) -> None:
        self.run_id, self.trip_id, self.status = run.id, run.trip_id, RunStatus(run.status)
        self.message: str | None = run.input.get("message")
        self.answers: tuple[str, ...] = tuple(run.input.get("answers", ()))
        self.edits = _EDITS.validate_python(run.input.get("edits", ()))
        accepted = run.input.get("request")
        self.accepted = TripRequest.model_validate(accepted) if accepted else None
        self.outcome = run.outcome or {}
        self.asked_at = run.created_at
        self.version = version.number if version else 0
        self.request = TripRequest.model_validate(version.request) if version else None
        self.itinerary = Itinerary.model_validate(version.itinerary) if version else None
        self.certificate = Certificate.model_validate(version.certificate) if version else None
        self.changes: tuple[str, ...] = tuple(version.changes) if version else ()
        self.previous: tuple[TripRequest, Itinerary] | None = (
            (TripRequest.model_validate(before.request), Itinerary.model_validate(before.itinerary)) if before else None
        )


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
    return first if len(first) <= _TITLE_CHARS else first[: _TITLE_CHARS - 1] + "…"

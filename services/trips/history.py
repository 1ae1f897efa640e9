"""The past of a trip: its versions, going back and forth between them, branches. Nothing of it is ever lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.diff import TripDiff, diff_of
from domain.errors import Conflict, FieldError, InvalidRequest, NotFound, Stale
from domain.identity import Principal
from domain.listing import Listing, Slice
from services.trips.recording import Origin, Result, move_to, record, result_of, tell_owner
from services.trips.repository import TripRepository
from services.trips.schemas import ENDED, BranchView, RunStatus, VersionView
from services.trips.tables import Trip, TripBranch, TripVersion

MAIN = "main"
_MOST_BRANCHES = 20


class TripHistory:
    """The versions of one tenant's trips that `who` may see. Never commits; `now` is an aware UTC instant."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime, who: Principal) -> None:
        owner = None if who.reaches_all else who.owner
        self._rows, self._session, self._now = TripRepository(session, tenant, owner, now), session, now
        self._by = who.owner

    async def versions(self, trip_id: UUID, listing: Listing) -> Slice[TripVersion]:
        trip = await self._trip(trip_id)
        return await self._rows.versions(trip.id, listing)

    async def result(self, trip_id: UUID, number: int) -> tuple[VersionView, Result]:
        """What the trip was then; raises NotFound."""
        trip = await self._trip(trip_id)
        version = await self._version(trip, number)
        return VersionView.model_validate(version), result_of(version)

    async def compare(self, trip_id: UUID, old: int, new: int) -> TripDiff:
        trip = await self._trip(trip_id)
        before, after = await self._version(trip, old), await self._version(trip, new)
        return diff_of(result_of(before).itinerary, result_of(after).itinerary)

    async def name(self, trip_id: UUID, number: int, name: str | None) -> VersionView:
        """A name that people give a version; None takes it away."""
        version = await self._version(await self._trip(trip_id, lock=True), number)
        version.name = name
        return VersionView.model_validate(version)

    async def undo(self, trip_id: UUID) -> int:
        """Back to the version that this one was made from; raises Conflict at the first."""
        trip = await self.free(trip_id)
        here = await self._version(trip, trip.version)
        if here.parent is None:
            raise Conflict("there is nothing to undo: this is the first version of the trip")
        await step_back(self._rows, trip, here, self._now)
        return await self._told(trip)

    async def redo(self, trip_id: UUID) -> int:
        """Forth again to what was undone last; raises Conflict where nothing was."""
        trip = await self.free(trip_id)
        if not trip.undone:
            raise Conflict("there is nothing to redo")
        *rest, last = trip.undone
        move_to(trip, await self._version(trip, last), self._now)
        trip.undone = rest
        return await self._told(trip)

    async def restore(self, trip_id: UUID, number: int) -> int:
        """The trip as it was at a version, as its newest one, so that this can be undone too."""
        trip = await self.free(trip_id)
        version = await self._version(trip, number)
        if number != trip.version:
            await record(self._session, trip, result_of(version), self._now, made_by=self._by, origin="restore")
        return trip.version

    async def put(self, trip_id: UUID, seen: int, result: Result, origin: Origin) -> int:
        """A change that was worked out at once, as the next version; raises Stale where another came first."""
        trip = await self.free(trip_id)
        if trip.version != seen:
            raise Stale(f"the trip is at version {trip.version} now, not {seen}; read it again")
        await record(self._session, trip, result, self._now, made_by=self._by, origin=origin)
        return trip.version

    async def branches(self, trip_id: UUID) -> list[BranchView]:
        """The one that is followed first, then the others by name."""
        trip = await self._trip(trip_id)
        others = [b for b in await self._rows.branches(trip.id) if b.name != trip.branch]
        here = BranchView(name=trip.branch, head=trip.version, current=True)
        return [here, *(BranchView(name=b.name, head=b.head, current=False) for b in others)]

    async def branch(self, trip_id: UUID, name: str, number: int | None = None) -> list[BranchView]:
        """Try something beside the plan: from now on changes are the branch's; `number` is where it begins.

        Raises Conflict for a name that there is.
        """
        trip = await self.free(trip_id)
        others = await self._rows.branches(trip.id)
        if name == trip.branch or name in {b.name for b in others}:
            raise Conflict(f"there is a branch “{name}” already")
        if len(others) >= _MOST_BRANCHES:
            raise InvalidRequest([FieldError("name", f"a trip has at most {_MOST_BRANCHES} branches: delete one")])
        version = await self._version(trip, trip.version if number is None else number)
        await self._keep_head(trip)
        self._rows.add(
            TripBranch(trip_id=trip.id, name=name, tenant=trip.tenant, head=version.number, created_at=self._now)
        )
        self._follow(trip, name, version)
        await self._session.flush()
        return await self.branches(trip_id)

    async def switch(self, trip_id: UUID, name: str) -> list[BranchView]:
        """Follow another branch, where it was left; raises NotFound."""
        trip = await self.free(trip_id)
        if name != trip.branch:
            branch = await self._branch(trip, name)
            await self._keep_head(trip)
            self._follow(trip, name, await self._version(trip, branch.head))
            await self._session.flush()
            await self._told(trip)
        return await self.branches(trip_id)

    async def drop(self, trip_id: UUID, name: str) -> None:
        """Forget a branch that is not followed; its versions stay. Twice is once. Raises Conflict."""
        trip = await self.free(trip_id)
        if name == trip.branch:
            raise Conflict("this branch is the one that you are on: switch to another first")
        if branch := await self._rows.find_branch(trip.id, name):
            await self._rows.forget_branch(branch)

    async def free(self, trip_id: UUID) -> Trip:
        """The locked trip with nothing at work on it; a change that waits for a decision is left.

        Raises Conflict while a run is at work.
        """
        trip = await self._trip(trip_id, lock=True)
        if await self._rows.find_draft(trip.id):
            raise Conflict("this trip is a draft: it changes only by what a person reviews")
        await end_waiting(self._rows, trip, self._now)
        return trip

    async def _told(self, trip: Trip) -> int:
        """Where the trip stands now, which its owner hears of as of any other change by somebody else."""
        await tell_owner(self._session, trip, self._by, self._now)
        return trip.version

    async def _keep_head(self, trip: Trip) -> None:
        """Where the branch that is followed now was left."""
        branch = await self._rows.find_branch(trip.id, trip.branch)
        if branch is None:
            created = TripBranch(
                trip_id=trip.id, name=trip.branch, tenant=trip.tenant, head=trip.version, created_at=self._now
            )
            self._rows.add(created)
        else:
            branch.head = trip.version

    def _follow(self, trip: Trip, name: str, version: TripVersion) -> None:
        trip.branch, trip.undone = name, []
        move_to(trip, version, self._now)

    async def _branch(self, trip: Trip, name: str) -> TripBranch:
        branch = await self._rows.find_branch(trip.id, name)
        if branch is None:
            raise NotFound("branch", name)
        return branch

    async def _trip(self, trip_id: UUID, *, lock: bool = False) -> Trip:
        trip = await self._rows.find(trip_id, lock=lock)
        if trip is None:
            raise NotFound("trip", str(trip_id))
        return trip

    async def _version(self, trip: Trip, number: int) -> TripVersion:
        version = await self._rows.find_version(trip.id, number)
        if version is None:
            raise NotFound("version", str(number))
        return version


async def step_back(rows: TripRepository, trip: Trip, here: TripVersion, now: datetime) -> None:
    """Undo: the version before, with this one remembered for redoing."""
    before = await rows.find_version(trip.id, here.parent or 0)
    assert before is not None
    trip.undone = [*trip.undone, here.number]
    move_to(trip, before, now)


async def end_waiting(rows: TripRepository, trip: Trip, now: datetime) -> None:
    """What waits for an answer is over when the trip goes on without it; raises Conflict while a run is at work."""
    run = await rows.newest_run(trip.id)
    if run is None or run.status in ENDED:
        return
    if run.status != RunStatus.WAITING:
        raise Conflict("the trip is being planned; stop that run or wait for its end")
    run.status, run.outcome, run.ended_at, run.announced = RunStatus.STOPPED, {}, now, False

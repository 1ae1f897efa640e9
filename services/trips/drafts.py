"""Drafts of agencies: planned by the machine, approved by a person, published to a traveller."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.edits import Edit, RegenerateDay
from domain.errors import Conflict, NotFound, Stale
from domain.events import Proposed
from domain.identity import Principal
from domain.listing import Listing, Slice
from domain.notification import About, DraftPublished, DraftWithdrawn
from domain.proposal import ChangeFurther, Leave, Take
from domain.request import TripRequest
from services.notifications.telling import Happening, tell
from services.trips.draft_schemas import DraftBrief, DraftStatus, DraftView, Plan, Price
from services.trips.pricing import Rates, price_of
from services.trips.proposals import is_proposal
from services.trips.reach import people_of
from services.trips.recording import result_of
from services.trips.repository import TripRepository
from services.trips.schemas import RunStatus, Started
from services.trips.service import Ids, TripService, run_view
from services.trips.tables import Draft, Run, Trip


class DraftService:
    """The drafts of one tenant that `who` may see. Never commits; `now` is an aware UTC instant."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime, who: Principal) -> None:
        owner = None if who.reaches_all else who.owner
        self._rows, self.session, self._now = TripRepository(session, tenant, owner, now), session, now
        self._trips, self._by = TripService(session, tenant, now, who), who.owner

    async def create(
        self, ids: Ids, text: str, reference: str, key: str | None, request: TripRequest | None = None
    ) -> Started:
        """A draft from words, or from a request; the same key again gives the same one."""
        return await self._trips.start(ids, self._by, text, key, request=request, draft=reference)

    async def list(self, listing: Listing) -> Slice[DraftBrief]:
        found = await self._rows.drafts(listing)
        return Slice(tuple(_brief(draft) for draft in found.rows), found.total, found.end)

    async def view(self, draft_id: UUID) -> DraftView:
        """Raises NotFound."""
        trip, draft = await self._draft(draft_id)
        run = await self._rows.newest_run(trip.id)
        proposal = _proposal(run)
        return DraftView(
            **_brief(draft).model_dump(),
            title=trip.title,
            run=run_view(run) if run else None,
            problem=_problem(run),
            proposal=None if proposal is None else _plan(proposal),
            diff=None if proposal is None else proposal.diff,
            approved=await self._approved(trip, draft),
        )

    async def change(self, ids: Ids, edits: Sequence[Edit], seen: int | None, key: str | None) -> Started:
        """Typed edits on the plan under review, or on the approved one, which then is under review again."""
        trip, _, run = await self._open(ids.trip, seen)
        if run is not None and _proposal(run) is not None:
            return await self._trips.decide(ids, run.id, ChangeFurther(edits=tuple(edits)), key=key)
        if trip.version == 0:
            raise Conflict("the draft has no plan to change: say what is wished for")
        return await self._trips.edit(ids, edits, key)

    async def say(self, ids: Ids, text: str, seen: int | None, key: str | None) -> Started:
        """A change, or the answer to a question, in words."""
        await self._open(ids.trip, seen)
        return await self._trips.send(ids, text, key)

    async def regenerate(self, ids: Ids, day: int | None, seen: int | None, key: str | None) -> Started:
        """One day, or with None the whole, planned anew."""
        if day is not None:
            return await self.change(ids, (RegenerateDay(day=day),), seen, key)
        _, _, run = await self._open(ids.trip, seen)
        if run is None or _proposal(run) is None:
            raise Conflict("no plan waits for review: only one that does can be planned anew as a whole")
        return await self._trips.decide(ids, run.id, ChangeFurther(), key=key)

    async def price(self, draft_id: UUID, rates: Rates) -> Price:
        """Of the plan under review, else of the approved one; raises Conflict where there is neither."""
        view = await self.view(draft_id)
        plan = view.proposal or view.approved
        if plan is None:
            raise Conflict("the draft has no plan yet")
        return price_of(plan.itinerary, plan.sha256, rates)

    async def review(
        self, ids: Ids, sha256: str, *, approve: bool, seen: int | None = None, key: str | None = None
    ) -> Started:
        """A person approves or rejects exactly the plan with this hash; the run that waits ends with it.

        Raises Conflict where none waits, Stale where it is another.
        """
        _, _, run = await self._open(ids.trip, seen)
        if run is None:
            raise Conflict("the draft has no plan to review yet")
        return await self._trips.decide(ids, run.id, Take() if approve else Leave(), sha256, key)

    async def publish(self, draft_id: UUID, seen: int | None, link: str) -> Draft:
        """For the traveller who has the link; raises Conflict unless the trip stands at the approved version."""
        trip, draft, _ = await self._open(draft_id, seen)
        if draft.status == DraftStatus.DRAFT or trip.version != draft.approved_version:
            raise Conflict("only an approved plan can be published: review the draft first")
        if draft.status == DraftStatus.PUBLISHED:
            raise Conflict("the draft is published already: withdraw it first")
        draft.published_to, draft.published_at, draft.withdrawn_at = link, self._now, None
        await self._tell(trip, DraftPublished())
        return self._step(draft, DraftStatus.PUBLISHED)

    async def withdraw(self, draft_id: UUID, seen: int | None) -> str | None:
        """No longer the traveller's; the link that is to be revoked. Twice is once."""
        trip, draft, _ = await self._open(draft_id, seen)
        link = draft.published_to
        if draft.status != DraftStatus.WITHDRAWN:
            draft.withdrawn_at, draft.published_to = self._now, None
            self._step(draft, DraftStatus.WITHDRAWN)
            await self._tell(trip, DraftWithdrawn())
        return link

    async def _tell(self, trip: Trip, about: About) -> None:
        """Everybody who is in the trip; the traveller who has only the link is told by their agency."""
        people = await people_of(self.session, trip, self._now)
        await tell(self.session, Happening(trip.tenant, self._now, self._by, trip.id), [(one, about) for one in people])

    def _step(self, draft: Draft, status: DraftStatus) -> Draft:
        draft.status, draft.revision, draft.updated_at = status, draft.revision + 1, self._now
        return draft

    async def _open(self, draft_id: UUID, seen: int | None) -> tuple[Trip, Draft, Run | None]:
        """Locked, at the revision that was seen; None: any."""
        trip, draft = await self._draft(draft_id, lock=True)
        if seen is not None and seen != draft.revision:
            raise Stale(f"the draft is at revision {draft.revision} now, not {seen}; read it again")
        return trip, draft, await self._rows.newest_run(trip.id)

    async def _draft(self, draft_id: UUID, *, lock: bool = False) -> tuple[Trip, Draft]:
        trip = await self._rows.find(draft_id, lock=lock)
        draft = await self._rows.find_draft(draft_id, lock=lock) if trip else None
        if trip is None or draft is None:
            raise NotFound("draft", str(draft_id))
        return trip, draft

    async def _approved(self, trip: Trip, draft: Draft) -> Plan | None:
        if draft.approved_version is None:
            return None
        version = await self._rows.find_version(trip.id, draft.approved_version)
        assert version is not None
        found = result_of(version)
        return Plan(
            request=found.request,
            itinerary=found.itinerary,
            certificate=found.certificate,
            sha256=found.certificate.sha256,
        )


def _brief(draft: Draft) -> DraftBrief:
    columns = {name: getattr(draft, name) for name in DraftBrief.model_fields if name != "id"}
    return DraftBrief(id=draft.trip_id, **columns)


def _proposal(run: Run | None) -> Proposed | None:
    waits = run is not None and run.status == RunStatus.WAITING and is_proposal(run.outcome)
    return Proposed.model_validate(run.outcome) if run is not None and waits else None


def _plan(proposal: Proposed) -> Plan:
    return Plan(
        request=proposal.request,
        itinerary=proposal.itinerary,
        certificate=proposal.certificate,
        sha256=proposal.certificate.sha256,
    )


def _problem(run: Run | None) -> str | None:
    """What a failed run said, what a waiting one asks, or why the last wish about its plan cannot be."""
    outcome = (run.outcome or {}) if run is not None else {}
    return outcome.get("message") or outcome.get("text") or (outcome.get("unmet") or {}).get("message")

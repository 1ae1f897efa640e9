"""A trip of one's own from one that was shared: the same plan where all of it was shown, else planned anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.certificate import certify
from domain.errors import NotFound
from domain.itinerary import Itinerary, Purpose
from domain.request import Destination, PlaceWish, TripRequest
from domain.sharing import EVERY_SECTION, Section, title_of
from services.sharing.access import Asker, Plan, plan_of
from services.trips.recording import TITLE_CHARS, Result, record
from services.trips.schemas import Role, RunStatus
from services.trips.service import Ids
from services.trips.tables import Message, Run, Trip


@dataclass(frozen=True)
class Copied:
    """`run_id` plans it anew and is to be queued after the commit; None: it is there already."""

    trip_id: UUID
    run_id: UUID | None


async def copy_trip(asker: Asker, trip_id: UUID, sections: Iterable[Section], ids: Ids, owner: str) -> Copied:
    """Nothing that was not shown gets into the copy. Raises NotFound where there is no plan."""
    plan = await plan_of(asker.session, asker.tenant, trip_id)
    if plan is None:
        raise NotFound("plan", "to copy")
    trip = Trip(
        id=ids.trip,
        tenant=asker.tenant,
        owner=owner,
        title=title_of(plan.itinerary)[:TITLE_CHARS],
        version=0,
        latest=0,
        created_at=asker.now,
        updated_at=asker.now,
    )
    asker.session.add(trip)
    await asker.session.flush()
    if frozenset(sections) == EVERY_SECTION:
        await record(asker.session, trip, _result(plan), asker.now, run_id=None, origin="copy")
        return Copied(trip.id, None)
    shown = frozenset(sections)
    return await _plan_anew(asker, trip, request_of(plan.itinerary, shown, asker.now.date()), ids)


def request_of(itinerary: Itinerary, sections: frozenset[Section], today: date) -> TripRequest:
    """A wish for such a trip, from what is shown of it; a trip of the past is wished for in a year to come."""
    names = {day.city_id: itinerary.city(day.city_id).name for day in itinerary.days}
    visits = [
        PlaceWish(text=itinerary.place(stop.place_id).name, place_id=stop.place_id)
        for day in itinerary.days
        for stop in day.stops
        if stop.purpose is Purpose.VISIT
    ]
    return TripRequest(
        text=title_of(itinerary),
        language=itinerary.language,
        destinations=tuple(Destination(city_id=city, name=name) for city, name in names.items()),
        keep_order=True,
        start_on=_coming(itinerary.days[0].on, today),
        days=len(itinerary.days),
        must_see=tuple(visits) if Section.DAYS in sections else (),
    )


def _coming(on: date, today: date) -> date:
    while on <= today:
        on = date(on.year + 1, on.month, min(on.day, 28) if on.month == 2 else on.day)
    return on


def _result(plan: Plan) -> Result:
    """The plan as it is, certified with the wish that the copy has: the words of the other's stay theirs."""
    request = plan.request.model_copy(update={"text": title_of(plan.itinerary), "assumptions": ()})
    return Result(request, plan.itinerary, certify(request, plan.itinerary))


async def _plan_anew(asker: Asker, trip: Trip, request: TripRequest, ids: Ids) -> Copied:
    run = Run(
        id=ids.run,
        tenant=trip.tenant,
        trip_id=trip.id,
        status=RunStatus.QUEUED,
        input={"request": request.model_dump(mode="json")},
        asked_by=trip.owner,
        announced=False,
        created_at=asker.now,
    )
    asker.session.add(run)
    await asker.session.flush()
    said = Message(
        id=ids.message,
        tenant=trip.tenant,
        trip_id=trip.id,
        run_id=run.id,
        role=Role.TRAVELLER,
        text=request.text,
        created_at=asker.now,
    )
    asker.session.add(said)
    return Copied(trip.id, run.id)

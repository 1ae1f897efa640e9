from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from agents.booking import attach_links
from domain.certificate import certify
from domain.edits import LockStop, WayOut
from domain.errors import Conflict, NotFound
from domain.events import Failed
from domain.itinerary import Itinerary, all_links
from domain.listing import Listing, Order
from infra.database import in_tenant
from services.links.events import record_generated
from services.links.tables import LinkEvent
from services.trips.repository import open_runs
from services.trips.schemas import Role, RunStatus
from services.trips.service import Ids, TripService
from services.trips.tables import Message
from tests.make import make_itinerary, make_request

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

NEWEST = Listing((Order("updated_at", descending=True),))


def ids(trip: UUID | None = None) -> Ids:
    return Ids(trip or uuid4(), uuid4(), uuid4())


@pytest.fixture
async def session(sessions):
    async with in_tenant(sessions, "public") as opened:
        yield opened


@pytest.fixture
def trips(session):
    return TripService(session, "public", NOW)


async def planned(trips: TripService, itinerary: Itinerary | None = None):
    """A trip with one finished version."""
    started = await trips.start(ids(), "guest", "two days in Avonlea")
    await trips.input_of(started.run.id)
    request, itinerary = make_request(), itinerary or make_itinerary()
    certificate = certify(request, itinerary)
    assert await trips.finish(started.run.id, request, itinerary, certificate, said="Here it is.", changes=())
    return started


async def refused(trips: TripService):
    """A trip whose run could not be served, with one way out."""
    started = await trips.start(ids(), "guest", "two days in Avonlea for a penny")
    await trips.input_of(started.run.id)
    failed = Failed(code="infeasible", message="No.", offers=(WayOut(text="one day", request=make_request(days=1)),))
    assert await trips.fail(started.run.id, failed.model_dump(mode="json"), "No.")
    return started


async def test_a_way_out_is_planned_as_it_was_offered(session, trips):
    before = await refused(trips)
    trips = TripService(session, "public", NOW + timedelta(minutes=1))
    taken = await trips.take(ids(before.trip_id), before.run.id, 0, "key")
    assert await trips.take(ids(before.trip_id), before.run.id, 0, "key") == taken
    asked = await trips.input_of(taken.run.id)
    assert (asked.accepted, asked.message, asked.edits) == (make_request(days=1), None, ())
    assert (await trips.view(before.trip_id)).messages[-1].text == "one day"


async def test_a_way_out_that_was_never_offered_or_is_stale_is_refused(session, trips):
    before = await refused(trips)
    with pytest.raises(NotFound):
        await trips.take(ids(before.trip_id), before.run.id, 1)
    trips = TripService(session, "public", NOW + timedelta(minutes=1))
    later = await trips.send(ids(before.trip_id), "two days in Avonlea")
    await trips.input_of(later.run.id)
    await trips.fail(later.run.id, {}, "No.")
    with pytest.raises(Conflict):
        await trips.take(ids(before.trip_id), before.run.id, 0)


async def test_a_trip_begins_with_a_message_and_a_queued_run(trips):
    started = await trips.start(ids(), "guest", "two days in Avonlea")
    view = await trips.view(started.trip_id)
    assert (view.version, view.itinerary) == (0, None)
    assert [message.text for message in view.messages] == ["two days in Avonlea"]
    assert view.run is not None
    assert view.run.status is RunStatus.QUEUED
    assert view.run.events == f"/v1/runs/{started.run.id}/events"


async def test_the_same_key_again_is_the_same_trip(trips, session):
    first = await trips.start(ids(), "guest", "two days", key=(key := uuid4().hex))
    again = await trips.start(ids(), "guest", "two days", key=key)
    assert (again.trip_id, again.run.id, again.message_id) == (first.trip_id, first.run.id, first.message_id)
    assert await session.scalar(select(func.count()).select_from(Message).where(Message.key == f"guest/{key}")) == 1


async def test_a_finished_run_is_the_next_version_and_is_recorded_once(trips):
    started = await planned(trips)
    view = await trips.view(started.trip_id)
    assert view.version == 1
    assert view.certificate is not None
    assert view.certificate.valid
    assert view.itinerary == make_itinerary()
    request, itinerary = make_request(), make_itinerary()
    again = await trips.finish(started.run.id, request, itinerary, certify(request, itinerary), said="x", changes=())
    assert again is False
    assert (await trips.view(started.trip_id)).version == 1
    assert [m.role for m in view.messages] == [Role.TRAVELLER, Role.TRIPWRIGHT]


async def test_while_a_run_is_at_work_another_message_is_a_conflict(trips):
    started = await trips.start(ids(), "guest", "two days in Avonlea")
    with pytest.raises(Conflict, match="being planned"):
        await trips.send(ids(started.trip_id), "cheaper, please")


async def test_an_answer_goes_to_the_run_that_asked(trips):
    started = await trips.start(ids(), "guest", "a few days in Avonlea")
    await trips.input_of(started.run.id)
    asked = {"type": "question", "field": "dates", "text": "When?", "options": []}
    assert await trips.wait(started.run.id, asked, "When?")
    assert await trips.wait(started.run.id, asked, "When?") is False
    answered = await trips.send(ids(started.trip_id), "in April")
    assert answered.run.id == started.run.id
    given = await trips.input_of(started.run.id)
    assert given.answers == ("in April",)
    assert given.message == "a few days in Avonlea"


async def test_edits_need_a_plan(trips):
    started = await trips.start(ids(), "guest", "two days")
    await trips.stop(started.run.id)
    with pytest.raises(Conflict, match="no plan"):
        await trips.edit(ids(started.trip_id), [LockStop(place_id="avonlea/museum")])
    done = await planned(trips)
    edited = await trips.edit(ids(done.trip_id), [LockStop(place_id="avonlea/museum")])
    given = await trips.input_of(edited.run.id)
    assert given.edits == (LockStop(place_id="avonlea/museum"),)
    assert given.itinerary == make_itinerary()


async def test_stopping_is_final_and_stopping_again_changes_nothing(trips):
    started = await trips.start(ids(), "guest", "two days")
    assert (await trips.stop(started.run.id)).status is RunStatus.STOPPED
    assert (await trips.stop(started.run.id)).status is RunStatus.STOPPED
    assert await trips.fail(started.run.id, {}, "too late") is False
    done = await planned(trips)
    assert (await trips.stop(done.run.id)).status is RunStatus.DONE


async def test_a_link_of_the_newest_version_is_found_and_its_making_is_recorded_once(trips, session):
    linked = attach_links(make_request(), make_itinerary(), affiliates={})
    started = await planned(trips, linked)
    wanted = linked.stays[0].links[0]
    assert await trips.link(started.trip_id, wanted.id) == wanted
    with pytest.raises(NotFound, match="link"):
        await trips.link(started.trip_id, "nothing")
    events = (await session.scalars(select(LinkEvent).where(LinkEvent.trip_id == started.trip_id))).all()
    assert {(event.name, event.version, event.user) for event in events} == {("booking_link_generated", 1, "guest")}
    assert sorted(event.link_id for event in events) == sorted(link.id for link in all_links(linked))
    stay = next(event for event in events if event.link_id == wanted.id)
    assert (stay.place_id, stay.adapter) == (linked.stays[0].place_id, wanted.provider)
    again = await record_generated(session, "public", started.trip_id, 1, "guest", linked, NOW)
    next_version = await record_generated(session, "public", started.trip_id, 2, "guest", linked, NOW)
    assert (again, next_version) == (0, len(events))


async def test_another_tenant_sees_nothing(session, trips):
    started = await planned(trips)
    others = TripService(session, "another", NOW)
    with pytest.raises(NotFound):
        await others.view(started.trip_id)
    with pytest.raises(NotFound):
        await others.run(started.run.id)
    assert (await others.list("guest", NEWEST)).rows == ()


async def versioned(trips: TripService, trip_id: UUID, *titles: str) -> None:
    """More versions of a trip, each known by its title."""
    for title in titles:
        started = await trips.send(ids(trip_id), "another change")
        await trips.input_of(started.run.id)
        request, itinerary = make_request(), make_itinerary().model_copy(update={"title": title})
        certificate = certify(request, itinerary)
        assert await trips.finish(started.run.id, request, itinerary, certificate, said="Done.", changes=("x",))


async def undone(trips: TripService, trip_id: UUID) -> None:
    """A run that takes the last change back."""
    started = await trips.send(ids(trip_id), "undo")
    request, itinerary = (await trips.input_of(started.run.id)).previous or (make_request(), make_itinerary())
    certificate = certify(request, itinerary)
    assert await trips.finish(started.run.id, request, itinerary, certificate, said="Back.", changes=("x",), undo=True)


async def test_a_run_knows_the_version_that_undoing_goes_back_to(trips, session):
    started = await planned(trips)
    first = make_itinerary().title

    async def undoing_gives() -> str | None:
        """The title of the version before, as a run begun now would have it."""
        await session.flush()
        run = (await trips.send(ids(started.trip_id), "undo")).run.id
        previous = (await trips.input_of(run)).previous
        await trips.stop(run)
        return previous[1].title if previous else None

    assert await undoing_gives() is None
    await versioned(trips, started.trip_id, "second", "third")
    assert await undoing_gives() == "second"
    await undone(trips, started.trip_id)
    assert await undoing_gives() == first
    await versioned(trips, started.trip_id, "fourth")
    assert await undoing_gives() == "second"


async def test_a_guest_lists_only_their_own_trips(trips):
    mine, name = await trips.start(ids(), owner := uuid4().hex, "mine"), uuid4().hex
    await trips.start(ids(), name, "theirs")
    assert [trip.id for trip in (await trips.list(owner, NEWEST)).rows] == [mine.trip_id]


async def test_the_sweeper_s_query_finds_what_nobody_has_announced(trips, session):
    open_one, told = await trips.start(ids(), "guest", "open"), await planned(trips)
    await trips.announced(told.run.id)
    await session.flush()
    found = {run_id for run_id, _ in await open_runs(session, datetime(2027, 1, 1, tzinfo=UTC))}
    assert open_one.run.id in found
    assert told.run.id not in found

import asyncio
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.refinement.revise import Revision, revise
from domain.candidates import Candidates
from domain.certificate import certify
from domain.edits import (
    AddStop,
    ChangeBudget,
    ChangeDays,
    ChangeHours,
    ChangeInterests,
    ChangePace,
    ChangeStay,
    DropCity,
    Edit,
    LockStop,
    MoveStop,
    Rain,
    RegenerateDay,
    RemoveStop,
    SwapStop,
)
from domain.errors import Infeasible
from domain.itinerary import Day, Itinerary, Purpose, Stop
from domain.money import Money
from domain.place import Setting
from domain.request import Pace
from tests.agents.optimisation.trips import HOME, make_candidates, make_trip, make_trip_request, solve, solve_repeatably

REQUEST = make_trip_request("rome", "florence", days=6, origin=HOME)


@pytest.fixture(scope="module")
def candidates() -> Candidates:
    return make_candidates("rome", "florence")


@pytest.fixture(scope="module")
def trip(candidates: Candidates) -> Itinerary:
    return asyncio.run(make_trip(REQUEST, candidates, solve=solve_repeatably))


@pytest.fixture
def edit(trip: Itinerary, candidates: Candidates):
    async def apply(*edits: Edit) -> Revision:
        revised = await revise(REQUEST, trip, candidates, edits, solve=solve, limit_s=0.2)
        assert problems_of(revised) == []
        assert revised.changes
        return revised

    return apply


def problems_of(revised: Revision) -> list[str]:
    return [violation.message for violation in certify(revised.request, revised.itinerary).violations]


def sights(day: Day) -> list[Stop]:
    return [stop for stop in day.stops if stop.purpose is Purpose.VISIT]


def ids(day: Day) -> list[str]:
    return [stop.place_id for stop in day.stops]


def untouched(trip: Itinerary, revised: Revision) -> list[int]:
    """Numbers, from 1, of the days that are the very same value as before."""
    return [n for n, (a, b) in enumerate(zip(trip.days, revised.itinerary.days, strict=False), 1) if a == b]


def others(trip: Itinerary, *days: int) -> list[int]:
    return [n for n in range(1, len(trip.days) + 1) if n not in days]


async def test_a_swap_keeps_every_other_stop_to_the_minute(edit, trip):
    old = sights(trip.days[1])[1]
    revised = await edit(SwapStop(place_id=old.place_id, day=2))
    assert untouched(trip, revised) == others(trip, 2)
    before, after = trip.days[1].stops, revised.itinerary.days[1].stops
    assert [(s.place_id, s.start_local, s.end_local) for s in before if s.place_id != old.place_id] == [
        (a.place_id, a.start_local, a.end_local)
        for a, b in zip(after, before, strict=True)
        if b.place_id != old.place_id
    ]
    assert old.place_id not in ids(revised.itinerary.days[1])


async def test_a_swap_for_something_outdoors_is_outdoors(edit, trip):
    indoor = next(s for s in sights(trip.days[1]) if trip.place(s.place_id).setting is Setting.INDOOR)
    revised = await edit(SwapStop(place_id=indoor.place_id, setting=Setting.OUTDOOR))
    new = set(ids(revised.itinerary.days[1])) - set(ids(trip.days[1]))
    assert {revised.itinerary.place(place_id).setting for place_id in new} <= {Setting.OUTDOOR, Setting.MIXED}
    assert new


async def test_words_that_no_place_carries_do_not_spoil_a_setting(edit, trip):
    indoor = next(s for s in sights(trip.days[1]) if trip.place(s.place_id).setting is Setting.INDOOR)
    revised = await edit(SwapStop(place_id=indoor.place_id, wish="qqq outdoors", setting=Setting.OUTDOOR))
    assert indoor.place_id not in ids(revised.itinerary.days[1])


async def test_a_swap_for_something_cheaper_costs_less(edit, trip):
    dear = max((s for day in trip.days[:3] for s in day.stops if s.purpose is Purpose.DINNER), key=lambda s: s.cost)
    revised = await edit(SwapStop(place_id=dear.place_id, wish="something cheaper"))
    before, after = ({s.place_id for day in it.days for s in day.stops} for it in (trip, revised.itinerary))
    (new,) = after - before
    assert revised.itinerary.place(new).price < trip.place(dear.place_id).price


async def test_a_swap_of_a_dinner_is_a_dinner_and_lunch_stays(edit, trip):
    number, dinner = next((n, s) for n, day in enumerate(trip.days) for s in day.stops if s.purpose is Purpose.DINNER)
    revised = await edit(SwapStop(place_id=dinner.place_id, day=number + 1, wish="something vegetarian"))
    before, after = trip.days[number].stops, revised.itinerary.days[number].stops
    assert [s.place_id for s in before if s is not dinner] == [s.place_id for s in after if s.purpose != "dinner"]
    assert len(after) == len(before)


async def test_a_wish_in_words_is_matched_by_facts(edit, trip):
    revised = await edit(AddStop(wish="a garden or park", day=3))
    new = set(ids(revised.itinerary.days[2])) - set(ids(trip.days[2]))
    facts = [revised.itinerary.place(place_id) for place_id in new]
    assert any({"garden", "park", "gardens"} & {p.category.value, *p.tags, *p.name.lower().split()} for p in facts)
    assert untouched(trip, revised) == others(trip, 3)


async def test_removing_frees_the_slot_and_moves_nothing_else(edit, trip):
    old = sights(trip.days[1])[0]
    revised = await edit(RemoveStop(place_id=old.place_id))
    left = [(s.place_id, s.start_local) for s in trip.days[1].stops if s != old]
    assert [(s.place_id, s.start_local) for s in revised.itinerary.days[1].stops] == left


async def test_moving_takes_a_stop_to_the_other_day(edit, trip):
    old = sights(trip.days[1])[0].place_id
    revised = await edit(MoveStop(place_id=old, to_day=3))
    assert old not in ids(revised.itinerary.days[1])
    assert old in ids(revised.itinerary.days[2])
    assert set(untouched(trip, revised)) >= set(others(trip, 2, 3))


async def test_starting_later_only_changes_days_that_started_earlier(edit, trip):
    revised = await edit(ChangeHours(start_min=10 * 60 + 30))
    assert all(d.stops[0].leg.depart_local.time().hour >= 10 for d in revised.itinerary.days if d.stops)
    late = [
        n for n, d in enumerate(trip.days, 1) if d.stops and d.stops[0].leg.depart_local.strftime("%H:%M") >= "10:30"
    ]
    assert set(late) <= set(untouched(trip, revised))
    assert revised.request.day_start_min == 630


async def test_one_day_may_start_later_than_the_trip(edit, trip):
    revised = await edit(ChangeHours(start_min=11 * 60, day=2))
    assert untouched(trip, revised) == others(trip, 2)
    assert revised.itinerary.days[1].stops[0].leg.depart_local.hour >= 11


@pytest.mark.parametrize(("pace", "most"), [(Pace.RELAXED, 3), (Pace.FAST, 7)])
async def test_pace_bounds_the_sights(edit, trip, pace, most):
    revised = await edit(ChangePace(pace=pace))
    assert all(len(sights(day)) <= most for day in revised.itinerary.days)
    before, after = (sum(len(sights(d)) for d in days) for days in (trip.days, revised.itinerary.days))
    assert after < before if pace is Pace.RELAXED else after >= before


async def test_cheaper_is_a_tenth_at_least_and_a_limit_holds(edit, trip):
    cheaper = await edit(ChangeBudget())
    assert cheaper.itinerary.costs.total.minor <= trip.costs.total.minor * 0.9
    limit = Money(minor=trip.costs.total.minor * 7 // 10, currency="EUR")
    limited = await edit(ChangeBudget(amount=limit))
    assert limited.itinerary.costs.total.minor <= limit.minor
    assert limited.request.budget == limit


async def test_too_tight_a_budget_names_what_can_be_reached(edit):
    with pytest.raises(Infeasible, match="cheapest version we can certify costs") as told:
        await edit(ChangeBudget(amount=Money(minor=2_000, currency="EUR")))
    assert any("budget of" in way for way in told.value.ways_out)


async def test_dropping_a_city_gives_its_nights_to_the_other(edit, trip):
    gone = trip.days[-1].city_id
    revised = await edit(DropCity(city_id=gone))
    assert {day.city_id for day in revised.itinerary.days} == {"rome", "florence"} - {gone}
    assert len(revised.itinerary.days) == len(trip.days)
    assert len(untouched(trip, revised)) >= 2


async def test_the_only_city_cannot_be_dropped(candidates):
    request = make_trip_request("rome", days=2)
    single = await make_trip(request)
    with pytest.raises(Infeasible, match="only city"):
        await revise(request, single, candidates, [DropCity(city_id="rome")], solve=solve)


@pytest.mark.parametrize("delta", [1, -1])
async def test_days_are_added_and_taken_at_the_end(edit, trip, delta):
    revised = await edit(ChangeDays(delta=delta))
    assert len(revised.itinerary.days) == len(trip.days) + delta == revised.request.days
    assert set(untouched(trip, revised)) >= set(range(1, len(trip.days) - 1))


async def test_a_day_more_in_the_first_city_keeps_its_days(edit, trip):
    first = trip.days[0].city_id
    nights = sum(day.city_id == first for day in trip.days)
    revised = await edit(ChangeDays(delta=1, city_id=first))
    assert sum(day.city_id == first for day in revised.itinerary.days) == nights + 1
    assert set(untouched(trip, revised)) >= set(range(1, nights + 1))


async def test_rain_sends_outdoor_stops_indoors_that_day_only(edit, trip):
    number = next(
        n
        for n, day in enumerate(trip.days)
        if any(trip.place(s.place_id).setting is Setting.OUTDOOR for s in sights(day))
    )
    revised = await edit(Rain(on=trip.days[number].on))
    settings_now = [revised.itinerary.place(s.place_id).setting for s in sights(revised.itinerary.days[number])]
    assert Setting.OUTDOOR not in settings_now
    assert untouched(trip, revised) == others(trip, number + 1)


async def test_a_regenerated_day_has_other_sights(edit, trip):
    revised = await edit(RegenerateDay(day=2))
    before, after = ({s.place_id for s in sights(d)} for d in (trip.days[1], revised.itinerary.days[1]))
    assert after
    assert not before & after


async def test_a_cheaper_stay_costs_less_and_leaves_the_other_city_alone(edit, trip):
    city_id = trip.days[-1].city_id
    revised = await edit(ChangeStay(city_id=city_id, direction="cheaper"))
    assert revised.itinerary.costs.stays.minor < trip.costs.stays.minor
    elsewhere = [n for n, day in enumerate(trip.days, 1) if day.city_id != city_id]
    assert set(untouched(trip, revised)) >= set(elsewhere)


async def test_less_of_something_takes_it_out(edit):
    revised = await edit(ChangeInterests(less=("churches",), more=("parks",)))
    categories = [revised.itinerary.place(s.place_id).category for day in revised.itinerary.days for s in sights(day)]
    assert "church" not in categories
    assert revised.request.interests[0] == "parks"


async def test_a_locked_stop_refuses_to_go_and_says_why(edit, trip):
    place_id = sights(trip.days[1])[0].place_id
    for change in (RemoveStop(place_id=place_id), SwapStop(place_id=place_id), MoveStop(place_id=place_id, to_day=3)):
        with pytest.raises(Infeasible, match="locked") as told:
            await edit(LockStop(place_id=place_id), change)
        assert told.value.ways_out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (SwapStop(place_id="rome/nowhere"), "not in the plan"),
        (AddStop(wish="submarine volcanoes"), "nothing like"),
        (Rain(on=date(2030, 1, 1)), "not a day of this trip"),
        (RegenerateDay(day=30), "there is no day 30"),
        (ChangeStay(city_id="oslo", direction="cheaper"), "not in this trip"),
        (ChangeDays(delta=-6), "would leave"),
    ],
)
async def test_what_cannot_be_done_is_said_in_words(edit, change, words):
    with pytest.raises(Infeasible, match=words):
        await edit(change)


async def test_a_day_keeps_its_own_hours_when_it_is_planned_again(edit):
    own = ChangeHours(start_min=11 * 60, end_min=19 * 60, day=2)
    for result in (await edit(own, ChangePace(pace=Pace.FAST)), await edit(own, RegenerateDay(day=2))):
        day = result.itinerary.days[1]
        assert day.stops
        assert day.stops[0].leg.depart_local.hour >= 11
        assert (day.back.arrive_local.hour, day.back.arrive_local.minute) <= (19, 0)
        assert result.request.day_start_min == REQUEST.day_start_min


async def test_a_day_keeps_its_own_pace_when_it_is_planned_again(edit):
    revised = await edit(ChangePace(pace=Pace.RELAXED, day=2), RegenerateDay(day=2))
    assert len(sights(revised.itinerary.days[1])) <= 3
    assert revised.request.pace is REQUEST.pace


async def test_an_early_day_is_certified_and_said_and_the_others_stay(edit):
    revised = await edit(ChangeHours(start_min=7 * 60, day=2), RegenerateDay(day=2), RegenerateDay(day=3))
    starts = [day.stops[0].start_local for day in revised.itinerary.days if day.stops]
    assert min(start.hour for n, start in enumerate(starts, 1) if n != 2) >= 9
    assert starts[1].hour < 9
    assert any(f"begins at {starts[1]:%H:%M}" in said for said in revised.itinerary.warnings)


async def test_more_days_stay_within_the_budget_or_say_what_it_takes(trip, candidates):
    request = REQUEST.model_copy(update={"budget": trip.costs.total + Money(minor=2_000, currency="EUR")})
    revised = await revise(request, trip, candidates, [ChangeDays(delta=1)], solve=solve_repeatably)
    assert revised.itinerary.costs.total <= request.budget
    assert problems_of(revised) == []
    with pytest.raises(Infeasible, match="with this change the trip costs at least") as told:
        await revise(request, trip, candidates, [ChangeDays(delta=9)], solve=solve_repeatably)
    assert told.value.ways_out[0].startswith("raise the budget to ")


async def test_a_stay_beyond_the_budget_is_refused_with_its_price(trip, candidates):
    request = REQUEST.model_copy(update={"budget": trip.costs.total})
    city, now = candidates.cities[0], trip.days[0].base_id
    dearest = max((s.place for s in city.stays if s.place.price), key=lambda place: place.price.minor)
    assert dearest.id != now
    with pytest.raises(Infeasible, match=dearest.name) as told:
        edits = [ChangeStay(city_id=city.city.id, to_place_id=dearest.id)]
        await revise(request, trip, candidates, edits, solve=solve_repeatably)
    assert len(told.value.ways_out) == 2


async def test_no_interests_at_all_change_nothing(edit, trip):
    assert (await edit(ChangeInterests())).itinerary.days == trip.days


async def test_a_cheaper_trip_keeps_its_meals_and_goes_down_no_farther_than_asked(edit, trip):
    limit = trip.costs.total.minor * 95 // 100
    revised = await edit(ChangeBudget(amount=Money(minor=limit, currency="EUR")))
    assert trip.costs.total.minor * 8 // 10 <= revised.itinerary.costs.total.minor <= limit
    for before, after in zip(trip.days, revised.itinerary.days, strict=True):
        assert {s.purpose for s in before.stops} - {Purpose.VISIT} <= {s.purpose for s in after.stops}


def edits_of(trip: Itinerary) -> st.SearchStrategy[Sequence[Edit]]:
    places = st.sampled_from([s.place_id for day in trip.days for s in sights(day)])
    days = st.integers(1, len(trip.days))
    some = st.none() | days
    one = st.one_of(
        st.builds(SwapStop, place_id=places, setting=st.none() | st.sampled_from(Setting)),
        st.builds(RemoveStop, place_id=places),
        st.builds(AddStop, wish=st.sampled_from(["museum", "view", "church", "market"]), day=some),
        st.builds(MoveStop, place_id=places, to_day=days),
        st.builds(ChangeHours, start_min=st.integers(8, 11).map(lambda hour: hour * 60), day=some),
        st.builds(ChangePace, pace=st.sampled_from(Pace), day=some),
        st.builds(RegenerateDay, day=days),
        st.builds(Rain, on=st.sampled_from([day.on for day in trip.days])),
        st.builds(ChangeInterests, more=st.just(("art",)), less=st.just(("shopping",)), day=some),
    )
    return st.lists(one, min_size=1, max_size=2)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_asked_locks_hold_and_the_result_is_certified(trip, candidates, data):
    locked = data.draw(st.sampled_from([s.place_id for day in trip.days for s in sights(day)]))
    edits = data.draw(edits_of(trip))
    before = next(s for day in trip.days for s in day.stops if s.place_id == locked)
    try:
        everything = [LockStop(place_id=locked), *edits]
        revised = asyncio.run(revise(REQUEST, trip, candidates, everything, solve=solve_repeatably))
    except Infeasible:
        return
    assert problems_of(revised) == []
    after = next(s for day in revised.itinerary.days for s in day.stops if s.place_id == locked)
    assert (after.start_local, after.end_local, after.locked) == (before.start_local, before.end_local, True)
    scope = {number for item in edits for number in scope_of(trip, item)} | {day_of(trip, locked)}
    assert set(untouched(trip, revised)) >= {n for n in others(trip) if n not in scope}


def day_of(trip: Itinerary, place_id: str) -> int:
    return next(n for n, day in enumerate(trip.days, 1) if place_id in ids(day))


def scope_of(trip: Itinerary, item: Edit) -> set[int]:
    """The days that an edit may touch; all where it names none."""
    everywhere = set(others(trip))
    if isinstance(item, SwapStop | RemoveStop):
        return {day_of(trip, item.place_id)}
    if isinstance(item, MoveStop):
        return {day_of(trip, item.place_id), item.to_day}
    if isinstance(item, Rain):
        return {n for n, day in enumerate(trip.days, 1) if day.on == item.on}
    day = getattr(item, "day", None)
    return everywhere if day is None else {day}

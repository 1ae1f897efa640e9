"""Ways to spoil a trip that is true: each is a function of request, itinerary and where (any integer)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from domain.geo import Point
from domain.hours import OpeningHours
from domain.itinerary import Alternate, Day, Itinerary, Leg, Link, Purpose, StayBooking, Stop, Travel
from domain.money import Money
from domain.place import Access, Category, Children, Meal, Place
from domain.request import Destination, Origin, Pace, Party, PlaceWish, TripRequest
from tests.make import balanced, make_place, make_point

Spoil = Callable[[TripRequest, Itinerary, int], tuple[TripRequest, Itinerary]]
CORRUPTIONS: list[tuple[str, str, Spoil]] = []
_MINUTE = timedelta(minutes=1)


def spoils(code: str) -> Callable[[Spoil], Spoil]:
    def register(spoil: Spoil) -> Spoil:
        CORRUPTIONS.append((spoil.__name__, code, spoil))
        return spoil

    return register


def with_day(itinerary: Itinerary, n: int, change: Callable[[Day], Day]) -> Itinerary:
    days = list(itinerary.days)
    days[n % len(days)] = change(days[n % len(days)])
    return itinerary.model_copy(update={"days": tuple(days)})


def with_stop(
    itinerary: Itinerary, n: int, change: Callable[[Stop], Stop], purpose: Purpose | None = None
) -> Itinerary:
    """Change one stop (of that purpose) anywhere in the trip."""
    spots = [
        (d, s)
        for d, day in enumerate(itinerary.days)
        for s, stop in enumerate(day.stops)
        if purpose is None or stop.purpose is purpose
    ]
    d, s = spots[n % len(spots)]
    stops = list(itinerary.days[d].stops)
    stops[s] = change(stops[s])
    return with_day(itinerary, d, lambda day: day.model_copy(update={"stops": tuple(stops)}))


def with_leg(itinerary: Itinerary, n: int, **changes: object) -> Itinerary:
    return with_stop(itinerary, n, lambda stop: stop.model_copy(update={"leg": stop.leg.model_copy(update=changes)}))


def pick_stop(itinerary: Itinerary, n: int, purpose: Purpose | None = None) -> Stop:
    stops = [stop for day in itinerary.days for stop in day.stops if purpose is None or stop.purpose is purpose]
    return stops[n % len(stops)]


def with_place(itinerary: Itinerary, place_id: str, **changes: object) -> Itinerary:
    places = tuple(p.model_copy(update=changes) if p.id == place_id else p for p in itinerary.places)
    return itinerary.model_copy(update={"places": places})


def with_stay(itinerary: Itinerary, n: int, **changes: object) -> Itinerary:
    stays: list[StayBooking] = list(itinerary.stays)
    stays[n % len(stays)] = stays[n % len(stays)].model_copy(update=changes)
    return itinerary.model_copy(update={"stays": tuple(stays)})


def with_travel(itinerary: Itinerary, part: int, **changes: object) -> Itinerary:
    def change(day: Day) -> Day:
        assert day.travel_in is not None
        legs = list(day.travel_in.legs)
        legs[part % len(legs)] = legs[part % len(legs)].model_copy(update=changes)
        return day.model_copy(update={"travel_in": Travel(from_name="a", to_name="b", legs=tuple(legs))})

    number = next(n for n, day in enumerate(itinerary.days) if day.travel_in)
    return with_day(itinerary, number, change)


def hours(place: Place, spec: str) -> OpeningHours:
    return OpeningHours(spec=spec, country=(place.id.startswith("avonlea") and "GB") or "FR")


def later(itinerary: Itinerary, n: int) -> tuple[Stop, Place]:
    stop = pick_stop(itinerary, n)
    return stop, itinerary.place(stop.place_id)


# Dates and zones


@spoils("dates")
def day_on_another_date(request, itinerary, n):
    return request, with_day(itinerary, n, lambda day: day.model_copy(update={"on": day.on + timedelta(days=1)}))


@spoils("dates")
def days_in_another_order(request, itinerary, n):
    return request, itinerary.model_copy(update={"days": itinerary.days[::-1]})


@spoils("dates")
def day_left_out(request, itinerary, n):
    return request, itinerary.model_copy(update={"days": itinerary.days[:-1]})


@spoils("dates")
def stop_on_the_day_after(request, itinerary, n):
    day = timedelta(days=1)
    shift = lambda s: s.model_copy(update={"start_local": s.start_local + day, "end_local": s.end_local + day})  # noqa: E731
    return request, with_stop(itinerary, n, shift)


@spoils("dates")
def weather_of_another_day(request, itinerary, n):
    def change(day):
        return day.model_copy(update={"weather": day.weather.model_copy(update={"city_id": "elsewhere"})})

    return request, with_day(itinerary, n, change)


@spoils("zone")
def hour_that_summer_time_skips(request, itinerary, n):
    gap = (
        datetime(2027, 3, 28, 2, 30)
        if pick_stop(itinerary, n).place_id.startswith("rivane")
        else datetime(2027, 3, 28, 1, 30)
    )
    return request, with_stop(itinerary, n, lambda stop: stop.model_copy(update={"start_local": gap}))


@spoils("zone")
def instant_instead_of_wall_time(request, itinerary, n):
    return request, with_stop(
        itinerary, n, lambda s: s.model_copy(update={"end_local": s.end_local.replace(tzinfo=UTC)})
    )


@spoils("zone")
def zone_that_does_not_exist(request, itinerary, n):
    return request, with_day(itinerary, n, lambda day: day.model_copy(update={"time_zone": "Europe/Atlantis"}))


@spoils("zone")
def zone_of_another_city(request, itinerary, n):
    return request, with_day(itinerary, n, lambda day: day.model_copy(update={"time_zone": "Asia/Tokyo"}))


# Destinations


@spoils("destination")
def city_not_asked_for(request, itinerary, n):
    return request.model_copy(update={"destinations": request.destinations[:1]}), itinerary


@spoils("destination")
def city_asked_for_and_left_out(request, itinerary, n):
    extra = Destination(city_id="lost", name="Lost")
    return request.model_copy(update={"destinations": (*request.destinations, extra)}), itinerary


@spoils("destination")
def other_nights_than_asked_for(request, itinerary, n):
    first = request.destinations[0].model_copy(update={"nights": 0})
    return request.model_copy(update={"destinations": (first, *request.destinations[1:])}), itinerary


@spoils("destination")
def another_order_than_asked_for(request, itinerary, n):
    changed = {"destinations": request.destinations[::-1], "keep_order": True}
    return request.model_copy(update=changed), itinerary


# Opening hours and visits


@spoils("closed")
def closed_that_weekday(request, itinerary, n):
    stop, place = later(itinerary, n)
    name = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")[stop.start_local.weekday()]
    return request, with_place(itinerary, place.id, hours=hours(place, f"Mo-Su 00:00-24:00; {name} off"))


@spoils("closed")
def closes_during_the_visit(request, itinerary, n):
    stop, place = later(itinerary, n)
    end = stop.end_local - _MINUTE
    return request, with_place(itinerary, place.id, hours=hours(place, f"Mo-Su 08:00-{end:%H:%M}"))


@spoils("closed")
def opens_after_the_visit_begins(request, itinerary, n):
    stop, place = later(itinerary, n)
    start = stop.start_local + _MINUTE
    return request, with_place(itinerary, place.id, hours=hours(place, f"Mo-Su {start:%H:%M}-23:30"))


@spoils("closed")
def pause_in_the_middle_of_the_visit(request, itinerary, n):
    stop, place = later(itinerary, n)
    pause = stop.start_local + 20 * _MINUTE
    spec = f"Mo-Su 08:00-{pause:%H:%M},{pause + 5 * _MINUTE:%H:%M}-23:30"
    return request, with_place(itinerary, place.id, hours=hours(place, spec))


@spoils("closed")
def after_the_last_admission(request, itinerary, n):
    stop, place = later(itinerary, n)
    visit = int((stop.end_local - stop.start_local) / _MINUTE)
    changes = {"hours": hours(place, f"Mo-Su 08:00-{stop.end_local:%H:%M}"), "last_entry_min": visit + 1}
    return request, with_place(itinerary, place.id, **changes)


@spoils("closed")
def hours_not_known_and_not_said(request, itinerary, n):
    return request, with_place(itinerary, pick_stop(itinerary, n).place_id, hours=None)


@spoils("duration")
def too_short_a_visit(request, itinerary, n):
    return request, with_stop(itinerary, n, lambda s: s.model_copy(update={"end_local": s.start_local + 25 * _MINUTE}))


@spoils("duration")
def too_long_a_visit(request, itinerary, n):
    return request, with_stop(itinerary, n, lambda s: s.model_copy(update={"end_local": s.start_local + 400 * _MINUTE}))


# Transfers


@spoils("chain")
def way_from_elsewhere(request, itinerary, n):
    return request, with_leg(itinerary, n, from_id="avonlea/nowhere")


@spoils("chain")
def way_to_elsewhere(request, itinerary, n):
    return request, with_leg(itinerary, n, to_id=pick_stop(itinerary, n).leg.from_id)


@spoils("chain")
def no_way_back(request, itinerary, n):
    return request, with_day(itinerary, n, lambda day: day.model_copy(update={"back": None}))


@spoils("chain")
def way_back_to_another_stay(request, itinerary, n):
    def change(day):
        return day.model_copy(update={"back": day.back.model_copy(update={"to_id": day.stops[0].place_id})})

    return request, with_day(itinerary, n, change)


@spoils("chain")
def stop_left_out(request, itinerary, n):
    return request, with_day(itinerary, n, lambda day: day.model_copy(update={"stops": day.stops[:-1]}))


@spoils("unreachable")
def fewer_metres_than_the_straight_line(request, itinerary, n):
    return request, with_leg(itinerary, n, metres=pick_stop(itinerary, n).leg.metres // 2)


@spoils("unreachable")
def absurd_detour(request, itinerary, n):
    return request, with_leg(itinerary, n, metres=60_000)


@spoils("unreachable")
def faster_than_anybody_walks(request, itinerary, n):
    leg = pick_stop(itinerary, n).leg
    return request, with_leg(itinerary, n, minutes=1, arrive_local=leg.depart_local + _MINUTE)


@spoils("unreachable")
def no_time_at_all(request, itinerary, n):
    leg = pick_stop(itinerary, n).leg
    return request, with_leg(itinerary, n, mode="taxi", minutes=0, arrive_local=leg.depart_local)


@spoils("unreachable")
def other_minutes_than_planned(request, itinerary, n):
    return request, with_leg(itinerary, n, minutes=pick_stop(itinerary, n).leg.minutes + 1)


@spoils("unreachable")
def place_moved_far_away(request, itinerary, n):
    stop = pick_stop(itinerary, n)
    return request, with_place(itinerary, stop.place_id, at=make_point(stop.place_id.split("/")[0], north_m=15_000))


@spoils("overlap")
def sets_off_before_the_stop_before_ends(request, itinerary, n):
    stop = pick_stop(itinerary, n, Purpose.DINNER)
    early = stop.leg.depart_local - timedelta(hours=3)
    leg = stop.leg.model_copy(update={"depart_local": early, "arrive_local": early + stop.leg.minutes * _MINUTE})
    return request, with_stop(itinerary, n, lambda s: s.model_copy(update={"leg": leg}), Purpose.DINNER)


@spoils("overlap")
def arrives_after_the_visit_begins(request, itinerary, n):
    stop = pick_stop(itinerary, n)
    late = stop.start_local + 5 * _MINUTE
    return request, with_leg(itinerary, n, depart_local=late - stop.leg.minutes * _MINUTE, arrive_local=late)


@spoils("overlap")
def way_back_before_the_end(request, itinerary, n):
    def change(day):
        back: Leg = day.back
        early = {"depart_local": back.depart_local - 30 * _MINUTE, "arrive_local": back.arrive_local - 30 * _MINUTE}
        return day.model_copy(update={"back": back.model_copy(update=early)})

    return request, with_day(itinerary, n, change)


# The day's bounds


@spoils("bounds")
def earlier_than_asked(request, itinerary, n):
    return request.model_copy(update={"day_start_min": 13 * 60 + 1}), itinerary


@spoils("bounds")
def later_than_asked(request, itinerary, n):
    return request.model_copy(update={"day_end_min": 20 * 60 + 34}), itinerary


@spoils("bounds")
def before_the_arrival(request, itinerary, n):
    return request.model_copy(update={"arrive_min": 9 * 60 + 26}), itinerary


@spoils("bounds")
def after_the_departure(request, itinerary, n):
    return request.model_copy(update={"leave_min": 20 * 60}), itinerary


@spoils("bounds")
def before_the_train_arrives(request, itinerary, n):
    day = next(day for day in itinerary.days if day.travel_in)
    late = datetime.combine(day.on, time(12, 45))
    return request, with_travel(itinerary, -1, arrive_local=late)


# Journeys


@spoils("travel")
def teleport(request, itinerary, n):
    return request, itinerary.model_copy(
        update={"days": tuple(day.model_copy(update={"travel_in": None}) for day in itinerary.days)}
    )


@spoils("travel")
def train_faster_than_any(request, itinerary, n):
    day = next(day for day in itinerary.days if day.travel_in)
    return request, with_travel(itinerary, 1, depart_local=datetime.combine(day.on, time(10, 30)))


@spoils("travel")
def flight_of_half_an_hour(request, itinerary, n):
    day = next(day for day in itinerary.days if day.travel_in)
    return request, with_travel(itinerary, 1, mode="flight", depart_local=datetime.combine(day.on, time(10, 30)))


@spoils("travel")
def arrives_in_another_zone(request, itinerary, n):
    return request, with_travel(itinerary, 1, arrive_zone="America/New_York")


@spoils("travel")
def goes_on_from_elsewhere(request, itinerary, n):
    return request, with_travel(itinerary, 1, from_at=make_point("avonlea", north_m=5_000))


@spoils("travel")
def ends_far_from_the_stay(request, itinerary, n):
    return request, with_travel(itinerary, -1, to_at=make_point("rivane", north_m=1_500))


@spoils("travel")
def begins_the_night_before(request, itinerary, n):
    day = next(day for day in itinerary.days if day.travel_in)
    return request, with_travel(itinerary, 0, depart_local=datetime.combine(day.on - timedelta(days=1), time(20)))


@spoils("travel")
def no_way_home(request, itinerary, n):
    origin = Origin(name="Boston", country="US", at=Point(lat=42.36, lon=-71.06), time_zone="America/New_York")
    return request.model_copy(update={"origin": origin}), itinerary


@spoils("mode")
def means_of_transport_refused(request, itinerary, n):
    return request.model_copy(update={"avoid_modes": ("walk", "train")[n % 2 : n % 2 + 1]}), itinerary


# Meals


@spoils("meal")
def no_dinner(request, itinerary, n):
    def change(day):
        return day.model_copy(update={"stops": tuple(s for s in day.stops if s.purpose is not Purpose.DINNER)})

    return request, with_day(itinerary, n, change)


@spoils("meal")
def lunch_in_the_afternoon(request, itinerary, n):
    move = lambda s: s.model_copy(update={"start_local": s.start_local.replace(hour=15, minute=30)})  # noqa: E731
    return request, with_stop(itinerary, n, move, Purpose.LUNCH)


@spoils("meal")
def lunch_where_none_is_served(request, itinerary, n):
    return request, with_place(itinerary, pick_stop(itinerary, n, Purpose.LUNCH).place_id, meals=(Meal.DINNER,))


@spoils("meal")
def two_dinners(request, itinerary, n):
    return request, with_stop(itinerary, n, lambda s: s.model_copy(update={"purpose": Purpose.DINNER}), Purpose.LUNCH)


@spoils("purpose")
def dinner_at_a_sight(request, itinerary, n):
    return request, with_stop(itinerary, n, lambda s: s.model_copy(update={"purpose": Purpose.DINNER}), Purpose.VISIT)


@spoils("diet")
def nothing_for_vegans(request, itinerary, n):
    return request.model_copy(update={"diets": ("vegan",)}), itinerary


# Nights


@spoils("night")
def night_not_booked(request, itinerary, n):
    stays = list(itinerary.stays)
    del stays[n % len(stays)]
    return request, itinerary.model_copy(update={"stays": tuple(stays)})


@spoils("night")
def night_booked_twice(request, itinerary, n):
    return request, itinerary.model_copy(
        update={"stays": (*itinerary.stays, itinerary.stays[n % len(itinerary.stays)])}
    )


@spoils("night")
def booking_a_day_too_long(request, itinerary, n):
    stay = itinerary.stays[n % len(itinerary.stays)]
    return request, with_stay(itinerary, n, check_out_on=stay.check_out_on + timedelta(days=1))


@spoils("night")
def booking_backwards(request, itinerary, n):
    stay = itinerary.stays[n % len(itinerary.stays)]
    return request, with_stay(itinerary, n, check_in_on=stay.check_out_on, check_out_on=stay.check_in_on)


@spoils("night")
def sleeps_elsewhere_than_booked(request, itinerary, n):
    change = lambda day: day.model_copy(update={"sleep_id": pick_stop(itinerary, n).place_id})  # noqa: E731
    return request, with_day(itinerary, n % (len(itinerary.days) - 1), change)


@spoils("night")
def night_after_the_last_day(request, itinerary, n):
    return request, with_day(itinerary, -1, lambda day: day.model_copy(update={"sleep_id": day.base_id}))


@spoils("capacity")
def bed_for_one(request, itinerary, n):
    return request, with_place(itinerary, itinerary.stays[n % len(itinerary.stays)].place_id, sleeps=1)


@spoils("capacity")
def fewer_rooms_than_asked_for(request, itinerary, n):
    return request.model_copy(update={"party": Party(adults=2, rooms=2)}), itinerary


# Money


@spoils("sum")
def cent_too_much_for_a_stop(request, itinerary, n):
    add = lambda s: s.model_copy(update={"cost": s.cost.model_copy(update={"minor": s.cost.minor + 1})})  # noqa: E731
    return request, balanced(with_stop(itinerary, n, add))


@spoils("sum")
def night_forgotten_in_the_price(request, itinerary, n):
    stay = itinerary.stays[n % len(itinerary.stays)]
    return request, balanced(with_stay(itinerary, n, cost=stay.cost.model_copy(update={"minor": stay.cost.minor // 2})))


@spoils("sum")
def total_a_cent_off(request, itinerary, n):
    total = itinerary.costs.total
    changed = itinerary.costs.model_copy(update={"total": total.model_copy(update={"minor": total.minor - 1})})
    return request, itinerary.model_copy(update={"costs": changed})


@spoils("sum")
def meals_booked_as_tickets(request, itinerary, n):
    costs = itinerary.costs
    return request, itinerary.model_copy(
        update={"costs": costs.model_copy(update={"tickets": costs.meals, "meals": costs.tickets})}
    )


@spoils("sum")
def walk_that_costs(request, itinerary, n):
    return request, balanced(with_leg(itinerary, n, cost=Money.of(3, "EUR")))


@spoils("sum")
def other_exchange_rate(request, itinerary, n):
    rates = tuple(rate.model_copy(update={"rate": rate.rate + Decimal("0.01")}) for rate in itinerary.rates)
    return request, itinerary.model_copy(update={"rates": rates})


@spoils("sum")
def no_exchange_rate(request, itinerary, n):
    return request, itinerary.model_copy(update={"rates": ()})


@spoils("sum")
def third_traveller_not_counted(request, itinerary, n):
    return request.model_copy(update={"party": Party(adults=2, children=(9,))}), itinerary


@spoils("currency")
def another_currency(request, itinerary, n):
    dollars = lambda s: s.model_copy(update={"cost": s.cost.model_copy(update={"currency": "USD"})})  # noqa: E731
    return request, with_stop(itinerary, n, dollars)


@spoils("currency")
def price_in_a_foreign_currency(request, itinerary, n):
    return request, with_place(itinerary, pick_stop(itinerary, n).place_id, price=Money.of(10, "USD"))


@spoils("currency")
def two_exchange_rates(request, itinerary, n):
    other = itinerary.rates[0].model_copy(update={"rate": Decimal(2)})
    return request, itinerary.model_copy(update={"rates": (*itinerary.rates, other)})


@spoils("unknown_price")
def unknown_price_shown_as_free(request, itinerary, n):
    stop = pick_stop(itinerary, n)
    free = with_stop(itinerary, n, lambda s: s.model_copy(update={"cost": Money.zero("EUR")}))
    return request, balanced(with_place(free, stop.place_id, price=None))


@spoils("unknown_price")
def known_price_listed_as_unknown(request, itinerary, n):
    costs = itinerary.costs.model_copy(update={"unknown": (pick_stop(itinerary, n).place_id,)})
    return request, itinerary.model_copy(update={"costs": costs})


@spoils("budget")
def over_the_budget(request, itinerary, n):
    total = itinerary.costs.total
    return request.model_copy(update={"budget": total.model_copy(update={"minor": total.minor - 1})}), itinerary


@spoils("budget")
def over_the_budget_in_another_currency(request, itinerary, n):
    pounds = Money.of(itinerary.costs.total.major / Decimal("1.18"), "GBP")
    return request.model_copy(update={"budget": pounds}), itinerary


@spoils("budget")
def budget_that_cannot_be_compared(request, itinerary, n):
    return request.model_copy(update={"budget": Money.of(9_999_999, "JPY")}), itinerary


# Wishes


@spoils("must_see")
def must_see_left_out(request, itinerary, n):
    wish = PlaceWish(text="the Great Clock", place_id="avonlea/great-clock")
    return request.model_copy(update={"must_see": (wish,)}), itinerary


@spoils("must_see")
def must_see_that_nobody_knows(request, itinerary, n):
    return request.model_copy(update={"must_see": (PlaceWish(text="Xanadu"),)}), itinerary


@spoils("avoid")
def place_to_avoid(request, itinerary, n):
    wish = PlaceWish(text="that place", place_id=pick_stop(itinerary, n).place_id)
    return request.model_copy(update={"must_avoid": (wish,)}), itinerary


@spoils("avoid")
def kind_of_place_to_avoid(request, itinerary, n):
    return request.model_copy(
        update={"avoid": (itinerary.place(pick_stop(itinerary, n).place_id).category.value,)}
    ), itinerary


@spoils("step_free")
def steps_for_a_wheelchair(request, itinerary, n):
    changed = with_place(itinerary, pick_stop(itinerary, n).place_id, step_free=Access.NO)
    return request.model_copy(update={"step_free": True}), changed


@spoils("children")
def children_where_only_adults_may_go(request, itinerary, n):
    changed = with_place(itinerary, pick_stop(itinerary, n).place_id, children=Children.ADULTS_ONLY)
    return request.model_copy(update={"party": Party(adults=1, children=(9,))}), changed


@spoils("pace")
def longer_than_the_pace_allows(request, itinerary, n):
    def change(day):
        stretch = timedelta(hours=6)
        stops = (s.model_copy(update={"end_local": s.end_local + stretch}) for s in day.stops)
        return day.model_copy(update={"stops": tuple(stops)})

    return request.model_copy(update={"pace": Pace.RELAXED}), with_day(itinerary, n, change)


# Places, alternates, links


@spoils("place")
def place_that_is_not_described(request, itinerary, n):
    gone = pick_stop(itinerary, n).place_id
    return request, itinerary.model_copy(update={"places": tuple(p for p in itinerary.places if p.id != gone)})


@spoils("place")
def place_described_twice(request, itinerary, n):
    place = itinerary.place(pick_stop(itinerary, n).place_id)
    twin = place.model_copy(update={"price": None})
    return request, itinerary.model_copy(update={"places": (*itinerary.places, twin)})


@spoils("place")
def place_beyond_the_city(request, itinerary, n):
    stop = pick_stop(itinerary, n)
    return request, with_place(itinerary, stop.place_id, at=make_point(stop.place_id.split("/")[0], north_m=25_000))


@spoils("place")
def stop_in_another_city(request, itinerary, n):
    first = pick_stop(itinerary, 0).place_id
    return request, with_day(
        itinerary,
        -1,
        lambda day: day.model_copy(update={"stops": (day.stops[0].model_copy(update={"place_id": first}),)}),
    )


@spoils("place")
def base_that_is_no_stay(request, itinerary, n):
    return request, with_day(itinerary, n, lambda day: day.model_copy(update={"base_id": day.stops[0].place_id}))


@spoils("twice")
def sight_visited_twice(request, itinerary, n):
    same = pick_stop(itinerary, n, Purpose.VISIT).place_id
    again = lambda s: s.model_copy(update={"place_id": same})  # noqa: E731
    return request, with_stop(itinerary, n + 1, again, Purpose.VISIT)


@spoils("twice")
def two_stops_with_one_id(request, itinerary, n):
    same = pick_stop(itinerary, n).id
    return request, with_stop(itinerary, n + 1, lambda s: s.model_copy(update={"id": same}))


@spoils("alternate")
def alternate_that_is_closed(request, itinerary, n):
    return request, _offer(itinerary, n, hours=hours(make_place(), "Mo-Su 22:00-23:00"))


@spoils("alternate")
def alternate_for_longer_than_the_slot(request, itinerary, n):
    return request, _offer(itinerary, n, visit_min=300, visit_min_short=200)


@spoils("alternate")
def alternate_of_another_kind(request, itinerary, n):
    other = itinerary.days[0].base_id
    offer = (Alternate(place_id=other, reason="near"),)
    return request, with_stop(itinerary, n, lambda s: s.model_copy(update={"alternates": offer}), Purpose.VISIT)


def _offer(itinerary: Itinerary, n: int, **changes: object) -> Itinerary:
    city_id = pick_stop(itinerary, n, Purpose.VISIT).place_id.split("/")[0]
    place = make_place(f"{city_id}/other", category=Category.MUSEUM, **changes)
    offer = (Alternate(place_id=place.id, reason="indoors"),)
    changed = with_stop(itinerary, n, lambda s: s.model_copy(update={"alternates": offer}), Purpose.VISIT)
    return changed.model_copy(update={"places": (*itinerary.places, place)})


@spoils("link")
def link_that_runs_code(request, itinerary, n):
    link = Link(id="a", provider="x", label="x", url="javascript:alert(1)", kind="site")
    return request, with_stop(itinerary, n, lambda s: s.model_copy(update={"links": (link,)}))


@spoils("link")
def two_links_with_one_id(request, itinerary, n):
    link = Link(id="a", provider="x", label="x", url="https://example.org", kind="site")
    return request, with_stop(itinerary, n, lambda s: s.model_copy(update={"links": (link, link)}))

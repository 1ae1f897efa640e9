"""Edits of the trip's frame: budget, stays, days, cities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.optimisation.assemble import Outline
from agents.optimisation.draft import Search
from agents.optimisation.optimise import budget_minor
from agents.optimisation.replan import Edit, Kept, Terms, kept_of, mend, replan, spent_on
from agents.optimisation.segments import Segment
from agents.optimisation.stays import StayChoice, allowed, stay_choices
from agents.optimisation.sums import booking, sum_up
from agents.optimisation.trip import Trip
from agents.optimisation.ways import connect, plan_ways
from agents.refinement.day_edits import differences
from agents.refinement.limits import within_days
from agents.refinement.stop_edits import name_of
from domain.conflict import Wished, of_budget, of_city, of_days, of_lock, of_place
from domain.edits import ChangeBudget, ChangeDays, ChangeStay, DropCity
from domain.errors import Infeasible
from domain.itinerary import Day
from domain.money import Money
from domain.place import Place
from domain.request import MAX_DAYS, TripRequest

CHEAPER_PERCENT = 90


@dataclass(frozen=True)
class Part:
    """One city of the trip as it stands: its nights, its stay and its days."""

    city_id: str
    nights: int
    stay: Place
    numbers: tuple[int, ...]


def parts_of(trip: Trip) -> list[Part]:
    found: list[Part] = []
    for number, day in enumerate(trip.days):
        if not found or found[-1].city_id != day.city_id:
            found.append(Part(day.city_id, 0, trip.place(day.base_id), ()))
        last = found[-1]
        nights = last.nights + (day.sleep_id is not None)
        found[-1] = replace(last, nights=nights, numbers=(*last.numbers, number))
    return found


def segments_of(trip: Trip, request: TripRequest, parts: Sequence[Part]) -> tuple[Segment, ...]:
    found, first = [], 0
    for index, part in enumerate(parts):
        days = part.nights + (index == len(parts) - 1)
        found.append(Segment(trip.city(part.city_id), request.dates[first : first + days], part.nights, first))
        first += days
    return tuple(found)


async def restructure(trip: Trip, request: TripRequest, parts: Sequence[Part], search: Search) -> Trip:
    """Days whose date, base and journeys stay the same are kept as they are; the rest is solved again."""
    segments = segments_of(trip, request, parts)
    stays = [part.stay for part in parts]
    journeys = [journey for day in trip.days for journey in (day.travel_in, day.travel_out) if journey]
    connections = connect(request, trip.candidates, segments, frugal=False, before=journeys)
    ways = plan_ways(request, segments, stays, connections, trip.exchange)
    bookings = tuple(
        booking(request, segment, stay, trip.exchange)
        for segment, stay in zip(segments, stays, strict=True)
        if segment.nights
    )
    old = {day.on: day for day in trip.days}
    cities = [segment.city.city for segment in segments for _ in segment.dates]
    days = tuple(
        _same(old.get(outline.on), outline) or _empty(outline, city.id, city.time_zone)
        for outline, city in zip(ways.outlines, cities, strict=True)
    )
    open_days = [n for n, day in enumerate(days) if old.get(day.on) is None or not _alike(old[day.on], day)]
    after = replace(trip, request=request, days=days, stays=bookings)
    for segment, part in zip(segments, parts, strict=True):
        numbers = [n for n in range(segment.first_day, segment.first_day + len(segment.dates)) if n in open_days]
        if numbers:
            kept = _carried(trip, part, after, numbers)
            carried = sorted({item.number for item in kept})
            if carried:
                after, _ = await mend(after, carried, Edit(), kept)
            if len(carried) < len(numbers):
                new = [number for number in numbers if number not in carried]
                after, _ = await replan(after, new, Terms(thorough=True), search)
    return after


def _same(day: Day | None, outline: Outline) -> Day | None:
    """The old day where its frame is untouched; only where it sleeps may differ."""
    if day is None or day.base_id != outline.base.id:
        return None
    if day.travel_in != outline.travel_in or day.travel_out != outline.travel_out:
        return None
    return day.model_copy(update={"sleep_id": outline.sleep_id})


def _alike(old: Day, new: Day) -> bool:
    return old.model_copy(update={"sleep_id": new.sleep_id}) == new


def _empty(outline: Outline, city_id: str, zone: str) -> Day:
    return Day(
        on=outline.on,
        city_id=city_id,
        time_zone=zone,
        base_id=outline.base.id,
        sleep_id=outline.sleep_id,
        travel_in=outline.travel_in,
        travel_out=outline.travel_out,
    )


def _carried(trip: Trip, part: Part, after: Trip, numbers: Sequence[int]) -> list[Kept]:
    """What the city's days held goes, in order, to its days that are open now.

    Days that stay as they are keep their own; a locked stop must stay on its date.
    """
    same = {day.on for number, day in enumerate(after.days) if number not in numbers}
    loose = [number for number in part.numbers if trip.days[number].on not in same]
    kept: list[Kept] = []
    for old_number, number in zip(loose, numbers, strict=False):
        for item in kept_of({old_number: trip.days[old_number]}):
            if item.stop.locked and trip.days[old_number].on != after.days[number].on:
                raise _locked(trip, item)
            kept.append(replace(item, number=number))
    for old_number in loose[len(numbers) :]:
        for item in kept_of({old_number: trip.days[old_number]}):
            if item.stop.locked:
                raise _locked(trip, item)
    return kept


def _locked(trip: Trip, item: Kept) -> Infeasible:
    name = name_of(trip, item.stop.place_id)
    return Infeasible(
        f"{name} is locked on {trip.days[item.number].on.isoformat()}, and that day would move or fall away",
        wishes=(of_lock(name, item.stop.place_id), of_days("other days")),
        ways_out=(f"unlock {name}",),
    )


async def change_days(trip: Trip, edit: ChangeDays, search: Search) -> Trip:
    """At the end of the trip, or of the stay in one city."""
    parts = parts_of(trip)
    city_id = edit.city_id or parts[-1].city_id
    index = next((i for i, part in enumerate(parts) if part.city_id == city_id), None)
    days = trip.request.days + edit.delta
    if index is None:
        raise Infeasible(f"{_titled(city_id)} is not in this trip", wishes=(of_city(_titled(city_id), city_id),))
    nights = parts[index].nights + edit.delta
    if not 1 <= days <= MAX_DAYS or nights < (0 if index == len(parts) - 1 and len(parts) == 1 else 1):
        raise Infeasible(
            f"that would leave {max(days, 0)} days, {max(nights, 0)} nights of them in {_city(trip, city_id)}",
            wishes=(of_days(f"{edit.delta:+d} days"),),
            ways_out=(f"leave out {_city(trip, city_id)}",),
        )
    parts[index] = replace(parts[index], nights=nights)
    request = within_days(_with_nights(trip.request, parts), days)
    after = await _affordable(await restructure(trip, _without_budget(request), parts, search), request, search)
    unit = "day" if abs(edit.delta) == 1 else "days"
    said = f"{abs(edit.delta)} {unit} {'more' if edit.delta > 0 else 'less'} in {_city(trip, city_id)}: {days} in all."
    common = range(min(len(trip.days), len(after.days)))
    return after.told(said, *differences(trip, after, [n for n in common if _moved(trip, after, n)]))


def _moved(before: Trip, after: Trip, number: int) -> bool:
    return before.days[number].city_id == after.days[number].city_id and before.days[number] != after.days[number]


def _city(trip: Trip, city_id: str) -> str:
    return trip.city(city_id).city.name


def _with_nights(request: TripRequest, parts: Sequence[Part]) -> TripRequest:
    """Stated nights follow what was asked for last."""
    nights = {part.city_id: part.nights for part in parts}
    stated = tuple(
        d.model_copy(update={"nights": nights[d.city_id]}) if d.nights is not None else d
        for d in request.destinations
        if d.city_id in nights
    )
    return request.model_copy(update={"destinations": stated})


async def drop_city(trip: Trip, edit: DropCity, search: Search) -> Trip:
    """Its nights go, one by one, to where most is left to see per night."""
    parts = parts_of(trip)
    gone = [part for part in parts if part.city_id == edit.city_id]
    left = [part for part in parts if part.city_id != edit.city_id]
    if not gone or not left:
        reason = "is not in this trip" if left else "is the only city of this trip"
        name = _titled(edit.city_id)
        raise Infeasible(f"{name} {reason}", wishes=(of_city(name, edit.city_id),))
    for number in gone[0].numbers:
        for item in kept_of({number: trip.days[number]}):
            if item.stop.locked:
                raise _locked(trip, item)
    nights = trip.request.nights - sum(part.nights for part in left)
    for _ in range(nights):
        best = max(range(len(left)), key=lambda i: (_worth(trip, left[i]) / (left[i].nights + 1), -i))
        left[best] = replace(left[best], nights=left[best].nights + 1)
    request = _with_nights(trip.request, left)
    after = await _affordable(await restructure(trip, _without_budget(request), left, search), request, search)
    extra = {part.city_id: part.nights for part in left}
    said = ", ".join(f"{extra[part.city_id]} nights in {_city(trip, part.city_id)}" for part in left)
    return after.told(f"{_city(trip, edit.city_id)} is out; now {said}.")


def _worth(trip: Trip, part: Part) -> float:
    return sum(scored.score for scored in trip.city(part.city_id).sights)


def _titled(city_id: str) -> str:
    """A city that is not in the trip, by what its id says."""
    return city_id.replace("-", " ").title()


async def change_stay(trip: Trip, edit: ChangeStay, search: Search) -> Trip:
    parts = parts_of(trip)
    index = next((i for i, part in enumerate(parts) if part.city_id == edit.city_id), None)
    if index is None:
        name = _titled(edit.city_id)
        raise Infeasible(f"{name} is not in this trip", wishes=(of_city(name, edit.city_id),))
    trip = replace(trip, request=_sleeping(trip.request, edit))
    if edit.to_place_id == parts[index].stay.id:
        return trip.told(f"{_city(trip, edit.city_id)}: {parts[index].stay.name} stays.")
    segment = segments_of(trip, trip.request, parts)[index]
    stay = _other_stay(trip, edit, parts[index], segment)
    before = parts[index].stay
    parts[index] = replace(parts[index], stay=stay)
    after = await restructure(trip, _without_budget(trip.request), parts, search)
    headroom = _headroom(trip)
    if headroom is not None and _stay_cost(trip, segment, stay) - _stay_cost(trip, segment, before) > headroom:
        raise Infeasible(
            f"with {stay.name} the trip costs {_total(after)}; your budget is {trip.request.budget}",
            wishes=(of_place(stay.name, stay.id), of_budget(f"a budget of {trip.request.budget}")),
            ways_out=(f"raise the budget to {_total(after)}", f"stay at {before.name}: {_total(trip)}"),
        )
    after = await _affordable(after, trip.request, search, only=edit.city_id)
    saved = _total(trip).minor - _total(after).minor
    amount = Money(minor=abs(saved), currency=trip.exchange.currency)
    price = f"{amount} {'less' if saved >= 0 else 'more'} in all"
    numbers = parts[index].numbers
    said = f"{_city(trip, edit.city_id)}: {stay.name} instead of {before.name}, {price}."
    return after.told(said, *differences(trip, after, numbers))


def _sleeping(request: TripRequest, edit: ChangeStay) -> TripRequest:
    """The stay that was chosen is a wish from now on; "cheaper" and "better" end the wish of before."""
    others = [stay for stay in request.stay_ids if not stay.startswith(f"{edit.city_id}/")]
    chosen = (edit.to_place_id,) if edit.to_place_id is not None else ()
    return request.model_copy(update={"stay_ids": (*others, *chosen)})


def _other_stay(trip: Trip, edit: ChangeStay, part: Part, segment: Segment) -> Place:
    """The very one asked for, or the best that is cheaper (the next better by score and price)."""
    choices = [c for c in stay_choices(trip.request, segment, trip.exchange) if c.place.id != part.stay.id]
    if edit.to_place_id is not None:
        chosen = next((c.place for c in choices if c.place.id == edit.to_place_id), None)
        if chosen is None or not allowed(chosen, trip.request):
            name = name_of(trip, edit.to_place_id)
            raise Infeasible(f"{name} does not take this party", wishes=(of_place(name, edit.to_place_id),))
        return chosen
    now = _stay_cost(trip, segment, part.stay)
    known = [c for c in choices if c.cost is not None]
    headroom = _headroom(trip)
    if edit.direction == "cheaper":
        known = [c for c in known if c.minor < now]
    elif edit.direction == "better":
        stars = part.stay.stars or 0
        known = [c for c in known if c.minor > now or (c.place.stars or 0) > stars]
    if not known:
        raise Infeasible(
            f"we know no {edit.direction or 'other'} stay in {segment.city.city.name} than {part.stay.name}",
            wishes=(Wished(text=f"a {edit.direction or 'different'} stay", kind="stay", city_id=edit.city_id),),
        )
    within = [c for c in known if headroom is None or c.minor - now <= headroom]
    return max(within or known, key=lambda c: (c.score, c.place.id)).place


def _headroom(trip: Trip) -> int | None:
    """What the budget has left, minor units."""
    limit = budget_minor(trip.request, trip.exchange)
    return None if limit is None else limit - _total(trip).minor


def _stay_cost(trip: Trip, segment: Segment, stay: Place) -> int:
    return booking(trip.request, segment, stay, trip.exchange).cost.minor


def _total(trip: Trip) -> Money:
    return sum_up(trip.days, trip.stays, (), trip.exchange.currency).total


async def _affordable(trip: Trip, request: TripRequest, search: Search, only: str | None = None) -> Trip:
    """A trip of a new shape within the budget of `request`: its days (in one city) made cheaper, its stays kept.

    Raises Infeasible with what it would take, each amount tried.
    """
    asked, limit = replace(trip, request=request), budget_minor(request, trip.exchange)
    if limit is None or _total(asked).minor <= limit:
        return asked
    after = await _cheaper_days(asked, limit, only)
    if _total(after).minor <= limit:
        return after
    ways_out = [f"raise the budget to {_total(after)}"]
    cheaper = await _cheaper_days(await _cheaper_stays(asked, limit, search), limit)
    if cheaper.stays != asked.stays and _total(cheaper) < _total(after):
        names = " and ".join(dict.fromkeys(name_of(cheaper, stay.place_id) for stay in cheaper.stays))
        ways_out.append(f"cheaper stays ({names}): {_total(cheaper)}")
    raise Infeasible(
        f"your budget is {request.budget}; with this change the trip costs at least {_total(after)}",
        wishes=(of_budget(f"a budget of {request.budget}"), "the change"),
        ways_out=ways_out,
    )


async def change_budget(trip: Trip, edit: ChangeBudget, search: Search) -> Trip:
    """Stays first, then the dearest stops; Infeasible with the least we can reach."""
    now = _total(trip)
    target = _target(trip, edit, now)
    request = trip.request if edit.amount is None else trip.request.model_copy(update={"budget": edit.amount})
    asked = replace(trip, request=request)
    if now.minor <= target:
        return asked.told(f"The trip costs {now}, which is within the limit; nothing had to change.")
    after = await _cheaper_stays(asked, target, search)
    if _total(after).minor > target:
        after = await _cheaper_days(after, target)
    reached = _total(after)
    if reached.minor > target:
        wanted = Money(minor=target, currency=now.currency)
        raise Infeasible(
            f"the cheapest version we can certify costs {reached}, not {wanted}",
            wishes=(of_budget(f"at most {wanted}"), of_days(f"{request.days} days")),
            ways_out=(f"a budget of {reached}", "fewer days"),
        )
    return after.told(f"{reached} instead of {now}.", *_stay_changes(trip, after), *_day_changes(trip, after))


def _target(trip: Trip, edit: ChangeBudget, now: Money) -> int:
    if edit.amount is None:
        return now.minor * CHEAPER_PERCENT // 100
    limit = trip.exchange.convert(edit.amount)
    if limit is None:
        raise Infeasible(
            f"the trip is in {now.currency} and we have no rate for {edit.amount.currency}",
            wishes=(of_budget(f"a budget in {edit.amount.currency}"),),
            ways_out=(f"name it in {now.currency}",),
        )
    return limit.minor


async def _cheaper_stays(trip: Trip, target: int, search: Search) -> Trip:
    """Step down where a unit of money costs least score, until the saving would do."""
    parts = parts_of(trip)
    segments = segments_of(trip, trip.request, parts)
    need = _total(trip).minor - target
    chosen = {i: part.stay for i, part in enumerate(parts)}
    while need > 0:
        steps = [step for i, segment in enumerate(segments) for step in _steps(trip, segment, chosen[i], i)]
        enough = [step for step in steps if step[1] >= need]
        if not steps:
            break
        if enough:
            # No farther down than asked: the least loss that will do.
            _, saving, index, stay = min(enough, key=lambda step: (step[0] * step[1], step[1], step[3].id))
        else:
            _, saving, index, stay = min(steps, key=lambda step: (step[0], step[3].id))
        chosen[index] = stay
        need -= saving
    new = [replace(part, stay=chosen[i]) for i, part in enumerate(parts)]
    if new == parts:
        return trip
    return replace(await restructure(trip, _without_budget(trip.request), new, search), request=trip.request)


def _without_budget(request: TripRequest) -> TripRequest:
    """While stays are changed the days keep their content; the limit is applied to them afterwards."""
    return request.model_copy(update={"budget": None})


def _steps(trip: Trip, segment: Segment, now: Place, index: int) -> list[tuple[float, int, int, Place]]:
    """(score lost per unit saved, saving, segment, stay) of every cheaper stay."""
    if not segment.nights:
        return []
    choices: list[StayChoice] = stay_choices(trip.request, segment, trip.exchange)
    here = next((c for c in choices if c.place.id == now.id), None)
    score, cost = (here.score, here.minor) if here else (0.0, _stay_cost(trip, segment, now))
    return [
        ((score - c.score) / (cost - c.minor), cost - c.minor, index, c.place)
        for c in choices
        if c.cost is not None and c.minor < cost
    ]


async def _cheaper_days(trip: Trip, target: int, only: str | None = None) -> Trip:
    """Tables and stops that cost less, as few as will do: in one city (that of `only`) if it can, else in all."""
    parts = [part for part in parts_of(trip) if only in (None, part.city_id)]
    need = _total(trip).minor - target
    spent = [spent_on(trip, part.numbers) for part in parts]
    trials = []
    for part, cost in zip(parts, spent, strict=True):
        if cost > need:
            tried, _ = await mend(trip, part.numbers, Edit(money=cost - need))
            if _total(tried).minor <= target:
                trials.append((changed_stops(trip, tried), part.city_id, tried))
    if trials:
        return min(trials, key=lambda trial: trial[:2])[2]
    left = sum(spent) - need
    for part, cost in zip(parts, spent, strict=True):
        share = max(0, left) * cost // max(1, sum(spent))
        trip, _ = await mend(trip, part.numbers, Edit(money=share))
    return trip


def changed_stops(before: Trip, after: Trip) -> int:
    """Stops that are gone or on another day, and those that are new."""
    old = {(day.on, stop.place_id) for day in before.days for stop in day.stops}
    new = {(day.on, stop.place_id) for day in after.days for stop in day.stops}
    return len(old ^ new)


def _stay_changes(before: Trip, after: Trip) -> list[str]:
    old = {day.city_id: day.base_id for day in before.days}
    new = {day.city_id: day.base_id for day in after.days}
    return [
        f"{_city(after, city)}: {name_of(after, stay)} instead of {name_of(before, old[city])}."
        for city, stay in new.items()
        if old.get(city) != stay
    ]


def _day_changes(before: Trip, after: Trip) -> list[str]:
    return differences(before, after, range(min(len(before.days), len(after.days))))

"""Edits of single stops: swap, remove, add, move, lock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.optimisation.build import cost_of, welcome
from agents.optimisation.frames import minutes_of, visits
from agents.optimisation.matching import ranked
from agents.optimisation.replan import Edit, mend, mend_each
from agents.optimisation.trip import Trip
from domain.candidates import Scored
from domain.conflict import of_day, of_lock, of_place
from domain.edits import AddStop, LockStop, RemoveStop, SwapStop
from domain.errors import Infeasible
from domain.itinerary import Purpose, Stop
from domain.place import Kind, Place, Setting
from planner.repair import Change

_CHEAPER = re.compile(
    r"\b(?:cheaper|less (?:expensive|dear)|too (?:expensive|dear)|m[aá]s barat[oa]|moins ch[eè]re?"
    r"|g[uü]nstiger\w*|billiger\w*)\b"
)
_MEALS = ("breakfast", "lunch", "dinner")
_TRIED_PLACES, _TRIED_DAYS = 8, 7


@dataclass(frozen=True)
class Found:
    number: int
    position: int
    stop: Stop


def find(trip: Trip, place_id: str, day: int | None) -> Found:
    """Infeasible, in words, when the place is not in the plan."""
    found = trip.find(place_id, None if day is None else day - 1)
    if found is None:
        where = "" if day is None else f" on day {day}"
        name = name_of(trip, place_id)
        raise Infeasible(f"{name} is not in the plan{where}", wishes=(of_place(name, place_id),))
    return Found(*found)


def name_of(trip: Trip, place_id: str) -> str:
    try:
        return trip.place(place_id).name
    except KeyError:
        return place_id.partition("/")[2].replace("-", " ")


def movable(trip: Trip, found: Found, verb: str) -> None:
    if found.stop.locked:
        name = name_of(trip, found.stop.place_id)
        message = f"{name} is locked, so we did not {verb} it"
        raise Infeasible(message, wishes=(of_lock(name, found.stop.place_id),), ways_out=(f"unlock {name}",))


def lock(trip: Trip, edit: LockStop) -> Trip:
    found = find(trip, edit.place_id, None)
    day = trip.days[found.number]
    stops = list(day.stops)
    stops[found.position] = found.stop.model_copy(update={"locked": edit.locked})
    verb = "stays where it is from now on" if edit.locked else "may be moved again"
    name = name_of(trip, edit.place_id)
    changed = day.model_copy(update={"stops": tuple(stops)})
    return trip.with_day(found.number, changed).told(f"Day {found.number + 1}: {name} {verb}.")


async def remove(trip: Trip, edit: RemoveStop) -> Trip:
    """Frees the slot; the other stops of the day keep their times."""
    found = find(trip, edit.place_id, edit.day)
    movable(trip, found, "remove")
    name = name_of(trip, edit.place_id)
    after, _ = await mend(trip, [found.number], Edit(drop=frozenset({edit.place_id})))
    wishes = tuple(wish for wish in trip.request.must_see if wish.place_id != edit.place_id)
    request = trip.request.model_copy(update={"must_see": wishes})
    said = lost(trip, after, found.number, but={edit.place_id})
    return replace(after, request=request).told(
        f"Day {found.number + 1}: {name} is out, as you asked{'' if said else '; nothing else moved'}.", *said
    )


async def swap(trip: Trip, edit: SwapStop) -> Trip:
    """Another place in its stead: of those that fit the wish the one for which least else changes."""
    found = find(trip, edit.place_id, edit.day)
    movable(trip, found, "swap")
    pool = _instead(trip, edit, found)[:_TRIED_PLACES]
    at = minutes_of(found.stop.start_local, trip.days[found.number].on)
    gone = frozenset({edit.place_id})
    purpose = None if found.stop.purpose is Purpose.VISIT else found.stop.purpose
    trials = [Edit(drop=gone, need={scored.place.id: found.number}, at=at, purpose=purpose) for scored in pool]
    best: tuple[Change, Trip, Place] | None = None
    for scored, (tried, change) in zip(pool, await mend_each(trip, [found.number], trials), strict=True):
        if scored.place.id in tried.used() and (best is None or change < best[0]):
            best = change, tried, scored.place
    if best is None:
        name = name_of(trip, edit.place_id)
        raise Infeasible(
            f"nothing that fits is open in time instead of {name} on day {found.number + 1}",
            wishes=(f"another place than {name}", edit.wish or "what you asked for"),
            ways_out=(f"remove {name}", f"move {name} to another day"),
        )
    _, after, place = best
    return after.told(_swapped(trip, found, place, edit), *lost(trip, after, found.number, but={edit.place_id}))


def _instead(trip: Trip, edit: SwapStop, found: Found) -> list[Scored]:
    """Candidates in order of preference: the very place asked for, else by wish, setting and score."""
    city = trip.city(trip.days[found.number].city_id)
    visit = found.stop.purpose is Purpose.VISIT
    if edit.to_place_id is not None:
        pool = [s for s in (*city.sights, *city.eats) if s.place.id == edit.to_place_id]
        not_twice(trip, edit.to_place_id, found.number)
    else:
        pool = [s for s in (city.sights if visit else city.eats) if s.place.id not in trip.used()]
        pool = [s for s in pool if welcome(s.place, trip.request) and s.place.price is not None]
        pool = [s for s in pool if visit or found.stop.purpose.value in s.place.meals]
        pool = _as_wished(trip, edit, _affordable(trip, found, pool))
        pool = _unpromised(trip, pool, [found.number])
    pool = [s for s in pool if visit or found.stop.purpose.value in s.place.meals]
    if not pool:
        wish = edit.wish or (edit.setting.value if edit.setting else "another place")
        raise Infeasible(
            f"we know nothing in {city.city.name} that fits “{wish}” and is not in the plan", wishes=(wish,)
        )
    return pool


def _as_wished(trip: Trip, edit: SwapStop, pool: list[Scored]) -> list[Scored]:
    """Best first; a setting or "cheaper" says enough where no place carries the other words."""
    plain = False
    if edit.setting is not None:
        exact = [s for s in pool if s.place.setting is edit.setting]
        pool, plain = exact or [s for s in pool if s.place.setting is Setting.MIXED], True
    if _CHEAPER.search(edit.wish.lower()) and (price := trip.place(edit.place_id).price) is not None:
        less = [s for s in pool if s.place.price is not None and s.place.price.currency == price.currency]
        pool, plain = [s for s in less if s.place.price is not None and s.place.price < price], True
    return ranked(pool, edit.wish) or (ranked(pool, "") if plain else [])


def _unpromised(trip: Trip, pool: list[Scored], numbers: Sequence[int]) -> list[Scored]:
    """Without what other days offer as alternates, where something else is to be had."""
    offered = trip.offered(numbers)
    return [s for s in pool if s.place.id not in offered] or pool


def _affordable(trip: Trip, found: Found, pool: Sequence[Scored]) -> list[Scored]:
    money = trip.money_for([found.number])
    if money is None:
        return list(pool)
    day = trip.days[found.number]
    now = sum(s.cost.minor + s.leg.cost.minor for s in day.stops) + (day.back.cost.minor if day.back else 0)
    most = money - now + found.stop.cost.minor
    return [s for s in pool if cost_of(s.place, trip.request, trip.exchange) <= most]


def not_twice(trip: Trip, place_id: str, number: int | None = None) -> None:
    """A sight is seen once, a table had once a day (on day `number`)."""
    table = any(s.place.id == place_id for city in trip.candidates.cities for s in city.eats)
    there = trip.find(place_id, number if table else None)
    if there is not None:
        message = f"{name_of(trip, place_id)} is already in the plan, on day {there[0] + 1}"
        raise Infeasible(message, wishes=(of_place(name_of(trip, place_id), place_id),))


def _swapped(trip: Trip, found: Found, place: Place, edit: SwapStop) -> str:
    why = f", {place.setting.value}" if edit.setting else ""
    why += f", for “{edit.wish}”" if edit.wish else ""
    return f"Day {found.number + 1}: {place.name}{why} instead of {name_of(trip, found.stop.place_id)}."


async def add(trip: Trip, edit: AddStop) -> Trip:
    """Where it changes least, on the given day or any; of places that fit a wish the best that displaces nothing."""
    pool = _wanted(trip, edit)[:_TRIED_PLACES]
    meal = _meal_in(edit)
    best: tuple[Change, int, Trip, Place] | None = None
    for scored in pool:
        numbers = _days_for(trip, scored.place, edit.day)
        trials = [Edit(need={scored.place.id: number}, at=edit.at_min, purpose=meal) for number in numbers]
        for number, trial in zip(numbers, trials, strict=True):
            [(tried, change)] = await mend_each(trip, [number], [trial])
            if scored.place.id in tried.used() and (best is None or change < best[0]):
                best = change, number, tried, scored.place
        if best is not None and best[0].stops <= 1 and not best[0].retimed:
            break
    if best is not None:
        _, number, after, place = best
        when = after.find(place.id, number)
        at = f" at {when[2].start_local:%H:%M}" if when else ""
        return after.told(f"Day {number + 1}: {place.name} is in{at}.", *lost(trip, after, number))
    name = pool[0].place.name
    where = f"day {edit.day}" if edit.day else "any day"
    raise Infeasible(
        f"{name} does not fit into {where}: it is closed then, or nothing could make room for it",
        wishes=(of_place(name, pool[0].place.id), where if edit.day is None else of_day(edit.day)),
        ways_out=("another day", "a faster pace", "remove another stop"),
    )


def _wanted(trip: Trip, edit: AddStop) -> list[Scored]:
    if edit.place_id is not None:
        not_twice(trip, edit.place_id)
        exact = [s for c in trip.candidates.cities for s in (*c.sights, *c.eats) if s.place.id == edit.place_id]
        if not exact:
            name = name_of(trip, edit.place_id)
            raise Infeasible(f"{name} is in no city of this trip", wishes=(of_place(name, edit.place_id),))
        return exact
    cities = {day.city_id for n, day in enumerate(trip.days) if edit.day in (None, n + 1)}
    used = trip.used()
    pool = [
        s
        for city_id in sorted(cities)
        for s in (*trip.city(city_id).sights, *trip.city(city_id).eats)
        if s.place.id not in used and welcome(s.place, trip.request) and s.place.hours is not None
    ]
    if meal := _meal_in(edit):
        wanted = ranked((scored for scored in pool if meal.value in scored.place.meals), "")
    else:
        wanted = ranked(pool, edit.wish)
    found = _unpromised(trip, wanted, [] if edit.day is None else [edit.day - 1])
    if not found:
        raise Infeasible(f"we know nothing like “{edit.wish}” that is not in the plan already", wishes=(edit.wish,))
    return found


def _meal_in(edit: AddStop) -> Purpose | None:
    """A wish that is a meal and nothing more is for a table, whatever it is called."""
    named = edit.wish.strip().casefold()
    return Purpose(named) if edit.place_id is None and named in _MEALS else None


def _days_for(trip: Trip, place: Place, day: int | None) -> list[int]:
    """Days in the place's city on which it opens; those with room and near it first."""
    city_id = place.id.partition("/")[0]
    numbers = [n for n, d in enumerate(trip.days) if d.city_id == city_id and day in (None, n + 1)]
    opens = [n for n in numbers if place.hours is None or place.hours.windows_on(trip.days[n].on)]

    def burden(number: int) -> tuple[int, float]:
        planned_day = trip.days[number]
        near = min((trip.place(s.place_id).at.metres_to(place.at) for s in planned_day.stops), default=0.0)
        return len(visits(planned_day)) if place.kind is Kind.SIGHT else 0, near

    return sorted(opens, key=burden)[:_TRIED_DAYS]


def lost(before: Trip, after: Trip, number: int, but: set[str] | None = None) -> list[str]:
    """A sentence for each stop of a day that had to go."""
    there = {stop.place_id for stop in after.days[number].stops}
    gone = [s for s in before.days[number].stops if s.place_id not in there and s.place_id not in (but or set())]
    return [f"Day {number + 1}: {name_of(before, stop.place_id)} made room." for stop in gone]

"""What may be said of a trip: the facts as a model is given them, and the names and figures that they allow.

The lines are ours and state only what the itinerary holds. What providers wrote about a place stands apart: a model may
read it, but no name or figure in it counts as a fact, unless it is the atlas's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from agents.marking import line
from agents.writing.figures import Stated, stated_in
from agents.writing.sayable import is_sayable
from domain.hours import OpeningHours
from domain.itinerary import Day, Itinerary, Leg, Purpose, Stop, Travel
from domain.money import Money
from domain.place import Booking, Freshness, Place, Setting
from domain.request import TripRequest

_ABOUT = 240  # characters of a description that are worth a model's reading


@dataclass(frozen=True)
class Named:
    """A place by the mark that a model writes for it: `[[p3]]`."""

    mark: str
    place: Place

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.place.name, self.place.local_name) if name)


@dataclass(frozen=True)
class TripFacts:
    """`told` is the whole as a model reads it, to be given between marks; `others` are names beside the places'.

    `own_words` are the atlas's descriptions, whose names of people and styles may be said too.
    """

    language: str
    places: tuple[Named, ...]
    others: tuple[str, ...]
    lines: tuple[str, ...]
    abouts: Mapping[str, str] = field(default_factory=dict)
    stated: Stated = field(default_factory=lambda: Stated(frozenset()))
    own_words: str = ""

    @property
    def told(self) -> str:
        about = [f"[[{mark}]] is described so: {text}" for mark, text in self.abouts.items()]
        return "\n".join((*self.lines, *about))

    def by_mark(self, mark: str) -> Place | None:
        return next((named.place for named in self.places if named.mark == mark), None)

    def mark_of(self, place_id: str) -> str | None:
        return next((named.mark for named in self.places if named.place.id == place_id), None)


def facts_of(
    request: TripRequest,
    itinerary: Itinerary,
    *,
    language: str = "",
    days: Collection[int] | None = None,
    also: Collection[str] = (),
) -> TripFacts:
    """The facts of the whole trip, or of those days (1 is the first); `also` are places of it that are not planned."""
    wanted = [number for number in range(1, len(itinerary.days) + 1) if days is None or number in days]
    ids = dict.fromkeys((*_place_ids(itinerary, wanted), *also))
    sayable = [place for place_id in ids if is_sayable((place := itinerary.place(place_id)).name)]
    named = tuple(Named(f"p{number}", place) for number, place in enumerate(sayable, start=1))
    marks = {one.place.id: one.mark for one in named}
    lines = (
        *_trip(request, itinerary),
        *(text for one in named for text in _place(one, itinerary, wanted)),
        *(text for number in wanted for text in _day(number, itinerary, marks)),
    )
    own = " ".join(one.place.about for one in named if one.place.source.freshness is Freshness.ATLAS)
    return TripFacts(
        language=language or request.language,
        places=named,
        others=tuple(_others(itinerary, [one.place for one in named])),
        lines=lines,
        abouts={one.mark: line(one.place.about, _ABOUT) for one in named if one.place.about},
        stated=stated_in(" \n".join((*_without_names(lines), own))),
        own_words=own,
    )


def _without_names(lines: tuple[str, ...]) -> Iterator[str]:
    """Names stand at a line's end behind a bar, so that a number in one is no fact."""
    for text in lines:
        yield text.partition(" | ")[0]


def _place_ids(itinerary: Itinerary, numbers: list[int]) -> Iterator[str]:
    for number in numbers:
        day = itinerary.days[number - 1]
        yield from (stop.place_id for stop in day.stops)
        yield day.base_id
        if day.sleep_id:
            yield day.sleep_id


def _others(itinerary: Itinerary, places: list[Place]) -> Iterator[str]:
    for city in itinerary.cities:
        yield from (city.name, city.country_name, city.local_name or "")
        yield from (airport.name for airport in city.airports)
        yield from (station.name for station in city.stations)
    yield from (place.area for place in places if place.area)
    for day in itinerary.days:
        for travel in filter(None, (day.travel_in, day.travel_out)):
            yield from (travel.from_name, travel.to_name)
            yield from (name for leg in travel.legs for name in (leg.from_name, leg.to_name))


def _trip(request: TripRequest, itinerary: Itinerary) -> Iterator[str]:
    days, costs = itinerary.days, itinerary.costs
    cities = ", ".join(line(name) for name in dict.fromkeys(itinerary.city(day.city_id).name for day in days))
    people = f"{request.party.adults} adults"
    if request.party.children:
        people += f", {len(request.party.children)} children aged {', '.join(map(str, request.party.children))}"
    yield f"The trip: {len(days)} days, {len(days) - 1} nights, {_on(days[0].on)} to {_on(days[-1].on)}. | {cities}"
    yield f"For {people}, {request.party.size} in all; the days are {request.pace.value}."
    if request.interests:
        yield f"They like: {', '.join(line(word.replace('_', ' '), 40) for word in request.interests)}."
    parts = [("stays", costs.stays), ("tickets", costs.tickets), ("meals", costs.meals)]
    parts += [("journeys", costs.travel), ("in town", costs.local_transport)]
    yield f"Cost in all {_money(costs.total)}: " + ", ".join(f"{what} {_money(money)}" for what, money in parts) + "."
    if request.budget:
        yield f"The budget is {_money(request.budget)}."
    for booking in itinerary.stays:
        nights = (booking.check_out_on - booking.check_in_on).days
        span = f"{_on(booking.check_in_on)} to {_on(booking.check_out_on)}"
        name = line(itinerary.place(booking.place_id).name)
        yield f"A stay of {nights} nights, {span}, {_money(booking.cost)}. | {name}"


def _place(named: Named, itinerary: Itinerary, numbers: list[int]) -> Iterator[str]:
    place = named.place
    parts = [place.category.value.replace("_", " ")]
    if place.setting is Setting.OUTDOOR:
        parts.append("outdoors")
    if place.price is not None:
        unit = "a room and night" if place.kind.value == "stay" else "per adult"
        parts.append("free of charge" if place.price.minor == 0 else f"{_money(place.price)} {unit}")
    if place.booking is not Booking.NONE:
        parts.append(f"booking ahead is {place.booking.value}")
    if place.cuisines:
        parts.append("kitchen: " + ", ".join(line(cuisine, 30) for cuisine in place.cuisines[:3]))
    planned = [itinerary.days[number - 1] for number in numbers]
    used = [day.on for day in planned if any(stop.place_id == place.id for stop in day.stops)]
    parts.extend(f"open {_open(place.hours, on)} on {_on(on)}" for on in used[:2] if place.hours is not None)
    area = f", {line(place.area, 60)}" if place.area else ""
    yield f"[[{named.mark}]]: {'; '.join(parts)}. | called {line(place.name)}{area}"


def _open(hours: OpeningHours, on: date) -> str:
    windows = ", ".join(f"{_minutes(window.start)}-{_minutes(window.end)}" for window in hours.windows_on(on))
    return windows or "not at all"


def _day(number: int, itinerary: Itinerary, marks: Mapping[str, str]) -> Iterator[str]:
    day = itinerary.days[number - 1]
    weather = ""
    if day.weather is not None:
        rain = round(day.weather.rain_chance * 100)
        weather = f" {round(day.weather.low_c)} to {round(day.weather.high_c)} °C, {rain} % chance of rain."
    yield f"Day {number}: {_on(day.on)}.{weather} | {line(itinerary.city(day.city_id).name)}"
    yield from _travel(day.travel_in, "They arrive")
    for stop in day.stops:
        yield _stop(stop, marks)
    if day.back is not None:
        base, there = _marked(day.base_id, marks), _clock(day.back.arrive_local)
        yield f"They go back to {base}: {_leg(day.back)}, there at {there}."
    yield from _travel(day.travel_out, "They leave")
    yield from _walk(day)


def _stop(stop: Stop, marks: Mapping[str, str]) -> str:
    what = "visit" if stop.purpose is Purpose.VISIT else stop.purpose.value
    span = f"{_clock(stop.start_local)}-{_clock(stop.end_local)}"
    cost = f"; {_money(stop.cost)} for all" if stop.cost_known and stop.cost.minor else ""
    return f"{span} {what} {_marked(stop.place_id, marks)}; the way there: {_leg(stop.leg)}{cost}."


def _leg(leg: Leg) -> str:
    distance = f"{leg.metres} m" if leg.metres < 1000 else f"{leg.metres / 1000:.1f} km"
    return f"{leg.minutes} min by {leg.mode} from {_clock(leg.depart_local)} ({distance})"


def _travel(travel: Travel | None, what: str) -> Iterator[str]:
    if travel is None:
        return
    for leg in travel.legs:
        span = f"{_clock(leg.depart_local)} to {_clock(leg.arrive_local)}"
        cost = f", {_money(leg.cost)} for all" if leg.cost.minor else ""
        yield f"{what} by {leg.mode}, {span}{cost}. | {line(leg.from_name)} to {line(leg.to_name)}"


def _walk(day: Day) -> Iterator[str]:
    metres = sum(leg.metres for leg in (*(stop.leg for stop in day.stops), day.back) if leg and leg.mode == "walk")
    if metres >= 1000:
        yield f"On foot that day: about {metres / 1000:.1f} km."


def _marked(place_id: str, marks: Mapping[str, str]) -> str:
    return f"[[{marks[place_id]}]]" if place_id in marks else "a place without a name"


def _on(day: date) -> str:
    return f"{day:%A} {day.isoformat()}"


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _minutes(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _money(money: Money) -> str:
    return f"{money.major} {money.currency}"

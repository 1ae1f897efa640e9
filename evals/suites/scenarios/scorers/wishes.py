"""Is the trip the one that was wished for: place, time, people, money, taste."""

from __future__ import annotations

from collections.abc import Iterator

from domain.checks.trip import Trip as Checked
from domain.checks.trip import folded, minutes_of
from domain.checks.wishes import PACE_LIMITS
from domain.interests import INTERESTS
from domain.itinerary import Day, Itinerary, Purpose, Stop
from domain.money import Money
from domain.place import Access, Place
from domain.request import TripRequest
from evals.harness.suite import Score
from evals.suites.scenarios.brief import Hours, Wishes
from evals.suites.scenarios.converse import Conversation
from evals.suites.scenarios.scorers.looked_at import Case, Look, Trip, share, trips


def wishes_met(conversation: Conversation, sample: Case) -> Score | None:
    """Of all that the brief wishes for after each turn, the share that the trip keeps."""
    return share("wishes", (look for trip in trips(conversation) for look in _kept(trip, sample)))


def _kept(trip: Trip, sample: Case) -> Iterator[Look]:
    wishes = sample.input.wishes_at(trip.number)
    for look in looks_of(wishes, trip.request, trip.itinerary):
        yield look._replace(text=f"turn {trip.number + 1}: {look.text}")


def looks_of(wishes: Wishes, request: TripRequest, itinerary: Itinerary) -> Iterator[Look]:
    """Each wish against what was understood of it and against the plan."""
    yield from _where(wishes, request, itinerary)
    yield from _when(wishes, request, itinerary)
    yield from _who(wishes, request)
    yield from _money(wishes, request, itinerary)
    yield from _taste(wishes, request, itinerary)
    yield from _places(wishes, request, itinerary)
    yield from _told(wishes, request, itinerary)
    yield from _hours(wishes, itinerary)
    yield from _ways(wishes, request, itinerary)


def _where(wishes: Wishes, request: TripRequest, itinerary: Itinerary) -> Iterator[Look]:
    visited = tuple(dict.fromkeys(day.city_id for day in itinerary.days))
    if wishes.cities is not None:
        right = visited == wishes.cities if wishes.in_order else set(visited) == set(wishes.cities)
        yield Look(right, f"goes to {', '.join(visited)}, wished for {', '.join(wishes.cities)}")
    for city_id, nights in wishes.nights.items():
        slept = sum(
            (stay.check_out_on - stay.check_in_on).days
            for stay in itinerary.stays
            if stay.place_id.startswith(f"{city_id}/")
        )
        yield Look(slept == nights, f"{slept} nights in {city_id}, wished for {nights}")
    if wishes.origin is not None:
        name = request.origin.name if request.origin else "nowhere"
        yield Look(name == wishes.origin, f"sets out from {name}, wished for {wishes.origin}")


def _when(wishes: Wishes, request: TripRequest, itinerary: Itinerary) -> Iterator[Look]:
    first = itinerary.days[0].on
    if wishes.start_on is not None:
        yield Look(first == wishes.start_on, f"begins on {first}, wished for {wishes.start_on}")
    if wishes.between is not None:
        earliest, latest = wishes.between
        last = itinerary.days[-1].on
        yield Look(earliest <= first and last <= latest, f"is from {first} to {last}, not in {earliest} to {latest}")
    if wishes.days is not None:
        yield Look(len(itinerary.days) == wishes.days, f"has {len(itinerary.days)} days, wished for {wishes.days}")
    for name, said in (("arrive", wishes.arrive), ("leave", wishes.leave)):
        if said is not None:
            found = getattr(request, f"{name}_min")
            yield Look(found == _minutes(said), f"{name}s at {found} min, wished for {said}")


def _who(wishes: Wishes, request: TripRequest) -> Iterator[Look]:
    party = request.party
    if wishes.adults is not None:
        yield Look(party.adults == wishes.adults, f"is for {party.adults} adults, wished for {wishes.adults}")
    if wishes.children is not None:
        right = sorted(party.children) == sorted(wishes.children)
        yield Look(right, f"children are {party.children}, should be {wishes.children}")
    if wishes.rooms is not None:
        yield Look(party.rooms == wishes.rooms, f"{party.rooms} rooms, wished for {wishes.rooms}")


def _money(wishes: Wishes, request: TripRequest, itinerary: Itinerary) -> Iterator[Look]:
    if wishes.level is not None:
        yield Look(request.level.value == wishes.level, f"is {request.level.value}, wished for {wishes.level}")
    if wishes.budget == "none":
        yield Look(request.budget is None, f"has a budget of {request.budget}, none was named")
    limit = wishes.money
    if limit is None:
        return
    yield Look(request.budget == limit, f"has a budget of {request.budget}, wished for {limit}")
    spent = _spent(request, itinerary, limit)
    yield Look(spent is not None and spent <= limit, f"costs {spent or itinerary.costs.total}, the budget is {limit}")


def _spent(request: TripRequest, itinerary: Itinerary, limit: Money) -> Money | None:
    """The total in the budget's currency, by the rate that the trip itself carries."""
    total, rates = itinerary.costs.total, Checked(request, itinerary)
    forth = rates.rate(total.currency, limit.currency)
    if forth is not None:
        return Money.of(total.major * forth, limit.currency)
    back = rates.rate(limit.currency, total.currency)
    return None if back is None else Money.of(total.major / back, limit.currency)


def _taste(wishes: Wishes, request: TripRequest, itinerary: Itinerary) -> Iterator[Look]:
    if wishes.pace is not None:
        yield Look(request.pace is wishes.pace, f"has a {request.pace.value} pace, wished for {wishes.pace.value}")
        most = PACE_LIMITS[wishes.pace][0]
        for number, day in enumerate(itinerary.days, 1):
            sights = sum(stop.purpose is Purpose.VISIT for stop in day.stops)
            yield Look(sights <= most, f"day {number} has {sights} sights at a {wishes.pace.value} pace")
    for interest in wishes.interests:
        yield Look(interest in request.interests, f"did not understand {interest}: {', '.join(request.interests)}")
        yield Look(serving(interest, itinerary) > 0, f"has nothing for {interest}")
    for diet in wishes.diets:
        yield Look(diet in request.diets, f"did not understand {diet}")
        yield from _diet(diet, itinerary)
    for cuisine in wishes.cuisines:
        yield Look(cuisine in request.cuisines, f"did not understand {cuisine}: {', '.join(request.cuisines)}")
    if wishes.language is not None:
        yield Look(itinerary.language == wishes.language, f"speaks {itinerary.language}, not {wishes.language}")


def serving(interest: str, itinerary: Itinerary) -> int:
    """How many stops are about an interest, by their category or tags; crafts are about craft."""
    about = INTERESTS[interest]
    sought = {_singular(tag) for tag in about.tags}

    def fits(place: Place) -> bool:
        own = [tag.lower().replace(" ", "-").replace("_", "-") for tag in (place.category.value, *place.tags)]
        words = {_singular(part) for tag in own for part in (tag, *tag.split("-"))}
        return place.category in about.categories or bool(words & sought)

    return sum(fits(itinerary.place(stop.place_id)) for stop in all_stops(itinerary))


def _singular(word: str) -> str:
    return word.removesuffix("es") if word.endswith("oes") else word.removesuffix("s")


def _diet(diet: str, itinerary: Itinerary) -> Iterator[Look]:
    """Every meal fits, or a warning names the place."""
    for stop in all_stops(itinerary):
        place = itinerary.place(stop.place_id)
        if stop.purpose is not Purpose.VISIT:
            told = any(place.name in warning for warning in itinerary.warnings)
            yield Look(diet in place.diets or told, f"{place.name} is not known to be {diet}, and nobody says so")


def all_stops(itinerary: Itinerary) -> tuple[Stop, ...]:
    return tuple(stop for day in itinerary.days for stop in day.stops)


def _places(wishes: Wishes, request: TripRequest, itinerary: Itinerary) -> Iterator[Look]:
    named = {wish.place_id for wish in request.must_see}
    days = {stop.place_id: n for n, day in enumerate(itinerary.days, 1) for stop in day.stops}
    offered = {alternate.place_id for stop in all_stops(itinerary) for alternate in stop.alternates}
    for place_id in wishes.present:
        yield Look(place_id in days, f"{place_id} is missing")
        yield Look(place_id in named, f"did not understand that {place_id} is a must-see")
    for place_id, number in wishes.on_day.items():
        yield Look(days.get(place_id) == number, f"{place_id} is on day {days.get(place_id)}, wished for {number}")
    for place_id in wishes.absent:
        yield Look(place_id not in {*days, *offered}, f"{place_id} is in the trip")
    for kind in wishes.no_kind:
        found = [i for i in days if itinerary.place(i).category.value == kind]
        yield Look(not found, f"{', '.join(found)} is a {kind}")


def _told(wishes: Wishes, request: TripRequest, itinerary: Itinerary) -> Iterator[Look]:
    said = folded(" ".join((*itinerary.warnings, *request.assumptions)))
    if wishes.told:
        yield Look(any(folded(word) in said for word in wishes.told), f"nobody says anything about {wishes.told[0]}")


def _hours(wishes: Wishes, itinerary: Itinerary) -> Iterator[Look]:
    for number, day in enumerate(itinerary.days, 1):
        hours = wishes.day_hours.get(number, wishes.hours)
        if hours is not None:
            yield from _within(number, day, hours)
    if wishes.leave is not None and (back := itinerary.days[-1].back) is not None:
        home = minutes_of(back.arrive_local, itinerary.days[-1].on)
        yield Look(home <= _minutes(wishes.leave), f"is back at minute {home}, one has to leave at {wishes.leave}")
    if wishes.arrive is not None and itinerary.days[0].stops:
        begins = minutes_of(itinerary.days[0].stops[0].start_local, itinerary.days[0].on)
        yield Look(begins >= _minutes(wishes.arrive), f"begins at minute {begins}, one lands at {wishes.arrive}")


def _within(number: int, day: Day, hours: Hours) -> Iterator[Look]:
    if not day.stops:
        return
    begins = day.stops[0].start_local
    ends = day.back.arrive_local if day.back else day.stops[-1].end_local
    if hours.start is not None:
        right = minutes_of(begins, day.on) >= _minutes(hours.start)
        yield Look(right, f"day {number} begins at {begins:%H:%M}, not before {hours.start} was wished for")
    if hours.end is not None:
        right = minutes_of(ends, day.on) <= _minutes(hours.end)
        yield Look(right, f"day {number} ends at {ends:%H:%M}, wished for {hours.end} at the latest")


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _ways(wishes: Wishes, request: TripRequest, itinerary: Itinerary) -> Iterator[Look]:
    legs = [leg.mode for day in itinerary.days for leg in (*(s.leg for s in day.stops), day.back) if leg is not None]
    travels = [travel for day in itinerary.days for travel in (day.travel_in, day.travel_out) if travel is not None]
    used = {*legs, *(leg.mode for travel in travels for leg in travel.legs)}
    for mode in wishes.no_modes:
        told = any(mode in warning.casefold() for warning in itinerary.warnings)
        yield Look(mode not in used or told, f"goes by {mode}")
        yield Look(mode in request.avoid_modes, f"did not understand that {mode} is to be avoided")
    if wishes.step_free:
        barred = [s.place_id for s in all_stops(itinerary) if itinerary.place(s.place_id).step_free is Access.NO]
        yield Look(request.step_free and not barred, f"has steps at {', '.join(barred) or 'places, nobody asked'}")

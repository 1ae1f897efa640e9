"""What the traveller must be told: each wish that could not be kept, in a sentence with its name and date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from agents.optimisation.build import suits_diets
from agents.optimisation.frames import frame_of, frame_of_date, keeps_pace, meals_covered, minutes_of
from domain.candidates import Candidates
from domain.city import CityFacts
from domain.itinerary import Costs, Day, Purpose
from domain.place import Freshness, Place
from domain.plan import Unmet
from domain.request import TripRequest
from tools.cities.prices import PROVIDER as PRICE_LEVEL

_WET_CHANCE = 0.3
_COLD_C, _HOT_C = -15.0, 40.0


def collect(
    request: TripRequest,
    candidates: Candidates,
    days: Sequence[Day],
    places: Mapping[str, Place],
    *,
    costs: Costs,
    unmet: Iterable[Unmet] = (),
) -> tuple[str, ...]:
    """Every warning once: journeys, must-sees, meals, diets, hours, prices, access, weather."""
    cities = {city.city.id: city.city for city in candidates.cities}
    found = [
        *_journeys(request, days),
        *_musts(request, candidates, days, unmet),
        *_overnight(days),
        *(sentence for day in days for sentence in _own_limits(request, day)),
        *(sentence for day in days for sentence in _meals(request, day, cities[day.city_id])),
        *_diets(request, days, places),
        *_hours(days, places),
        *_prices(costs, places),
        *_estimated(days, places, cities),
        *_steps(request, days, places),
        *_modes(request, days),
        *_bad_weather(days),
    ]
    return tuple(dict.fromkeys(found))


def _journeys(request: TripRequest, days: Sequence[Day]) -> Iterator[str]:
    if request.origin is None:
        return
    come, start = days[0].travel_in, request.start_on.isoformat()
    if come is None:
        yield f"We know no connection from {request.origin.name} that arrives on {start}; plan the way there yourself."
    elif come.legs[0].depart_local.date() < request.start_on:
        left = come.legs[0].depart_local.date().isoformat()
        yield f"To be there on {start} you set out from {come.from_name} on {left}."
    if days[-1].travel_out is None:
        yield f"We know no connection back to {request.origin.name}; plan the way home yourself."


def _overnight(days: Sequence[Day]) -> Iterator[str]:
    for day in days[1:]:
        if day.travel_in and day.travel_in.legs[0].depart_local.date() < day.on:
            leave = day.travel_in.legs[0].depart_local
            yield (
                f"You travel through the night to {day.on.isoformat()}: you leave {day.travel_in.from_name} on "
                f"{leave:%Y-%m-%d} at {leave:%H:%M}, though the room there is paid for that night."
            )


def _own_limits(request: TripRequest, day: Day) -> Iterator[str]:
    """Where a day goes beyond the trip's hours or pace because that was asked for; the certificate looks for it."""
    asked, on = frame_of_date(request, day.on), day.on.isoformat()
    if not day.stops or day.back is None:
        return
    first, back = day.stops[0].start_local, day.back.arrive_local
    if minutes_of(first, day.on) < request.day_start_min:
        yield f"{on} begins at {first:%H:%M}, before the other days, as you asked."
    if minutes_of(back, day.on) > request.day_end_min:
        yield f"{on} ends at {back:%H:%M}, after the other days, as you asked."
    if asked.pace is not request.pace and not keeps_pace(day, request.pace):
        yield f"{on} has a {asked.pace.value} pace, as you asked, and the other days a {request.pace.value} one."


def _meals(request: TripRequest, day: Day, city: CityFacts) -> Iterator[str]:
    """Meals of the trip's hours and of the day's own; one that those leave no time for is missed for that reason."""
    eaten = {stop.purpose for stop in day.stops}
    own = meals_covered(frame_of(request, day), city)
    everyday = meals_covered(frame_of(request.model_copy(update={"day_limits": ()}), day), city)
    for meal in dict.fromkeys((*own, *everyday)):
        if meal not in eaten:
            why = "no suitable place fits that day" if meal in own else "the hours you asked for leave no time"
            yield f"No {meal.value} is planned on {day.on.isoformat()}: {why}."


def _musts(request: TripRequest, candidates: Candidates, days: Sequence[Day], unmet: Iterable[Unmet]) -> Iterator[str]:
    visited = {stop.place_id for day in days for stop in day.stops}
    reasons = {item.place_id: item.reason for item in unmet if item.place_id}
    named = {s.place.id: s.place.name for city in candidates.cities for s in (*city.sights, *city.eats)}
    for wish in request.must_see:
        if wish.place_id is None:
            yield f"We know no place called {wish.text}, so it is not in the plan."
        elif wish.place_id not in visited:
            reason = reasons.get(wish.place_id, "it lies in no city of this trip or is not suitable for this party")
            name = named.get(wish.place_id, wish.text)
            yield f"{name} ({wish.text}) is not in the plan: {reason}."


def _diets(request: TripRequest, days: Sequence[Day], places: Mapping[str, Place]) -> Iterator[str]:
    wanted = ", ".join(request.diets).replace("_", "-")
    for day in days:
        for stop in day.stops:
            place = places[stop.place_id]
            if stop.purpose is not Purpose.VISIT and not suits_diets(place, request):
                yield f"On {day.on.isoformat()} {place.name} is not known to offer {wanted} food; ask before you go."


def _hours(days: Sequence[Day], places: Mapping[str, Place]) -> Iterator[str]:
    for day in days:
        for stop in day.stops:
            if places[stop.place_id].hours is None:
                name = places[stop.place_id].name
                yield f"The opening hours of {name} are not known; check them before {day.on.isoformat()}."


def _prices(costs: Costs, places: Mapping[str, Place]) -> Iterator[str]:
    for place_id in costs.unknown:
        yield f"The price of {places[place_id].name} is not known and not in the sum."


def _estimated(days: Sequence[Day], places: Mapping[str, Place], cities: Mapping[str, CityFacts]) -> Iterator[str]:
    """Where meals and nights have no price of their own but the country's."""
    for day in days:
        used = (places[place_id] for place_id in (day.base_id, *(stop.place_id for stop in day.stops)))
        if any(source.provider == PRICE_LEVEL for place in used for source in place.more_sources):
            name = cities[day.city_id].name
            yield f"Prices of meals and nights in {name} are estimated from what things cost in the country."


def _steps(request: TripRequest, days: Sequence[Day], places: Mapping[str, Place]) -> Iterator[str]:
    if not request.step_free:
        return
    names = {places[s.place_id].name for d in days for s in d.stops if places[s.place_id].step_free == "unknown"}
    if names:
        yield f"Step-free access is not known for {', '.join(sorted(names))}."


def _modes(request: TripRequest, days: Sequence[Day]) -> Iterator[str]:
    """A minute across the street is on foot, and to some airports there is only the train."""
    legs = [leg for day in days for leg in (*(stop.leg for stop in day.stops), day.back) if leg is not None]
    journeys = [journey for day in days for journey in (day.travel_in, day.travel_out) if journey is not None]
    used = {leg.mode for leg in legs} | {leg.mode for journey in journeys for leg in journey.legs}
    for mode in request.avoid_modes:
        if mode in used:
            yield f"You would rather not go by {mode}; a few ways still are, being short or the only ones we know."


def _bad_weather(days: Sequence[Day]) -> Iterator[str]:
    """Of forecasts only: nobody knows yet what a day of a month's normals will be like.

    A day may be bad because the traveller said so; only what the forecast itself shows is told as one.
    """
    for day in days:
        weather = day.weather
        if weather is None or not weather.bad or weather.source.freshness not in (Freshness.LIVE, Freshness.CACHED):
            continue
        if weather.rain_chance < _WET_CHANCE and _COLD_C < weather.high_c < _HOT_C:
            continue
        chance = f"{weather.rain_chance:.0%} chance of rain, {weather.low_c:.0f} to {weather.high_c:.0f} °C"
        yield f"The forecast for {day.on.isoformat()} is bad ({chance}), so that day keeps indoors where it can."

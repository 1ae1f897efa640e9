"""What the traveller must be told: each wish that could not be kept, in a sentence with its name and date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agents.optimisation.build import suits_diets
from domain.candidates import Candidates
from domain.itinerary import Costs, Day, Purpose
from domain.place import Place
from domain.plan import Unmet
from domain.request import TripRequest


@dataclass(frozen=True)
class Miss:
    """A meal the plan lacks on a date."""

    on: date
    unmet: Unmet


def collect(
    request: TripRequest,
    candidates: Candidates,
    days: Sequence[Day],
    places: dict[str, Place],
    misses: Iterable[Miss],
    unmet: Iterable[Unmet],
    costs: Costs,
) -> tuple[str, ...]:
    """Every warning once, in the order of the trip."""
    found = [
        *_musts(request, candidates, days, unmet),
        *(_meal(miss) for miss in misses),
        *_diets(request, days, places),
        *_hours(days, places),
        *_prices(costs, places),
        *_steps(request, days, places),
    ]
    return tuple(dict.fromkeys(found))


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


def _meal(miss: Miss) -> str:
    return f"No {miss.unmet.purpose.value} is planned on {miss.on.isoformat()}: {miss.unmet.reason}."


def _diets(request: TripRequest, days: Sequence[Day], places: dict[str, Place]) -> Iterator[str]:
    wanted = ", ".join(request.diets).replace("_", "-")
    for day in days:
        for stop in day.stops:
            place = places[stop.place_id]
            if stop.purpose is not Purpose.VISIT and not suits_diets(place, request):
                yield f"On {day.on.isoformat()} {place.name} is not known to offer {wanted} food; ask before you go."


def _hours(days: Sequence[Day], places: dict[str, Place]) -> Iterator[str]:
    for day in days:
        for stop in day.stops:
            if places[stop.place_id].hours is None:
                name = places[stop.place_id].name
                yield f"The opening hours of {name} are not known; check them before {day.on.isoformat()}."


def _prices(costs: Costs, places: dict[str, Place]) -> Iterator[str]:
    for place_id in costs.unknown:
        yield f"The price of {places[place_id].name} is not known and not in the sum."


def _steps(request: TripRequest, days: Sequence[Day], places: dict[str, Place]) -> Iterator[str]:
    if not request.step_free:
        return
    names = {places[s.place_id].name for d in days for s in d.stops if places[s.place_id].step_free == "unknown"}
    if names:
        yield f"Step-free access is not known for {', '.join(sorted(names))}."

"""Where to sleep: enough beds, near what will be seen, at the wanted level and within the money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.optimisation.exchange import Exchange, stay_price
from agents.optimisation.segments import Segment
from domain.candidates import CityCandidates
from domain.money import Money
from domain.place import Access, Category, Children, Level, Place
from domain.request import TripRequest

_LEVELS = (Level.BUDGET, Level.MODERATE, Level.LUXURY)
_LEVEL_POINTS = 25
_ROOM_POINTS = 60.0  # more than two levels: a wish comes before comfort
_CHOSEN_POINTS = 1_000.0  # before all others, and the last to be given up for money
_POINTS_PER_KM = 6
_BEST_SIGHTS = 15


@dataclass(frozen=True)
class StayChoice:
    """A possible stay for a segment; `cost` is in the trip's currency, None when not known."""

    place: Place
    score: float
    cost: Money | None

    @property
    def minor(self) -> int:
        return self.cost.minor if self.cost else 0


def stay_choices(request: TripRequest, segment: Segment, exchange: Exchange) -> list[StayChoice]:
    """All that may be slept in, best first; a stay of unknown price comes after every other."""
    reach = _centrality(segment.city)
    avoided = {wish.place_id for wish in request.must_avoid}
    found = []
    for scored in segment.city.stays:
        place = scored.place
        if place.id in avoided or not allowed(place, request):
            continue
        score = scored.score - _POINTS_PER_KM * reach[place.id] - _level_gap(place, request)
        score -= _room_gap(place, request)
        if place.id in request.stay_ids:
            score += _CHOSEN_POINTS
        if request.step_free and place.step_free is not Access.YES:
            score -= 10
        price = stay_price(place, request.party, segment.nights)
        found.append(StayChoice(place, score, exchange.convert(price) if price else None))
    chosen = frozenset(request.stay_ids)
    return sorted(found, key=lambda c: (c.place.id not in chosen, c.cost is None, -c.score, c.place.id))


def allowed(place: Place, request: TripRequest) -> bool:
    with_children = bool(request.party.children) or "children" in request.house_rules
    if with_children and place.children is Children.ADULTS_ONLY:
        return False
    return not (request.step_free and place.step_free is Access.NO)


def _level_gap(place: Place, request: TripRequest) -> float:
    if place.level is None:
        return _LEVEL_POINTS
    return _LEVEL_POINTS * abs(_LEVELS.index(place.level) - _LEVELS.index(request.level))


def _room_gap(place: Place, request: TripRequest) -> float:
    """The atlas says what kind of house a stay is; that is as near to the kind of room as its facts come."""
    hostel, apartment = place.category is Category.HOSTEL, place.category is Category.APARTMENT
    fits = {"entire": apartment, "shared": hostel, "private": not hostel, "not_shared": not hostel}
    return 0.0 if request.room is None or fits[request.room] else _ROOM_POINTS


def _centrality(city: CityCandidates) -> dict[str, float]:
    """Mean kilometres to the best sights, weighted by score, per stay."""
    best = sorted(city.sights, key=lambda scored: -scored.score)[:_BEST_SIGHTS]
    weight = sum(scored.score for scored in best) or 1.0
    return {
        stay.place.id: sum(s.score * stay.place.at.metres_to(s.place.at) / 1000 for s in best) / weight
        for stay in city.stays
    }


def choose_within(choices: Sequence[Sequence[StayChoice]], limit: int | None) -> list[StayChoice]:
    """One stay a segment, the best whose sum keeps to `limit` (minor units), else the cheapest.

    Steps down where a point of score saves most money.
    """
    chosen = [options[0] for options in choices]
    while limit is not None and sum(choice.minor for choice in chosen) > limit:
        steps = [
            ((now.score - other.score) / (now.minor - other.minor), index, other)
            for index, (now, options) in enumerate(zip(chosen, choices, strict=True))
            for other in options
            if other.cost is not None and other.minor < now.minor
        ]
        if not steps:
            break
        _, index, other = min(steps, key=lambda step: (step[0], step[1], step[2].place.id))
        chosen[index] = other
    return chosen

"""How well a place fits a traveller: a score of 0 to 100 and the reasons, in words of the request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log2
from statistics import median

from agents.discovery.regard import regard
from domain.candidates import Scored
from domain.interests import INTERESTS, Interest
from domain.place import Access, Category, Children, Kind, Level, Place
from domain.request import Company, TripRequest

_LEAST_OF_BEST = 60.0  # what the best of an interest has at least, beside a quarter of its own score
_PLURAL = re.compile(r"(?<=[a-z]{3})(?:(?<=[sxzo])es|(?<=[cs]h)es|(?<!s)s)$")
_BY_POPULARITY = {1: 14.0, 2: 22.0, 3: 32.0, 4: 44.0, 5: 56.0}


@dataclass(frozen=True)
class Matches:
    """Places that the traveller named, and similarity (0..1) to each free wish by place id."""

    must_see: frozenset[str]
    must_avoid: frozenset[str]
    wishes: Mapping[str, Mapping[str, float]]


def score_sights(places: Iterable[Place], request: TripRequest, matches: Matches) -> tuple[Scored, ...]:
    """Sights that the traveller may go to, best first; must-sees are in whatever they score."""
    scored = (_sight(place, request, matches) for place in places if place.kind is Kind.SIGHT)
    return _ranked(_each_interest_served([one for one in scored if one is not None], request.interests))


def _each_interest_served(scored: list[Scored], interests: Iterable[str]) -> list[Scored]:
    """The best of what fits an interest counts for much, however unknown: a wish stated is to be met once."""
    for interest in interests:
        fitting = [one for one in scored if fits(one.place, interest)]
        best = min(fitting, key=lambda one: (-one.score, one.place.id), default=None)
        if best is not None and best.score < _LEAST_OF_BEST + best.score / 4:
            lifted = best.model_copy(update={"score": _LEAST_OF_BEST + best.score / 4})
            scored[scored.index(best)] = lifted
    return scored


def _sight(place: Place, request: TripRequest, matches: Matches) -> Scored | None:
    if place.id in matches.must_see:
        return Scored(place=place, score=100, reasons=("you asked for it",))
    if place.id in matches.must_avoid or not allowed(place, request) or avoided(place, request.avoid):
        return None
    points, reasons = _BY_POPULARITY[place.popularity] + regard(place), list[str]()
    for rank, interest in enumerate(request.interests):
        gain = fits(place, interest) * max(10.0, 30.0 - 4 * rank)
        if gain:
            points += gain
            reasons.append(interest.replace("_", " "))
    for wish, near in matches.wishes.items():
        if place.id in near:
            points += 25 + 40 * near[place.id]
            reasons.append(f"“{wish}”")
    if request.party.company is Company.FAMILY and place.children is Children.GREAT:
        points += 14
        reasons.append("good with children")
    if request.step_free and place.step_free is Access.UNKNOWN:
        points -= 12
    if request.level is Level.BUDGET and place.price is not None and place.price.minor == 0:
        points += 5
    if place.popularity == max(_BY_POPULARITY):
        reasons.append("one of the city's icons")
    return Scored(place=place, score=min(99.0, max(0.0, points)), reasons=tuple(reasons))


def fits(place: Place, interest: str) -> float:
    """0: not at all, 1: its category is what the interest is about."""
    unknown = Interest(frozenset(), (_hyphened(interest),))
    categories, tags = INTERESTS.get(interest, unknown)
    own = [_singular(_hyphened(tag)) for tag in place.tags]
    asked = {_singular(tag) for tag in tags}
    tagged = any(tag in asked or not asked.isdisjoint(tag.split("-")) for tag in own)
    if place.category in categories:
        return 1.0 if tagged else 0.85
    return 0.7 if tagged else 0.0


def _hyphened(tag: str) -> str:
    return tag.lower().replace(" ", "-").replace("_", "-")


@cache
def _singular(tag: str) -> str:
    """Word by word without a plural's end: the atlas has crafts where a traveller likes craft."""
    return "-".join(_PLURAL.sub("", word) for word in tag.split("-"))


def allowed(place: Place, request: TripRequest) -> bool:
    """Whether the party can go there at all."""
    if request.step_free and place.step_free is Access.NO:
        return False
    return not (request.party.children and place.children is Children.ADULTS_ONLY)


def avoided(place: Place, avoid: Iterable[str]) -> bool:
    """Whether a word to avoid is the place's category, one of its tags, or an interest it serves."""
    own = {place.category.value, *(tag.lower() for tag in place.tags)}
    return any(word in own or word.rstrip("s") in own or _is_about(place, word) for word in avoid)


def _is_about(place: Place, word: str) -> bool:
    return word in INTERESTS and place.category in INTERESTS[word].categories


def score_eats(places: Iterable[Place], request: TripRequest, matches: Matches) -> tuple[Scored, ...]:
    """Places to eat that keep the diets, best first."""
    usable = [
        place
        for place in places
        if place.kind is Kind.EAT
        and place.id not in matches.must_avoid
        and allowed(place, request)
        and set(request.diets) <= _diets(place)
    ]
    usual = median(place.price.minor for place in usable if place.price) if usable else 1
    return _ranked(_eat(place, request, matches, usual) for place in usable)


def _eat(place: Place, request: TripRequest, matches: Matches, usual_minor: float) -> Scored:
    if place.id in matches.must_see:
        return Scored(place=place, score=100, reasons=("you asked for it",))
    points, reasons = 20 + 6.0 * place.popularity + regard(place), list[str]()
    points += _price_fit(place, request.level, usual_minor)
    wanted = [cuisine for cuisine in request.cuisines if serves(place, cuisine)]
    points += 28 if wanted else 0
    reasons.extend(wanted)
    if "food" in request.interests:
        points += 3.0 * place.popularity
    for rank, interest in enumerate(word for word in request.interests if word != "food"):
        if gain := _table_fits(place, interest) * max(6.0, 18.0 - 3 * rank):
            points += gain
            reasons.append(interest.replace("_", " "))
    for wish, near in matches.wishes.items():
        if place.id in near:
            points += 15 + 30 * near[place.id]
            reasons.append(f"“{wish}”")
    reasons.extend(diet.replace("_", "-") for diet in request.diets)
    return Scored(place=place, score=min(99.0, max(1.0, points)), reasons=tuple(reasons))


# What an interest is about at a table, beside the tags that sights and tables share.
_TABLES: Mapping[str, frozenset[Category]] = {
    "coffee": frozenset({Category.CAFE}),
    "nightlife": frozenset({Category.BAR}),
    "markets": frozenset({Category.FOOD_MARKET}),
    "local_life": frozenset({Category.FOOD_MARKET}),
}


def _table_fits(place: Place, interest: str) -> float:
    """0 to 1: how well a place to eat serves an interest other than food: a café for coffee, a bar at night."""
    kinds = _TABLES.get(interest)
    if kinds is None:
        return fits(place, interest)
    if place.category in kinds:
        return 1.0
    own = {_hyphened(tag) for tag in place.tags}
    return 0.7 if own & {interest, *INTERESTS[interest].tags} else 0.0  # the whole tag: "late night" is no nightlife


def _price_fit(place: Place, level: Level, usual_minor: float) -> float:
    """Points for a price within the level's range (in usual meals of the city), less the further out it is."""
    low, high = {Level.BUDGET: (0.0, 1.0), Level.MODERATE: (0.4, 2.0), Level.LUXURY: (1.2, 12.0)}[level]
    ratio = place.price.minor / usual_minor if place.price and usual_minor else 1.0
    if low <= ratio <= high:
        return 8.0
    return -min(35.0, 18.0 * abs(log2(max(ratio, 0.05) / (high if ratio > high else max(low, 0.05)))))


def serves(place: Place, cuisine: str) -> bool:
    word = cuisine.lower()
    return any(word in own.lower() for own in (*place.cuisines, *place.tags))


def _diets(place: Place) -> set[str]:
    """What a place caters for; a vegan kitchen serves vegetarians."""
    return {*place.diets, "vegetarian"} if "vegan" in place.diets else set(place.diets)


_LEVELS = tuple(Level)


def score_stays(places: Iterable[Place], request: TripRequest, matches: Matches) -> tuple[Scored, ...]:
    """Places to sleep, the asked price class first; the others stay in reach of a budget."""
    usable = [
        place
        for place in places
        if place.kind is Kind.STAY and place.id not in matches.must_avoid and allowed(place, request)
    ]
    return _ranked(_stay(place, request, matches) for place in usable)


def _stay(place: Place, request: TripRequest, matches: Matches) -> Scored:
    if place.id in matches.must_see:
        return Scored(place=place, score=100, reasons=("you asked for it",))
    steps = abs(_LEVELS.index(place.level or Level.MODERATE) - _LEVELS.index(request.level))
    points = 60.0 - 25 * steps + 3 * place.popularity + regard(place)
    reasons = [request.level.value] if steps == 0 else []
    if request.step_free:
        points += {Access.YES: 15, Access.LIMITED: 5, Access.UNKNOWN: -5, Access.NO: -40}[place.step_free]
    if request.party.company is Company.FAMILY and (place.sleeps or 2) >= request.party.size:
        points += 10
        reasons.append("a room for all of you")
    return Scored(place=place, score=min(99.0, max(0.0, points)), reasons=tuple(reasons))


def _ranked(scored: Iterable[Scored]) -> tuple[Scored, ...]:
    return tuple(sorted(scored, key=lambda one: (-one.score, one.place.id)))

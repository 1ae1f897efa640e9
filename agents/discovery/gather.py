"""Asks all providers at once and makes one Candidates value of their answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from itertools import permutations

from agents.discovery.conditions import rates_into, weather_of
from agents.discovery.flying import with_real_flights
from agents.discovery.known import city_facts, known_places
from agents.discovery.named import with_places_found
from agents.discovery.ranking import rank
from agents.discovery.taste import Matches, score_eats, score_sights, score_stays, serves
from agents.discovery.toolbox import Toolbox
from agents.discovery.transfers import transfers_of
from domain.candidates import Candidates, CityCandidates, Gap, Rate, TravelOption
from domain.city import CityFacts
from domain.errors import AllProvidersFailed
from domain.interests import INTERESTS
from domain.place import Kind
from domain.request import Origin, TripRequest
from tools.embeddings.index import PlaceIndex
from tools.llm.contract import Models
from tools.places.contract import CityPlaces
from tools.travel.contract import TravelQuery

Found = Callable[[CityCandidates], Awaitable[None]]


async def _silent(_: CityCandidates) -> None:
    return None


async def discover(
    request: TripRequest, tools: Toolbox, on_city: Found = _silent, models: Models | None = None
) -> Candidates:
    """Candidates for every destination; what is missing is a Gap, not an error.

    `on_city` is awaited as each city is done. Raises AllProvidersFailed when a city's places, or the
    connections between two cities, cannot be had at all, for nothing can be planned without them.
    """
    known = await asyncio.gather(*(_known(request, wanted.city_id, tools) for wanted in request.destinations))
    cities = tuple(city for city, _ in known)
    request = with_places_found(request, (place for city in cities for place in city.places))
    found, weather, (travel, stranded) = await asyncio.gather(
        asyncio.gather(*(_city(request, city, tools.index, on_city, models) for city in cities)),
        asyncio.gather(*(weather_of(request, city.city, tools.weather) for city in cities)),
        _travel(request, tuple(city.city for city in cities), tools),
    )
    rates, transfers = await asyncio.gather(
        _rates(request, tuple(city.city for city in cities), travel, tools),
        transfers_of(request, [candidates for candidates, _ in found], tools.matrix, tools.matrix_points),
    )
    gaps = [gap for _, missing in (*known, *found) for gap in missing]
    gaps.extend(
        Gap(what="weather", text=city.city.name, message=f"The weather in {city.city.name} could not be looked up now.")
        for city, days in zip(cities, weather, strict=True)
        if not days
    )
    gaps.extend(stranded)
    gaps.extend(
        Gap(what="must_see", text=wish.text, message=f"We know no place called “{wish.text}” there.")
        for wish in request.must_see
        if wish.place_id is None
    )
    return Candidates(
        cities=tuple(candidates for candidates, _ in found),
        travel=travel,
        weather=tuple(day for days in weather for day in days),
        rates=rates,
        gaps=tuple(gaps),
        transfers=transfers,
    )


async def _known(request: TripRequest, city_id: str, tools: Toolbox) -> tuple[CityPlaces, tuple[Gap, ...]]:
    return await known_places(request, await city_facts(city_id, tools), tools)


async def _city(
    request: TripRequest, known: CityPlaces, index: PlaceIndex, on_city: Found, models: Models | None
) -> tuple[CityCandidates, tuple[Gap, ...]]:
    wishes = await _wishes(request, known, index)
    matches = Matches(
        must_see=frozenset(wish.place_id for wish in request.must_see if wish.place_id),
        must_avoid=frozenset(wish.place_id for wish in request.must_avoid if wish.place_id),
        wishes={wish: near for wish, near in wishes.items() if near is not None},
    )
    candidates = CityCandidates(
        city=known.city,
        sights=score_sights(known.places, request, matches),
        eats=score_eats(known.places, request, matches),
        stays=score_stays(known.places, request, matches),
    )
    candidates = await rank(models, request, candidates)
    await on_city(candidates)
    return candidates, tuple(_gaps(request, candidates, wishes))


_Sought = Mapping[str, Mapping[str, float] | None]
"""For each wish the places near it; None where nobody could be asked."""


async def _wishes(request: TripRequest, known: CityPlaces, index: PlaceIndex) -> _Sought:
    """For each wish in the traveller's words, and each interest we have no word for, the places near it."""
    sought = [*request.wishes, *(interest for interest in request.interests if interest not in INTERESTS)]
    indexed = tuple(place for place in known.places if place.kind is not Kind.STAY)
    try:
        return {wish: await index.search(known.city.id, indexed, wish) for wish in sought}
    except AllProvidersFailed:
        return dict.fromkeys(sought)


def _gaps(request: TripRequest, found: CityCandidates, wishes: _Sought) -> Iterable[Gap]:
    name = found.city.name
    for wish, near in wishes.items():
        if near is None:
            yield Gap(what="wish", text=wish, message=f"We could not look for “{wish}” in {name} now.")
        elif not near:
            yield Gap(what="wish", text=wish, message=f"Nothing we know in {name} is like “{wish}”.")
    for cuisine in request.cuisines:
        if not any(serves(one.place, cuisine) for one in found.eats):
            yield Gap(what="cuisine", text=cuisine, message=f"We know no place for {cuisine} in {name}.")
    if request.diets and len(found.eats) < request.days:
        diets = " and ".join(diet.replace("_", "-") for diet in request.diets)
        yield Gap(what="diet", text=diets, message=f"We know only {len(found.eats)} places in {name} that are {diets}.")
    if not found.stays:
        yield Gap(what="stays", text=name, message=f"We know no place to stay in {name} for this party.")
    if not found.sights:
        yield Gap(what="sights", text=name, message=f"Nothing in {name} is left after what you wish to avoid.")


async def _travel(
    request: TripRequest, cities: tuple[CityFacts, ...], tools: Toolbox
) -> tuple[tuple[TravelOption, ...], tuple[Gap, ...]]:
    """Ways between every two cities, and between home and each of them; a Gap where home's cannot be looked up."""
    pairs: list[tuple[CityFacts | Origin, CityFacts | Origin]] = list(permutations(cities, 2))
    if request.origin is not None:
        pairs += [pair for city in cities for pair in ((request.origin, city), (city, request.origin))]
    answers = await asyncio.gather(*(tools.travel.ask_all(TravelQuery(start, end)) for start, end in pairs))
    options = tuple(option for answer in answers for option in _best_informed(served.value for served in answer))
    options, gaps = await with_real_flights(request, cities, options, tools)
    unasked = [pair for pair, answer in zip(pairs, answers, strict=True) if not answer]
    if not unasked:
        return options, gaps
    if any(isinstance(end, CityFacts) and isinstance(start, CityFacts) for start, end in unasked):
        raise AllProvidersFailed("travel", ())
    home = request.origin.name if request.origin else ""
    message = f"Connections from {home} could not be looked up now."
    return options, (*gaps, Gap(what="travel", text=home, message=message))


def _best_informed(answers: Iterable[tuple[TravelOption, ...]]) -> Iterable[TravelOption]:
    """A timetable's train stands instead of an estimated one: the first provider of a mode has it."""
    modes: set[str] = set()
    for options in answers:
        yield from (option for option in options if option.mode not in modes)
        modes |= {option.mode for option in options}


async def _rates(
    request: TripRequest, cities: tuple[CityFacts, ...], travel: tuple[TravelOption, ...], tools: Toolbox
) -> tuple[Rate, ...]:
    """Rates of all currencies in play into the trip's: the budget's, or the first city's."""
    quote = request.budget.currency if request.budget else cities[0].currency
    prices = {money.currency for option in travel for money in (option.price, option.access_price, option.egress_price)}
    bases = frozenset({city.currency for city in cities} | prices)
    return await rates_into(quote, bases, tools.rates)

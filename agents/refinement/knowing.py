"""A trip under revision that knows no more than what it carries: for changes that must not wait for anybody."""

from __future__ import annotations

from agents.optimisation.exchange import Exchange
from agents.optimisation.trip import Trip, open_trip
from domain.candidates import Candidates, CityCandidates
from domain.itinerary import Itinerary
from domain.request import TripRequest


def trip_of_itself(request: TripRequest, itinerary: Itinerary) -> Trip:
    """Its own places and rates are all the candidates there are."""
    cities = tuple(CityCandidates(city=city, sights=(), eats=(), stays=()) for city in itinerary.cities)
    candidates = Candidates(cities=cities, rates=itinerary.rates)
    return open_trip(request, itinerary, candidates, Exchange(itinerary.currency, itinerary.rates))

"""Who can be asked for flights: those who sell seats first, distances last."""

from __future__ import annotations

from tools.flights.amadeus import Amadeus
from tools.flights.contract import FlightsAdapter
from tools.flights.duffel import Duffel
from tools.flights.estimates import FlightEstimates
from tools.flights.kiwi import Kiwi

PROVIDERS: tuple[type[FlightsAdapter], ...] = (Amadeus, Duffel, Kiwi, FlightEstimates)

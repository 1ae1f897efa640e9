"""A flight that somebody sells as a way between two cities, instead of one by distance."""

from __future__ import annotations

from datetime import datetime

from domain.candidates import Terminal, TravelOption
from domain.city import CityFacts
from domain.money import Money
from domain.offers import FlightOffer
from domain.request import Origin
from tools.flights.airports import airport
from tools.travel.local import Hop, airport_hop, home_hop, local_hop


def flown(
    estimate: TravelOption, offer: FlightOffer, start: CityFacts | Origin, end: CityFacts | Origin
) -> TravelOption:
    """The estimated way with the flight's own airports, times, length and price per person, rounded up.

    The offer is of one way and has flights. It leaves when it leaves: its departure is the first and the last.
    """
    (way,) = offer.bounds
    board, off = way.segments[0], way.segments[-1]
    out, into = _hop(start, board.from_code), _hop(end, off.to_code)
    known_out, known_into = _first_hop(start), _first_hop(end)
    leaves = _minute(board.depart_local)
    flights = "+".join(f"{one.carrier}{one.number}" for one in way.segments)
    return estimate.model_copy(
        update={
            "depart": _terminal(start, board.from_code),
            "arrive": _terminal(end, off.to_code),
            "access_min": estimate.access_min + out.minutes - known_out.minutes,
            "travel_min": way.minutes,
            "egress_min": estimate.egress_min + into.minutes - known_into.minutes,
            "price": Money(minor=-(-offer.price.minor // offer.passengers), currency=offer.price.currency),
            "access_price": out.price,
            "egress_price": into.price,
            "first_min": leaves,
            "last_min": leaves,
            "source": offer.source.model_copy(
                update={"reference": f"{flights} {board.depart_local:%Y-%m-%d} {offer.source.reference}"}
            ),
        }
    )


def _terminal(end: CityFacts | Origin, code: str) -> Terminal:
    known = [one for one in end.airports if one.code == code] if isinstance(end, CityFacts) else []
    if known:
        return Terminal(name=f"{known[0].name} ({code})", at=known[0].at)
    field = airport(code)
    return Terminal(name=f"{field.name} ({code})", at=field.at)


def _hop(end: CityFacts | Origin, code: str) -> Hop:
    """Between the centre and an airport: as the facts of the city have it, else by distance."""
    if isinstance(end, Origin):
        return _first_hop(end)
    known = [one for one in end.airports if one.code == code]
    return airport_hop(end, known[0]) if known else local_hop(end, airport(code).at)


def _first_hop(end: CityFacts | Origin) -> Hop:
    """What the estimate reckoned with."""
    return home_hop(end, "EUR") if isinstance(end, Origin) else airport_hop(end, end.airports[0])


def _minute(at: datetime) -> int:
    return at.hour * 60 + at.minute

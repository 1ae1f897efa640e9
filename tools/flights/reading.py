"""What every seller of seats says of a flight, made ours and checked against what was asked."""

from __future__ import annotations

from datetime import datetime

from domain.offers import Bound, FlightOffer, Segment
from tools.flights.airports import airport, serves
from tools.flights.contract import FlightQuery


def segment(
    carrier: str,
    number: str,
    ends: tuple[str, str],
    depart_local: datetime,
    arrive_local: datetime,
    operated_by: str = "",
) -> Segment:
    """Times are wall times; raises KeyError for an airport that nobody knows, ValueError for what cannot be."""
    start, end = (airport(code) for code in ends)
    return Segment(
        carrier=carrier,
        number=number.lstrip("0") or "0",
        from_code=ends[0],
        to_code=ends[1],
        depart_local=depart_local.replace(tzinfo=None),
        from_zone=start.zone,
        arrive_local=arrive_local.replace(tzinfo=None),
        to_zone=end.zone,
        operated_by="" if operated_by == carrier else operated_by,
    )


def checked(offer: FlightOffer, query: FlightQuery) -> FlightOffer:
    """The offer; ValueError when it is not what was asked for: other airports, other days, no way back."""
    if len(offer.bounds) != (1 if query.return_on is None else 2):
        raise ValueError("not the ways that were asked for")
    ends, days = (query.origin, query.destination), (query.depart_on, query.return_on)
    for bound, on in zip(offer.bounds, days, strict=False):
        _check(bound, ends)
        if bound.segments[0].depart_local.date() != on:
            raise ValueError("another day")
        ends = ends[::-1]
    return offer


def _check(bound: Bound, ends: tuple[str, str]) -> None:
    first, last = bound.segments[0], bound.segments[-1]
    if not (serves(first.from_code, ends[0]) and serves(last.to_code, ends[1])):
        raise ValueError("other airports")
    if any(
        not serves(after.from_code, before.to_code)
        for before, after in zip(bound.segments, bound.segments[1:], strict=False)
    ):
        raise ValueError("a connection from another city")

"""What the trip costs, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agents.optimisation.exchange import Exchange, rooms_for, stay_price
from agents.optimisation.segments import Segment
from domain.itinerary import Costs, Day, Purpose, StayBooking
from domain.money import Money
from domain.place import Place
from domain.request import TripRequest


def booking(request: TripRequest, segment: Segment, stay: Place, exchange: Exchange) -> StayBooking:
    """The nights of a segment in one stay; an unknown price counts as zero and is listed."""
    price = stay_price(stay, request.party, segment.nights)
    cost = exchange.convert(price) if price else None
    return StayBooking(
        place_id=stay.id,
        check_in_on=segment.dates[0],
        check_out_on=request.dates[segment.first_day + segment.nights],
        rooms=rooms_for(stay, request.party),
        cost=cost or Money.zero(exchange.currency),
    )


def sum_up(days: Sequence[Day], stays: Sequence[StayBooking], unpriced: Iterable[str], currency: str) -> Costs:
    """Every amount once, in its group; `unpriced` are the stays without a known price."""

    def group(amounts: Iterable[Money]) -> Money:
        return Money.total(amounts, currency)

    stops = [stop for day in days for stop in day.stops]
    legs = [stop.leg.cost for stop in stops] + [day.back.cost for day in days if day.back]
    journeys = [journey for day in days for journey in (day.travel_in, day.travel_out) if journey]
    parts = {
        "stays": group(stay.cost for stay in stays),
        "tickets": group(stop.cost for stop in stops if stop.purpose is Purpose.VISIT),
        "meals": group(stop.cost for stop in stops if stop.purpose is not Purpose.VISIT),
        "local_transport": group(legs),
        "travel": group(leg.cost for journey in journeys for leg in journey.legs),
    }
    unknown = dict.fromkeys([*(stop.place_id for stop in stops if not stop.cost_known), *unpriced])
    return Costs(**parts, total=group(parts.values()), unknown=tuple(unknown))

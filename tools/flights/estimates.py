"""What a flight would cost by distance, season and day, where nobody sells one: an estimate, and named as such.

The fare is that of tools/travel/estimates.py. Season and weekday: hand-fitted to typical economy fares of 2025, high
in the school holidays of the northern half of the world. Children pay three quarters, infants a tenth; cabins are
multiples of economy.
"""

from __future__ import annotations

import asyncio
from datetime import date
from decimal import Decimal

from domain.money import Money
from domain.offers import Cabin, FlightOffer, Found
from domain.place import Freshness, Source
from tools.adapter import Keyless
from tools.flights.airports import airport, is_known, warm
from tools.flights.contract import FlightQuery
from tools.travel.estimates import AS_OF, FARES_IN, flight_fare, flight_minutes

_MONTH = dict(enumerate(map(Decimal, "0.88 0.90 0.96 1.02 1.00 1.12 1.25 1.25 1.00 0.98 0.88 1.16".split()), start=1))
_BUSY_DAYS = (4, 6)  # Friday and Sunday
_BUSY, _QUIET = Decimal("1.08"), Decimal("0.98")
_CABIN: dict[Cabin, Decimal] = {
    "economy": Decimal(1),
    "premium_economy": Decimal("1.7"),
    "business": Decimal("3.4"),
    "first": Decimal(6),
}
_CHILD, _INFANT = Decimal("0.75"), Decimal("0.1")


class FlightEstimates(Keyless):
    name = "flight-estimates"
    version = AS_OF.isoformat()

    async def initialize(self) -> None:
        """Loads the airports that all adapters of flights read with, so that no search waits for them."""
        await asyncio.to_thread(warm)

    async def execute(self, query: FlightQuery) -> Found[FlightOffer]:
        """One, without flight numbers and times; none between airports that we do not know."""
        if not (is_known(query.origin) and is_known(query.destination)):
            return Found()
        start, end = airport(query.origin), airport(query.destination)
        km = start.at.metres_to(end.at) / 1000
        ways = [query.depart_on] if query.return_on is None else [query.depart_on, query.return_on]
        euros = sum((flight_fare(km) * _season(on) for on in ways), Decimal(0)) * _CABIN[query.cabin] * _seats(query)
        offer = FlightOffer(
            bounds=(),
            from_code=start.code,
            to_code=end.code,
            cabin=query.cabin,
            minutes=flight_minutes(km),
            passengers=query.passengers,
            price=Money.of(euros.quantize(Decimal(1)), FARES_IN),
            source=Source(
                provider=self.name,
                reference=f"{start.code}-{end.code}/{query.depart_on.isoformat()}",
                freshness=Freshness.ESTIMATED,
                as_of=AS_OF,
            ),
        )
        return Found(offers=(offer,))


def _season(on: date) -> Decimal:
    return _MONTH[on.month] * (_BUSY if on.weekday() in _BUSY_DAYS else _QUIET)


def _seats(query: FlightQuery) -> Decimal:
    return query.grown + query.seated_children * _CHILD + query.infants * _INFANT

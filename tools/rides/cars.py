"""Cars to hire: what a class of car typically costs in a country, and a way to the site that rents them.

Prices are estimates, and named as such: euros a day by class, hand-fitted to typical prices of 2025 in a country of
price level 1, changed by the country's level, by the season of the northern summer and by how long the hire is.
Giving a car back elsewhere costs a part by distance.
"""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal
from math import ceil
from zoneinfo import ZoneInfo

from domain.money import Money
from domain.offers import CarClass, CarOffer, Found
from domain.place import Freshness, Source
from domain.request import Party
from tools.adapter import Keyless
from tools.cities.countries import Country, find_country
from tools.links.contract import Ride
from tools.links.rentalcars import RENTALCARS
from tools.rates.embedded import PER_EURO
from tools.rides.contract import CarQuery

AS_OF = date(2025, 6, 1)
_EUROS_A_DAY: dict[CarClass, tuple[int, int]] = {  # and how many people sit in it with their bags
    "mini": (34, 3),
    "economy": (38, 4),
    "compact": (44, 4),
    "intermediate": (54, 5),
    "estate": (66, 5),
    "suv": (78, 5),
    "van": (112, 8),
    "luxury": (150, 4),
}
_SUMMER, _OTHER = Decimal("1.25"), Decimal("0.95")
_SUMMER_MONTHS = (6, 7, 8)
_WEEK_DAYS, _WEEK = 7, Decimal("0.85")
_AWAY_FROM_KM = 20
_AWAY_EUROS, _AWAY_A_KM = Decimal(40), Decimal("0.15")


class CarEstimates(Keyless):
    name = "car-estimates"
    version = AS_OF.isoformat()

    async def execute(self, query: CarQuery) -> Found[CarOffer]:
        """One for each class that the party fits into, cheapest first; none for a country that we do not know."""
        country = find_country(query.pick_up.country)
        if country is None or country.currency not in PER_EURO:
            return Found()
        fitting = ((kind, euros, seats) for kind, (euros, seats) in _EUROS_A_DAY.items() if seats >= query.people)
        return Found(
            offers=tuple(
                _offer(query, self.name, car_class=kind, seats=seats, price=_price(query, country, euros))
                for kind, euros, seats in fitting
            )
        )


class Rentalcars(Keyless):
    name = "rentalcars"
    version = "1"

    async def execute(self, query: CarQuery) -> Found[CarOffer]:
        """One: its page with places and times filled in; what it costs only the site knows."""
        ride = Ride(
            mode="car",
            from_name=query.pick_up.name,
            from_at=query.pick_up.at,
            to_name=query.end.name,
            to_at=query.end.at,
            on=query.pick_up_local.date(),
            party=Party(adults=query.people),
            language=query.language,
            currency=query.currency,
            depart_local=query.pick_up_local.replace(tzinfo=None),
            from_zone=query.pick_up.zone,
            to_zone=query.end.zone,
            return_on=query.drop_off_local.date(),
        )
        return Found(offers=(_offer(query, self.name, link=RENTALCARS.url(ride, None)),))


def _offer(
    query: CarQuery,
    provider: str,
    *,
    link: str = "",
    car_class: CarClass | None = None,
    seats: int | None = None,
    price: Money | None = None,
) -> CarOffer:
    start, end = query.pick_up, query.end
    return CarOffer(
        car_class=car_class,
        from_name=start.name,
        from_at=start.at,
        to_name=end.name,
        to_at=end.at,
        pick_up_local=query.pick_up_local.replace(tzinfo=None),
        from_zone=start.zone,
        drop_off_local=query.drop_off_local.replace(tzinfo=None),
        to_zone=end.zone,
        seats=seats,
        price=price,
        link=link,
        source=Source(
            provider=provider,
            reference=f"{start.country}/{car_class or 'any'}",
            freshness=Freshness.ESTIMATED,
            as_of=AS_OF,
        ),
    )


def _price(query: CarQuery, country: Country, euros_a_day: int) -> Money:
    """The whole hire in the country's currency, rounded to whole units; a begun day counts."""
    days = _days(query)
    level = Decimal(str(country.level)) ** Decimal("0.5")
    season = _SUMMER if query.pick_up_local.month in _SUMMER_MONTHS else _OTHER
    euros = euros_a_day * level * season * days * (_WEEK if days >= _WEEK_DAYS else 1) + _away(query)
    return Money.of((euros * PER_EURO[country.currency]).quantize(Decimal(1)), country.currency)


def _days(query: CarQuery) -> int:
    start = query.pick_up_local.replace(tzinfo=ZoneInfo(query.pick_up.zone)).astimezone(UTC)
    end = query.drop_off_local.replace(tzinfo=ZoneInfo(query.end.zone)).astimezone(UTC)
    return max(1, ceil((end - start).total_seconds() / 86_400))


def _away(query: CarQuery) -> Decimal:
    km = int(query.pick_up.at.metres_to(query.end.at) / 1000)
    return _AWAY_EUROS + _AWAY_A_KM * km if km > _AWAY_FROM_KM else Decimal(0)

"""What things cost in a country, from its price level: estimates, and named as such wherever they appear.

Each is `a · level^b` euros, fitted by least squares of the logarithms to the 30 cities of the atlas (June 2025:
fares, taxis, 580 places to eat, 296 stays); the usual error, as a factor, stands beside it. Amounts are rounded
to two figures, for no more is known.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final, NamedTuple

from domain.city import LocalTransport
from domain.money import Money, minor_exponent
from domain.place import Category, Freshness, Source
from tools.cities.countries import Country
from tools.rates.embedded import PER_EURO

PROVIDER: Final = "price-level"
AS_OF = date(2025, 6, 1)


class _Fit(NamedTuple):
    euros: float
    power: float


_FARE = _Fit(3.1, 1.7)  # factor 1.3
_TAXI_BASE, _TAXI_KM = _Fit(5.1, 2.0), _Fit(2.55, 2.0)  # factor 1.4 and 1.5
_TABLE_FOR_ONE = {  # factor 1.2 to 1.7
    Category.RESTAURANT: _Fit(42, 1.0),
    Category.CAFE: _Fit(20, 1.05),
    Category.BAR: _Fit(21, 0.55),
    Category.BAKERY: _Fit(12, 1.05),
    Category.STREET_FOOD: _Fit(13, 0.9),
    Category.FOOD_MARKET: _Fit(22, 1.3),
}
_STAR_ROOM = {1: _Fit(110, 1.1), 2: _Fit(140, 1.1), 3: _Fit(200, 0.9), 4: _Fit(227, 0.68), 5: _Fit(751, 0.73)}
_ROOM = {  # for two; factor 1.2 to 1.5
    Category.HOSTEL: _Fit(120, 1.1),
    Category.GUESTHOUSE: _Fit(123, 0.92),
    Category.APARTMENT: _Fit(160, 0.9),
    Category.HOTEL: _Fit(180, 0.8),
}


def price_source(country: Country, what: str) -> Source:
    """What a price that was worked out here carries beside it."""
    return Source(provider=PROVIDER, reference=f"{country.code}/{what}", freshness=Freshness.ESTIMATED, as_of=AS_OF)


def table_price(category: Category, country: Country) -> Money | None:
    """A meal for one without drinks; None for what is no place to eat."""
    fit = _TABLE_FOR_ONE.get(category)
    return None if fit is None else _money(fit, country)


def room_price(category: Category, stars: int | None, country: Country) -> Money | None:
    """A night for two; None for what is no place to sleep."""
    fit = _STAR_ROOM[stars] if stars and category is Category.HOTEL else _ROOM.get(category)
    return None if fit is None else _money(fit, country)


def local_transport(country: Country) -> LocalTransport:
    """Buses and taxis: those every city has."""
    return LocalTransport(
        modes=("bus", "taxi"),
        single_fare=_money(_FARE, country).major,
        taxi_base=_money(_TAXI_BASE, country).major,
        taxi_per_km=_money(_TAXI_KM, country).major,
        note="These fares are estimated from the country's prices; ask on the spot.",
    )


def transfer(fare: Decimal, km: float, currency: str) -> tuple[int, Decimal]:
    """Minutes and price of the way between an airport and the centre; 8 minutes off on average, factor 1.7."""
    price = fare * Decimal(3.3 + 0.12 * km)
    return min(240, round(25 + 0.87 * km)), _rounded(price, currency)


def _money(fit: _Fit, country: Country) -> Money:
    euros = Decimal(fit.euros * country.level**fit.power)
    return Money.of(_rounded(euros * PER_EURO[country.currency], country.currency), country.currency)


def _rounded(amount: Decimal, currency: str) -> Decimal:
    """To two figures, and no finer than the currency's smallest unit."""
    finest = -minor_exponent(currency)
    return amount.quantize(Decimal(1).scaleb(max(finest, amount.adjusted() - 1)), ROUND_HALF_EVEN).normalize() + 0

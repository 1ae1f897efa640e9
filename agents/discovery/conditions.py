"""Weather and exchange rates: of every day, and of every currency, the best that is known."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations

from agents.discovery.completing import each_from_the_first
from domain.candidates import Rate, Weather
from domain.city import CityFacts
from domain.errors import AllProvidersFailed, Failure, Unavailable
from domain.request import TripRequest
from tools.chain import Chain
from tools.rates.contract import RatesQuery
from tools.weather.contract import WeatherQuery

_AGREE = Decimal("1.05")  # two providers say the same when they are no more than a twentieth apart
# Of the 30 s that discovery has, of which the places may take twelve.
_WEATHER_S, _RATES_S, _COMPARE_S = 6.0, 5.0, 3.0


async def weather_of(
    request: TripRequest, city: CityFacts, chain: Chain[WeatherQuery, tuple[Weather, ...]]
) -> tuple[Weather, ...]:
    """Forecasts for the days that they reach, the month's normals beyond; none where nobody can be asked."""
    known, _ = await each_from_the_first(
        chain, request.dates, lambda days: WeatherQuery(city, days), lambda day: day.on, _WEATHER_S
    )
    return tuple(known.values())


async def rates_into(quote: str, bases: Iterable[str], chain: Chain[RatesQuery, tuple[Rate, ...]]) -> tuple[Rate, ...]:
    """Rates of all `bases` that somebody knows; raises AllProvidersFailed when there is none at all.

    What one provider says and the dated table finds hard to believe stands only where a second one says it too.
    """
    wanted = sorted(bases)
    known, failures = await each_from_the_first(
        chain, wanted, lambda left: RatesQuery(frozenset(left), quote), lambda rate: rate.base, _RATES_S
    )
    if wanted and not known:
        raise AllProvidersFailed(chain.capability.name, failures)
    if any(isinstance(one, Unavailable) and one.kind is Failure.MALFORMED for one in failures):
        known |= await _agreed(RatesQuery(frozenset(wanted), quote, far_too=True), chain)
    return tuple(known.values())


async def _agreed(query: RatesQuery, chain: Chain[RatesQuery, tuple[Rate, ...]]) -> dict[str, Rate]:
    """Rates that two live providers give alike; that of the first asked is taken."""
    said = await chain.ask_all(query, _COMPARE_S)
    live = [{rate.base: rate for rate in answer.value} for answer in said if answer.freshness is not None]
    agreed: dict[str, Rate] = {}
    for one, other in combinations(live, 2):
        for base in one.keys() & other.keys():
            low, high = sorted((one[base].rate, other[base].rate))
            if high <= low * _AGREE:
                agreed.setdefault(base, one[base])
    return agreed

"""What can be said of a city that nobody has described: from its country and its position, and marked as estimated.

How far visitors go is judged by the population: 8 km for a small town, 12 km more for every ten times as many people.
The months worth going are those that are neither cold nor hot (mean maximum of 15 to 29 °C) with rain on fewer than
half of the days; where there are none, the three that come nearest.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from domain.city import CityFacts, MonthClimate, Phrase
from domain.place import Freshness, Source
from tools.cities import airports, climate, countries, prices
from tools.cities.countries import Country
from tools.places.world_cities import WorldCity

PROVIDER: Final = "world-cities"
_PHRASES = Path(__file__).parent / "data" / "phrases.yaml"
_LEAST_KM, _MOST_KM, _KM_PER_TEN_TIMES, _SMALL_TOWN = 8.0, 40.0, 12.0, 15_000
_PLEASANT_C = (15.0, 29.0)
_HALF_OF_THE_DAYS = 15.0


@cache
def facts_of(city: WorldCity) -> CityFacts | None:
    """None where the country is none that people visit."""
    country = countries.find_country(city.country)
    if country is None:
        return None
    transport = prices.local_transport(country)
    months = climate.climate_at(city.at, airports.height_m(city.at))
    return CityFacts(
        id=city.id,
        name=city.name,
        country=city.country,
        country_name=country.name,
        at=city.at,
        reach_km=_reach_km(city.population),
        time_zone=city.time_zone,
        currency=country.currency,
        languages=country.languages,
        as_of=countries.AS_OF,
        summary=_summary(city, country),
        airports=airports.airports_of(city.name, city.at, transport.single_fare, country.currency),
        climate=months,
        best_months=_best(months),
        transport=transport,
        meal_times=country.meals,
        emergency=country.emergency,
        phrases=_phrases(country.languages[0]),
        etiquette=(),
        dress_code="",
        safety=("Read your government's travel advice for the country before you book.",),
        tipping=country.tipping,
        plugs=country.plugs,
        voltage=country.voltage,
        tap_water=country.tap_water,
        source=Source(
            provider=PROVIDER,
            reference=f"geonames/{city.geoname_id}",
            freshness=Freshness.ESTIMATED,
            as_of=countries.AS_OF,
        ),
    )


def with_climate(city: CityFacts, months: tuple[MonthClimate, ...]) -> CityFacts:
    """The city with a climate that was read rather than worked out, and the months that it makes the best."""
    return city.model_copy(update={"climate": months, "best_months": _best(months)})


def _reach_km(population: int) -> float:
    tens = math.log10(max(population, _SMALL_TOWN) / _SMALL_TOWN)
    return round(min(_MOST_KM, _LEAST_KM + _KM_PER_TEN_TIMES * tens), 1)


def _summary(city: WorldCity, country: Country) -> str:
    people = city.population
    many = f"{people / 1e6:.1f} million" if people >= 1_000_000 else f"{round(people, -3):,}"
    return (
        f"{city.name} has about {many} people and is in {country.name}. We have not described it ourselves: "
        "fares and transfers here are estimated from the country's prices and the distances."
    )


def _best(months: tuple[MonthClimate, ...]) -> tuple[int, ...]:
    low, high = _PLEASANT_C
    good = [m.month for m in months if low <= m.high <= high and m.rain_days < _HALF_OF_THE_DAYS]
    if good:
        return tuple(good)
    middle = (low + high) / 2
    ranked = sorted(months, key=lambda m: abs(m.high - middle) + m.rain_days)[:3]
    return tuple(sorted(m.month for m in ranked))


def _phrases(language: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(en=en, local=local, say=say) for en, local, say in _phrase_book().get(language, ()))


@cache
def _phrase_book() -> dict[str, list[list[str]]]:
    book: dict[str, list[list[str]]] = yaml.safe_load(_PHRASES.read_text(encoding="utf-8"))
    return book

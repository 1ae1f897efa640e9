"""The itinerary under examination, with the look-ups that all checks share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from domain.city import CityFacts
from domain.itinerary import Day, Itinerary, Leg, Purpose, StayBooking, Stop, Travel
from domain.money import Money
from domain.place import Place
from domain.request import DayLimit, TripRequest

DAY_MIN = 24 * 60
MEALS = (Purpose.BREAKFAST, Purpose.LUNCH, Purpose.DINNER)
_MEAL_WORDS = {
    Purpose.BREAKFAST: ("breakfast", "desayuno", "petit-déjeuner", "Frühstück"),
    Purpose.LUNCH: ("lunch", "almuerzo", "comida", "déjeuner", "Mittagessen"),
    Purpose.DINNER: ("dinner", "cena", "dîner", "Abendessen"),
}


def minutes_of(moment: datetime, on: date) -> int:
    """Wall-clock minutes after local midnight of `on`; seconds are rounded down."""
    return int((moment - datetime.combine(on, time())).total_seconds() // 60)


def clock(minutes: int) -> str:
    """As 14:05; past midnight the time of the day after."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def instant(local: datetime, zone: str) -> datetime:
    """The UTC instant of a wall-clock time; the first of two where the clock is set back."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def window_of(text: str) -> tuple[int, int]:
    """Minutes after midnight of "HH:MM-HH:MM"; an end before the start is past midnight."""
    start, end = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
    return start, end if end > start else end + DAY_MIN


def meal_words(purpose: Purpose) -> tuple[str, ...]:
    """What a meal is called in the languages that warnings are written in (en, es, fr, de)."""
    return _MEAL_WORDS[purpose]


def folded(text: str) -> str:
    """Lower case without accents and punctuation, for comparing names."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.replace("_", " ")))


@dataclass(frozen=True)
class Trip:
    """A request and the itinerary that claims to fulfil it."""

    request: TripRequest
    itinerary: Itinerary

    @cached_property
    def places(self) -> dict[str, Place]:
        return {place.id: place for place in self.itinerary.places}

    @cached_property
    def cities(self) -> dict[str, CityFacts]:
        return {city.id: city for city in self.itinerary.cities}

    @cached_property
    def _warnings(self) -> tuple[str, ...]:
        return tuple(folded(warning) for warning in self.itinerary.warnings)

    def days(self) -> Iterator[tuple[int, Day]]:
        """Days with their numbers from 1."""
        return enumerate(self.itinerary.days, 1)

    def stops(self) -> Iterator[tuple[int, Day, Stop]]:
        for number, day in self.days():
            for stop in day.stops:
                yield number, day, stop

    def legs(self) -> Iterator[tuple[int, Day, Leg]]:
        """Every transfer within a city, the way back included."""
        for number, day in self.days():
            for stop in day.stops:
                yield number, day, stop.leg
            if day.back is not None:
                yield number, day, day.back

    def travels(self) -> Iterator[tuple[int, Day, Travel]]:
        for number, day in self.days():
            for travel in (day.travel_in, day.travel_out):
                if travel is not None:
                    yield number, day, travel

    def name(self, place_id: str) -> str:
        """The place's name, or its id where the itinerary does not carry it."""
        place = self.places.get(place_id)
        return place.name if place else place_id

    def city_of(self, place_id: str) -> CityFacts | None:
        return self.cities.get(place_id.split("/", 1)[0])

    def warns_of(self, *names: str) -> bool:
        """Whether a warning names one of these things."""
        sought = [f" {folded(name)} " for name in names if folded(name)]
        return any(name in f" {warning} " for warning in self._warnings for name in sought)

    def warns_of_place(self, place_id: str) -> bool:
        return self.warns_of(place_id, self.name(place_id))

    def warns_on(self, on: date, *words: str) -> bool:
        """Whether one warning names both the date, as YYYY-MM-DD, and one of the words."""
        return any(
            on.isoformat() in warning and any(folded(word) in plain for word in words)
            for warning, plain in zip(self.itinerary.warnings, self._warnings, strict=True)
        )

    def rate(self, base: str, quote: str) -> Decimal | None:
        """What one `base` is in `quote`; None where the itinerary does not say."""
        if base == quote:
            return Decimal(1)
        return next((r.rate for r in self.itinerary.rates if (r.base, r.quote) == (base, quote)), None)

    def converted(self, major: Decimal, currency: str) -> Money | None:
        """An amount in the itinerary's currency, rounded half-even once; None without a rate."""
        rate = self.rate(currency, self.itinerary.currency)
        return None if rate is None else Money.of(major * rate, self.itinerary.currency)

    def admission(self, place: Place) -> Money | None:
        """What the whole party pays at a place, in the itinerary's currency; None where not known."""
        if place.price is None:
            return None
        child = place.child_price or place.price
        payers = sum(1 for age in self.request.party.children if age >= place.child_free_under)
        if payers and child.currency != place.price.currency:
            return None
        return self.converted(
            place.price.major * self.request.party.adults + child.major * payers, place.price.currency
        )

    def nights_price(self, booking: StayBooking) -> Money | None:
        place = self.places.get(booking.place_id)
        if place is None or place.price is None:
            return None
        nights = (booking.check_out_on - booking.check_in_on).days
        return self.converted(place.price.major * nights * booking.rooms, place.price.currency)

    def own_limit(self, number: int) -> DayLimit:
        """What a day has of its own instead of the trip's hours or pace."""
        limits = self.request.day_limits
        return next((limit for limit in limits if limit.day == number), DayLimit.model_construct(day=number))

    def span(self, number: int, day: Day) -> tuple[int, int]:
        """When the traveller is free on a day: wall-clock minutes after midnight of `day.on`."""
        request, own = self.request, self.own_limit(number)
        start = request.day_start_min if own.start_min is None else own.start_min
        end = request.day_end_min if own.end_min is None else own.end_min
        if number == 1 and request.arrive_min is not None:
            start = max(start, request.arrive_min)
        if number == len(self.itinerary.days) and request.leave_min is not None:
            end = min(end, request.leave_min)
        if day.travel_in is not None:
            start = max(start, minutes_of(day.travel_in.legs[-1].arrive_local, day.on))
        if day.travel_out is not None:
            end = min(end, minutes_of(day.travel_out.legs[0].depart_local, day.on))
        return start, end

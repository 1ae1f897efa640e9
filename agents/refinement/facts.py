"""What can be said of a trip, read off the itinerary: numbers and names, no words yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from babel import Locale
from babel.numbers import format_currency

from agents.refinement.plugs import fits, home_plugs, other_voltage
from agents.refinement.words import interest_word, mode_word
from domain.city import CityFacts
from domain.itinerary import Day, Itinerary, Purpose, Stop
from domain.money import Money
from domain.place import Access, Category, Place, Setting
from domain.request import TripRequest

Facts = dict[str, Any]

_WORSHIP = {Category.CHURCH, Category.MOSQUE, Category.SYNAGOGUE, Category.TEMPLE}
_HIKES = {"hiking", "hike", "trail", "mountain"}
_WET = 0.4
_CLOSES_SOON_MIN = 30
_FROM_THEN_ON = 2  # the variant of the story that says nothing of the day's beginning


class Teller:
    """Facts of one request and itinerary in one language."""

    def __init__(self, request: TripRequest, itinerary: Itinerary, language: str, locale: str) -> None:
        self._request, self._itinerary = request, itinerary
        self._language, self._locale = language, locale
        self._places = {place.id: place for place in itinerary.places}

    def trip(self) -> Facts:
        days, request = self._itinerary.days, self._request
        stops = [stop for day in days for stop in day.stops]
        cities = dict.fromkeys(self._itinerary.city(day.city_id).name for day in days)
        return {
            "days": len(days),
            "cities": list(cities),
            "interests": self._interests(stops),
            "first_on": days[0].on,
            "last_on": days[-1].on,
            "people": request.party.size,
            "children": len(request.party.children),
            "nights": sum(day.sleep_id is not None for day in days),
            "sights": sum(stop.purpose is Purpose.VISIT for stop in stops),
            "meals": sum(stop.purpose is not Purpose.VISIT for stop in stops),
            "stays": [self._places[stay.place_id].name for stay in self._itinerary.stays],
            "icons": self._icons(stops),
            "pace": request.pace.value,
            "start": min((_clock(stop.start_local) for stop in stops), default=_minutes(request.day_start_min)),
            "total": self._money(self._itinerary.costs.total),
            "budget": self._money(request.budget) if request.budget else "",
        }

    def _icons(self, stops: list[Stop]) -> list[str]:
        """The best known of the trip, three at most, in the order of the trip."""
        sights = [self._places[stop.place_id] for stop in stops if stop.purpose is Purpose.VISIT]
        best = sorted(sights, key=lambda place: -place.popularity)[:3]
        return [place.name for place in sights if place in best]

    def day(self, number: int, day: Day) -> Facts:
        sights = [stop for stop in day.stops if stop.purpose is Purpose.VISIT]
        # Only a day whose first stop is a sight begins with it.
        begins = bool(day.stops) and day.stops[0].purpose is Purpose.VISIT and day.travel_in is None
        facts = {
            "variant": number % 4 if begins else _FROM_THEN_ON,
            "city": self._itinerary.city(day.city_id).name,
            "names": [self._places[stop.place_id].name for stop in sights],
            "start": _clock(sights[0].start_local) if sights else "",
            "interests": self._interests(sights),
            "lunch": self._meal(day, Purpose.LUNCH),
            "dinner": self._meal(day, Purpose.DINNER),
            "indoor": sum(self._places[stop.place_id].setting is Setting.INDOOR for stop in sights),
            "outdoor": sum(self._places[stop.place_id].setting is Setting.OUTDOOR for stop in sights),
            "walk_km": _walk_km(day),
            "back": _clock(day.back.arrive_local) if day.back else "",
        }
        return facts | _weather(day) | self._journeys(day)

    def _interests(self, stops: list[Stop]) -> list[str]:
        """Interests of the request that these stops were chosen for; one that nothing serves is not named."""
        reasons = {reason for stop in stops for reason in stop.reasons}
        served = [interest for interest in self._request.interests if interest.replace("_", " ") in reasons]
        return self._words(served)

    def _meal(self, day: Day, purpose: Purpose) -> str:
        return next((self._places[s.place_id].name for s in day.stops if s.purpose is purpose), "")

    def _journeys(self, day: Day) -> Facts:
        arrival, departure = day.travel_in, day.travel_out
        longest = max(arrival.legs, key=lambda leg: leg.metres).mode if arrival else "walk"
        return {
            "moved": arrival is not None,
            "from_name": arrival.from_name if arrival else "",
            "to_name": arrival.to_name if arrival else "",
            "mode": mode_word(longest, self._language),
            "arrive": _clock(arrival.legs[-1].arrive_local) if arrival else "",
            "leaves": departure is not None,
            "leave": _clock(departure.legs[0].depart_local) if departure else "",
            "leave_to": departure.to_name if departure else "",
        }

    def note(self, day: Day, stop: Stop) -> Facts:
        place = self._places[stop.place_id]
        closing = _closing(place, day, stop)
        near = closing is not None and closing - _minute_of(stop.end_local, day.on) <= _CLOSES_SOON_MIN
        entry = closing is not None and place.last_entry_min > 0
        return {
            "booking": place.booking.value,
            "worship": place.category in _WORSHIP,
            "last_entry": _minutes((closing or 0) - place.last_entry_min) if entry else "",
            "closes": _minutes(closing or 0) if near and stop.purpose is Purpose.VISIT else "",
            "steps": self._request.step_free and place.step_free is Access.LIMITED,
            "hours_unknown": place.hours is None,
        }

    def packing(self) -> Facts:
        children = self._request.party.children
        youngest = min(children, default=99)
        return {
            "reservations": self._named(lambda place: place.booking.value == "required"),
            "swim": self._named(lambda place: place.category in {Category.BEACH, Category.WELLNESS}),
            "hike": self._named(lambda place: place.category is Category.NATURE or bool(_HIKES & set(place.tags))),
            "worship": self._named(lambda place: place.category in _WORSHIP),
            "walk_km": max(_walk_km(day) for day in self._itinerary.days),
            "children": len(children),
            "toddler": youngest if youngest < 4 else 0,
            **self._climate(),
            **self._abroad(),
        }

    def _climate(self) -> Facts:
        known = [day.weather for day in self._itinerary.days if day.weather is not None]
        low = round(min((w.low_c for w in known), default=15))
        high = round(max((w.high_c for w in known), default=18))
        wettest = max(known, key=lambda w: w.rain_chance, default=None)
        rainy = wettest is not None and wettest.rain_chance >= 0.25
        return {
            "low": low,
            "high": high,
            "freezing": low < 3,
            "cold": 3 <= low < 10,
            "mild": 10 <= low < 16,
            "hot": high >= 28,
            "sunny": 22 <= high < 28,
            "rainy": wettest.on if wettest and rainy else None,
            "rain": round(wettest.rain_chance * 100) if wettest else 0,
        }

    def _abroad(self) -> Facts:
        origin, cities = self._request.origin, self._itinerary.cities
        home = home_plugs(origin.country) if origin else None
        foreign = [city for city in cities if origin and city.country != origin.country]
        strange = [city for city in cities if home is not None and not fits(home, city.plugs)]
        other = {city.voltage for city in cities if origin and other_voltage(origin.country, city.voltage)}
        return {
            "abroad": bool(foreign) or len({city.country for city in cities}) > 1,
            "countries": _countries(foreign or list(cities), self._locale),
            "known_home": home is not None,
            "adapter": bool(strange) or home is None,
            "plugs": sorted({plug for city in (strange or cities) for plug in city.plugs}),
            "voltage": "/".join(map(str, sorted(other))),
            "currencies": sorted({city.currency for city in (foreign or (cities if origin is None else ()))}),
        }

    def _named(self, fitting: Callable[[Place], bool]) -> list[str]:
        """Names of places of the plan that fit, three at most: a list is not a plan."""
        used = dict.fromkeys(stop.place_id for day in self._itinerary.days for stop in day.stops)
        return [self._places[place_id].name for place_id in used if fitting(self._places[place_id])][:3]

    def _words(self, interests: tuple[str, ...] | list[str]) -> list[str]:
        found = (interest_word(interest, self._language) for interest in interests)
        return list(dict.fromkeys(word for word in found if word))

    def _money(self, amount: Money) -> str:
        return format_currency(amount.major, amount.currency, locale=self._locale)


def _countries(cities: list[CityFacts], locale: str) -> list[str]:
    names = Locale.parse(locale).territories
    return list(dict.fromkeys(names.get(city.country, city.country_name) for city in cities))


def _weather(day: Day) -> Facts:
    weather = day.weather
    return {
        "wet": weather is not None and weather.rain_chance >= _WET,
        "rain": round(weather.rain_chance * 100) if weather else 0,
        "low": round(weather.low_c) if weather else None,
        "high": round(weather.high_c) if weather else None,
    }


def _legs(day: Day) -> Iterator[tuple[str, int]]:
    for stop in day.stops:
        yield stop.leg.mode, stop.leg.metres
    if day.back is not None:
        yield day.back.mode, day.back.metres


def _walk_km(day: Day) -> float:
    return round(sum(metres for mode, metres in _legs(day) if mode == "walk") / 1000, 1)


def _closing(place: Place, day: Day, stop: Stop) -> int | None:
    """Minutes after midnight at which the window of the visit ends; None when open round the clock."""
    start = _minute_of(stop.start_local, day.on)
    windows = place.hours.windows_on(day.on) if place.hours else ()
    ends = [w.end for w in windows if w.start <= start < w.end and w.end - w.start < 24 * 60]
    return ends[0] if ends else None


def _minute_of(moment: datetime, on: date) -> int:
    return int((moment - datetime.combine(on, time())).total_seconds() // 60)


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def _minutes(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"

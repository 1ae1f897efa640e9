"""What a book holds, in the words of its templates: days, bookings, sums and cities, each as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from agents.rendering.book.pictures import Art, Gallery
from agents.rendering.book.words import Words
from agents.rendering.drawing.maps import day_map
from agents.rendering.drawing.palette import tone
from agents.rendering.map_links import apple_route, day_points, google_route
from agents.rendering.opening import hours_on
from domain.itinerary import Day, Itinerary, Link, Purpose, Stop, Travel
from domain.money import Money
from domain.place import Kind, Place

_PAGE_HOLDS = 4.4
_WEB = ("https://", "http://")


@dataclass(frozen=True)
class Phone:
    shown: str

    @property
    def dialled(self) -> str:
        return "".join(sign for sign in self.shown if sign.isdigit() or sign in "+#*")


@dataclass(frozen=True)
class Forecast:
    low: int
    high: int
    rain: float
    freshness: str


@dataclass(frozen=True)
class Route:
    google: str
    apple: str


@dataclass(frozen=True)
class Other:
    name: str
    reason: str


@dataclass(frozen=True)
class StopView:
    number: int
    start: str
    end: str
    meal: str
    name: str
    local_name: str
    local_language: str
    about: str
    area: str
    hours: str
    price: str
    phone: Phone | None
    links: tuple[Link, ...]
    note: str
    instead: tuple[Other, ...]
    leg: object
    art: Art


@dataclass(frozen=True)
class JourneyView:
    start: str
    end: str
    sign: str
    times: str
    from_name: str
    to_name: str
    mode: str
    cost: Money
    links: tuple[Link, ...]


@dataclass(frozen=True)
class DayView:
    number: int
    id: str
    on: date
    city: str
    title: str
    story: str
    colour: str
    hero: Art | None
    map: str
    weather: Forecast | None
    on_time: float | None
    walked: int
    cost: Money
    night: str
    route: Route | None
    travel_in: tuple[JourneyView, ...]
    travel_out: tuple[JourneyView, ...]
    stops: tuple[StopView, ...]
    back: object
    full: bool


class MapSizes(NamedTuple):
    """Width and height of a day's map, and of one on a day that fills two pages."""

    usual: tuple[float, float]
    full: tuple[float, float]


def is_full(day: Day) -> bool:
    """More than one page holds: then there is room for large pictures on two."""
    legs = [leg for travel in (day.travel_in, day.travel_out) if travel for leg in travel.legs]
    return len(day.stops) + 0.6 * len(legs) > _PAGE_HOLDS


class Days:
    """Every day of the itinerary as its pages show it."""

    def __init__(self, itinerary: Itinerary, words: Words, gallery: Gallery, sizes: MapSizes) -> None:
        self._trip, self._words, self._gallery, self._sizes = itinerary, words, gallery, sizes

    def __iter__(self) -> Iterator[DayView]:
        for number, day in enumerate(self._trip.days, 1):
            yield self._day(number, day)

    def _day(self, number: int, day: Day) -> DayView:
        hero = self._hero(day)
        night = self._trip.place(day.sleep_id).name if day.sleep_id else ""
        weather = day.weather
        return DayView(
            number=number,
            id=f"day-{number}",
            on=day.on,
            city=self._trip.city(day.city_id).name,
            title=day.title or self._trip.city(day.city_id).name,
            story=day.story,
            colour=tone(number),
            hero=self._gallery.of(hero) if hero else None,
            map=day_map(self._trip, number, *(self._sizes.full if is_full(day) else self._sizes.usual)),
            full=is_full(day),
            weather=Forecast(
                round(weather.low_c), round(weather.high_c), weather.rain_chance, weather.source.freshness.value
            )
            if weather
            else None,
            on_time=day.on_time,
            walked=walked(day),
            cost=day_cost(day, self._trip.currency),
            night=night,
            route=_route(self._trip, day),
            travel_in=tuple(self._journeys(day.travel_in, day.on)),
            travel_out=tuple(self._journeys(day.travel_out, day.on)),
            stops=tuple(self._stop(n, day, stop) for n, stop in enumerate(day.stops, 1)),
            back=day.back,
        )

    def _hero(self, day: Day) -> Place | None:
        """The best-known sight of the day, one with a photo before one without."""
        places = [self._trip.place(stop.place_id) for stop in day.stops]
        sights = [place for place in places if place.kind is Kind.SIGHT] or places
        return max(sights, key=lambda place: (self._gallery.has(place), place.popularity), default=None)

    def _stop(self, number: int, day: Day, stop: Stop) -> StopView:
        place = self._trip.place(stop.place_id)
        city = self._trip.city(day.city_id)
        return StopView(
            number=number,
            start=f"{stop.start_local:%H:%M}",
            end=f"{stop.end_local:%H:%M}",
            meal="" if stop.purpose is Purpose.VISIT else stop.purpose.value,
            name=place.name,
            local_name=place.local_name if place.local_name and place.local_name != place.name else "",
            local_language=city.languages[0],
            about=place.about,
            area=place.area or "",
            hours=hours_on(place, day.on),
            price=self._price(stop),
            phone=Phone(place.phone) if place.phone else None,
            links=web_links(stop.links),
            note=stop.note,
            instead=tuple(
                Other(self._trip.place(other.place_id).name, other.reason)
                for other in stop.alternates
                if other.code != "like"
            )[:2],
            leg=stop.leg,
            art=self._gallery.of(place),
        )

    def _price(self, stop: Stop) -> str:
        if not stop.cost_known:
            return self._words("price not known")
        return self._words.money(stop.cost) if stop.cost.minor else self._words("free")

    def _journeys(self, travel: Travel | None, on: date) -> Iterator[JourneyView]:
        for leg in travel.legs if travel else ():
            yield JourneyView(
                start=f"{leg.depart_local:%H:%M}",
                end=f"{leg.arrive_local:%H:%M}",
                sign="›" if self._words.direction == "ltr" else "‹",
                times=self._words.times(leg, on),
                from_name=leg.from_name,
                to_name=leg.to_name,
                mode=leg.mode,
                cost=leg.cost,
                links=web_links(leg.links),
            )


def web_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Those that a reader can open."""
    return tuple(link for link in links if link.url.startswith(_WEB))


def walked(day: Day) -> int:
    """Metres on foot."""
    legs = [*(stop.leg for stop in day.stops), *([day.back] if day.back else [])]
    return sum(leg.metres for leg in legs if leg.mode == "walk")


def day_cost(day: Day, currency: str) -> Money:
    """Tickets, meals and ways of the day; beds are counted with the stays."""
    legs = [*(stop.leg.cost for stop in day.stops), *([day.back.cost] if day.back else [])]
    return Money.total(
        [*(stop.cost for stop in day.stops), *legs, *_fares(day.travel_in), *_fares(day.travel_out)], currency
    )


def _fares(travel: Travel | None) -> list[Money]:
    return [leg.cost for leg in travel.legs] if travel else []


def _route(itinerary: Itinerary, day: Day) -> Route | None:
    points = day_points(itinerary, day)
    return Route(google_route(points), apple_route(points)) if len(points) > 1 else None

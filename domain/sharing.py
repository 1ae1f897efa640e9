"""Sharing a trip: who may do what with it, and what of it others are shown.

What is shown is made anew from the parts that were chosen; nothing is taken away from the whole, so that a field
that comes tomorrow is not shown by mistake. Words that somebody wrote are read sentence by sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field

from domain.candidates import Weather
from domain.city import CityFacts, Phrase
from domain.geo import Point
from domain.itinerary import Costs, Day, Itinerary, Leg, Link, Packing, Purpose, StayBooking, Stop, Travel, TravelLeg
from domain.money import Money
from domain.place import Category, Place


class Reach(StrEnum):
    """What somebody may do with a trip; each may what those before it may."""

    VIEWER = "viewer"
    EDITOR = "editor"
    OWNER = "owner"

    def allows(self, wanted: Reach) -> bool:
        order = list(Reach)
        return order.index(self) >= order.index(wanted)


class Rights(StrEnum):
    """What a link allows whoever has it."""

    VIEW = "view"
    EDIT = "edit"


class Section(StrEnum):
    """A part of the trip that may be shown or left out; the conversation is none and never shown."""

    DAYS = "days"
    MAP = "map"
    STAYS = "stays"
    COSTS = "costs"
    BOOKING_LINKS = "booking_links"
    PRACTICAL = "practical"


EVERY_SECTION = frozenset(Section)


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class SharedLink(_Shown):
    label: str
    provider: str
    kind: str
    href: str = Field(description="through our redirect, which counts the click")


class SharedPlace(_Shown):
    """What is known of a place without a trip: never its price."""

    id: str
    name: str
    local_name: str | None
    category: Category
    area: str | None
    about: str
    at: Point | None = Field(description="None: the map is not shown")


class SharedWay(_Shown):
    mode: str
    minutes: int


class SharedStop(_Shown):
    purpose: Purpose
    start_local: datetime
    end_local: datetime
    place: SharedPlace
    way: SharedWay | None = Field(description="how to get there; None where it would tell of what is not shown")
    note: str = ""
    cost: Money | None = None
    links: tuple[SharedLink, ...] = ()


class SharedJourney(_Shown):
    mode: str
    from_name: str
    to_name: str
    depart_local: datetime
    arrive_local: datetime
    cost: Money | None = None
    links: tuple[SharedLink, ...] = ()


class SharedDay(_Shown):
    number: int = Field(ge=1)
    on: date
    city: str
    title: str
    story: str
    arrivals: tuple[SharedJourney, ...] = ()
    stops: tuple[SharedStop, ...] = ()
    departures: tuple[SharedJourney, ...] = ()
    weather: Weather | None = None


class SharedStay(_Shown):
    place: SharedPlace
    check_in_on: date
    check_out_on: date
    cost: Money | None = None
    links: tuple[SharedLink, ...] = ()


class SharedCosts(_Shown):
    stays: Money
    tickets: Money
    meals: Money
    local_transport: Money
    travel: Money
    total: Money


class SharedCity(_Shown):
    """Practical things of a city; no prices of it, which are many."""

    name: str
    country_name: str
    emergency: dict[str, str]
    phrases: tuple[Phrase, ...]
    etiquette: tuple[str, ...]
    dress_code: str
    safety: tuple[str, ...]
    plugs: tuple[str, ...]
    voltage: int
    tap_water: str


class SharedTrip(_Shown):
    """A trip as others see it; a part that is not shown is None."""

    title: str
    summary: str
    language: str
    start_on: date
    end_on: date
    cities: tuple[str, ...]
    certified: bool = Field(description="every claim of the whole plan was checked and holds")
    days: tuple[SharedDay, ...] | None = None
    stays: tuple[SharedStay, ...] | None = None
    costs: SharedCosts | None = None
    practical: tuple[SharedCity, ...] | None = None
    packing: tuple[Packing, ...] | None = None

    def place_ids(self) -> frozenset[str]:
        """Of every place that is shown."""
        stops = [stop.place.id for day in self.days or () for stop in day.stops]
        return frozenset(stops + [stay.place.id for stay in self.stays or ()])


def reduced(
    itinerary: Itinerary,
    sections: Iterable[Section],
    *,
    certified: bool,
    href: Callable[[str], str],
    public: bool = False,
) -> SharedTrip:
    """The trip with these sections and nothing of the others; `href` leads through our redirect by a link's id.

    `public`: for the whole world, so without words that were written for those who travel, and without
    the way from and to their home.
    """
    return _Reduction(itinerary, frozenset(sections), href, public).trip(certified)


def title_of(itinerary: Itinerary) -> str:
    """From facts alone: "5 days in Kyoto and Tokyo"."""
    count, names = len(itinerary.days), _cities(itinerary)
    where = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{count} {'day' if count == 1 else 'days'} in {where}"


@dataclass(frozen=True)
class _Reduction:
    whole: Itinerary
    sections: frozenset[Section]
    href: Callable[[str], str]
    public: bool

    def trip(self, certified: bool) -> SharedTrip:
        whole = self.whole
        return SharedTrip(
            title=title_of(whole) if self.public else self._words(whole.title) or title_of(whole),
            summary="" if self.public else self._words(whole.summary),
            language=whole.language,
            start_on=whole.days[0].on,
            end_on=whole.days[-1].on,
            cities=_cities(whole),
            certified=certified,
            days=self._days() if self._shows(Section.DAYS) else None,
            stays=tuple(map(self._stay, whole.stays)) if self._shows(Section.STAYS) else None,
            costs=_costs(whole.costs) if self._shows(Section.COSTS) else None,
            practical=tuple(map(self._city, whole.cities)) if self._shows(Section.PRACTICAL) else None,
            packing=self._packing() if self._shows(Section.PRACTICAL) else None,
        )

    def _shows(self, section: Section) -> bool:
        return section in self.sections

    def _days(self) -> tuple[SharedDay, ...]:
        return tuple(self._day(number, day) for number, day in enumerate(self.whole.days, start=1))

    def _day(self, number: int, day: Day) -> SharedDay:
        arrives = not (self.public and number == 1)  # from home
        departs = not (self.public and number == len(self.whole.days))
        return SharedDay(
            number=number,
            on=day.on,
            city=self.whole.city(day.city_id).name,
            title="" if self.public else self._words(day.title),
            story="" if self.public else self._words(day.story),
            arrivals=self._journeys(day.travel_in) if arrives else (),
            stops=tuple(self._stop(stop, first=index == 0) for index, stop in enumerate(day.stops)),
            departures=self._journeys(day.travel_out) if departs else (),
            weather=day.weather if self._shows(Section.PRACTICAL) else None,
        )

    def _stop(self, stop: Stop, *, first: bool) -> SharedStop:
        return SharedStop(
            purpose=stop.purpose,
            start_local=stop.start_local,
            end_local=stop.end_local,
            place=self._place(self.whole.place(stop.place_id)),
            way=None if first and not self._shows(Section.STAYS) else _way(stop.leg),
            note="" if self.public else self._words(stop.note),
            cost=stop.cost if self._shows(Section.COSTS) else None,
            links=self._links(stop.links),
        )

    def _journeys(self, travel: Travel | None) -> tuple[SharedJourney, ...]:
        legs = travel.legs if travel is not None else ()
        return tuple(self._journey(leg) for leg in legs if not self._betrays(f"{leg.from_name}. {leg.to_name}"))

    def _journey(self, leg: TravelLeg) -> SharedJourney:
        return SharedJourney(
            mode=leg.mode,
            from_name=leg.from_name,
            to_name=leg.to_name,
            depart_local=leg.depart_local,
            arrive_local=leg.arrive_local,
            cost=leg.cost if self._shows(Section.COSTS) else None,
            links=self._links(leg.links),
        )

    def _stay(self, booking: StayBooking) -> SharedStay:
        return SharedStay(
            place=self._place(self.whole.place(booking.place_id)),
            check_in_on=booking.check_in_on,
            check_out_on=booking.check_out_on,
            cost=booking.cost if self._shows(Section.COSTS) else None,
            links=self._links(booking.links),
        )

    def _place(self, place: Place) -> SharedPlace:
        return SharedPlace(
            id=place.id,
            name=place.name,
            local_name=place.local_name,
            category=place.category,
            area=place.area,
            about=self._words(place.about),
            at=place.at if self._shows(Section.MAP) else None,
        )

    def _links(self, links: Iterable[Link]) -> tuple[SharedLink, ...]:
        if not self._shows(Section.BOOKING_LINKS):
            return ()
        shown = (link for link in links if link.kind != "map" or self._shows(Section.MAP))
        return tuple(
            SharedLink(label=self._words(link.label), provider=link.provider, kind=link.kind, href=self.href(link.id))
            for link in shown
        )

    def _city(self, city: CityFacts) -> SharedCity:
        return SharedCity(
            name=city.name,
            country_name=city.country_name,
            emergency=city.emergency,
            phrases=city.phrases,
            etiquette=self._all(city.etiquette),
            dress_code=self._words(city.dress_code),
            safety=self._all(city.safety),
            plugs=city.plugs,
            voltage=city.voltage,
            tap_water=self._words(city.tap_water),
        )

    def _packing(self) -> tuple[Packing, ...]:
        """For whom things are packed is nobody's business in public."""
        kept = (one for one in self.whole.packing if not self._betrays(f"{one.item}. {one.why}"))
        return () if self.public else tuple(kept)

    def _all(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(words for text in texts if (words := self._words(text)))

    def _words(self, text: str) -> str:
        """The sentences that tell nothing of what is left out."""
        return " ".join(one for one in _SENTENCE.split(text.strip()) if one and not self._betrays(one))

    def _betrays(self, sentence: str) -> bool:
        if _ADDRESS.search(sentence):
            return True
        if not self._shows(Section.COSTS) and _tells_money(sentence):
            return True
        plain = _plain(sentence)
        return any(name in plain for name in self._hidden_names)

    @cached_property
    def _hidden_names(self) -> frozenset[str]:
        stays = {day.base_id for day in self.whole.days} | {booking.place_id for booking in self.whole.stays}
        stays |= {day.sleep_id for day in self.whole.days if day.sleep_id is not None}
        stops = {stop.place_id for day in self.whole.days for stop in day.stops}
        shown = (stays if self._shows(Section.STAYS) else set()) | (stops if self._shows(Section.DAYS) else set())
        hidden = [place for place in self.whole.places if place.id not in shown]
        named = {name for place in self.whole.places if place.id in shown for name in _names(place)}
        return frozenset(name for place in hidden for name in _names(place)) - named


_SENTENCE = re.compile(r"(?<=[.!?؟])\s+|(?<=[。！？])\s*|\n+")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S", re.IGNORECASE)
_CURRENCY = re.compile(
    r"\b[A-Z]{3}\s?\d|\d\s?[A-Z]{3}\b|[円元원]"
    r"|\b(?:euros?|dollars?|pounds?|yen|francs?|dirhams?|rupees?|baht|yuan|kronor|pesos?)\b",
)
_ABOUT_MONEY = re.compile(
    r"\b(?:budget|costs?|price[ds]?|cheap(?:er|est)?|expensive|total|spend|fares?)\b", re.IGNORECASE
)


def _tells_money(sentence: str) -> bool:
    if any(unicodedata.category(char) == "Sc" for char in sentence) or _CURRENCY.search(sentence):
        return True
    return bool(_ABOUT_MONEY.search(sentence))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _names(place: Place) -> tuple[str, ...]:
    return tuple(_plain(name) for name in (place.name, place.local_name) if name)


def _way(leg: Leg) -> SharedWay:
    return SharedWay(mode=leg.mode, minutes=leg.minutes)


def _costs(costs: Costs) -> SharedCosts:
    return SharedCosts.model_validate(costs.model_dump(exclude={"unknown"}))


def _cities(itinerary: Itinerary) -> tuple[str, ...]:
    """Names in the order of the trip, each once."""
    return tuple(dict.fromkeys(itinerary.city(day.city_id).name for day in itinerary.days))

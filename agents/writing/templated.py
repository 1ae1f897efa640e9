"""The writing agent's voice without a model: templates that state facts of the itinerary and nothing more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from agents.refinement.narrate import narrate
from agents.refinement.words import LANGUAGES
from agents.writing.proposal import Proposal
from agents.writing.sayable import is_sayable
from agents.writing.stops import stop_of
from domain.itinerary import Itinerary, Purpose
from domain.money import Money
from domain.place import Booking, Kind, Place
from domain.request import TripRequest

_TEMPLATES = Path(__file__).parent / "templates"
_WET = 0.4


def spoken_in(language: str, request: TripRequest) -> str:
    """The language asked for, or the request's, where we have templates in it; else English."""
    wanted = language or request.language
    return wanted if wanted in LANGUAGES else "en"


def filled(
    request: TripRequest, itinerary: Itinerary, language: str, name: str, number: int = 0, place_id: str = ""
) -> Proposal:
    """One template with the facts of the trip, and of a stop where one is given."""
    spoken = spoken_in(language, request)
    told = narrate(request.model_copy(update={"language": spoken}), itinerary)
    facts = _trip(told) | (_stop(told, number, place_id) if number else {})
    text = _environment(spoken).get_template(f"{spoken}/{name}.j2").render(facts)
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.splitlines())
    return Proposal("\n".join(line for line in lines if line), spoken)


def _trip(told: Itinerary) -> dict[str, Any]:
    places = {place.id: place for place in told.places}
    stops = [places[stop.place_id] for day in told.days for stop in day.stops]
    weather = [day.weather for day in told.days if day.weather is not None]
    return {
        "told": told,
        "first_on": told.days[0].on,
        "last_on": told.days[-1].on,
        "cities": list(dict.fromkeys(told.city(day.city_id).name for day in told.days)),
        "required": _names(stops, lambda place: place.booking is Booking.REQUIRED),
        "advised": _names(stops, lambda place: place.booking is Booking.ADVISED),
        "wet": [one.on for one in weather if one.rain_chance >= _WET],
        "early": min((stop.start_local for day in told.days for stop in day.stops), default=None),
        "stays": [(places[stay.place_id], stay.cost) for stay in told.stays if is_sayable(places[stay.place_id].name)],
        "tables": [
            (day.on, places[stop.place_id], stop)
            for day in told.days
            for stop in day.stops
            if stop.purpose is not Purpose.VISIT and is_sayable(places[stop.place_id].name)
        ],
    }


def _names(places: Sequence[Place], fitting: Any) -> list[str]:
    found = (
        place.name for place in places if place.kind is not Kind.STAY and fitting(place) and is_sayable(place.name)
    )
    return list(dict.fromkeys(found))


def _stop(told: Itinerary, number: int, place_id: str) -> dict[str, Any]:
    stop, place = stop_of(told, number, place_id), told.place(place_id)
    name = place.name if is_sayable(place.name) else told.city(told.days[number - 1].city_id).name
    return {
        "name": name,
        "city": told.city(told.days[number - 1].city_id).name,
        "on": stop.start_local.date(),
        "starts": f"{stop.start_local:%H:%M}",
        "ends": f"{stop.end_local:%H:%M}",
    }


@cache
def _environment(language: str) -> Environment:
    """Plain text, so nothing is escaped; a name that is missing is an error, not a gap."""
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, autoescape=False)  # noqa: S701
    locale = "en_GB" if language == "en" else language
    forms = {"en": "EEEE d MMMM", "de": "EEEE, d. MMMM", "es": "EEEE d 'de' MMMM", "fr": "EEEE d MMMM"}

    def listed(words: Sequence[str]) -> str:
        return format_list(list(words), locale=locale)

    def day(on: date) -> str:
        return format_date(on, forms[language], locale=locale)

    def money(amount: Money) -> str:
        return format_currency(amount.major, amount.currency, locale=locale)

    environment.filters.update(listed=listed, day=day, money=money)
    return environment

"""The city that a search is about, and what is wrong with a search that is about none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from domain.city import CityFacts
from domain.errors import FieldError, InvalidRequest
from tools.cities.facts import find_facts
from tools.flights.airports import METROPOLITAN, is_known
from tools.places.gazetteer import CityMatch, find_city

Query = TypeVar("Query")
_FURTHEST = timedelta(days=730)
_IATA = re.compile(r"[A-Z]{3}")


def locate(field: str, text: str) -> CityFacts:
    """The city of that id or name, slips forgiven; raises InvalidRequest. The first call loads the world's cities."""
    facts = find_facts(text) or _named(text)
    if facts is None:
        raise InvalidRequest([FieldError(field, f"I do not know a city called {text!r}.")])
    return facts


def _named(text: str) -> CityFacts | None:
    found = find_city(text, world=True)
    return find_facts(found.city_id) if isinstance(found, CityMatch) else None


def airport_of(field: str, text: str) -> str:
    """The IATA code that was written, or the named city's; raises InvalidRequest.

    Of a city with several airports it is the code that stands for all of them.
    """
    if _IATA.fullmatch(text):
        if is_known(text):
            return text
        raise InvalidRequest([FieldError(field, f"There is no airport {text}.")])
    city = locate(field, text)
    if not city.airports:
        raise InvalidRequest([FieldError(field, f"I know no airport of {city.name}.")])
    first = city.airports[0].code
    return next((whole for whole, codes in METROPOLITAN.items() if first in codes), first)


def check_days(**days: date | None) -> None:
    """Raises InvalidRequest for days that are past everywhere on Earth, or too far ahead for anybody to sell."""
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    problems = [
        FieldError(field, "this day is past" if day < yesterday else "this is too far ahead")
        for field, day in days.items()
        if day is not None and not yesterday <= day <= yesterday + _FURTHEST
    ]
    if problems:
        raise InvalidRequest(problems)


def asking(build: Callable[[], Query], fields: Iterable[str]) -> Query:
    """A question out of a body's fields; InvalidRequest names those fields that the objection speaks of."""
    try:
        return build()
    except ValueError as objection:
        told = str(objection)
        named = [field for field in fields if field.removesuffix("s") in told] or ["body"]
        raise InvalidRequest([FieldError(field, told) for field in named]) from objection

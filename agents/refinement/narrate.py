"""The refinement agent's voice without a model: templates that can only say what is in the itinerary."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from agents.refinement.facts import Facts, Teller
from agents.refinement.words import LANGUAGES
from domain.itinerary import Day, Itinerary, Packing
from domain.request import TripRequest

_TEMPLATES = Path(__file__).parent / "templates"
_LOCALES = {"en": "en_GB"}


def narrate(request: TripRequest, itinerary: Itinerary, told: Collection[date] = ()) -> Itinerary:
    """The itinerary with title, summary, day titles and stories, notes and a packing list.

    In the request's language where we write it (en, es, fr, de), else in English. Only words
    change, and none of the days `told`; doing it twice is doing it once.
    """
    language = request.language if request.language in LANGUAGES else "en"
    teller = Teller(request, itinerary, language, _LOCALES.get(language, language))
    trip = teller.trip()
    return itinerary.model_copy(
        update={
            "language": language,
            "title": _tell(language, "title", trip),
            "summary": _tell(language, "summary", trip),
            "days": tuple(
                day if day.on in told else _day(language, teller, number, day)
                for number, day in enumerate(itinerary.days)
            ),
            "packing": _packing(language, teller),
        }
    )


def _day(language: str, teller: Teller, number: int, day: Day) -> Day:
    facts = teller.day(number, day)
    stops = tuple(s.model_copy(update={"note": _tell(language, "note", teller.note(day, s))}) for s in day.stops)
    words = {"title": _tell(language, "day_title", facts), "story": _tell(language, "story", facts)}
    return day.model_copy(update={**words, "stops": stops})


def _packing(language: str, teller: Teller) -> tuple[Packing, ...]:
    """Each line of the template is an item and why, with a bar between."""
    text = _environment(language).get_template(f"{language}/packing.j2").render(teller.packing())
    lines = (line.split(" | ", 1) for line in text.splitlines() if line.strip())
    return tuple(Packing(item=item.strip(), why=why.strip()) for item, why in lines)


def _tell(language: str, template: str, facts: Facts) -> str:
    """One paragraph: the template's lines are its sentences."""
    text = _environment(language).get_template(f"{language}/{template}.j2").render(facts)
    return re.sub(r"\s+", " ", text).strip()


@cache
def _environment(language: str) -> Environment:
    """Plain text, so nothing is escaped; a name that is missing is an error, not a gap."""
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, autoescape=False)  # noqa: S701
    locale = _LOCALES.get(language, language)

    def listed(words: Sequence[str]) -> str:
        return format_list(list(words), locale=locale)

    def day(on: date) -> str:
        return format_date(
            on, {"en": "d MMMM", "de": "d. MMMM", "es": "d 'de' MMMM"}.get(language, "d MMMM"), locale=locale
        )

    def number(value: float) -> str:
        return str(format_decimal(value, locale=locale))

    environment.filters.update(listed=listed, day=day, number=number)
    return environment

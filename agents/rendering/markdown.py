"""The trip as a Markdown document that reads well as plain text too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from agents.rendering.document import Dossier
from agents.rendering.labels import labels, locale_of
from agents.rendering.opening import hours_on
from agents.rendering.practical import practical_rows
from agents.rendering.sources import notices, source_rows
from domain.itinerary import Day, Link, TravelLeg
from domain.money import Money

_RULES = {"", "offline", "rules"}  # what serves when no language model wrote


class _Raw(str):
    """Markdown of our own, not to be escaped."""

    __slots__ = ()


def escaped(value: object) -> str:
    """Text from outside without the characters that Markdown or HTML would act on."""
    if isinstance(value, _Raw):
        return value
    return re.sub(r"([\\`*_{}\[\]<>|#~])", r"\\\1", re.sub(r"\s+", " ", str(value)))


def _links(links: Iterable[Link]) -> _Raw:
    return _Raw(" · ".join(f"[{escaped(link.label)}]({_url(link.url)})" for link in links))


def _url(url: str) -> str:
    """Brackets and spaces would end the address early."""
    return re.sub(r"[()<>\s|]", lambda found: f"%{ord(found.group()):02X}", url)


# Every printed value goes through `escaped`: Markdown's own kind of autoescaping.
_ENVIRONMENT = Environment(  # noqa: S701
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    finalize=escaped,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_markdown(dossier: Dossier) -> bytes:
    itinerary, locale = dossier.itinerary, locale_of(dossier.itinerary.language)
    words = labels(itinerary.language)

    def money(amount: Money) -> str:
        return format_currency(amount.major, amount.currency, locale=locale)

    def long_date(on: date) -> str:
        return format_date(on, "full", locale=locale)

    def times(leg: TravelLeg, day: Day) -> str:
        """A journey may begin the evening before or end the day after: then the date is said."""
        ends = ((leg.depart_local, leg.depart_local.date()), (leg.arrive_local, leg.arrive_local.date()))
        shown = (
            f"{at:%H:%M}" + ("" if on == day.on else f" ({format_date(on, 'short', locale=locale)})") for at, on in ends
        )
        return "–".join(shown)

    sources = tuple(source_rows(itinerary))
    context: dict[str, Any] = {
        "times": times,
        "hours": hours_on,
        "t": words,
        "money": money,
        "long_date": long_date,
        "links": _links,
        "place": itinerary.place,
        "city": itinerary.city,
        "practical": list(practical_rows(itinerary, words)),
        "checked": sum(claim.checked for claim in dossier.certificate.claims),
        "sources": sources,
        "notices": notices(sources),
        "writer": words["our own rules"] if itinerary.served_by in _RULES else itinerary.served_by,
    }
    text = _ENVIRONMENT.get_template("trip.md.j2").render(
        request=dossier.request, itinerary=itinerary, certificate=dossier.certificate, **context
    )
    return (re.sub(r"\n{3,}", "\n\n", text).strip() + "\n").encode()

"""Makes the book: everything it shows from the dossier, laid into the templates, with the fonts that it needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from agents.rendering.book.bookings import bookings_of
from agents.rendering.book.cities import city_view
from agents.rendering.book.contents import Days, DayView, MapSizes, walked
from agents.rendering.book.fonts import font_css
from agents.rendering.book.look import Order, Variant
from agents.rendering.book.pages import page_rules
from agents.rendering.book.pictures import Gallery
from agents.rendering.book.words import Words
from agents.rendering.document import Dossier
from agents.rendering.drawing.maps import journey_map
from agents.rendering.drawing.qr import qr
from agents.rendering.sources import notices, source_rows
from domain.itinerary import Itinerary

_TEMPLATES = Path(__file__).parent.parent / "templates"
_RULES = {"", "offline", "rules"}  # what serves when no language model wrote
_GROUPS = ("stays", "travel", "meals", "tickets", "local_transport")
_MAPS = {
    Variant.FULL: MapSizes((330.0, 178.0), (330.0, 279.0)),
    Variant.MOBILE: MapSizes((320.0, 240.0), (320.0, 240.0)),
}
_MAP = MapSizes((380.0, 200.0), (380.0, 200.0))
_MANY_DAYS = 9
_JOURNEYS = {Variant.MOBILE: (380.0, 340.0), Variant.COMPACT: (360.0, 280.0)}


@dataclass(frozen=True)
class Shows:
    """What a variant has: large pictures, thumbnails, QR codes."""

    pictures: bool
    thumbs: bool
    codes: bool


_SHOWS = {
    Variant.FULL: Shows(pictures=True, thumbs=True, codes=True),
    Variant.COMPACT: Shows(pictures=False, thumbs=False, codes=False),
    Variant.PRINT: Shows(pictures=False, thumbs=True, codes=True),
    Variant.MOBILE: Shows(pictures=True, thumbs=True, codes=False),
}


@dataclass(frozen=True)
class ContentsEntry:
    id: str
    title: str
    about: str = ""
    number: str = ""
    colour: str = ""

    @property
    def level(self) -> str:
        return "chief" if self.number else "part"


@dataclass(frozen=True)
class Figures:
    nights: int
    stops: int
    walked: int


@dataclass(frozen=True)
class Share:
    name: str
    amount: Any
    share: float


def build_book(dossier: Dossier, order: Order) -> str:
    """One HTML document that asks nobody for anything; every value from outside is escaped by the templates."""
    words, gallery = Words(order.language), Gallery(order.pictures)
    itinerary = dossier.itinerary
    days = tuple(Days(itinerary, words, gallery, _MAPS.get(order.variant, _MAP)))
    told = _told(dossier, order, words, gallery, days)
    body = _environment().get_template("book/book.html.j2").render(told)
    fonts = font_css(re.sub(r"<style>.*?</style>|data:[^\"']*", "", body, flags=re.DOTALL), order.language)
    return body.replace(_FONTS, fonts, 1)


_FONTS = "/* fonts */"


def _told(dossier: Dossier, order: Order, words: Words, gallery: Gallery, days: tuple[DayView, ...]) -> dict[str, Any]:
    itinerary, certificate = dossier.itinerary, dossier.certificate
    sources = tuple(source_rows(itinerary))
    environment = _environment()

    def journey_row(leg: Any) -> Markup:
        shown = environment.get_template("book/journey.html.j2").render(leg=leg, w=words)
        return Markup(shown)  # noqa: S704  a template's own output, escaped there

    return {
        "w": words,
        "qr": qr,
        "look": order.look,
        "variant": order.variant.value,
        "shows": _SHOWS[order.variant],
        "request": dossier.request,
        "itinerary": itinerary,
        "certificate": certificate,
        "address": order.address,
        "days": days,
        "journey_row": journey_row,
        "cities": tuple(city_view(city, words) for city in itinerary.cities),
        "hero": gallery.cover(itinerary),
        "journey": journey_map(itinerary, *_journey_size(order.variant, len(days))),
        "figures": _figures(itinerary),
        "bookings": bookings_of(itinerary, gallery),
        "sums": tuple(_sums(itinerary)),
        "unknown": [itinerary.place(place_id).name for place_id in itinerary.costs.unknown],
        "checked": sum(claim.checked for claim in certificate.claims),
        "failed": sum(claim.failed for claim in certificate.claims),
        "sources": sources,
        "notices": notices(sources),
        "writer": words("our own rules") if itinerary.served_by in _RULES else itinerary.served_by,
        "photos": tuple(gallery.credits(itinerary)),
        "contents": tuple(_contents(itinerary, words, days)),
        "fonts": Markup(_FONTS),  # noqa: S704  a comment of our own
        "styles": Markup(_styles(order.variant)),  # noqa: S704  files of our own
        "page_heads": Markup(page_rules(itinerary, words, order)),  # noqa: S704  escaped for CSS there
    }


def _journey_size(variant: Variant, days: int) -> tuple[float, float]:
    """Flatter where the days below it need the room."""
    return _JOURNEYS.get(variant, (520.0, 300.0 if days <= _MANY_DAYS else 236.0))


def _figures(itinerary: Itinerary) -> Figures:
    nights = sum((stay.check_out_on - stay.check_in_on).days for stay in itinerary.stays)
    return Figures(nights, sum(len(day.stops) for day in itinerary.days), sum(map(walked, itinerary.days)))


def _sums(itinerary: Itinerary) -> list[Share]:
    whole = itinerary.costs.total.minor or 1
    amounts = ((name, getattr(itinerary.costs, name)) for name in _GROUPS)
    return [Share(name.replace("_", " "), amount, amount.minor / whole) for name, amount in amounts]


def _contents(itinerary: Itinerary, words: Words, days: tuple[DayView, ...]) -> list[ContentsEntry]:
    chapters = [
        ContentsEntry(day.id, day.title, f"{words.short_day(day.on)} · {day.city}", str(day.number), day.colour)
        for day in days
    ]
    packing = [ContentsEntry("packing", words("Packing"))] if itinerary.packing else []
    return [
        ContentsEntry("overview", words("Overview")),
        *chapters,
        ContentsEntry("bookings", words("Bookings")),
        ContentsEntry("budget", words("Costs")),
        *packing,
        *(ContentsEntry(f"city-{city.id}", city.name, words("good to know")) for city in itinerary.cities),
        ContentsEntry("certificate", words("Certificate")),
        ContentsEntry("sources", words("Sources")),
    ]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=4)
def _styles(variant: Variant) -> str:
    own = _TEMPLATES / "book" / f"{variant}.css"
    return (_TEMPLATES / "book/book.css").read_text(encoding="utf-8") + (
        own.read_text(encoding="utf-8") if own.exists() else ""
    )

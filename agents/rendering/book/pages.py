"""Page sizes, margins, running heads and page numbers, as CSS paged media."""

from __future__ import annotations

from agents.rendering.book.look import Order, Variant
from agents.rendering.book.words import Words
from domain.itinerary import Itinerary

_SIZES = {Variant.MOBILE: ("100mm 178mm", "12mm 7mm 12mm")}
_A4 = ("210mm 297mm", "20mm 16mm 18mm")
_HEAD = "font: 400 7pt 'Inter', 'Noto Sans Arabic', 'Noto Sans JP', sans-serif; color: #6b737b"


def page_rules(itinerary: Itinerary, words: Words, order: Order) -> str:
    """A cover without margins; on every other page the trip's title, on a day's pages the day too."""
    size, margin = _SIZES.get(order.variant, _A4)
    cover = margin if order.variant is Variant.PRINT else "0"
    start, end = ("left", "right") if words.direction == "ltr" else ("right", "left")
    name = "" if order.variant is Variant.MOBILE else order.look.name
    heads = f"@top-{start} {{ content: {_css(itinerary.title)}; {_HEAD} }}"
    feet = f"@bottom-{start} {{ content: {_css(name)}; {_HEAD} }} @bottom-{end} {{ content: counter(page); {_HEAD} }}"
    bare = " ".join(f"@{box} {{ content: none }}" for box in (f"top-{start}", f"bottom-{start}", f"bottom-{end}"))
    rules = [
        f"@page {{ size: {size}; margin: {margin}; {heads} {feet} }}",
        f"@page cover {{ margin: {cover}; {bare} }}",
    ]
    for number, day in enumerate(itinerary.days, 1):
        told = f"{words.day(number)} · {itinerary.city(day.city_id).name}"
        rules.append(f"@page day{number} {{ @top-{end} {{ content: {_css(told)}; {_HEAD} }} }}")
    return "\n".join(rules)


def _css(text: str) -> str:
    """A CSS string (CSS Syntax 3, section 4.3.7): whatever could end it or the style element is told by its number."""
    isolated = f"\u2068{text}\u2069"  # first strong isolate: it keeps its own direction (Unicode UAX 9)
    told = (sign if sign.isalnum() or sign in " .,:;·–-" else f"\\{ord(sign):x} " for sign in isolated)
    return '"' + "".join(told) + '"'

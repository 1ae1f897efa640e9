"""A public trip to be set into somebody else's page: plain HTML, no cookies, one script for its height."""

from __future__ import annotations

import colorsys
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from PIL import ImageColor

from api.publishing.head import Described
from api.publishing.picture import dates_of

_FILE = Path(__file__).with_name("embed.html")
_ENVIRONMENT = Environment(undefined=StrictUndefined, autoescape=True, trim_blocks=True)
_HOUSE = "#0e5e54"


def embedded(told: Described, slug: str, nonce: str, accent: str | None) -> str:
    """The page; `accent` is the agency's colour."""
    template = _ENVIRONMENT.from_string(_source(_FILE.stat().st_mtime_ns))
    return template.render(
        trip=told.trip,
        slug=slug,
        nonce=nonce,
        accent=_of_lightness(accent or _HOUSE, 0.3),
        accent_dark=_of_lightness(accent or _HOUSE, 0.72),
        picture=told.picture,
        picture_alt=f"Map of the trip: {told.trip.title}",
        dates=dates_of(told.trip.start_on, told.trip.end_on),
        author=told.author,
        address=told.address,
        site=told.site,
    )


def policy(nonce: str) -> str:
    """May stand in any page; takes nothing from anywhere but its own pictures."""
    return (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; img-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors *"
    )


def _of_lightness(colour: str, lightness: float) -> str:
    """The same hue, light or dark enough to be read on its ground."""
    red, green, blue = ImageColor.getrgb(colour)[:3]
    hue, _, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    mixed = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in mixed)


@lru_cache(maxsize=2)
def _source(_changed_ns: int) -> str:
    return _FILE.read_text(encoding="utf-8")

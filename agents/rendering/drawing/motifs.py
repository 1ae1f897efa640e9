"""A small picture for a place of which there is no photo: what it is, in the light of its name."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from random import Random

from agents.rendering.drawing.palette import AMBER, DAWN, DUSK, MINT, OLIVE, ROSE, SEA, Palette
from domain.place import Category

_W, _H = 400, 300

_FIGURES: dict[str, str] = tomllib.loads(Path(__file__).with_name("motifs.toml").read_text(encoding="utf-8"))

_DRAWN: dict[str, tuple[str, Palette]] = {
    "shrine": ("torii", ROSE),
    "temple": ("temple", DAWN),
    "church": ("church", SEA),
    "synagogue": ("dome", SEA),
    "mosque": ("dome", AMBER),
    "castle": ("castle", DUSK),
    "palace": ("columns", AMBER),
    "bridge": ("bridge", SEA),
    "viewpoint": ("peak", DUSK),
    "nature": ("peak", OLIVE),
    "tour": ("street", MINT),
    **dict.fromkeys(("museum", "gallery", "archaeology", "monument", "workshop"), ("columns", DAWN)),
    "landmark": ("tower", SEA),
    "architecture": ("street", DUSK),
    **dict.fromkeys(("park", "garden", "cemetery", "zoo"), ("park", OLIVE)),
    **dict.fromkeys(("beach", "cruise", "aquarium", "wellness"), ("water", MINT)),
    **dict.fromkeys(("market", "shopping", "food_market", "street_food"), ("stalls", AMBER)),
    **dict.fromkeys(("library", "bookshop"), ("books", AMBER)),
    **dict.fromkeys(("theatre", "music", "nightlife"), ("stage", DUSK)),
    **dict.fromkeys(("theme_park", "sport"), ("wheel", DUSK)),
    **dict.fromkeys(("neighbourhood", "square"), ("street", ROSE)),
    **dict.fromkeys(("restaurant", "bar"), ("bowl", ROSE)),
    **dict.fromkeys(("cafe", "bakery"), ("cup", AMBER)),
    **dict.fromkeys(("hotel", "hostel", "guesthouse", "apartment", "ryokan", "riad"), ("bed", SEA)),
}


def motif(category: Category, name: str, sky: str = "sky") -> str:
    """SVG of 400 × 300; the same place has the same hills and sun. `sky` is an id that no drawing beside it has."""
    chance = Random(f"motif/{name}")
    drawn, colours = _DRAWN.get(category.value, ("street", MINT))
    x, r = chance.choice((chance.randrange(50, 120), chance.randrange(280, 350))), chance.randrange(24, 38)
    y = chance.randrange(56, 96)
    figure = _FIGURES[drawn].format(n=colours.near, i=colours.ink, s=colours.sun)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_W} {_H}" preserveAspectRatio="xMidYMid slice">'
        f'<defs><linearGradient id="{sky}" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{colours.high}"/><stop offset="1" stop-color="{colours.low}"/>'
        f'</linearGradient></defs><rect width="{_W}" height="{_H}" fill="url(#{sky})"/>'
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="{colours.sun}"/>'
        f'<path d="{_hill(chance, 190, 70)}" fill="{colours.far}" opacity=".75"/>'
        f'<path d="{_hill(chance, 226, 34)}" fill="{colours.middle}" opacity=".8"/>'
        f'{figure}<path d="M0 {_H}V240q100-14 200-6t200-4V{_H}Z" fill="{colours.ink}"/></svg>'
    )


def _hill(chance: Random, base: int, swing: int) -> str:
    points = [(100 * n, base - swing // 2 + chance.randrange(swing)) for n in range(5)]
    curve = "".join(f"C{(x + u) // 2} {y} {(x + u) // 2} {v} {u} {v}" for (x, y), (u, v) in pairwise(points))
    return f"M0 {_H}V{points[0][1]}{curve}V{_H}Z"

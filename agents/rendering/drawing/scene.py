"""A city's own landscape for a cover without a photo: the same name gives the same hills, roofs and light."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from agents.rendering.drawing.palette import PALETTES, Palette

_W, _H = 1000, 1000


def scene(name: str, sky: str = "sky") -> str:
    """SVG of 1000 × 1000, to be cropped from above: what matters stands in its lower half. `sky` as of `motif`."""
    chance = Random(f"scene/{name}")
    colours = chance.choice(PALETTES)
    ridges = ((560, 150, colours.far, 0.55), (640, 120, colours.far, 1.0), (720, 100, colours.middle, 1.0))
    hills = "".join(f'<path d="{_ridge(chance, *at)}" fill="{fill}" opacity="{o}"/>' for *at, fill, o in ridges)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_W} {_H}" preserveAspectRatio="xMidYMax slice">'
        f"{_sky(chance, colours, sky)}{hills}{_town(chance, colours)}"
        f'<path d="{_ridge(chance, 905, 60)}" fill="{colours.ink}"/>{_trees(chance, colours)}</svg>'
    )


def _sky(chance: Random, colours: Palette, name: str) -> str:
    x, y, r = chance.randrange(180, 820), chance.randrange(300, 430), chance.randrange(70, 110)
    halos = "".join(
        f'<circle cx="{x}" cy="{y}" r="{r * k}" fill="{colours.sun}" opacity=".14"/>' for k in (2.6, 1.9, 1.4)
    )
    clouds = "".join(_cloud(chance, 150 + 90 * n) for n in range(3))
    return (
        f'<defs><linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="{colours.high}"/><stop offset=".75" stop-color="{colours.low}"/>'
        f'</linearGradient></defs><rect width="{_W}" height="{_H}" fill="url(#{name})"/>{halos}'
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="{colours.sun}"/>{clouds}{_birds(chance, colours)}'
    )


def _cloud(chance: Random, y: int) -> str:
    x, wide = chance.randrange(-60, 800), chance.randrange(160, 340)
    bars = ((0, 0, wide), (wide * 0.18, 22, wide * 0.7), (-wide * 0.12, 44, wide * 0.55))
    return "".join(
        f'<rect x="{x + dx:.0f}" y="{y + dy:.0f}" width="{w:.0f}" height="14" rx="7" fill="#fff" opacity=".38"/>'
        for dx, dy, w in bars
    )


def _birds(chance: Random, colours: Palette) -> str:
    x, y = chance.randrange(150, 750), chance.randrange(170, 300)
    spots = ((0, 0), (46, 22), (88, -6))
    return "".join(
        f'<path d="M{x + dx} {y + dy}q9-11 18 0q9-11 18 0" fill="none" stroke="{colours.ink}" stroke-width="3.4"'
        ' stroke-linecap="round" opacity=".6"/>'
        for dx, dy in spots
    )


def _ridge(chance: Random, base: int, swing: int) -> str:
    steps = 7
    points = [(round(_W / steps * n), base - swing // 2 + chance.randrange(swing)) for n in range(steps + 1)]
    curve = "".join(f"C{(x + u) // 2} {y} {(x + u) // 2} {v} {u} {v}" for (x, y), (u, v) in pairwise(points))
    return f"M0 {_H}V{points[0][1]}{curve}V{_H}Z"


def _town(chance: Random, colours: Palette) -> str:
    """Two rows of houses, the nearer one with lit windows."""
    back = "".join(_houses(chance, colours.middle, 800, 150, ""))
    return back + "".join(_houses(chance, colours.near, 870, 120, colours.sun))


def _houses(chance: Random, fill: str, ground: int, most: int, light: str) -> Iterator[str]:
    x = -chance.randrange(30)
    while x < _W:
        wide, tall = chance.randrange(34, 84), 40 + int(most * chance.random() ** 1.7)
        top = ground - tall
        yield f'<rect x="{x}" y="{top}" width="{wide}" height="{_H - top}" fill="{fill}"/>'
        yield _roof(chance, x, top, wide, fill)
        if light:
            yield _windows(chance, x, top, wide, tall, light)
        x += wide + (chance.randrange(8, 40) if chance.random() > 0.8 else -1)


def _roof(chance: Random, x: int, top: int, wide: int, fill: str) -> str:
    match chance.randrange(6):
        case 0 | 1:
            half, rise = wide / 2 + 5, wide * 0.42
            return f'<path d="M{x - 5} {top + 1}l{half} {-rise:.0f}l{half} {rise:.0f}z" fill="{fill}"/>'
        case 2:
            return f'<path d="M{x} {top + 1}a{wide / 2} {wide / 2} 0 0 1 {wide} 0z" fill="{fill}"/>'
        case 3:
            middle = x + wide / 2
            return f'<path d="M{middle - 7} {top + 1}l7 {-wide}l7 {wide}z" fill="{fill}"/>'
        case _:
            return ""


def _windows(chance: Random, x: int, top: int, wide: int, tall: int, light: str) -> str:
    spots = [(x + dx, top + dy) for dx in range(10, wide - 12, 15) for dy in range(14, min(tall, 90), 22)]
    return "".join(
        f'<rect x="{u}" y="{v}" width="6" height="9" rx="1" fill="{light}" opacity=".75"/>'
        for u, v in spots
        if chance.random() > 0.55
    )


def _trees(chance: Random, colours: Palette) -> str:
    spots = [(chance.randrange(_W), chance.randrange(46, 96)) for _ in range(9)]
    return "".join(
        f'<path d="M{x} 985v-{h}" stroke="{colours.ink}" stroke-width="6"/>'
        f'<ellipse cx="{x}" cy="{985 - h}" rx="{h * 0.3:.0f}" ry="{h * 0.55:.0f}" fill="{colours.ink}"/>'
        for x, h in spots
    )

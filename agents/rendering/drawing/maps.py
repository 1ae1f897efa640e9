"""Maps drawn from coordinates alone: the whole journey, and each day's way with its numbered stops.

Nothing is on them that the trip does not know: no streets are made up. A scale and an arrow to the north say how to
read them, and a ring around the day's base says what is near.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from markupsafe import Markup

from agents.rendering.drawing.land import coast
from agents.rendering.drawing.palette import tone
from agents.rendering.drawing.projection import Frame, fitted
from domain.geo import Point
from domain.itinerary import Day, Itinerary

_NEAR_M = (500, 1000, 2000, 5000, 10_000)
_STEPS_M: tuple[int, ...] = tuple(int(step * 10**power) for power in range(1, 7) for step in (1, 2, 5))
_PIN = 8.6
_APART = 18.5
_INK = "#1d2329"
_SIDES = (("start", 14, 4.5), ("end", -14, 4.5), ("middle", 0, -14), ("middle", 0, 22))
_BASE_SIGN = '<path d="M-5 5V-1L0-5.5 5-1V5z" fill="#fff"/>'


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.bottom < other.top or other.bottom < self.top)

    def within(self, frame: Frame) -> bool:
        return self.left > 2 and self.top > 2 and self.right < frame.width - 2 and self.bottom < frame.height - 2


@dataclass(frozen=True)
class Pin:
    at: Point
    label: str
    fill: str
    base: bool = False


def journey_map(itinerary: Itinerary, width: float, height: float) -> Markup:
    """Cities in the order of the trip, the ways between them, and home where that does not make the rest a dot."""
    cities = [itinerary.city(day.city_id) for day in itinerary.days]
    order = list(dict.fromkeys(city.id for city in cities))
    if len(order) == 1:
        return _city_map(itinerary, width, height)
    spots = [(itinerary.city(city_id).at, itinerary.city(city_id).name) for city_id in order]
    frame = fitted((at for at, _ in spots), width, height, 64, 40_000)
    ways = list(_between(frame, [at for at, _ in spots]))
    return _sheet(frame, [_land(frame), _grid(frame), *ways, *_city_marks(frame, spots)])


def _city_map(itinerary: Itinerary, width: float, height: float) -> Markup:
    """A stay in one city: every day's way in its own colour."""
    places = {place.id: place.at for place in itinerary.places}
    days = [[places[day.base_id], *(places[stop.place_id] for stop in day.stops)] for day in itinerary.days]
    frame = fitted((at for day in days for at in day), width, height, 40, 1500)
    ways = [_line(frame, [*day, day[0]], tone(number), "") for number, day in enumerate(days, 1) if len(day) > 1]
    dots = [_dot(frame, at, tone(number)) for number, day in enumerate(days, 1) for at in day[1:]]
    bases = [_pin(*frame.at(at), Pin(at, "", _INK, base=True)) for at in dict.fromkeys(day[0] for day in days)]
    return _sheet(frame, [_land(frame), _grid(frame), *ways, *dots, *bases])


def day_map(itinerary: Itinerary, number: int, width: float, height: float) -> Markup:
    """The way of one day from its base and back; walks are dotted, rides are drawn through."""
    day, colour = itinerary.days[number - 1], tone(number)
    places = {place.id: place.at for place in itinerary.places}
    base = places[day.base_id]
    pins = [Pin(places[stop.place_id], str(n), colour) for n, stop in enumerate(day.stops, 1)]
    frame = fitted([base, *(pin.at for pin in pins)], width, height, 30, 900)
    ways = list(_day_ways(frame, day, places, colour))
    spots = _spread(frame, [Pin(base, "", _INK, base=True), *pins])
    leads = [_lead(frame, pin, spot) for pin, spot in spots]
    drawn = [_pin(*spot, pin) for pin, spot in spots]
    return _sheet(frame, [_land(frame), _grid(frame), _ring(frame, base), *ways, *leads, *drawn])


def _day_ways(frame: Frame, day: Day, places: dict[str, Point], colour: str) -> Iterator[str]:
    legs = [*(stop.leg for stop in day.stops), *([day.back] if day.back else [])]
    for leg in legs:
        dash = "1.5 5" if leg.mode == "walk" else ""
        yield _line(frame, [places[leg.from_id], places[leg.to_id]], colour, dash)


def _spread(frame: Frame, pins: Sequence[Pin]) -> list[tuple[Pin, tuple[float, float]]]:
    """Pins moved apart as little as lets each be read; a lead shows where the place is."""
    spots = [frame.at(pin.at) for pin in pins]
    for _ in range(80):
        moved = False
        for one in range(len(spots)):
            for other in range(one + 1, len(spots)):
                moved = _part(spots, one, other, fixed=pins[one].base) or moved
        if not moved:
            break
    edge = _PIN + 1
    inside = [(min(max(x, edge), frame.width - edge), min(max(y, edge), frame.height - edge)) for x, y in spots]
    return list(zip(pins, inside, strict=True))


def _part(spots: list[tuple[float, float]], one: int, other: int, *, fixed: bool) -> bool:
    (x1, y1), (x2, y2) = spots[one], spots[other]
    apart = hypot(x2 - x1, y2 - y1)
    if apart >= _APART:
        return False
    dx, dy = ((x2 - x1) / apart, (y2 - y1) / apart) if apart > 0.1 else (0.6 + 0.1 * other, 0.8 - 0.1 * one)
    push = (_APART - apart) * (1.0 if fixed else 0.5) + 0.05
    spots[other] = (x2 + dx * push, y2 + dy * push)
    if not fixed:
        spots[one] = (x1 - dx * push, y1 - dy * push)
    return True


def _lead(frame: Frame, pin: Pin, spot: tuple[float, float]) -> str:
    x, y = frame.at(pin.at)
    if hypot(x - spot[0], y - spot[1]) < 2:
        return ""
    return (
        f'<path d="M{x:.1f} {y:.1f}L{spot[0]:.1f} {spot[1]:.1f}" stroke="{pin.fill}" stroke-width=".8"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.8" fill="{pin.fill}"/>'
    )


def _pin(x: float, y: float, pin: Pin) -> str:
    inner = _BASE_SIGN if pin.base else f'<text y="3.3" text-anchor="middle" class="pin">{escape(pin.label)}</text>'
    return (
        f'<g transform="translate({x:.1f} {y:.1f})"><circle r="{_PIN}" fill="{pin.fill}" stroke="#fff"'
        f' stroke-width="1.6"/>{inner}</g>'
    )


def _dot(frame: Frame, at: Point, fill: str) -> str:
    x, y = frame.at(at)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" fill="{fill}" stroke="#fff" stroke-width="1"/>'


def _city_marks(frame: Frame, cities: Sequence[tuple[Point, str]]) -> Iterator[str]:
    """Each name beside its pin where it hides no other pin and no other name; the first side that will do."""
    spots = [frame.at(at) for at, _ in cities]
    taken = [_Box(x - _PIN, y - _PIN, x + _PIN, y + _PIN) for x, y in spots]
    for number, ((at, name), (x, y)) in enumerate(zip(cities, spots, strict=True), 1):
        sides = [(anchor, x + dx, y + dy) for anchor, dx, dy in _SIDES]
        boxes = [_name_box(name, *side) for side in sides]
        free = [n for n, box in enumerate(boxes) if box.within(frame) and not any(box.meets(one) for one in taken)]
        chosen = free[0] if free else 0
        taken.append(boxes[chosen])
        anchor, left, top = sides[chosen]
        yield (
            f"{_pin(x, y, Pin(at, str(number), _INK))}"
            f'<text x="{left:.1f}" y="{top:.1f}" text-anchor="{anchor}" class="city">{escape(name)}</text>'
        )


def _name_box(name: str, anchor: str, x: float, y: float) -> _Box:
    """About as wide as the name is written."""
    wide = 7.4 * len(name)
    left = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
    return _Box(left, y - 11, left + wide, y + 3)


def _between(frame: Frame, points: Sequence[Point]) -> Iterator[str]:
    """Bowed a little, so that a way there and one back do not lie on each other."""
    for start, end in pairwise(points):
        (x1, y1), (x2, y2) = frame.at(start), frame.at(end)
        cx, cy = (x1 + x2) / 2 - (y2 - y1) * 0.12, (y1 + y2) / 2 + (x2 - x1) * 0.12
        yield f'<path d="M{x1:.1f} {y1:.1f}Q{cx:.1f} {cy:.1f} {x2:.1f} {y2:.1f}" class="way" stroke="#b4501f"/>'


def _line(frame: Frame, points: Iterable[Point], colour: str, dash: str) -> str:
    spots = "L".join(f"{x:.1f} {y:.1f}" for x, y in map(frame.at, points))
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="M{spots}" class="way" stroke="{colour}"{dashed}/>'


def _land(frame: Frame) -> str:
    found = coast(frame)
    return f'<path d="{found}" class="land"/>' if found else ""


def _grid(frame: Frame) -> str:
    """Lines as far apart as the scale is long."""
    step = _scale_m(frame) / frame.metres
    xs = _lines(frame.width, step)
    ys = _lines(frame.height, step)
    down = "".join(f"M{x:.1f} 0V{frame.height}" for x in xs)
    return f'<path d="{down}{"".join(f"M0 {y:.1f}H{frame.width}" for y in ys)}" class="grid"/>'


def _lines(length: float, step: float) -> list[float]:
    spots = (length / 2 + step * n for n in range(-int(length / step), int(length / step) + 1))
    return [spot for spot in spots if 0 < spot < length]


def _ring(frame: Frame, base: Point) -> str:
    """What is within so many metres of the base."""
    shown = frame.metres * min(frame.width, frame.height)
    metres = next((near for near in reversed(_NEAR_M) if near < shown * 0.42), None)
    if metres is None:
        return ""
    (x, y), r = frame.at(base), metres / frame.metres
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" class="ring"/>'
        f'<text x="{x:.1f}" y="{y - r - 2.5:.1f}" text-anchor="middle" class="note">{_length(metres)}</text>'
    )


def _scale_m(frame: Frame) -> int:
    wanted = frame.metres * frame.width * 0.22
    return max((step for step in _STEPS_M if step <= wanted), default=_STEPS_M[0])


def _length(metres: int) -> str:
    return f"{metres // 1000:,} km" if metres >= 1000 else f"{metres} m"


def _scale(frame: Frame) -> str:
    metres = _scale_m(frame)
    long, y = metres / frame.metres, frame.height - 10
    return (
        f'<path d="M10 {y - 4}v4h{long:.1f}v-4" class="scale"/>'
        f'<text x="{10 + long / 2:.1f}" y="{y - 5:.1f}" text-anchor="middle" class="note">{_length(metres)}</text>'
        f'<g transform="translate({frame.width - 14} 20)" class="north"><path d="M0-11L4.5 6 0 2.6-4.5 6z"/>'
        '<text y="15" text-anchor="middle" class="note">N</text></g>'
    )


def _sheet(frame: Frame, parts: Sequence[str]) -> Markup:
    """Land and grid come first; pins lie over the scale, for what is told there must be read."""
    ground, above = "".join(parts[:2]), "".join(parts[2:])
    sea = "sea" if 'class="land"' in ground else "ground"
    return Markup(  # noqa: S704  drawn here; every name in it is escaped
        f'<svg class="map" viewBox="0 0 {frame.width:g} {frame.height:g}" role="img" direction="ltr">'
        f'<rect width="{frame.width:g}" height="{frame.height:g}" class="{sea}"/>{ground}{_scale(frame)}{above}</svg>'
    )

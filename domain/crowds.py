"""When a place is full and when it is quiet: a model, not a measurement.

The load of a place, 0 to 1, is how well it is known, times the shape of its day, times its day of the week, times the
season. The shapes follow what large houses tell their visitors: the Rijksmuseum that it is quietest before ten and
after three, the Louvre at opening and on its late evenings, the Vatican Museums in the afternoon and in mid-week, and
what anybody sees of markets in the morning, viewpoints at sunset and tables at meal times. Seasons are the months'
shares of nights spent in tourist accommodation in the European Union (Eurostat, tour_occ_nim, 2023: August 1, January
about 0.45), shifted by half a year south of the equator and flattened in the tropics. The numbers are rounded and ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from domain.geo import Point
from domain.hours import OpeningHours, Window, is_holiday
from domain.place import Category, Place

C = Category
QUIET, BUSY = 0.35, 0.6
_STEP_MIN = 30
_LEAST_WINDOW_MIN = 60
_DAWN_MIN = 6 * 60  # who opens all night is not told to be visited then
_TROPIC_DEG = 23.4

# Load by hour of the day, 0 to 23, of the full hour; between them it is drawn straight.
_Shape = tuple[float, ...]


def _shape(hours: str) -> _Shape:
    """From "hour:load" pairs; in between straight, nothing before the first and after the last."""
    points = [(int(hour), float(load)) for hour, load in (pair.split(":") for pair in hours.split())]
    loads = [0.0] * 25
    for (start, low), (end, high) in pairwise(points):
        for hour in range(start, end + 1):
            loads[hour] = low + (high - low) * (hour - start) / (end - start)
    return tuple(loads)


_INDOORS = _shape("8:0.2 9:0.35 10:0.65 11:0.95 12:1 14:1 15:0.85 16:0.65 17:0.45 19:0.3 21:0.25")
_OPEN_AIR = _shape("6:0.1 8:0.25 10:0.6 12:0.9 16:1 18:0.8 20:0.45 22:0.2")
_WORSHIP = _shape("7:0.15 9:0.4 11:0.9 14:1 16:0.8 18:0.5 20:0.3")
_VIEWS = _shape("8:0.2 10:0.45 12:0.6 15:0.6 17:0.85 18:1 20:1 21:0.6 23:0.25")
_MARKETS = _shape("7:0.2 9:0.5 10:0.8 12:1 14:0.9 16:0.6 18:0.5 20:0.4")
_PARKS = _shape("6:0.1 9:0.25 12:0.6 15:1 17:0.95 19:0.5 21:0.2")
_RIDES = _shape("9:0.3 10:0.6 12:1 15:1 17:0.7 19:0.4 21:0.3")
_SHOPS = _shape("9:0.2 11:0.5 14:0.85 17:1 19:0.7 21:0.3")
_NIGHT = _shape("17:0.1 20:0.4 22:0.9 23:1 24:1")
_TABLES = _shape("7:0.3 9:0.4 11:0.35 12:0.8 13:1 14:0.7 15:0.35 17:0.3 19:0.85 20:1 21:0.9 22:0.5 23:0.3")
_SHAPES: Mapping[Category, _Shape] = {
    **dict.fromkeys((C.MUSEUM, C.GALLERY, C.PALACE, C.CASTLE, C.ARCHAEOLOGY, C.LIBRARY, C.ARCHITECTURE), _INDOORS),
    **dict.fromkeys((C.TEMPLE, C.SHRINE, C.CHURCH, C.MOSQUE, C.SYNAGOGUE), _WORSHIP),
    C.VIEWPOINT: _VIEWS,
    **dict.fromkeys((C.MARKET, C.FOOD_MARKET), _MARKETS),
    **dict.fromkeys((C.PARK, C.GARDEN, C.BEACH, C.NATURE), _PARKS),
    **dict.fromkeys((C.ZOO, C.AQUARIUM, C.THEME_PARK), _RIDES),
    **dict.fromkeys((C.SHOPPING, C.BOOKSHOP), _SHOPS),
    **dict.fromkeys((C.NIGHTLIFE, C.MUSIC, C.THEATRE), _NIGHT),
    **dict.fromkeys((C.RESTAURANT, C.CAFE, C.BAR, C.BAKERY, C.STREET_FOOD), _TABLES),
}
_KNOWN = {1: 0.45, 2: 0.55, 3: 0.7, 4: 0.85, 5: 1.0}
_WEEKDAYS = (0.75, 0.75, 0.75, 0.8, 0.9, 1.0, 0.95)  # Monday first
_HOLIDAY = 1.0
_MONTHS = (0.45, 0.48, 0.52, 0.62, 0.7, 0.82, 0.98, 1.0, 0.8, 0.65, 0.48, 0.5)  # January first


@dataclass(frozen=True)
class Quiet:
    """How full a place is at a time, and the quietest other time of that day; None: none is quieter."""

    load: float
    better: Window | None

    @property
    def is_quiet(self) -> bool:
        return self.load <= QUIET

    @property
    def is_busy(self) -> bool:
        return self.load >= BUSY


def load_at(place: Place, at_local: datetime) -> float:
    """0 (empty) to 1 (as full as it gets) at a local time, open or not."""
    hour = at_local.hour + at_local.minute / 60
    shape = _SHAPES.get(place.category, _OPEN_AIR)
    low = int(hour)
    of_day = shape[low] + (shape[min(24, low + 1)] - shape[low]) * (hour - low)
    on = at_local.date()
    return round(_KNOWN[place.popularity] * of_day * _of_week(place, on) * season(place.at, on), 4)


def season(at: Point, on: date) -> float:
    """How much of the yearly peak a month has there, 0 to 1."""
    month = on.month - 1 if at.lat >= 0 else (on.month + 5) % 12
    if abs(at.lat) < _TROPIC_DEG:
        return 0.5 + 0.5 * _MONTHS[month]
    return 0.25 + 0.75 * _MONTHS[month]


def _of_week(place: Place, on: date) -> float:
    hours: OpeningHours | None = place.hours
    if hours is not None and is_holiday(on, hours.country, hours.subdivision):
        return _HOLIDAY
    return _WEEKDAYS[on.weekday()]


def loads_on(place: Place, on: date) -> tuple[tuple[int, float], ...]:
    """(minute after midnight, load) for every half hour from six at which the place is open; none when it is closed."""
    midnight = datetime(on.year, on.month, on.day)
    windows = place.hours.windows_on(on) if place.hours is not None else (Window(9 * 60, 18 * 60),)
    return tuple(
        (minute, load_at(place, midnight + timedelta(minutes=minute)))
        for window in windows
        for minute in range(-(-window.start // _STEP_MIN) * _STEP_MIN, min(window.end, 24 * 60), _STEP_MIN)
        if minute >= _DAWN_MIN
    )


def quiet_windows(place: Place, on: date) -> tuple[Window, ...]:
    """Stretches of an hour or more, while it is open, with little more than the least load of the day."""
    loads = loads_on(place, on)
    if not loads:
        return ()
    least, most = min(load for _, load in loads), max(load for _, load in loads)
    limit = max(QUIET, least + 0.25 * (most - least))
    found: list[Window] = []
    for minute, load in loads:
        if load > limit:
            continue
        if found and found[-1].end == minute:
            found[-1] = Window(found[-1].start, minute + _STEP_MIN)
        else:
            found.append(Window(minute, minute + _STEP_MIN))
    return tuple(window for window in found if window.end - window.start >= _LEAST_WINDOW_MIN)


def quiet_at(place: Place, start_local: datetime, end_local: datetime) -> Quiet:
    """How full a stop's place is while one is there, and when on that day it would be quieter."""
    on, span = start_local.date(), max(1, round((end_local - start_local).total_seconds() / 60))
    steps = range(0, span, _STEP_MIN)
    load = sum(load_at(place, start_local + timedelta(minutes=step)) for step in steps) / len(steps)
    loads = dict(loads_on(place, on))
    spots = [
        (sum(loads[minute + step] for step in steps) / len(steps), minute)
        for minute in loads
        if all(minute + step in loads for step in steps)
    ]
    best = min(spots, default=None)
    better = Window(best[1], best[1] + span) if best is not None and best[0] < load - 0.1 else None
    return Quiet(round(load, 3), better)


_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "early": "early, before {0}",
        "late": "late, after {0}",
        "midday": "between {0} and {1}",
        "or": " or ",
        "days": "Monday to Thursday",
        "line": "Quietest {times}; {days} are quieter than the weekend.",
        "plain": "Quietest {times}.",
        "never": "It is hardly ever full.",
    },
    "es": {
        "early": "temprano, antes de las {0}",
        "late": "tarde, después de las {0}",
        "midday": "entre las {0} y las {1}",
        "or": " o ",
        "days": "de lunes a jueves",
        "line": "Más tranquilo {times}; {days} hay menos gente que el fin de semana.",
        "plain": "Más tranquilo {times}.",
        "never": "Casi nunca se llena.",
    },
    "fr": {
        "early": "tôt, avant {0}",
        "late": "tard, après {0}",
        "midday": "entre {0} et {1}",
        "or": " ou ",
        "days": "du lundi au jeudi",
        "line": "Plus calme {times} ; {days} il y a moins de monde que le week-end.",
        "plain": "Plus calme {times}.",
        "never": "Il n’y a presque jamais foule.",
    },
    "de": {
        "early": "früh, vor {0} Uhr",
        "late": "spät, nach {0} Uhr",
        "midday": "zwischen {0} und {1} Uhr",
        "or": " oder ",
        "days": "montags bis donnerstags",
        "line": "Am ruhigsten {times}; {days} ist weniger los als am Wochenende.",
        "plain": "Am ruhigsten {times}.",
        "never": "Es ist fast nie voll.",
    },
}


def best_time(place: Place, on: date, language: str = "en") -> str | None:
    """When it is quiet, in words (English where the language is none of ours); None where it is closed that day."""
    loads = loads_on(place, on)
    if not loads:
        return None
    words = _WORDS.get(language, _WORDS["en"])
    if max(load for _, load in loads) <= QUIET:
        return words["never"]
    first, last = loads[0][0], loads[-1][0] + _STEP_MIN
    times = [_told(window, first, last, words) for window in quiet_windows(place, on)[:2]]
    if not times:
        return None
    line = words["line"] if on.weekday() < 4 and place.category not in (C.RESTAURANT, C.CAFE) else words["plain"]
    return line.format(times=words["or"].join(times), days=words["days"])


def _told(window: Window, first: int, last: int, words: Mapping[str, str]) -> str:
    if window.start <= first:
        return words["early"].format(_clock(window.end))
    if window.end >= last:
        return words["late"].format(_clock(window.start))
    return words["midday"].format(_clock(window.start), _clock(window.end))


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"

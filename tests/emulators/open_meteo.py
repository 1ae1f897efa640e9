"""Open-Meteo on the wire: /v1/forecast (16 days) and /v1/archive.

After https://open-meteo.com/en/docs and https://open-meteo.com/en/docs/historical-weather-api (2025).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.geo import Point
from tests.emulators.skies import Sky, sky

_REACH = timedelta(days=15)
_LAG = timedelta(days=5)
_FIRST = date(1940, 1, 1)
_VARIABLES: dict[str, tuple[str, Callable[[Sky], float | int]]] = {
    "temperature_2m_max": ("°C", lambda one: one.high_c),
    "temperature_2m_min": ("°C", lambda one: one.low_c),
    "precipitation_sum": ("mm", lambda one: one.rain_mm),
    "precipitation_probability_max": ("%", lambda one: round(100 * one.rain_chance)),
    "weather_code": ("wmo code", lambda one: one.code),
    "wind_gusts_10m_max": ("km/h", lambda one: one.gust_kmh),
}
_ONLY_COMING = {"precipitation_probability_max"}


def _bad(reason: str) -> Response:
    return JSONResponse({"reason": reason, "error": True}, 400)


def _answer(request: Request, first_known: date, last_known: date, missing: set[str]) -> Response:
    asked = request.query_params
    try:
        at = Point(lat=float(asked["latitude"]), lon=float(asked["longitude"]))
        start, end = date.fromisoformat(asked["start_date"]), date.fromisoformat(asked["end_date"])
        names = asked["daily"].split(",")
        zone = ZoneInfo("UTC" if asked.get("timezone", "GMT") in ("auto", "GMT") else asked["timezone"])
    except KeyError as error:
        return _bad(f"Value of type 'Float' required for key {error}")
    except (ValueError, ZoneInfoNotFoundError) as error:
        return _bad(str(error))
    for name in names:
        if name not in _VARIABLES or name in missing:
            return _bad(
                f"Data corrupted at path ''. Cannot initialize ForecastVariableDaily from invalid String value {name}."
            )
    if not first_known <= start <= last_known or not first_known <= end <= last_known:
        span = f"{first_known} to {last_known}"
        return _bad(f"Parameter 'start_date' is out of allowed range from {span}")
    if end < start:
        return _bad("End-date must be larger or equals than start-date")
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    skies = [sky(at, on) for on in days]
    daily: dict[str, Any] = {"time": [on.isoformat() for on in days]}
    daily |= {name: [_VARIABLES[name][1](one) for one in skies] for name in names}
    offset = datetime.now(zone).utcoffset() or timedelta(0)
    return JSONResponse(
        {
            "latitude": at.lat,
            "longitude": at.lon,
            "generationtime_ms": 0.2,
            "utc_offset_seconds": int(offset.total_seconds()),
            "timezone": str(zone),
            "timezone_abbreviation": "GMT",
            "elevation": 38.0,
            "daily_units": {"time": "iso8601"} | {name: _VARIABLES[name][0] for name in names},
            "daily": daily,
        }
    )


async def _forecast(request: Request) -> Response:
    today = datetime.now(UTC).date()
    return _answer(request, today - timedelta(days=92), today + _REACH + timedelta(days=1), set())


async def _archive(request: Request) -> Response:
    return _answer(request, _FIRST, datetime.now(UTC).date() - _LAG, _ONLY_COMING)


app = Starlette(routes=[Route("/v1/forecast", _forecast), Route("/v1/archive", _archive)])

"""OpenWeather's 5 day / 3 hour forecast (API 2.5) on the wire, after https://openweathermap.org/forecast5 (2025)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import cos, pi
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.geo import Point
from tests.emulators.skies import sky

_STEPS = 40
_KELVIN = 273.15
_CODES = {0: (800, "Clear"), 63: (501, "Rain"), 95: (211, "Thunderstorm")}


async def _forecast(request: Request) -> Response:
    asked = request.query_params
    if asked.get("appid") != "emulated":
        message = "Invalid API key. Please see https://openweathermap.org/faq#error401 for more info."
        return JSONResponse({"cod": 401, "message": message}, 401)
    try:
        at = Point(lat=float(asked["lat"]), lon=float(asked["lon"]))
    except KeyError:
        return JSONResponse({"cod": "400", "message": "Nothing to geocode"}, 400)
    except ValueError:
        return JSONResponse({"cod": "400", "message": "wrong latitude"}, 400)
    offset = timedelta(hours=round(at.lon / 15))
    now = datetime.now(UTC)
    first = now.replace(hour=now.hour // 3 * 3, minute=0, second=0, microsecond=0) + timedelta(hours=3)
    slices = [_slice(at, first + timedelta(hours=3 * n), offset, asked.get("units")) for n in range(_STEPS)]
    city = {"id": 1, "name": "Somewhere", "coord": {"lat": at.lat, "lon": at.lon}, "timezone": offset.total_seconds()}
    return JSONResponse({"cod": "200", "message": 0, "cnt": _STEPS, "list": slices, "city": city})


def _slice(at: Point, when: datetime, offset: timedelta, units: str | None) -> dict[str, Any]:
    local = when + offset
    here = sky(at, local.date())
    share = (1 - cos((local.hour - 3) / 12 * pi)) / 2  # coldest at three, warmest at fifteen
    celsius = here.low_c + share * (here.high_c - here.low_c)
    degrees = celsius if units == "metric" else celsius + _KELVIN
    number, name = _CODES[here.code]
    rain = {"rain": {"3h": round(here.rain_mm / 8, 2)}} if here.rain_mm else {}
    return {
        "dt": int(when.timestamp()),
        "main": {"temp": degrees, "temp_min": degrees, "temp_max": degrees, "pressure": 1015, "humidity": 60},
        "weather": [{"id": number, "main": name, "description": name.lower(), "icon": "10d"}],
        "clouds": {"all": 40},
        "wind": {"speed": 3.1, "deg": 180, "gust": round(here.gust_kmh / 3.6, 2)},
        "visibility": 10000,
        "pop": here.rain_chance,
        **rain,
        "sys": {"pod": "d"},
        "dt_txt": f"{when:%Y-%m-%d %H:%M:%S}",
    }


app = Starlette(routes=[Route("/data/2.5/forecast", _forecast)])

"""Wikimedia Commons' action API (https://www.mediawiki.org/wiki/API:Imageinfo) and its picture server.

It knows the places of our atlas. Beside each place's free picture lie one that is not free, a plan and one of the
neighbourhood that names another thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote, unquote
from zlib import crc32

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.geo import Point
from domain.place import Place
from tests.emulators.pictures import home, landscape
from tools.places.atlas.records import city_ids, load_city, load_places

STEPS = {20, 40, 60, 120, 250, 330, 500, 960, 1280, 1920, 3840}
_LICENCES = ("CC BY-SA 4.0", "CC BY 2.0", "CC0", "Public domain", "CC BY-SA 3.0")


def _error(code: str, info: str) -> JSONResponse:
    """Errors have status 200."""
    return JSONResponse({"error": {"code": code, "info": info}, "servedby": "mw-api-ext"})


async def api(request: Request) -> Response:
    agent = request.headers.get("user-agent", "")
    if not agent or agent.startswith("python-"):
        return Response("Please set a user-agent and respect our robot policy.", 403)
    asked = request.query_params
    if asked.get("action") != "query" or asked.get("format") != "json":
        return _error("badvalue", 'Unrecognized value for parameter "action".')
    if asked.get("generator") == "geosearch":
        found = _near(asked.get("ggscoord", ""), asked.get("ggsradius", "500"))
        limit = asked.get("ggslimit", "10")
    elif asked.get("generator") == "search":
        if not asked.get("gsrsearch", "").strip():
            return _error("missingparam", 'The "gsrsearch" parameter must be set.')
        found, limit = _called(asked["gsrsearch"]), asked.get("gsrlimit", "10")
    else:
        return _error("badgenerator", "generator")
    if found is None or not limit.isdigit():
        return _error("invalid-coord", "Invalid coordinate provided")
    width = asked.get("iiurlwidth", "")
    files = [one for place in found for one in _files(place)][: int(limit)]
    pages = [_page(home(request), n, one, width) for n, one in enumerate(files, 1)]
    body: dict[str, object] = {"batchcomplete": True}
    if pages:
        body["query"] = {"pages": pages}
    return JSONResponse(body)


def _all(city_ids_asked: Iterable[str]) -> Iterable[Place]:
    """Cities are read when they are first asked for."""
    return (place for city_id in city_ids_asked for place in load_places(city_id).values())


def _near(coordinates: str, radius: str) -> list[Place] | None:
    try:
        lat, lon = map(float, coordinates.split("|"))
        here, metres = Point(lat=lat, lon=lon), int(radius)
    except ValueError:
        return None
    if not 10 <= metres <= 10_000:
        return None
    cities = [city_id for city_id in city_ids() if load_city(city_id).at.metres_to(here) < 100_000]
    close = [place for place in _all(cities) if place.at.metres_to(here) <= metres]
    return sorted(close, key=lambda place: place.at.metres_to(here))


def _called(search: str) -> list[Place]:
    words = set(re.findall(r"\w+", search.casefold())) - {"filetype", "bitmap"}
    cities = [city_id for city_id in city_ids() if set(re.findall(r"\w+", load_city(city_id).name.casefold())) <= words]
    return [place for place in _all(cities or city_ids()) if words <= set(re.findall(r"\w+", _title(place).casefold()))]


def _title(place: Place) -> str:
    return f"{place.name}, {load_city(place.id.split('/')[0]).name}"


def _files(place: Place) -> list[dict[str, object]]:
    number = crc32(place.id.encode())
    name = _title(place)
    author = f'<a href="//commons.wikimedia.org/wiki/User:Walker{number % 97}">Walker {number % 97}</a>'
    common = {"mime": "image/jpeg", "width": 4000, "height": 2667, "author": author}
    return [
        {
            **common,
            "title": f"Street near {name.split(', ')[-1]} tram stop.jpg",
            "licence": "CC BY-SA 4.0",
            "about": "A tram.",
        },
        {**common, "title": f"{name} (press photo).jpg", "licence": "CC BY-NC-ND 4.0", "about": escape(name)},
        {**common, "title": f"{name} plan.svg", "mime": "image/svg+xml", "licence": "CC0", "about": "A plan."},
        {
            **common,
            "title": f"{name} in spring.jpg",
            "licence": _LICENCES[number % 5],
            "about": f"<p>View of <b>{escape(name)}</b></p>",
        },
    ]


def _page(base: str, number: int, one: dict[str, object], width: str) -> dict[str, object]:
    title = str(one["title"])
    name = quote(title.replace(" ", "_"))
    where = f"{crc32(title.encode()) % 16:x}/{crc32(title.encode()) % 256:02x}/{name}"
    info = {
        "url": f"{base}/wikipedia/commons/{where}",
        "descriptionurl": f"https://commons.wikimedia.org/wiki/File:{name}",
        "descriptionshorturl": f"https://commons.wikimedia.org/w/index.php?curid={number}",
        "size": 3_456_789,
        "width": one["width"],
        "height": one["height"],
        "mime": one["mime"],
        "extmetadata": {
            "ObjectName": {"value": title.rsplit(".", 1)[0], "source": "mediawiki-metadata"},
            "ImageDescription": {"value": one["about"], "source": "commons-desc-page"},
            "Artist": {"value": one["author"], "source": "commons-desc-page"},
            "LicenseShortName": {"value": one["licence"], "source": "commons-desc-page", "hidden": ""},
            "Categories": {
                "value": "Files by walkers|Self-published work",
                "source": "commons-categories",
                "hidden": "",
            },
        },
    }
    if width.isdigit():
        info["thumburl"] = f"{base}/wikipedia/commons/thumb/{where}/{width}px-{name}"
        info["thumbwidth"], info["thumbheight"] = int(width), int(width) * 2 // 3
    return {
        "pageid": 1000 + number,
        "ns": 6,
        "title": f"File:{title}",
        "index": number,
        "imagerepository": "local",
        "imageinfo": [info],
    }


async def thumb(request: Request) -> Response:
    width = int(request.path_params["file"].split("px-", 1)[0])
    if width not in STEPS:
        return Response("Please use one of the standard thumbnail sizes.", 429)
    return Response(landscape(_words(request), width, width * 2 // 3), media_type="image/jpeg")


async def whole(request: Request) -> Response:
    return Response(landscape(_words(request), 1600, 1067), media_type="image/jpeg")


def _words(request: Request) -> str:
    return unquote(request.path_params["name"]).replace("_", " ").rsplit(".", 1)[0]


app = Starlette(
    routes=[
        Route("/w/api.php", api),
        Route("/wikipedia/commons/thumb/{a}/{b}/{name}/{file}", thumb),
        Route("/wikipedia/commons/{a}/{b}/{name}", whole),
    ]
)

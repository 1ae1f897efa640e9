"""The Overpass API: POST /interpreter with a question in Overpass QL, as https://wiki.openstreetmap.org/wiki/Overpass_API.

Understands what a service of ours would ask: settings, unions of nwr/node/way/relation statements with tag filters and
a box, `out … N`. A question that it cannot parse is answered with the real API's page and status 400; a client that does
not say who it is with 406; a box around the point 0, 0, which nobody maps, with a query that ran out of time.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from domain.geo import Point
from tests.emulators.osm_world import Element, elements_around

_STATEMENT = re.compile(
    r"(?P<type>nwr|node|way|relation)(?P<filters>(?:\[[^\]]*\])*)\((?P<box>-?[\d.]+(?:,-?[\d.]+){3})\);"
)
_FILTER = re.compile(r'\[\s*(?P<not>!?)"(?P<key>[^"]+)"\s*(?:(?P<op>=|!=|~|!~)\s*"(?P<value>[^"]*)")?(?:,i)?\s*\]')
_OUT = re.compile(r"out(?P<how>(?:\s+(?:tags|center|body|qt|asc|skel|meta|ids))*)(?:\s+(?P<most>\d+))?\s*;")
_PAGE = (
    '<?xml version="1.0" encoding="UTF-8"?><html><head><title>OSM3S Response</title></head><body>'
    "<p>The data included in this document is from www.openstreetmap.org.</p>"
    '<p><strong style="color:#FF0000">Error</strong>: {error} </p></body></html>'
)


class _Wrong(Exception):
    """What the parser would say."""


class Statement(NamedTuple):
    type: str
    filters: tuple[re.Match[str], ...]
    box: tuple[float, float, float, float]

    def matches(self, element: Element) -> bool:
        if self.type not in ("nwr", element["type"]):
            return False
        lat, lon = _at(element)
        south, west, north, east = self.box
        return south <= lat <= north and west <= lon <= east and all(_holds(f, element["tags"]) for f in self.filters)


def _at(element: Element) -> tuple[float, float]:
    place = element.get("center", element)
    return place["lat"], place["lon"]


def _holds(condition: re.Match[str], tags: dict[str, str]) -> bool:
    value, op, wanted = tags.get(condition["key"]), condition["op"], condition["value"]
    if op is None:
        return (value is None) == bool(condition["not"])
    if op in ("=", "!="):
        return (value == wanted) == (op == "=")
    return (value is not None and re.search(wanted, value) is not None) == (op == "~")


class Group(NamedTuple):
    statements: tuple[Statement, ...]
    most: int | None


def parsed(question: str) -> tuple[Group, ...]:
    if not question.strip():
        raise _Wrong("An empty query is not allowed.")
    head, separator, body = question.partition(";")
    settings = dict(re.findall(r"\[(\w+):([^\]]+)\]", head))
    if not separator or settings.get("out") != "json":
        raise _Wrong("line 1: parse error: Unknown type of output: this emulator speaks JSON only")
    if not settings.get("timeout", "180").isdigit():
        raise _Wrong('line 1: static error: The only allowed values for "timeout" are positive integers.')
    return tuple(_groups(body))


def _groups(body: str) -> Iterator[Group]:
    at, statements = 0, []
    for token in re.finditer(rf"\s+|\(|\)\s*;|{_STATEMENT.pattern}|{_OUT.pattern}", body):
        if token.start() != at:
            raise _Wrong(
                f"line {body[:at].count(chr(10)) + 1}: parse error: ';' expected - '{body[at : at + 20]}' found."
            )
        at = token.end()
        if token["type"]:
            south, west, north, east = map(float, token["box"].split(","))
            if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
                raise _Wrong("line 1: static error: For the attribute a value between -90.0 and 90.0 is needed.")
            filters = tuple(_FILTER.finditer(token["filters"]))
            if sum(len(f[0]) for f in filters) != len(token["filters"]):
                raise _Wrong(f"line 1: parse error: Key expected - '{token['filters']}' found.")
            statements.append(Statement(token["type"], filters, (south, west, north, east)))
        elif token["how"] is not None:
            yield Group(tuple(statements), int(token["most"]) if token["most"] else None)
            statements = []
    if at != len(body):
        raise _Wrong(f"line 1: parse error: Unexpected end of input or '{body[at : at + 20]}'.")


def _answer(groups: tuple[Group, ...]) -> dict[str, Any]:
    stamp = datetime.now(UTC).replace(microsecond=0, second=0)
    said: dict[str, Any] = {
        "version": 0.6,
        "generator": "Overpass API 0.7.62.7 375dc00a",
        "osm3s": {
            "timestamp_osm_base": stamp.isoformat().replace("+00:00", "Z"),
            "copyright": "The data included in this document is from www.openstreetmap.org. "
            "The data is made available under ODbL.",
        },
        "elements": [],
    }
    for group in groups:
        south, west, north, east = group.statements[0].box
        if south < 0 < north and west < 0 < east:
            said["elements"] = []
            said["remark"] = 'runtime error: Query timed out in "query" at line 3 after 10 seconds.'
            return said
        around = elements_around(Point(lat=(south + north) / 2, lon=(west + east) / 2))
        found = [e for e in around if any(one.matches(e) for one in group.statements)]
        found.sort(key=lambda e: (("node", "way", "relation").index(e["type"]), e["id"]))
        said["elements"] += found[: group.most]
    return said


async def interpreter(request: Request) -> Response:
    if not request.headers.get("user-agent") or request.headers["user-agent"].startswith("python-"):
        return HTMLResponse("<html><body>Not Acceptable: say who you are</body></html>", 406)
    sent = parse_qs((await request.body()).decode()) if request.method == "POST" else {}
    question = "".join(sent.get("data", [request.query_params.get("data", "")]))
    try:
        return JSONResponse(await asyncio.to_thread(_answer, parsed(question)))
    except _Wrong as wrong:
        return HTMLResponse(_PAGE.format(error=wrong), 400)


app = Starlette(routes=[Route("/interpreter", interpreter, methods=["GET", "POST"])])

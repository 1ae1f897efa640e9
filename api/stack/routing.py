"""Which route a request will come to, known before it does: the layers read what that route declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, compile_path
from starlette.types import Scope

from api.declarations import Accepts, CrossesSites, Lasting, Limited, TripQuota, Uncounted
from api.guard import Needs


@dataclass(frozen=True)
class Declared:
    """What a route declares; `template` is its path as written, "" where no route of the API fits."""

    template: str = ""
    limits: tuple[Limited, ...] = ()
    trips: bool = False
    counted: bool = True
    lasting: bool = False
    accepts: Accepts = field(default_factory=Accepts)
    crosses_sites: bool = False
    staff: bool = False


SOCKET = "WEBSOCKET"  # stands for a method, which a websocket has none of
_NOTHING = Declared()
_Entry = tuple[re.Pattern[str], Declared]


@dataclass
class RouteIndex:
    """Routes by method and the first parts of the path, two at most, that are no parameters."""

    _by_start: dict[tuple[str, str], list[_Entry]] = field(default_factory=dict)

    def add(self, path: str, methods: Iterable[str], declarations: Sequence[object]) -> None:
        pattern, _, _ = compile_path(path)
        for method in methods:
            self._by_start.setdefault((method, _fixed(path)), []).append((pattern, _declared(path, declarations)))

    def find(self, method: str, path: str) -> Declared:
        parts = path.split("/", 3)
        for known in (3, 2, 1):
            for pattern, declared in self._by_start.get((method, "/".join(parts[:known])), ()):
                if pattern.match(path):
                    return declared
        return _NOTHING


def build_index(routes: Sequence[BaseRoute]) -> RouteIndex:
    """Of an application whose routes are all there."""
    index = RouteIndex()
    for route in iter_route_contexts(routes):
        path, methods = getattr(route, "path", None), getattr(route, "methods", None)
        if path and methods is None and hasattr(route, "dependant"):
            methods = {SOCKET}
        if path and methods:
            wanted = getattr(route, "dependencies", None) or ()
            index.add(path, methods, [one.dependency for one in wanted])
    return index


def declared(scope: Scope) -> Declared:
    """What the route of this request declares; looked up once a request."""
    state = scope["state"]
    if "declared" not in state:
        state["declared"] = index_of(scope).find(scope.get("method", SOCKET), scope["path"])
    return cast("Declared", state["declared"])


def index_of(scope: Scope) -> RouteIndex:
    """The application's, made at the first request."""
    app = scope["app"]
    if getattr(app.state, "route_index", None) is None:
        app.state.route_index = build_index(app.routes)
    return cast("RouteIndex", app.state.route_index)


def _fixed(path: str) -> str:
    """`/v1/trips` of `/v1/trips/{trip_id}`, `/go` of `/go/{link_id}`, so that few patterns are tried."""
    return "/".join(path.split("/", 3)[:3]).split("/{", 1)[0]


def _declared(path: str, declarations: Sequence[object]) -> Declared:
    def of(kind: type[Any]) -> list[Any]:
        return [one for one in declarations if isinstance(one, kind)]

    return Declared(
        template=path,
        limits=tuple(of(Limited)),
        trips=bool(of(TripQuota)),
        counted=not of(Uncounted),
        lasting=bool(of(Lasting)),
        accepts=next(reversed(of(Accepts)), Accepts()),  # a route's own comes after its router's
        crosses_sites=bool(of(CrossesSites)),
        staff=any(need.staff for need in of(Needs)),
    )

"""Every route says what it needs; and whoever has less is kept out of it, role by role."""

from __future__ import annotations

import re
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from fastapi import WebSocket
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import WebSocketRoute

from api.app import create_app
from api.declarations import Accepts
from api.guard import Needs, anyone, console, signed_in
from domain.errors import Forbidden, Unauthenticated
from domain.identity import MATRIX, Permission, Principal, Role, Tier, tier_of
from infra.settings import Settings
from tests.api.signing_in import sign_in
from tests.api.stack.serving import built
from tests.lifespan import living

ALL = list(iter_route_contexts(create_app(Settings()).routes))
ROUTES = [route for route in ALL if route.methods and hasattr(route, "dependant")]
SOCKETS = [route for route in ALL if isinstance(route.original_route, WebSocketRoute)]


def declared(dependant: Dependant) -> list[Needs]:
    found = [dependant.call] if isinstance(dependant.call, Needs) else []
    return found + [needs for inner in dependant.dependencies for needs in declared(inner)]


def filled(path: str) -> str:
    """The path with something in every gap that is nobody's."""
    return re.sub(r"\{[^}]+\}", lambda _: str(uuid4()), path)


def body_of(route: RouteContext) -> dict[str, Any]:
    """Something of the type that the route takes, which is looked at first."""
    types = [kind for one in route.dependant.dependencies if isinstance(one.call, Accepts) for kind in one.call.types]
    return {"files": {"file": ("x.png", b"x", "image/png")}} if "multipart/form-data" in types else {"json": {}}


def refuses(needs: Needs, who: Principal) -> int | None:
    try:
        needs.check(who)
    except Unauthenticated:
        return 401
    except Forbidden:
        return 403
    return None


@pytest.mark.parametrize("route", ROUTES + SOCKETS, ids=lambda route: f"{'/'.join(route.methods or ())} {route.path}")
def test_every_route_declares_what_it_needs(route: RouteContext):
    dependant = getattr(route, "dependant", None)  # a socket that FastAPI knows nothing of has none
    assert dependant is not None, f"{route.path} is open to the world: let it be a route of an APIRouter"
    assert declared(dependant), f"{route.path} needs a declaration of api.guard"


def test_the_walk_finds_sockets():
    assert [route.path for route in SOCKETS] == ["/v1/live/socket"]


@pytest.mark.parametrize(
    ("asks", "status"), [(console(Permission.VIEW_ANALYTICS), 401), (signed_in(), 401), (anyone(), 101)]
)
async def test_a_socket_is_as_shut_as_it_declares(settings, asks, status):
    def routes(router):
        @router.websocket("/socket", dependencies=[asks])
        async def opened(socket: WebSocket) -> None:
            await socket.accept()

    app = built(settings, routes)
    async with living(app):
        assert await knocked(app, "/v1/test/socket") == status


async def knocked(app, path: str) -> int:
    """What a socket's handshake is answered with, by a stranger."""
    told = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        told.append(message)

    scope = {
        "type": "websocket",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "ws",
        "query_string": b"",
        "headers": [(b"host", b"test")],
        "client": ("127.0.0.1", 1),
        "server": ("test", 80),
        "subprotocols": [],
        "state": {},
    }
    await app(scope, receive, send)
    return 101 if told[0]["type"] == "websocket.accept" else told[0]["status"]


def test_what_changes_something_of_an_itinerary_is_not_open_to_the_world_by_mistake():
    for route in ROUTES:
        if route.path.startswith("/v1/trips") and route.methods & {"POST", "PATCH", "PUT", "DELETE"}:
            asked = frozenset().union(*(needs.permissions for needs in declared(route.dependant)))
            assert asked & {Permission.WRITE_ITINERARY, Permission.DELETE_ITINERARY}, route.path


def test_the_console_is_never_open():
    for route in ROUTES:
        if route.path.startswith("/v1/admin"):
            assert any(needs.staff for needs in declared(route.dependant)), route.path


@pytest.mark.parametrize("role", Role)
async def test_whoever_has_less_than_a_route_needs_is_kept_out(client, settings, role):
    """Only what is refused is tried, so that nothing is changed on the way."""
    headers = await sign_in(client, settings, {role})
    who = Principal(user_id=uuid4(), roles=frozenset({role}), strong=True)
    tried = 0
    for route in ROUTES:
        expected = next((code for needs in declared(route.dependant) if (code := refuses(needs, who))), None)
        if expected is None:
            continue
        for method in route.methods - {"HEAD"}:
            answer = await client.request(method, filled(route.path), headers=headers, **body_of(route))
            assert answer.status_code == expected, f"{role} {method} {route.path}: {answer.text[:200]}"
            tried += 1
    assert tried > 0 or role is Role.PLATFORM_ADMIN


async def test_a_stranger_is_asked_to_sign_in(client):
    for route in ROUTES:
        if any(refuses(needs, Principal()) == 401 for needs in declared(route.dependant)):
            for method in route.methods - {"HEAD"}:
                answer = await client.request(method, filled(route.path), json={})
                if answer.status_code == 415:  # not even read
                    continue
                assert answer.status_code == 401, f"{method} {route.path}: {answer.text[:200]}"
                assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_without_a_second_factor_the_console_stays_shut(client, settings):
    headers = await sign_in(client, settings, {Role.ADMIN}, strong=False)
    for route in ROUTES:
        if any(needs.staff for needs in declared(route.dependant)) and "GET" in route.methods:
            assert (await client.get(filled(route.path), headers=headers)).status_code == 403, route.path


EXPECTED = {
    Role.USER: {"read:itinerary", "write:itinerary", "delete:itinerary"},
    Role.SUPPORT: {"read:itinerary", "view:analytics"},
    Role.OPERATOR: {"read:itinerary", "view:analytics", "manage:plugins", "view:audit_logs"},
    Role.ADMIN: {str(permission) for permission in Permission},
}


@pytest.mark.parametrize("role", EXPECTED)
def test_the_matrix_is_the_one_agreed(role):
    assert {str(permission) for permission in MATRIX[role]} == EXPECTED[role]


def test_a_key_never_allows_more_than_its_owner():
    for role, scope in product(Role, Permission):
        who = Principal(user_id=uuid4(), roles=frozenset({role}), scopes=frozenset({scope}))
        assert who.permissions <= MATRIX[role] & {scope}


def test_a_key_is_no_platform_administrator():
    who = Principal(user_id=uuid4(), key_id=uuid4(), roles=frozenset({Role.PLATFORM_ADMIN}), strong=True)
    assert refuses(Needs(platform=True), who) == 403


def test_premium_travellers_have_more_and_administrators_no_limit():
    assert tier_of({Role.PREMIUM}, Tier.FREE) is Tier.PRO
    assert tier_of({Role.PREMIUM}, Tier.ENTERPRISE) is Tier.ENTERPRISE
    assert tier_of({Role.USER, Role.ADMIN}, Tier.FREE) is Tier.ADMIN
    assert tier_of((), Tier.BASIC) is Tier.BASIC

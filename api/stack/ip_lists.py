"""Only addresses that the tenant's lists, and everybody's, admit."""

from __future__ import annotations

from typing import cast

from starlette.types import ASGIApp, Receive, Scope, Send

from api.stack.answering import CONNECTIONS, address_of, counts_of, refuse, resources_of
from api.stack.routing import declared
from domain.errors import Forbidden
from services.security.current import CurrentLists

_OPEN = ("/health", "/ready")
_CONSOLE = ("/v1/admin", "/v1/security", "/console")


class IpLists:
    """403 for whom a list shuts out; the console has a list of allowed networks of its own besides.

    It stands behind Identify, which knows the tenant; probes of the machine itself always pass.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in CONNECTIONS or scope["path"] in _OPEN:
            await self._app(scope, receive, send)
            return
        lists = await lists_of(scope).of(scope["state"]["tenant"].id)
        if lists.networks and not lists.admits(address_of(scope), admin=_is_console(scope)):
            counts_of(scope).add("addresses.refused")
            await refuse(scope, receive, send, Forbidden("not from this address"))
            return
        await self._app(scope, receive, send)


def _is_console(scope: Scope) -> bool:
    return declared(scope).staff or scope["path"].startswith(_CONSOLE)


def lists_of(scope: Scope) -> CurrentLists:
    """The process's lists, made at the first use."""
    state = scope["app"].state
    if not hasattr(state, "ip_lists"):
        state.ip_lists = CurrentLists(resources_of(scope).sessions)
    return cast("CurrentLists", state.ip_lists)

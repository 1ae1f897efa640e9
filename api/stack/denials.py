"""Refusals in the audit log: access that somebody may not have, credentials that do not hold, uploads."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.stack.answering import address_of, resources_of
from api.stack.routing import declared
from api.trail import RequestTrail
from domain.audit import Action
from domain.errors import TripwrightError
from domain.identity import Principal
from infra.networks import connection_of
from infra.tokens import TokenExpired

_CREDENTIALS = ("authorization", "x-api-key")
_UPLOADS = ("multipart/", "image/")
_REFUSED_UPLOAD = frozenset({413, 415, 422, 502})  # too large, of another type, not decodable or malicious, unscanned


class Denials:
    """Stands around Identify; the entry is written before the refusal goes out, repeats within a minute are counted.

    A thing of another agency that is asked for by its id is "not found" for the database too, and leaves no entry.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 400:
                await _note(scope, message["status"])
            await send(message)

        await self._app(scope, receive, noting)


async def _note(scope: Scope, status: int) -> None:
    action = _action(scope, status)
    if action is None:
        return
    who: Principal = scope["state"].setdefault("principal", Principal())
    error = scope["state"].get("error")
    changes = {"status": status, "reason": str(error) if isinstance(error, TripwrightError) else ""}
    where = f"{scope['method']} {declared(scope).template or 'elsewhere'}"
    entry = RequestTrail(Request(scope)).entry(action, resource="route", resource_id=where, changes=changes)
    await resources_of(scope).denials.note(entry, _name(who, scope))


def _action(scope: Scope, status: int) -> Action | None:
    if status == 403 or (status == 401 and _shows_false_credential(scope)):
        return Action.ACCESS_DENIED
    if status in _REFUSED_UPLOAD and any(one.startswith(_UPLOADS) for one in declared(scope).accepts.types):
        return Action.UPLOAD_REFUSED
    return None


def _shows_false_credential(scope: Scope) -> bool:
    """Not one that only grew old, as every page's does each quarter of an hour."""
    headers, error = Headers(scope=scope), scope["state"].get("error")
    aged = isinstance(error, Exception) and isinstance(error.__cause__, TokenExpired)
    return not aged and any(name in headers for name in _CREDENTIALS)


def _name(who: Principal, scope: Scope) -> str:
    """A guest's name is the guest's own choice: the address is not."""
    return str(who.key_id or who.user_id or connection_of(address_of(scope)))

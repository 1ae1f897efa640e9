"""What a route needs of whoever asks, declared next to it; a route that declares nothing fails the build.

@router.get("", dependencies=[needs(Permission.MANAGE_USERS)])
@router.post("/login", dependencies=[anyone()])
@router.websocket("/socket", dependencies=[needs(Permission.READ_ITINERARY)])
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import Depends
from starlette.requests import HTTPConnection

from domain.errors import Forbidden, Unauthenticated
from domain.identity import Permission, Principal


@dataclass(frozen=True)
class Needs:
    """A declaration, which is also the check. `permissions`: all of them.

    `signed_in` asks for an account or API key, `staff` for the console's second factor and address
    list too, `platform` for a platform administrator, `agency` for who works for one.
    """

    permissions: frozenset[Permission] = frozenset()
    signed_in: bool = False
    staff: bool = False
    platform: bool = False
    agency: bool = False

    def check(self, who: Principal) -> None:
        """Raises Unauthenticated (401) where nobody is signed in and somebody must be, else Forbidden (403)."""
        if (self.signed_in or self.staff or self.platform or self.agency) and not who.signed_in:
            raise Unauthenticated("sign in first")
        if self.agency and not who.works_for_agency:
            raise Forbidden("this is for travel agents and their systems")
        if self.platform and not who.is_platform_admin:
            raise Forbidden("only a platform administrator may do this")
        if self.staff and not who.strong and who.key_id is None:
            raise Forbidden("the console needs a second factor: sign in with one")
        missing = self.permissions - who.permissions
        if missing:
            raise Forbidden(f"this needs the permission {', '.join(sorted(missing))}")

    async def __call__(self, connection: HTTPConnection) -> None:
        self.check(principal(connection))


def principal(connection: HTTPConnection) -> Principal:
    """Who is asking, by a request or a socket, as the outer layers found out."""
    return cast("Principal", connection.state.principal)


def anyone() -> Any:
    """Open to the world, signed in or not."""
    return Depends(Needs())


def signed_in() -> Any:
    """Any account of the tenant, whatever its roles."""
    return Depends(Needs(signed_in=True))


def needs(*permissions: Permission) -> Any:
    """All these permissions; guests have those about itineraries, for trips of their own."""
    return Depends(Needs(frozenset(permissions)))


def console(*permissions: Permission) -> Any:
    """A page of the console: these permissions, an account and a second factor."""
    return Depends(Needs(frozenset(permissions), signed_in=True, staff=True))


def agency(*permissions: Permission) -> Any:
    """For travel agents, and their systems by an API key."""
    return Depends(Needs(frozenset(permissions), agency=True))


def platform() -> Any:
    """A platform administrator with a second factor."""
    return Depends(Needs(signed_in=True, staff=True, platform=True))


async def _who(connection: HTTPConnection) -> Principal:
    return principal(connection)  # FastAPI sends what is no coroutine through a thread


Who = Annotated[Principal, Depends(_who)]

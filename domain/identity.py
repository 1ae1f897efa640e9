"""Who acts, for which tenant, and what that allows: roles, permissions and the matrix between them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

PUBLIC_TENANT = "public"  # whoever comes without an agency; also that of the operator's own people

TenantId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$")]


class Permission(StrEnum):
    """What a route may ask for. Those about itineraries mean one's own, unless a role reaches the whole tenant's."""

    READ_ITINERARY = "read:itinerary"
    WRITE_ITINERARY = "write:itinerary"
    DELETE_ITINERARY = "delete:itinerary"
    MANAGE_USERS = "manage:users"
    VIEW_ANALYTICS = "view:analytics"
    MANAGE_PLUGINS = "manage:plugins"
    VIEW_AUDIT_LOGS = "view:audit_logs"


class Role(StrEnum):
    """What a user is within a tenant; a user may have several. PLATFORM_ADMIN alone reaches beyond the tenant."""

    USER = "user"
    CUSTOMER = "customer"
    PREMIUM = "premium"
    PARTNER = "partner"
    AGENT = "agent"
    OPERATOR = "operator"
    SUPPORT = "support"
    ADMIN = "admin"
    PLATFORM_ADMIN = "platform_admin"


class Tier(StrEnum):
    """What a tenant or user pays for, by which requests and trips are limited."""

    FREE = "free"
    BASIC = "basic"
    PRO = "pro"
    ENTERPRISE = "enterprise"
    ADMIN = "admin"


_ITINERARIES = frozenset({Permission.READ_ITINERARY, Permission.WRITE_ITINERARY, Permission.DELETE_ITINERARY})
_EVERYTHING = frozenset(Permission)

MATRIX: dict[Role, frozenset[Permission]] = {
    Role.USER: _ITINERARIES,
    Role.CUSTOMER: _ITINERARIES,
    Role.PREMIUM: _ITINERARIES,
    Role.PARTNER: _ITINERARIES | {Permission.VIEW_ANALYTICS},
    Role.AGENT: _ITINERARIES,
    Role.SUPPORT: frozenset({Permission.READ_ITINERARY, Permission.VIEW_ANALYTICS}),
    Role.OPERATOR: frozenset(
        {
            Permission.READ_ITINERARY,
            Permission.VIEW_ANALYTICS,
            Permission.MANAGE_PLUGINS,
            Permission.VIEW_AUDIT_LOGS,
        }
    ),
    Role.ADMIN: _EVERYTHING,
    Role.PLATFORM_ADMIN: _EVERYTHING,
}
_WHOLE_TENANT = frozenset({Role.AGENT, Role.SUPPORT, Role.OPERATOR, Role.ADMIN, Role.PLATFORM_ADMIN})
_AGENCY = frozenset({Role.AGENT, Role.PARTNER, Role.OPERATOR, Role.ADMIN, Role.PLATFORM_ADMIN})
_STAFF = frozenset({Role.OPERATOR, Role.SUPPORT, Role.ADMIN, Role.PLATFORM_ADMIN})


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """All that any of the roles allows."""
    return frozenset().union(*(MATRIX[role] for role in roles))


def tier_of(roles: Iterable[Role], tenant: Tier) -> Tier:
    """What bounds a user of a tenant of that tier: administrators are not bound, premium users at least as PRO."""
    held = frozenset(roles)
    if held & {Role.ADMIN, Role.PLATFORM_ADMIN}:
        return Tier.ADMIN
    return Tier.PRO if Role.PREMIUM in held and tenant in (Tier.FREE, Tier.BASIC) else tenant


class Principal(BaseModel):
    """Who is asking, as one request knows it.

    A guest has no `user_id` and no role, and is known by the random name in `guest`. Of an API key
    `key_id` is set and `scopes` bound what its owner's roles allow; otherwise `scopes` is None.
    `strong` says that a second factor was shown at the login.
    """

    model_config = ConfigDict(frozen=True)

    tenant: str = PUBLIC_TENANT
    user_id: UUID | None = None
    guest: str = ""
    roles: frozenset[Role] = frozenset()
    scopes: frozenset[Permission] | None = None
    tier: Tier = Tier.FREE
    session_id: str = ""
    key_id: UUID | None = None
    strong: bool = False

    @property
    def signed_in(self) -> bool:
        return self.user_id is not None

    @property
    def owner(self) -> str:
        """The name under which what they make is kept."""
        return f"user:{self.user_id}" if self.user_id is not None else self.guest

    @property
    def permissions(self) -> frozenset[Permission]:
        """What they may do; guests plan trips of their own like users."""
        allowed = permissions_of(self.roles) if self.signed_in else _ITINERARIES
        return allowed if self.scopes is None else allowed & self.scopes

    @property
    def is_platform_admin(self) -> bool:
        return Role.PLATFORM_ADMIN in self.roles and self.key_id is None

    @property
    def is_staff(self) -> bool:
        """Whether they enter the console, for which a second factor is required."""
        return bool(self.roles & _STAFF)

    @property
    def works_for_agency(self) -> bool:
        """Whether they prepare trips for others."""
        return bool(self.roles & _AGENCY)

    @property
    def reaches_all(self) -> bool:
        """Whether they see what others of the tenant have made."""
        return bool(self.roles & _WHOLE_TENANT)

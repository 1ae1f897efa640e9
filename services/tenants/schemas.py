"""What is said about tenants over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from domain.identity import TenantId, Tier
from domain.tenant import Branding, Tenant, TenantStatus

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Host = Annotated[
    str,
    StringConstraints(
        to_lower=True, max_length=253, pattern=r"^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)+[a-zA-Z]{2,63}$"
    ),
]


class CreateTenant(BaseModel):
    """`slug` is its name in addresses and, for good, its id."""

    model_config = ConfigDict(extra="forbid")

    slug: TenantId
    name: Name
    domain: Host | None = None
    tier: Tier = Tier.FREE


class ChangeTenant(BaseModel):
    """What the platform changes of a tenant; what is not given stays. `reason` is kept in the audit log."""

    model_config = ConfigDict(extra="forbid")

    status: TenantStatus | None = None
    tier: Tier | None = None
    domain: Host | None = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""


class ChangeProfile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Name


class PublicTenant(BaseModel):
    """What anybody may know of the tenant that serves them."""

    model_config = ConfigDict(from_attributes=True)

    slug: str
    name: str
    branding: Branding


class TenantView(Tenant):
    created_at: datetime
    updated_at: datetime

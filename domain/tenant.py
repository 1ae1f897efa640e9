"""An agency (or the public house): what it is called, how it looks, what it has settled."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, StringConstraints

from domain.identity import PUBLIC_TENANT, Tier

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class TenantStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"there is no time zone {name!r}")
    return name


class Branding(BaseModel):
    """What the page, the documents and the mails wear; empty: Tripwright's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    logo: HttpUrl | None = None
    primary: Colour | None = None
    accent: Colour | None = None


class Tax(BaseModel):
    """A tax on what the agency sells; `rate` 0.19 is 19 %."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    rate: float = Field(ge=0, le=1)


class TenantSettings(BaseModel):
    """What an agency settles for itself; `sla_h` is within how many hours an enquiry is answered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    timezone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$", description="ISO 4217 code")
    sla_h: int = Field(default=24, ge=1, le=720)
    taxes: tuple[Tax, ...] = Field(default=(), max_length=20)
    trips_per_day: int | None = Field(default=None, ge=1, description="of an enterprise tenant; none: no limit")


class Tenant(BaseModel):
    """One tenant as a request knows it; `slug` is its name in addresses, `domain` one of its own."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str = PUBLIC_TENANT
    slug: str = PUBLIC_TENANT
    name: str = "Tripwright"
    domain: str | None = None
    status: TenantStatus = TenantStatus.ACTIVE
    tier: Tier = Tier.FREE
    branding: Branding = Branding()
    settings: TenantSettings = TenantSettings()
    version: int = 1

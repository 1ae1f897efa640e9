"""Lists of networks as the API and the layers see them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from ipaddress import ip_network
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field


class ListKind(StrEnum):
    ALLOW = "allow"
    BLOCK = "block"


class Area(StrEnum):
    """All that there is, or only the console."""

    ALL = "all"
    ADMIN = "admin"


def _network(text: str) -> str:
    try:
        return str(ip_network(text.strip(), strict=False))
    except ValueError as error:
        raise ValueError("an address or a network, as 203.0.113.7 or 2001:db8::/32") from error


NetworkText = Annotated[str, Field(max_length=50), AfterValidator(_network)]


class NewRule(BaseModel):
    """A network for a list."""

    model_config = ConfigDict(extra="forbid")

    network: NetworkText = Field(examples=["203.0.113.0/24"])
    area: Area = Area.ALL
    note: str = Field(default="", max_length=300)
    expires_at: AwareDatetime | None = Field(default=None, description="null: it stays")


class RuleView(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    tenant: str = Field(description='"*": everybody')
    kind: ListKind
    area: Area
    network: str
    note: str
    created_at: datetime
    expires_at: datetime | None

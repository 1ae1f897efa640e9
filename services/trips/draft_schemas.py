"""What is told of drafts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from domain.certificate import Certificate
from domain.diff import TripDiff
from domain.itinerary import Itinerary
from domain.money import Money
from domain.request import TripRequest
from services.trips.schemas import RunView


class DraftStatus(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class DraftBrief(_View):
    """A draft's books; `revision` is its ETag and grows with every plan and every step."""

    id: UUID
    reference: str
    status: DraftStatus
    revision: int
    approved_version: int | None
    approved_sha256: str | None
    approved_by: str | None
    approved_at: datetime | None
    published_at: datetime | None
    withdrawn_at: datetime | None
    created_at: datetime
    updated_at: datetime


class Plan(_View):
    """A plan and what it is checked by; `sha256` is what an approval names."""

    request: TripRequest
    itinerary: Itinerary
    certificate: Certificate
    sha256: str


class DraftView(DraftBrief):
    """`proposal` is the plan that waits for review, `approved` the one that counts; `diff` leads from this to that."""

    title: str
    run: RunView | None = Field(description="the newest run; follow its events")
    problem: str | None = Field(default=None, description="why the newest run came to nothing, or what it asks")
    proposal: Plan | None = None
    diff: TripDiff | None = None
    approved: Plan | None = None


class PriceLine(_View):
    """One position: what it costs the agency, `net`, and what the traveller pays, `gross`."""

    kind: str = Field(description="stays, tickets, meals, local_transport or travel")
    net: Money
    gross: Money


class Price(_View):
    """Of the plan under review, or of the approved one; `unknown` are place ids whose price nobody knows."""

    sha256: str
    lines: tuple[PriceLine, ...]
    net: Money
    gross: Money
    unknown: tuple[str, ...]

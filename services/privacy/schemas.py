"""What the privacy routes take and give."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Purpose(StrEnum):
    """What may be agreed to. TERMS and PRIVACY are texts, the others kinds of cookies and uses of data."""

    TERMS = "terms"
    PRIVACY = "privacy"
    COOKIES_FUNCTIONAL = "cookies_functional"
    COOKIES_ANALYTICS = "cookies_analytics"
    COOKIES_MARKETING = "cookies_marketing"
    PERSONALISATION = "personalisation"
    NEWSLETTER = "newsletter"


class Decision(BaseModel):
    """A decision about one purpose; `version` is that of the text that was shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: Purpose
    version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.-]{1,40}$")] = Field(examples=["2026-11-21"])
    granted: bool


class Decide(BaseModel):
    """Decisions that were taken together, as in a cookie banner."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decisions: tuple[Decision, ...] = Field(min_length=1, max_length=20)


class ConsentView(BaseModel):
    """A decision as it was recorded."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    purpose: Purpose
    version: str
    granted: bool
    at: datetime
    ip: str | None


class Consents(BaseModel):
    """`current` holds the newest decision about each purpose, `history` all of them, newest first."""

    current: list[ConsentView]
    history: list[ConsentView]


class RequestKind(StrEnum):
    EXPORT = "export"
    DELETE = "delete"


class RequestStatus(StrEnum):
    """OPEN: to be done at `due_at`. EXPIRED: done, and the archive is gone."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class AskRequest(BaseModel):
    """Export: one archive of all that we keep of you. Delete: after 30 days, until when you may cancel it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: RequestKind


class RequestView(BaseModel):
    """Where a request stands; `download` works for 15 minutes and is given anew whenever asked."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    kind: RequestKind
    status: RequestStatus
    asked_at: datetime
    due_at: datetime
    ended_at: datetime | None
    download: str | None = None
    download_until: datetime | None = None

"""What is said of documents and calendars over HTTP."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

DocumentLanguage = Literal["en", "es", "fr", "de", "ja", "ar"]
DocumentVariant = Literal["full", "compact", "print", "mobile"]
STEPS = ("gathered", "composed", "laid_out", "printed", "stored")
Step = Literal["gathered", "composed", "laid_out", "printed", "stored"]


class JobStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class AskDocument(BaseModel):
    """`fresh`: make it anew though the same lies ready; `mail`: tell me, signed in, when it is ready."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"format": "pdf", "variant": "full", "language": "en"}]}
    )

    format: Literal["pdf"] = "pdf"
    variant: DocumentVariant = "full"
    language: DocumentLanguage | None = Field(default=None, description="of our own words; none: the trip's")
    fresh: bool = False
    mail: bool = False


class DocumentView(_View):
    """A document's job; `download` is an address that holds for a while, asked for anew with every reading."""

    id: UUID
    trip_id: UUID
    version: int
    format: Literal["pdf"] = "pdf"
    variant: DocumentVariant
    language: DocumentLanguage
    status: JobStatus
    done: int = Field(ge=0, description="steps done …")
    total: int = Field(ge=1, description="… of so many")
    error: str = Field(default="", description="why there is none; ask again to try again")
    filename: str = ""
    size: int = Field(default=0, ge=0, description="bytes")
    pages: int = Field(default=0, ge=0)
    created_at: datetime
    ended_at: datetime | None = None
    self: str = Field(description="the job's own address")
    events: str = Field(description="its progress as server-sent events")
    download: str | None = Field(default=None, description="signed and expiring; none: not ready")
    download_until: datetime | None = None


class DocumentStep(_View):
    """A step is done."""

    type: Literal["progress"] = "progress"
    step: Step
    done: int
    total: int


class DocumentReady(_View):
    type: Literal["done"] = "done"
    pages: int
    size: int


class DocumentFailed(_View):
    type: Literal["error"] = "error"
    message: str


DocumentEvent = Annotated[DocumentStep | DocumentReady | DocumentFailed, Field(discriminator="type")]


class LoggedDocumentEvent(_View):
    """An event with its place in the job's log."""

    id: str
    at: datetime
    event: DocumentEvent


class FormatView(BaseModel):
    """A format that a trip can be had in; `at_once`: answered in the request, otherwise a job makes it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    format: str
    kind: Literal["document", "data", "calendar", "map", "text", "wallet"]
    media_type: str
    variants: tuple[str, ...]
    at_once: bool
    enabled: bool


class FeedView(_View):
    """A calendar that follows the trip; its address is told once, when it is made."""

    id: UUID
    trip_id: UUID
    created_at: datetime
    read_at: datetime | None = Field(description="when a calendar last asked")
    address: str | None = Field(default=None, description="https://…, only in the answer that makes it")
    subscribe: str | None = Field(default=None, description="webcal://…, which opens the calendar application")

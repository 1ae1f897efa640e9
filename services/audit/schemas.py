"""What is asked of the audit log, and what it answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from domain.audit import Action


class AuditQuery(BaseModel):
    """Which entries; all that is given must hold. `end` is not included, `text` is looked for in every text field."""

    model_config = ConfigDict(frozen=True)

    user_id: UUID | None = None
    action: Action | None = None
    resource: str | None = Field(default=None, max_length=300)
    resource_id: str | None = Field(default=None, max_length=300)
    begin: AwareDatetime | None = None
    end: AwareDatetime | None = None
    text: str | None = Field(default=None, min_length=1, max_length=100)


class AuditRecord(BaseModel):
    """One entry of the log; `digest` is its seal in hexadecimal."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    number: int
    id: UUID
    at: datetime
    tenant: str
    user_id: UUID | None
    key_id: UUID | None
    action: str
    resource: str
    resource_id: str
    changes: dict[str, Any]
    ip: str
    user_agent: str
    request_id: str
    trace_id: str
    digest: str


class AuditPage(BaseModel):
    """Entries, newest first; `next_cursor` leads to older ones, none: there are no more."""

    items: list[AuditRecord]
    next_cursor: str | None = None


class Break(BaseModel):
    """Where the chain does not hold: the entry's number, and what is wrong with it."""

    model_config = ConfigDict(frozen=True)

    number: int
    reason: str


class Verification(BaseModel):
    """Whether a tenant's chain holds from its `first` to its `last` entry; `unproven` anchors have a key we lack."""

    tenant: str
    holds: bool
    first: int
    last: int
    entries: int
    anchors: int
    unproven: int
    breaks: list[Break]

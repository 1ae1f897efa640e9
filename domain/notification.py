"""What people are told of within the product: kinds and what each carries. Words are made where they are read."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

SharedAs = Literal["viewer", "editor"]


class _About(BaseModel):
    """`title` is the trip's when it happened; "" of what is about no trip."""

    model_config = ConfigDict(frozen=True)

    title: str = ""


class DocumentReady(_About):
    """A document that one asked for lies ready."""

    kind: Literal["document_ready"] = "document_ready"
    document: UUID
    variant: str


class DocumentFailed(_About):
    kind: Literal["document_failed"] = "document_failed"
    document: UUID
    variant: str


class Joined(_About):
    """Somebody is in one's trip from now on."""

    kind: Literal["joined"] = "joined"
    role: SharedAs


class Invited(_About):
    """To a trip that one does not see yet: the way in is in the mail, for the mail proves the address."""

    kind: Literal["invited"] = "invited"
    role: SharedAs


class Given(_About):
    """Somebody made their trip one's own, and is an editor of it since."""

    kind: Literal["given"] = "given"


class Commented(_About):
    """On one's trip; `day` from 1, None: on the whole."""

    kind: Literal["commented"] = "commented"
    comment: UUID
    day: int | None = None


class Answered(_About):
    """Somebody answered what one has said."""

    kind: Literal["answered"] = "answered"
    comment: UUID
    day: int | None = None


class Mentioned(_About):
    kind: Literal["mentioned"] = "mentioned"
    comment: UUID
    day: int | None = None


class Changed(_About):
    """Somebody changed one's trip, which stands at `version` since."""

    kind: Literal["changed"] = "changed"
    version: int


class DraftPublished(_About):
    kind: Literal["draft_published"] = "draft_published"


class DraftWithdrawn(_About):
    kind: Literal["draft_withdrawn"] = "draft_withdrawn"


class BudgetReached(_About):
    """So many percent of what one may spend in a month (`period`, "2026-05") are used; 100: nothing more is spent."""

    kind: Literal["budget_reached"] = "budget_reached"
    percent: int
    period: str


About = (
    DocumentReady
    | DocumentFailed
    | Joined
    | Invited
    | Given
    | Commented
    | Answered
    | Mentioned
    | Changed
    | DraftPublished
    | DraftWithdrawn
    | BudgetReached
)
Notification = Annotated[About, Field(discriminator="kind")]
NOTIFICATION: TypeAdapter[About] = TypeAdapter(Notification)
KINDS = (
    *("document_ready", "document_failed", "joined", "invited", "given", "commented", "answered", "mentioned"),
    *("changed", "draft_published", "draft_withdrawn", "budget_reached"),
)

"""What the trips service hands out; the shapes that the API and its clients see."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from domain.certificate import Certificate
from domain.edits import Edit
from domain.itinerary import Itinerary
from domain.proposal import Decision
from domain.request import TripRequest
from domain.sharing import Reach
from domain.wish import Wish

MESSAGE_CHARS = 4000


class RunStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


ENDED = (RunStatus.DONE, RunStatus.FAILED, RunStatus.STOPPED)


class Role(StrEnum):
    TRAVELLER = "traveller"
    TRIPWRIGHT = "tripwright"


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


def _spoken(text: str) -> str:
    """Text that can be kept: not empty, not endless, no half characters."""
    cleaned = text.replace("\x00", "").strip()
    if not cleaned:
        raise ValueError("Say in a sentence where you would like to go, when, and for how long.")
    if len(cleaned) > MESSAGE_CHARS:
        raise ValueError(f"That is {len(cleaned):,} characters; please say it in at most {MESSAGE_CHARS:,}.")
    if any("\ud800" <= character <= "\udfff" for character in cleaned):
        raise ValueError("The text holds broken characters; please type it again.")
    return cleaned


Spoken = Annotated[str, AfterValidator(_spoken)]


class StartTrip(BaseModel):
    """A wish in the traveller's own words, or as a form has it: one of them."""

    model_config = ConfigDict(extra="forbid")

    message: Spoken | None = Field(
        default=None,
        examples=[
            "5 days in Kyoto and Tokyo in April, two of us, temples, ramen, no early mornings, about 2,500 euros"
        ],
    )
    wish: Wish | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.message is None) == (self.wish is None):
            raise ValueError("message: send either a message or a wish")
        return self


class SendMessage(BaseModel):
    """What comes next in the conversation: a change, or the answer to a question."""

    model_config = ConfigDict(extra="forbid")

    text: Spoken = Field(examples=["swap the museum on day 2 for something outdoors"])
    review: bool = Field(default=False, description="propose a change (event `proposal`), keep it once it is taken")


class SendEdits(BaseModel):
    """Changes as typed values, for clients that know exactly what they want."""

    model_config = ConfigDict(extra="forbid")

    edits: tuple[Edit, ...] = Field(min_length=1, max_length=20)
    review: bool = Field(default=False, description="propose the change: it is kept when somebody takes it")


class Decide(BaseModel):
    """What becomes of the change that a run proposed."""

    model_config = ConfigDict(extra="forbid")

    run_id: UUID
    decision: Decision = Field(
        examples=[{"decision": "take"}, {"decision": "take", "pieces": ["removed:1:rome/forum:visit"]}]
    )
    sha256: str | None = Field(
        default=None, pattern=r"^[0-9a-f]{64}$", description="of the proposal's certificate, as it was seen; else 412"
    )


class TakeOffer(BaseModel):
    """A way out that the trip's newest run offered when it could not be served."""

    model_config = ConfigDict(extra="forbid")

    run_id: UUID
    number: int = Field(ge=0, le=50, description="its place in the error event's `offers`, from 0")


class RunView(_View):
    """One run of the graph; `events` is the address of its event stream."""

    id: UUID
    trip_id: UUID
    status: RunStatus
    created_at: datetime
    ended_at: datetime | None = None
    events: str


class MessageView(_View):
    id: UUID
    role: Role
    text: str
    run_id: UUID | None
    created_at: datetime


class TripBrief(_View):
    id: UUID
    title: str
    created_at: datetime
    updated_at: datetime
    access: Reach = Field(default=Reach.OWNER, description="what you may do with it; not owner: it is shared with you")


class VersionView(_View):
    """One version, without what it holds."""

    number: int
    parent: int | None = Field(description="the version it was made from; null for the first")
    name: str | None
    origin: str = Field(description="run, plan_b, restore or copy")
    changes: tuple[str, ...]
    created_at: datetime


class BranchView(_View):
    name: str
    head: int = Field(description="the version where it stands")
    current: bool = Field(description="whether the trip follows it now")


class TripView(TripBrief):
    """A trip with its newest version; `request`, `itinerary` and `certificate` are None until planned."""

    version: int = Field(ge=0, description="0: not planned yet")
    branch: str = "main"
    can_undo: bool = False
    can_redo: bool = False
    request: TripRequest | None
    itinerary: Itinerary | None
    certificate: Certificate | None
    messages: tuple[MessageView, ...]
    run: RunView | None = Field(description="the newest run")


class Started(_View):
    """Accepted: the trip and the run whose events tell how it goes."""

    trip_id: UUID
    message_id: UUID
    run: RunView

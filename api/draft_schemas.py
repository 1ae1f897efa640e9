"""What is sent about drafts, with examples for who builds against it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from domain.edits import DayNumber, Edit
from domain.sharing import EVERY_SECTION, Section
from domain.wish import Wish
from services.trips.draft_schemas import DraftView
from services.trips.schemas import Spoken, Started

Reference = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]
_WISH: dict[str, Any] = {
    "destinations": [{"city": "Rome"}, {"city": "Florence", "nights": 2}],
    "start_on": "2027-05-03",
    "days": 6,
    "adults": 2,
    "budget": {"amount": "3200", "currency": "EUR"},
    "interests": ["art", "food"],
}


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewDraft(_Body):
    """What is to be planned: a client's own words, or a form. `reference` is the agency's."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"message": "6 days in Rome and Florence from 3 May 2027 for two, art and food, 3200 EUR"},
                {"wish": _WISH, "reference": "ENQ-2027-0042"},
            ]
        },
    )

    message: Spoken | None = None
    wish: Wish | None = None
    reference: Reference = ""

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.message is None) == (self.wish is None):
            raise ValueError("message: send either a message or a wish")
        return self


class Edits(_Body):
    edits: tuple[Edit, ...] = Field(
        min_length=1, max_length=20, examples=[[{"kind": "pace", "pace": "relaxed", "day": 2}]]
    )


class Words(_Body):
    text: Spoken = Field(examples=["swap the museum on day 2 for something outdoors"])


class Regenerate(_Body):
    day: DayNumber | None = Field(default=None, description="null: the whole draft")


class Review(_Body):
    """A person's decision about exactly one plan."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"decision": "approve", "sha256": "9f…"}})

    decision: Literal["approve", "reject"]
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="of the plan that was read: `proposal.sha256`; else 412")


class Publish(_Body):
    """`sections` of the trip that the traveller sees by the link; the agency's own view is not narrowed."""

    sections: frozenset[Section] = Field(default=EVERY_SECTION, min_length=1)


class DraftStarted(Started):
    """Accepted: follow `run.events`, then read the draft at its address."""

    draft: str = Field(description="the draft's address")


class Published(BaseModel):
    """`url` is shown once; withdraw the draft to close it."""

    draft: DraftView
    url: str

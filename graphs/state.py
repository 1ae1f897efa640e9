"""What a run knows, field by field; every node returns only the fields it changes."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.candidates import Candidates
from domain.certificate import Certificate
from domain.conflict import Wished
from domain.edits import Edit, WayOut
from domain.events import Failed
from domain.itinerary import Itinerary
from domain.request import TripRequest


class Ask(BaseModel):
    """The one short question that a run waits on."""

    model_config = ConfigDict(frozen=True)

    field: str
    text: str
    options: tuple[str, ...] = ()


class Refusal(BaseModel):
    """Why a run could not be served, and who may mend it."""

    model_config = ConfigDict(frozen=True)

    code: Literal["invalid_request", "infeasible"]
    message: str
    field: str | None = None
    conflict: tuple[Wished, ...] = ()
    ways_out: tuple[str, ...] = ()
    offers: tuple[WayOut, ...] = ()


class Version(BaseModel):
    """The trip that edits start from; `previous` is the one that undoing goes back to."""

    model_config = ConfigDict(frozen=True)

    request: TripRequest
    itinerary: Itinerary
    previous: Version | None = None

    def followed_by(self, request: TripRequest, itinerary: Itinerary) -> Version:
        """The version that comes after this one; an undone change leaves the version of then, with its own past."""
        before = self.previous
        if before is not None and (before.request, before.itinerary) == (request, itinerary):
            return before
        return Version(request=request, itinerary=itinerary, previous=self)


class Pending(BaseModel):
    """A change that was shown, kept while something else is made of it: where that cannot be, it is shown again."""

    model_config = ConfigDict(frozen=True)

    before: Version | None
    request: TripRequest
    itinerary: Itinerary
    certificate: Certificate
    changes: tuple[str, ...]
    said: str


class TripState(BaseModel):
    """One run of the graph: what was asked, what it stands on, what has come of it."""

    model_config = ConfigDict(frozen=True)

    today: date
    message: str = ""
    answers: tuple[str, ...] = Field(default=(), description="to the questions of this run, in their order")
    edits: tuple[Edit, ...] = ()
    accepted: TripRequest | None = Field(default=None, description="a way out that was taken, instead of words")
    before: Version | None = None
    review: bool = Field(default=False, description="a person decides about the change before it is kept")
    base: Version | None = Field(default=None, description="what a change under review is compared with")
    pending: Pending | None = None
    unmet: Failed | None = Field(default=None, description="why the last wish about the change under review cannot be")
    declined: bool = False
    undo: bool = Field(default=False, description="the run goes back to the version before")
    settled: int = Field(default=0, ge=0, description="how many of `answers` belong to what was said before")
    request: TripRequest | None = None
    itinerary: Itinerary | None = None
    candidates: Candidates | None = None
    certificate: Certificate | None = None
    excluded: tuple[str, ...] = Field(default=(), description="place ids that the verifier would not pass")
    attempts: int = Field(default=0, ge=0, description="how often the verifier has said no")
    changes: tuple[str, ...] = ()
    said: str = ""
    read_by: str = Field(default="rules", description="who read the message: the rules, or a model by its name")
    question: Ask | None = None
    refusal: Refusal | None = None

"""What a run knows, field by field; every node returns only the fields it changes."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.candidates import Candidates
from domain.certificate import Certificate
from domain.edits import Edit, WayOut
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


class TripState(BaseModel):
    """One run of the graph: what was asked, what it stands on, what has come of it."""

    model_config = ConfigDict(frozen=True)

    today: date
    message: str = ""
    answers: tuple[str, ...] = Field(default=(), description="to the questions of this run, in their order")
    edits: tuple[Edit, ...] = ()
    accepted: TripRequest | None = Field(default=None, description="a way out that was taken, instead of words")
    before: Version | None = None
    request: TripRequest | None = None
    itinerary: Itinerary | None = None
    candidates: Candidates | None = None
    certificate: Certificate | None = None
    excluded: tuple[str, ...] = Field(default=(), description="place ids that the verifier would not pass")
    attempts: int = Field(default=0, ge=0, description="how often the verifier has said no")
    changes: tuple[str, ...] = ()
    said: str = ""
    question: Ask | None = None
    refusal: Refusal | None = None

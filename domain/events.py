"""What a run tells while it works: one ordered log, the same for every reader."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.certificate import Certificate
from domain.conflict import Wished
from domain.diff import TripDiff
from domain.edits import WayOut
from domain.itinerary import Day, Itinerary
from domain.request import TripRequest

NodeName = Literal["intent", "clarify", "discovery", "optimisation", "verifier", "refinement", "booking", "rendering"]


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True)


class RunQueued(_Event):
    type: Literal["queued"] = "queued"


class NodeStarted(_Event):
    type: Literal["node_started"] = "node_started"
    node: NodeName


class NodeFinished(_Event):
    type: Literal["node_finished"] = "node_finished"
    node: NodeName
    seconds: float


class Progress(_Event):
    """Real counts, never a made-up percentage."""

    type: Literal["progress"] = "progress"
    node: NodeName
    message: str
    done: int | None = None
    total: int | None = None


class Understood(_Event):
    type: Literal["request"] = "request"
    request: TripRequest


class CandidateBrief(_Event):
    id: str
    name: str
    kind: str
    category: str
    lat: float
    lon: float
    score: float


class CandidatesFound(_Event):
    type: Literal["candidates"] = "candidates"
    city_id: str
    sights: int
    eats: int
    stays: int
    top: tuple[CandidateBrief, ...]


class DayPlanned(_Event):
    """One solved day; `number` counts from 1. A later one for the same number replaces it."""

    type: Literal["day"] = "day"
    number: int
    day: Day


class TextDelta(_Event):
    type: Literal["text"] = "text"
    text: str


class TextReset(_Event):
    """The text told so far came from a model that broke off; what follows replaces it."""

    type: Literal["text_reset"] = "text_reset"


class Question(_Event):
    """The run waits for an answer."""

    type: Literal["question"] = "question"
    field: str
    text: str
    options: tuple[str, ...] = ()


class Warned(_Event):
    type: Literal["warning"] = "warning"
    message: str


class Final(_Event):
    """The run's result; `changes` say what an edit changed and why."""

    type: Literal["final"] = "final"
    itinerary: Itinerary
    certificate: Certificate
    changes: tuple[str, ...] = ()
    served_by: str


class Failed(_Event):
    """The end of a run that could not be served; `field` where the traveller can mend it."""

    type: Literal["error"] = "error"
    code: str
    message: str
    field: str | None = None
    conflict: tuple[Wished, ...] = Field(default=(), description="the smallest set of wishes that cannot be together")
    ways_out: tuple[str, ...] = ()
    offers: tuple[WayOut, ...] = Field(default=(), description="ways out that can be taken as they stand, by number")


class Proposed(_Event):
    """The run waits until somebody takes this change, or leaves it; nothing is kept before.

    `diff` is None for a plan that there was nothing before. `unmet` says why what was wished of this change last could
    not be; the change itself is as it was.
    """

    type: Literal["proposal"] = "proposal"
    diff: TripDiff | None
    request: TripRequest
    itinerary: Itinerary
    certificate: Certificate
    changes: tuple[str, ...] = ()
    said: str = ""
    unmet: Failed | None = None


class Declined(_Event):
    """The end of a run whose change was left: the trip is as it was."""

    type: Literal["declined"] = "declined"


class Stopped(_Event):
    type: Literal["stopped"] = "stopped"


RunEvent = Annotated[
    RunQueued
    | NodeStarted
    | NodeFinished
    | Progress
    | Understood
    | CandidatesFound
    | DayPlanned
    | TextDelta
    | TextReset
    | Question
    | Warned
    | Final
    | Proposed
    | Declined
    | Stopped
    | Failed,
    Field(discriminator="type"),
]

Ending = Final | Question | Proposed | Declined | Failed
"""How a drive of the graph can end: done with, or waiting for somebody."""

TERMINAL = ("final", "declined", "stopped", "error")
WAITING = ("question", "proposal")


class LoggedEvent(_Event):
    """An event with its place in the run's log."""

    id: str = Field(description="the log's own id, increasing; what Last-Event-ID takes")
    at: datetime
    event: RunEvent

"""Quality as it is told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Thumb = Literal["up", "down"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class NodeQuality(_Value):
    """One agent (node of the graph). An impossible wish that was refused is no failure, a stopped run counts not."""

    node: str
    passes: int
    failed: int
    refused: int
    cut: int
    success: float | None = Field(description="(ok + refused) ÷ (ok + refused + failed); None: nothing to divide by")
    p50_s: float | None
    p95_s: float | None


class NodeDay(_Value):
    node: str
    day: date
    ok: int
    failed: int
    p50_s: float | None
    p95_s: float | None


class FeatureErrors(_Value):
    """Calls to providers by what they were made for."""

    feature: str
    asked: int
    failed: int
    error_rate: float


class Level(_Value):
    """Who wrote the itineraries' words: a model by its name, or the house's own rules."""

    name: str
    itineraries: int
    share: float


class Failure(_Value):
    code: str
    runs: int


class Word(_Value):
    at: datetime
    trip_id: UUID
    title: str
    thumb: Thumb
    reason: str


class Satisfaction(_Value):
    up: int
    down: int
    score: float | None = Field(description="1 + 4 × share of thumbs up, out of 5; None without a thumb")
    target: float
    newest: tuple[Word, ...]


class Degradation(_Value):
    """Something is under its target: `value` beside `target`, over `of` things."""

    measure: str
    subject: str
    value: float
    target: float
    of: int


class Quality(_Value):
    begin_at: datetime
    end_at: datetime
    zone: str
    runs: dict[str, int] = Field(description="by status")
    success: float | None = Field(description="done ÷ (done + failed), impossible wishes not counted as failed")
    failures: tuple[Failure, ...] = Field(description="what failed runs failed of, the most frequent first")
    itineraries: int
    verified: int = Field(description="itineraries whose certificate holds")
    verified_share: float | None
    levels: tuple[Level, ...]
    nodes: tuple[NodeQuality, ...]
    days: tuple[NodeDay, ...]
    features: tuple[FeatureErrors, ...]
    satisfaction: Satisfaction
    degradations: tuple[Degradation, ...]


class GiveFeedback(BaseModel):
    """A traveller's word on the trip as it stands."""

    model_config = ConfigDict(extra="forbid")

    thumb: Thumb
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""


class FeedbackView(_Value):
    trip_id: UUID
    version: int
    thumb: Thumb
    reason: str
    at: datetime

"""What the solver answers: which task on which day at what minute, and what stayed out."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from domain.itinerary import Purpose


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class PlannedStop(_Value):
    """A visit or meal; minutes after local midnight of its day, past 1440 after the next midnight."""

    place_id: str
    purpose: Purpose
    start_min: int = Field(ge=0)
    end_min: int = Field(ge=0)


class PlannedDay(_Value):
    stops: tuple[PlannedStop, ...] = ()


class Unmet(_Value):
    """A wish the plan could not keep: a must-see or lock (`place_id`), or a meal (`day` from 0)."""

    reason: str
    place_id: str | None = None
    purpose: Purpose = Purpose.VISIT
    day: int | None = Field(default=None, ge=0)


class Plan(_Value):
    """`days` in the problem's order; `objective` in hundredths of a score point, higher is better.

    `bound`, where one is known, is an objective that no plan for the problem exceeds.
    """

    days: tuple[PlannedDay, ...]
    unmet: tuple[Unmet, ...] = ()
    objective: int
    cost_minor: int = Field(ge=0, description="tickets, meals and fares, in the problem's currency")
    bound: int | None = None

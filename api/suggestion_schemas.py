"""What is told of places that could be added to a trip."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from domain.itinerary import Leg
from domain.place import Place

Crowd = Literal["quiet", "usual", "busy"]


class SuggestedPlace(BaseModel):
    """A place for a gap, and what it costs in time."""

    place: Place
    score: float
    detour_min: int = Field(description="minutes more on the way than going straight on")
    start_local: datetime
    end_local: datetime
    fits: bool = Field(description="nothing else has to move")
    crowd: Crowd = Field(description="how full it is then, by a model")
    reasons: tuple[str, ...]


class PlaceDetails(BaseModel):
    place: Place
    open_local: tuple[str, ...] = Field(description='windows of that day, "HH:MM-HH:MM"; empty: closed or not known')
    crowd: Crowd | None = Field(description="by a model, at the hour that it is planned for")
    quieter_local: str = Field(description='when that day it is quieter, "HH:MM-HH:MM"; empty: never, or not planned')
    alternatives: tuple[Place, ...] = Field(description="of the same kind near by, none of them in the plan")
    way_here: Leg | None = Field(description="how the plan comes here")

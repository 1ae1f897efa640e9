"""What is sent and told about versions, branches and changes by hand."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from domain.certificate import Certificate, Violation
from domain.diff import TripDiff
from domain.edits import DayNumber, Edit, WayOut
from domain.itinerary import Itinerary
from domain.request import TripRequest
from services.trips.schemas import VersionView

Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class VersionContent(VersionView):
    """A version with what it holds."""

    request: TripRequest
    itinerary: Itinerary
    certificate: Certificate


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Name(_Body):
    name: Named | None = Field(examples=["before the budget cut"])


class Begin(_Body):
    name: Named = Field(examples=["without Osaka"])
    version: int | None = Field(default=None, ge=1, description="where it begins; null: where the trip stands")


class AskPreview(_Body):
    """A change that a hand is about to make."""

    edits: tuple[Edit, ...] = Field(min_length=1, max_length=20)
    mend: bool = Field(default=False, description="also work out repairs of what it breaks, which takes longer")


class PreviewView(BaseModel):
    """What the change would do; `broken` is empty where it can be kept as it is."""

    itinerary: Itinerary
    diff: TripDiff
    broken: tuple[Violation, ...]
    offers: tuple[WayOut, ...] = Field(description="repairs, each tried: its edits can be sent as they stand")


class AskPlanB(_Body):
    day: DayNumber
    place_id: str = Field(max_length=200, description="the stop that cannot be")
    to_place_id: str = Field(max_length=200, description="one of its alternates")

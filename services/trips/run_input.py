"""What a run was asked, read from its row for whoever drives it."""

from __future__ import annotations

from pydantic import TypeAdapter

from domain.certificate import Certificate
from domain.edits import Edit
from domain.itinerary import Itinerary
from domain.request import TripRequest
from services.trips.schemas import RunStatus
from services.trips.tables import Run, Trip, TripVersion

EDITS: TypeAdapter[tuple[Edit, ...]] = TypeAdapter(tuple[Edit, ...])


class RunInput:
    """What a run was asked (`message`, `edits` or `accepted`, and `answers`), beside the trip's newest version.

    `previous` is the request and the itinerary that undoing goes back to.
    """

    def __init__(self, trip: Trip, run: Run, version: TripVersion | None, before: TripVersion | None) -> None:
        self.owner = trip.owner
        self.run_id, self.trip_id, self.status = run.id, run.trip_id, RunStatus(run.status)
        self.message: str | None = run.input.get("message")
        self.answers: tuple[str, ...] = tuple(run.input.get("answers", ()))
        self.edits = EDITS.validate_python(run.input.get("edits", ()))
        accepted = run.input.get("request")
        self.accepted = TripRequest.model_validate(accepted) if accepted else None
        self.review = bool(run.input.get("review"))
        self.outcome = run.outcome or {}
        self.asked_at = run.created_at
        self.version = version.number if version else 0
        self.request = TripRequest.model_validate(version.request) if version else None
        self.itinerary = Itinerary.model_validate(version.itinerary) if version else None
        self.certificate = Certificate.model_validate(version.certificate) if version else None
        self.changes: tuple[str, ...] = tuple(version.changes) if version else ()
        self.previous: tuple[TripRequest, Itinerary] | None = (
            (TripRequest.model_validate(before.request), Itinerary.model_validate(before.itinerary)) if before else None
        )

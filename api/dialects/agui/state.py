"""What a front end shares with the agent: the plan as it stands, by our names, and the patches that change it."""

from __future__ import annotations

from typing import Any

from ag_ui.core import StateDeltaEvent, StateSnapshotEvent
from pydantic import BaseModel, ConfigDict, Field

from domain.certificate import Certificate
from domain.events import Final, Proposed
from domain.itinerary import Day, Itinerary
from domain.request import TripRequest


class PlanState(BaseModel):
    """The shared state of a thread; `days` are those solved so far in this run, by their numbers from "1"."""

    model_config = ConfigDict(frozen=True)

    trip_id: str
    run_id: str
    status: str = Field(default="running", description="running, waiting, done, failed or stopped")
    request: TripRequest | None = None
    days: dict[str, Day] = {}
    warnings: tuple[str, ...] = ()
    itinerary: Itinerary | None = None
    certificate: Certificate | None = None
    changes: tuple[str, ...] = ()
    served_by: str = ""
    proposal: Proposed | None = Field(default=None, description="a change that waits to be taken or left")


def whole(state: PlanState) -> StateSnapshotEvent:
    return StateSnapshotEvent(snapshot=state.model_dump(mode="json"))


def finished(state: PlanState, final: Final) -> PlanState:
    """The state with a run's result in it."""
    days = {str(number): day for number, day in enumerate(final.itinerary.days, 1)}
    told = {"itinerary": final.itinerary, "certificate": final.certificate, "changes": final.changes}
    over = {"served_by": final.served_by, "status": "done", "proposal": None}
    return state.model_copy(update={**told, **over, "days": days})


def declined(state: PlanState) -> PlanState:
    """As it was before the change that was left."""
    days = {str(number): day for number, day in enumerate(state.itinerary.days, 1)} if state.itinerary else {}
    return state.model_copy(update={"days": days, "status": "done", "proposal": None})


def replaced(name: str, value: BaseModel | str) -> StateDeltaEvent:
    return _patch("replace", f"/{name}", _json(value))


def with_day(number: int, day: Day) -> StateDeltaEvent:
    """RFC 6902, section 4.1: adding what is there replaces it."""
    return _patch("add", f"/days/{number}", _json(day))


def with_warning(message: str) -> StateDeltaEvent:
    return _patch("add", "/warnings/-", message)


def _json(value: BaseModel | str) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


def _patch(operation: str, path: str, value: Any) -> StateDeltaEvent:
    return StateDeltaEvent.model_validate({"delta": [{"op": operation, "path": path, "value": value}]})

"""What the agents made of a message, as plain values that can be compared with labels."""

from __future__ import annotations

from datetime import date
from typing import Any

from agents.edit_reading import EditsRead, read_edits
from agents.intent import Question, Refused, Understanding, Understood, understand
from domain.request import TripRequest
from evals.suites.intent.cases_file import EditCase, IntentCase
from evals.suites.intent.sample_trip import sample_itinerary, sample_request
from evals.suites.intent.score import DEFAULTS
from tools.llm.contract import Models

_ASKED_ON = date(2027, 4, 1)
"""When the follow-ups to the sample trip are said, a month before it."""


async def read_message(case: IntentCase, models: Models | None) -> dict[str, Any]:
    """`outcomes` as words, every problem of a refusal among them; `slots` of a request that was understood."""
    outcome = await understand(case.text, today=case.today, answers=case.answers, models=models)
    return {
        "outcomes": _outcomes(outcome),
        "slots": slots_of(outcome.request) if isinstance(outcome, Understood) else None,
    }


def read_follow_up(case: EditCase) -> dict[str, Any]:
    reading = read_edits(case.text, request=sample_request(), itinerary=sample_itinerary(), today=_ASKED_ON)
    word = f"question:{reading.field}" if isinstance(reading, Question) else reading.kind
    edits = [edit.model_dump(mode="json") for edit in reading.edits] if isinstance(reading, EditsRead) else []
    return {"outcomes": [word], "edits": edits}


def _outcomes(outcome: Understanding) -> list[str]:
    if isinstance(outcome, Question):
        return [f"question:{outcome.field}"]
    if isinstance(outcome, Refused):
        return [f"refused:{error.field}" for error in outcome.errors]
    return ["understood"]


def slots_of(request: TripRequest) -> dict[str, Any]:
    return {
        "language": request.language,
        "cities": [d.city_id for d in request.destinations],
        "nights": [d.nights for d in request.destinations],
        "days": request.days,
        "start_on": request.start_on.isoformat(),
        "adults": request.party.adults,
        "children": list(request.party.children),
        "rooms": request.party.rooms,
        "budget": [str(request.budget.major), request.budget.currency] if request.budget else None,
        "origin": request.origin.name if request.origin else None,
        "must_see": [w.place_id or w.text for w in request.must_see],
        "must_avoid": [w.place_id or w.text for w in request.must_avoid],
        **{
            name: list(value) if isinstance(value, tuple) else value
            for name, value in request.model_dump(mode="json").items()
            if name in DEFAULTS and name in {
                "keep_order", "level", "pace", "interests", "cuisines", "diets", "step_free", "avoid", "avoid_modes",
                "day_start_min", "day_end_min", "arrive_min", "leave_min", "wishes",
            }
        },
    }  # fmt: skip

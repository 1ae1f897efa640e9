"""What a message is: a new wish, a change to the trip there is, or something to ask back about."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agents.edit_reading import EditsRead, NewTrip, NotUnderstood, read_edits
from agents.intent import Extract, understand
from agents.intent.outcome import FieldProblem, Question, Refused, Understood
from domain.edits import Edit
from domain.itinerary import Itinerary
from domain.request import TripRequest


@dataclass(frozen=True)
class Heard:
    """Exactly one of the four is set."""

    request: TripRequest | None = None
    edits: tuple[Edit, ...] = ()
    question: Question | None = None
    refused: tuple[FieldProblem, ...] = ()


async def hear(
    message: str,
    *,
    answers: Sequence[str],
    today: date,
    before: tuple[TripRequest, Itinerary] | None,
    extract: Extract | None,
) -> Heard:
    """Read a message against the trip there is, if any."""
    if before is not None:
        # Reading is computing: off the loop, so that one long message delays nobody else's events.
        heard = await asyncio.to_thread(_as_edits, message, answers, today, *before)
        if heard is not None:
            return heard
    understanding = await understand(message, today=today, answers=answers, extract=extract)
    match understanding:
        case Understood(request=request):
            return Heard(request=request)
        case Question():
            return Heard(question=understanding)
        case Refused(errors=errors):
            return Heard(refused=errors)


def _as_edits(
    message: str, answers: Sequence[str], today: date, request: TripRequest, itinerary: Itinerary
) -> Heard | None:
    """The message as changes; None when it wishes for another trip altogether."""
    text = " ".join((message, *answers))
    read = read_edits(text, request=request, itinerary=itinerary, today=today)
    match read:
        case EditsRead(edits=edits):
            return Heard(edits=edits)
        case NewTrip():
            return None
        case NotUnderstood(text=unclear, options=options):
            return Heard(question=Question(field="message", text=unclear, options=options))
        case Question():
            return Heard(question=read)

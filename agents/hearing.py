"""What a message is: a new wish, a change to the trip there is, or something to ask back about."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agents.edit_reading import Answered, EditReading, EditsRead, NewTrip, NotUnderstood, Undo, is_change, read_edits
from agents.intent import Extract, understand
from agents.intent.answers import is_yes
from agents.intent.outcome import FieldProblem, Question, Refused, Understood
from domain.edits import Edit
from domain.itinerary import Itinerary
from domain.request import TripRequest

_IT = re.compile(r"\b(?:it|that one|this one|that|this|lo|eso|ese|ça|cela|das|es|diesen?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heard:
    """Exactly one of the five is set."""

    request: TripRequest | None = None
    edits: tuple[Edit, ...] = ()
    question: Question | None = None
    refused: tuple[FieldProblem, ...] = ()
    undo: bool = False


async def hear(
    message: str,
    *,
    answers: Sequence[str],
    today: date,
    before: tuple[TripRequest, Itinerary] | None,
    extract: Extract | None,
) -> Heard:
    """Read a message against the trip there is, if any."""
    previous: TripRequest | None = None
    if before is not None:
        # Reading is computing: off the loop, so that one long message delays nobody else's events.
        message, answers = await asyncio.to_thread(_still_open, (message, *answers), today, *before)
        heard = await asyncio.to_thread(_as_edits, message, answers, today, *before)
        if isinstance(heard, Heard):
            return heard
        previous = before[0] if heard.adds else None
    understanding = await understand(message, today=today, previous=previous, answers=answers, extract=extract)
    match understanding:
        case Understood(request=request):
            return Heard(request=request)
        case Question():
            return Heard(question=understanding)
        case Refused(errors=errors):
            return Heard(refused=errors)


def _still_open(
    said: Sequence[str], today: date, request: TripRequest, itinerary: Itinerary
) -> tuple[str, Sequence[str]]:
    """The words from the first that ask for something: what was answered, or made no sense, is done with."""
    for at, words in enumerate(said[:-1]):
        read = read_edits(words, request=request, itinerary=itinerary, today=today)
        if not isinstance(read, Answered | NotUnderstood | Undo):
            return words, said[at + 1 :]
    return said[-1], ()


def _as_edits(
    message: str, answers: Sequence[str], today: date, request: TripRequest, itinerary: Itinerary
) -> Heard | NewTrip:
    """The message as changes; NewTrip when the trip is to be planned, anew or with more wishes."""
    read = read_edits(message, request=request, itinerary=itinerary, today=today)
    if answers:
        read = _answered(read, message, answers, today, request, itinerary)
    match read:
        case EditsRead(edits=edits):
            return Heard(edits=edits)
        case NewTrip():
            return read
        case Undo():
            return Heard(undo=True)
        case Answered(text=reply):
            return Heard(question=Question(field="message", text=reply))
        case NotUnderstood(text=unclear, options=options):
            return Heard(question=Question(field="message", text=unclear, options=options))
        case Question():
            return Heard(question=read)


def _answered(
    asked: EditReading, message: str, answers: Sequence[str], today: date, request: TripRequest, itinerary: Itinerary
) -> EditReading:
    """The message with the reply to what it left open; a reply that is a change of its own stands for itself."""
    reply = answers[-1]
    alone = read_edits(reply, request=request, itinerary=itinerary, today=today)
    if is_change(reply):
        return alone
    if isinstance(asked, Question) and (chosen := _chosen(reply, asked.options)):
        return _read_with(chosen, message, today, request, itinerary)
    if isinstance(asked, NewTrip):
        return asked
    whole = read_edits(" ".join((message, *answers)), request=request, itinerary=itinerary, today=today)
    return alone if isinstance(whole, Question | NotUnderstood) and isinstance(alone, EditsRead | Undo) else whole


def _read_with(chosen: str, message: str, today: date, request: TripRequest, itinerary: Itinerary) -> EditReading:
    """The message again, now that it is known which of the offered words were meant."""
    if chosen not in {place.name for place in itinerary.places}:
        alone = read_edits(chosen, request=request, itinerary=itinerary, today=today)
        if isinstance(alone, EditsRead | Undo):
            return alone
        return read_edits(f"{message} {chosen}", request=request, itinerary=itinerary, today=today)
    read = read_edits(message, request=request, itinerary=_only(itinerary, chosen), today=today)
    if isinstance(read, Question) and _IT.search(message):
        return read_edits(_IT.sub(chosen, message, count=1), request=request, itinerary=itinerary, today=today)
    return read


def _chosen(reply: str, options: Sequence[str]) -> str | None:
    """The one of the offered names that a reply is."""
    found = [name for name in options if name.casefold() in reply.casefold()]
    if not found and len(options) == 1 and is_yes(reply):
        return options[0]
    return found[0] if len(found) == 1 else None


def _only(itinerary: Itinerary, name: str) -> Itinerary:
    """The trip as a reader should see it once only one stop can be meant; for nothing but reading."""
    meant = {place.id for place in itinerary.places if place.name == name}
    days = tuple(
        day.model_copy(update={"stops": tuple(stop for stop in day.stops if stop.place_id in meant)})
        for day in itinerary.days
    )
    return itinerary.model_copy(update={"days": days})

"""What a message is: a new wish, a change to the trip there is, or something to ask back about."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from agents.asking import RULES
from agents.edit_reading import Answered, EditReading, EditsRead, NewTrip, NotUnderstood, Undo, is_change, read_edits
from agents.edit_reading.by_model import ModelReading, read_by_model
from agents.intent import understand
from agents.intent.abroad import goes_beyond
from agents.intent.answers import is_yes
from agents.intent.outcome import FieldProblem, Question, Refused, Understood
from agents.marking import own_words
from domain.edits import Edit
from domain.itinerary import Itinerary
from domain.request import TripRequest
from tools.llm.contract import Models

Reading = Literal["model_first", "rules_first"]
"""Who reads a follow-up first; the other reads what the first makes nothing of."""

_IT = re.compile(r"\b(?:it|that one|this one|that|this|lo|eso|ese|ça|cela|das|es|diesen?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heard:
    """Exactly one of the first five is set; `level` is who read it: the rules, or a model by its name.

    `asks` is the traveller's question about the trip, where `question` holds what the rules can say to it: the answer
    when `answered`, otherwise that they did not understand.
    """

    request: TripRequest | None = None
    edits: tuple[Edit, ...] = ()
    question: Question | None = None
    refused: tuple[FieldProblem, ...] = ()
    undo: bool = False
    asks: str = ""
    answered: bool = False
    level: str = RULES


async def hear(
    message: str,
    *,
    answers: Sequence[str],
    today: date,
    before: tuple[TripRequest, Itinerary] | None,
    models: Models | None = None,
    reading: Reading = "model_first",
    world: bool = False,
) -> Heard:
    """Read a message against the trip there is, if any; with `world` any city on Earth may be gone to."""
    previous: TripRequest | None = None
    if before is not None:
        # Reading is computing: off the loop, so that one long message delays nobody else's events.
        message, answers = await asyncio.to_thread(_still_open, (message, *answers), today, *before)
        if world and await asyncio.to_thread(goes_beyond, own_words(message), before[0], today):
            heard: Heard | NewTrip = NewTrip(adds=True)
        else:
            heard, models = await _of_the_trip(message, answers, today, before, models, reading)
        if isinstance(heard, Heard):
            return heard
        previous = before[0] if heard.adds else None
    understanding = await understand(
        message, today=today, previous=previous, answers=answers, models=models, world=world
    )
    level = understanding.level
    match understanding:
        case Understood(request=request):
            return Heard(request=request, level=level)
        case Question():
            return Heard(question=understanding, level=level)
        case Refused(errors=errors):
            return Heard(refused=errors, level=level)


async def _of_the_trip(
    message: str,
    answers: Sequence[str],
    today: date,
    before: tuple[TripRequest, Itinerary],
    models: Models | None,
    reading: Reading,
) -> tuple[Heard | NewTrip, Models | None]:
    """Model and rules in the order wished; the second reads where the first found nothing to do.

    With the models that are worth asking again: none once they have failed, for a traveller waits only once.
    """
    request, itinerary = before
    own, answers = own_words(message), tuple(map(own_words, answers))
    by_rules = None
    if reading == "rules_first" or models is None or not own:
        by_rules = await asyncio.to_thread(_as_edits, own, answers, today, request, itinerary)
        if models is None or not own or not _found_nothing(by_rules):
            return _asking(by_rules, message), models
    said = "\n".join((message, *answers))
    read = await read_by_model(said, models=models, request=request, itinerary=itinerary, today=today)
    if read is not None and read.found is not None and not isinstance(read.found, Question):
        return _heard(read.found, read.level), models
    if by_rules is None:
        by_rules = await asyncio.to_thread(_as_edits, own, answers, today, request, itinerary)
    return (by_rules, None) if read is None else (_second(read, by_rules, message), models)


def _second(read: ModelReading, by_rules: Heard | NewTrip, message: str) -> Heard | NewTrip:
    """What the rules found, where the model's draft came to nothing; its question before their shrug."""
    if read.asks and isinstance(by_rules, Heard) and by_rules.question is not None:
        return replace(by_rules, asks=message, level=read.level)
    if isinstance(read.found, Question) and _found_nothing(by_rules):
        return Heard(question=read.found, level=read.level)
    return _asking(by_rules, message)


def _asking(heard: Heard | NewTrip, message: str) -> Heard | NewTrip:
    """A question about the trip that the rules can answer may be answered better by a model."""
    if isinstance(heard, Heard) and heard.answered:
        return replace(heard, asks=message)
    return heard


def _found_nothing(heard: Heard | NewTrip) -> bool:
    return (
        isinstance(heard, Heard)
        and heard.question is not None
        and heard.question.field == "message"
        and not heard.answered
    )


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
    return _heard(read, RULES)


def _heard(read: EditReading, level: str) -> Heard | NewTrip:
    match read:
        case EditsRead(edits=edits):
            return Heard(edits=edits, level=level)
        case NewTrip():
            return read
        case Undo():
            return Heard(undo=True, level=level)
        case Answered(text=reply):
            return Heard(question=Question(field="message", text=reply), answered=True, level=level)
        case NotUnderstood(text=unclear, options=options):
            return Heard(question=Question(field="message", text=unclear, options=options), level=level)
        case Question():
            return Heard(question=read, level=level)


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

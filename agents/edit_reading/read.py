"""A follow-up message becomes typed edits, offline, by one rule for each kind of change."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from datetime import date

from agents.edit_reading.context import Context
from agents.edit_reading.outcome import EditReading, EditsRead, NewTrip, NotUnderstood
from agents.edit_reading.rules import RULES
from agents.intent.language import language_of
from agents.intent.offline import read
from agents.intent.outcome import Question
from agents.intent.scan import Scan
from domain.edits import ChangeInterests, Edit
from domain.itinerary import Itinerary
from domain.request import TripRequest
from tools.places.gazetteer import CityMatch, find_city
from tools.places.spelling import fold

MAX_CHARACTERS = 2_000
_VERB = (
    r"(?:please |also |then |can you |could you |let'?s )*(?:swap|replace|exchange|change|switch|start|begin|finish|end|make|drop|remove|skip|delete|cancel|add|include|move|shift|put|lock|unlock|keep|plan|redo|regenerate|"
    r"no more|more|less|fewer|cheaper|extend|shorten|one (?:more|less)|what if|be back|set|quita|elimina|anade|cambia|mueve|empez|mas|menos|enleve|supprime|ajoute|remplace|commenc|deplace|plus|moins|streich|fug|ersetz|tausch|verschieb|mehr|weniger|spater|a (?:cheaper|nicer|better)|budget)"
)
_SPLIT = re.compile(
    rf"(?:[.;!?\n]+|,\s*(?:and |y |et |und )?|\s+(?:and(?: then)?|then|but|y|et|und|aber|pero|mais)\s+)\s*(?={_VERB}\b)|[.;!?\n]+\s+"
)
_NEW = re.compile(
    r"\b(?:new trip|another trip|different trip|start (?:a new|over|again)$|instead plan|plan (?:me |us )?a (?:new |different )?(?:trip|week|weekend)|otro viaje|nuevo viaje|nouveau voyage|autre voyage|neue reise|andere reise)\b"
)
_EXAMPLES = ("start later", "make it cheaper", "one more day")
_HELP = "I can swap, add, move, lock or drop a stop, change times, pace, budget, days or the hotel, or plan a day again. What shall I change?"


def read_edits(text: str, *, request: TripRequest, itinerary: Itinerary, today: date) -> EditReading:
    """Every change that the message asks for, in its order; a question where one is unclear."""
    if not text.strip() or len(text) > MAX_CHARACTERS:
        return NotUnderstood(text=_HELP, options=_EXAMPLES)
    context = Context(request, itinerary, today)
    if _is_new_trip(text, context):
        return NewTrip()
    language = language_of(text, request.language)
    edits: list[Edit] = []
    question: Question | None = None
    for clause in _clauses(text):
        answer = _first_answer(Scan(clause, language, today), context)
        if isinstance(answer, Question):
            question = question or answer
        elif answer:
            edits.extend(edit for edit in answer if edit not in edits)
    if edits:
        return EditsRead(edits=_joined(edits))
    return question or NotUnderstood(text=_HELP, options=_EXAMPLES)


def _joined(edits: list[Edit]) -> tuple[Edit, ...]:
    """`more museums, less shopping` is one change of interests."""
    joined: list[Edit] = []
    for edit in edits:
        last = joined[-1] if joined else None
        if isinstance(edit, ChangeInterests) and isinstance(last, ChangeInterests) and edit.day == last.day:
            joined[-1] = last.model_copy(update={"more": (*last.more, *edit.more), "less": (*last.less, *edit.less)})
        else:
            joined.append(edit)
    return tuple(joined)


def _clauses(text: str) -> list[str]:
    """Cut before each verb of change; spans of the folded text fit the original."""
    folded, parts, at = fold(text), [], 0
    for match in _SPLIT.finditer(folded):
        parts.append(text[at : match.start()])
        at = match.end()
    parts.append(text[at:])
    return [part.strip() for part in parts if part.strip()]


def _first_answer(scan: Scan, context: Context) -> list[Edit] | Question | None:
    for rule in RULES:
        copy = Scan(scan.text, scan.language, scan.today)
        answer = rule(copy, context)
        if isinstance(answer, Question):
            return answer
        if answer:
            return list(answer)
    return None


def _is_new_trip(text: str, context: Context) -> bool:
    """Another city together with a length, a date or the word trip is a request of its own."""
    if _NEW.search(fold(text)):
        return True
    draft = read(text, context.today)
    found = [find_city(stay.name) for stay in draft.destinations]
    ids = {match.city_id for match in found if isinstance(match, CityMatch)}
    elsewhere = bool(ids - set(context.city_ids)) and not ids & set(context.city_ids)
    dated = draft.start_on or draft.earliest_on or draft.days or draft.nights
    return elsewhere and bool(dated)

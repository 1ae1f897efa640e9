"""A follow-up message becomes typed edits, offline, by one rule for each kind of change."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from agents.edit_reading.asked import is_question, reply_to, thanks
from agents.edit_reading.context import Context
from agents.edit_reading.day_rules import swap_days
from agents.edit_reading.outcome import Answered, EditReading, EditsRead, NewTrip, NotUnderstood, Undo
from agents.edit_reading.request_rules import adds_city, changes_request, swaps_whole_days
from agents.edit_reading.rules import RULES
from agents.edit_reading.undo_words import takes_back
from agents.intent.language import language_of
from agents.intent.offline import read
from agents.intent.outcome import Question
from agents.intent.scan import Scan
from agents.intent.slots.spoken_clock import on_the_clock
from domain.edits import ChangeInterests, Edit
from domain.itinerary import Itinerary
from domain.request import TripRequest
from tools.places.gazetteer import CityMatch, find_city
from tools.places.spelling import fold

MAX_CHARACTERS = 2_000
_VERB = (
    r"(?:please |also |then |can you |could you |let'?s )*(?:swap|replace|exchange|change|switch|start|begin|finish|end|make|drop|remove|skip|delete|cancel|add|include|move|shift|put|lock|unlock|keep|plan|redo|regenerate|"
    r"no more|see|visit|have|go|from|we(?:'d| would|'ll| will)? (?:fly|come|travel|leave|depart|set out)|more|less|fewer|cheaper|extend|shorten|one (?:more|less)|what if|be back|set|quita|elimina|anade|cambia|mueve|empez|mas|menos|enleve|supprime|ajoute|remplace|commenc|deplace|plus|moins|streich|fug|ersetz|tausch|verschieb|mehr|weniger|spater|a (?:cheaper|nicer|better)|budget)"
)
_CHANGES = r"(?:please )?(?:swap|replace|exchange|drop|remove|skip|delete|cancel|add|include|move|lock|unlock|undo|plan|redo|quita|elimina|anade|cambia|mueve|enleve|supprime|ajoute|remplace|deplace|streiche?|fuge?|ersetze?|tausche?|verschiebe?)"
_SPLIT = re.compile(
    rf"(?:[.;!?\n]+|,\s*(?:and |y |et |und )?|\s+(?:and(?: then)?|then|but|y|et|und|aber|pero|mais)\s+)\s*(?={_VERB}\b)|[.;!?\n]+\s+"
)
_NEW = re.compile(
    r"\b(?:new trip|another trip|different trip|start (?:a new|over|again)$|instead plan|plan (?:me |us )?a (?:new |different )?(?:trip|week|weekend)|otro viaje|nuevo viaje|nouveau voyage|autre voyage|neue reise|andere reise)\b"
)
_EXAMPLES = ("start later", "make it cheaper", "one more day")
_HELP = "I can swap, add, move, lock or drop a stop, change times, pace, budget, days or the hotel, or plan a day again. What shall I change?"

_UNDO_FIRST = "I take the last change back first, and then do the rest. Say “undo”, then what else to change."
_NO_WHOLE_DAYS = "I can swap two days of the trip with each other; which whole days do you mean?"
_ONE_AT_A_TIME = (
    "“{clause}” means planning the trip again, the rest is a change of the plan there is. Which one shall I do first?"
)


def read_edits(text: str, *, request: TripRequest, itinerary: Itinerary, today: date) -> EditReading:
    """Every change that the message asks for, in its order; a question where one is unclear."""
    if not text.strip() or len(text) > MAX_CHARACTERS:
        return NotUnderstood(text=_HELP, options=_EXAMPLES)
    context = Context(request, itinerary, today)
    if _is_new_trip(text, context):
        return NewTrip()
    language = language_of(text, request.language)
    if kind := thanks(text, context, language):
        return Answered(text=kind)
    heard = _Heard()
    for clause in _clauses(on_the_clock(text)):
        _hear(clause, language, context, heard)
    return _outcome(heard)


def is_change(text: str) -> bool:
    """Whether a reply begins like a change of its own ("drop …") rather than naming what was asked for."""
    return bool(re.match(rf"\W*(?:no,? |yes,? |then |ok,? |well,? |actually,? )*{_CHANGES}\b", fold(text)))


@dataclass
class _Heard:
    """What the clauses of one message came to, each kind in order."""

    edits: list[Edit] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    question: Question | None = None
    beyond: bool = False
    undone: str = ""


def _hear(clause: str, language: str, context: Context, heard: _Heard) -> None:
    scan = Scan(clause, language, context.today)
    if takes_back(scan):
        heard.undone = clause
    elif swaps_whole_days(scan) and not swap_days(scan, context):
        heard.beyond = True
    elif adds_city(scan, context):
        heard.changed.append(clause)
    elif reply := reply_to(scan, context):
        heard.replies.append(reply)
    else:
        answer = _first_answer(scan, context)
        if isinstance(answer, Question):
            heard.question = heard.question or answer
        elif answer:
            heard.edits.extend(edit for edit in answer if edit not in heard.edits)
        elif not is_question(scan) and changes_request(scan, context):
            heard.changed.append(clause)


def _outcome(heard: _Heard) -> EditReading:
    """Edits first; what needs another planning is never dropped silently beside them."""
    if heard.undone:
        if heard.edits or heard.changed:
            return NotUnderstood(text=_UNDO_FIRST, options=(heard.undone,))
        return Undo()
    if heard.edits and heard.changed:
        return NotUnderstood(text=_ONE_AT_A_TIME.format(clause=heard.changed[0]), options=tuple(heard.changed))
    if heard.beyond:
        return NotUnderstood(text=_NO_WHOLE_DAYS, options=("swap day 1 and day 2",))
    if heard.edits:
        return EditsRead(edits=_joined(heard.edits))
    if heard.changed:
        return NewTrip(adds=True)
    if heard.replies:
        return Answered(text=" ".join(heard.replies))
    return heard.question or NotUnderstood(text=_HELP, options=_EXAMPLES)


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
    if adds_city(Scan(text, context.request.language, context.today), context):
        return False
    draft = read(text, context.today)
    found = [find_city(stay.name) for stay in draft.destinations]
    ids = {match.city_id for match in found if isinstance(match, CityMatch)}
    elsewhere = bool(ids - set(context.city_ids)) and not ids & set(context.city_ids)
    dated = draft.start_on or draft.earliest_on or draft.days or draft.nights
    return elsewhere and bool(dated)

"""Which stop of the plan a clause is about, whatever else it says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.edit_reading.clause import clean_words
from agents.edit_reading.context import MEAL_WORDS, Context
from agents.intent.scan import Scan
from agents.intent.vocabulary import interests_in
from domain.itinerary import Purpose, Stop
from tools.places.spelling import fold

_LEAD = re.compile(
    r"(?i)^(?:(?:we|i|us|you|let'?s|please|can|could|would|i'd|we'd|want|need|like|to|spend|give|make|have|stay|only|just|plan|allow|queremos|quiero|pasar|quedar\w*|solo|nous|je|voulons|veux|passer|rester|seulement|wir|ich|wollen|will|möchten|möchte|nur|verbring\w*|bleib\w*"
    r"|visit|time|stop|visita|visite|besuch|at|in|to|of|for|on|en|para|a|à|au|aux|dans|pour|im|am|ins|bei|beim|für|an|the|una?|une|eine[nr]?|el|la|los|las|le|les|der|die|das|den|dem)\s+)+"
)
_FILLERS = re.compile(
    r"\b(?:the|our|my|make|give|have|eat|want|we|i|let's|us|need|only|just|spend|stay|all|every|each|day|days|night|nights|evening|evenings|on|for|at|is|be|to|a|el|la|le|les|todos|todas|los|las|dias|cada|tous|jours|chaque|jour|soir|das|jeden|tag|abend|unser|immer|please)\b"
)


def stops_meant(words: str, context: Context) -> Sequence[Stop]:
    """The one that the words name or number, or a meal of the day that they name, or of every day."""
    probe = Scan(words, context.request.language, context.today)
    day = context.day_in(probe)
    plain = _LEAD.sub("", clean_words(probe.text, probe.rest))
    meal = re.search(rf"\b(?:{MEAL_WORDS})\b", fold(plain))
    if meal is None:
        return () if _is_a_kind(plain) else context.named_on(plain, day)[:1] or _only_one(plain, day, context)
    rest = f"{plain[: meal.start()]} {plain[meal.end() :]}".strip(" ,.!")
    if not _FILLERS.sub("", fold(rest)).strip(" ,.!"):
        return context.meals_in(plain, day)
    return (context.named_on(plain, day) or context.named_on(_LEAD.sub("", rest), day))[:1]


def _is_a_kind(words: str) -> bool:
    """Museums as such: none of the plan's."""
    spans = [(start, end) for start, end, _ in interests_in(fold(words))]
    return words.endswith("s") and words.islower() and (0, len(words)) in spans


def _only_one(words: str, day: int | None, context: Context) -> Sequence[Stop]:
    """`the museum on day 2`, where that day has one."""
    stops = context.stops_named(words, day) if day is not None else ()
    return stops if len(stops) == 1 else ()


def are_meals(stops: Sequence[Stop]) -> bool:
    return all(stop.purpose is not Purpose.VISIT for stop in stops)


def lasts(stop: Stop) -> int:
    """Minutes."""
    return round((stop.end_local - stop.start_local).total_seconds() / 60)


def day_of(context: Context, stop: Stop) -> int:
    """From 1."""
    return next(n for n, day in enumerate(context.itinerary.days, start=1) if any(s.id == stop.id for s in day.stops))

"""A model's draft of a message becomes typed edits by the names and days of the plan, or it is refused.

Nothing here trusts the draft: every change must quote words that the traveller wrote, every name must be among them,
and every name must be a stop, a place or a city that we know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from agents.edit_reading.clause import ask_which_of, ask_which_stop
from agents.edit_reading.context import Context
from agents.edit_reading.form import ChangeDraft, ChangeKind, MessageDraft
from agents.edit_reading.length_rules import LEAST_MIN, MOST_MIN
from agents.edit_reading.one_stop import day_of as number_of
from agents.edit_reading.one_stop import lasts
from agents.edit_reading.outcome import EditsRead
from agents.edit_reading.resolve_days import RESOLVERS as OF_DAYS
from agents.intent.outcome import Question
from domain.edits import AddStop, ChangeDuration, ChangeStay, DropCity, Edit, LockStop, MoveStop, RemoveStop, SwapStop
from domain.itinerary import Stop
from domain.place import Kind
from tools.places import gazetteer
from tools.places.spelling import fold

Resolved = Edit | Question | None
Resolver = Callable[[ChangeDraft, Context], Resolved]
_STEM = 4
_DAY_MIN = 24 * 60


def resolve(draft: MessageDraft, own: str, context: Context) -> EditsRead | Question | None:
    """All changes or none of them; None where one is not in the traveller's `own` words, or means nothing here."""
    edits: list[Edit] = []
    for change in draft.changes:
        if not is_said(change, own):
            return None
        found = _RESOLVERS[change.kind](change, context)
        if found is None or isinstance(found, Question):
            return found
        if found not in edits:
            edits.append(found)
    return EditsRead(edits=tuple(edits)) if edits else None


def is_said(change: ChangeDraft, own: str) -> bool:
    """Whether the traveller wrote what the draft quotes, and the names that it uses."""
    named = (change.name, change.to_name, change.wish)
    return quotes(change.words, own) and all(_among(words, own) for words in named if words)


def quotes(words: str, own: str) -> bool:
    return len(words.strip()) > 1 and _plain(words) in _plain(own)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(text)).strip()


def _among(words: str, own: str) -> bool:
    """Whether each longer word begins as one of the traveller's does: endings differ with the case."""
    said = _plain(own)
    if _plain(words) in said:
        return True
    return all(word[: max(_STEM, len(word) - 2)] in said for word in _plain(words).split() if len(word) >= _STEM)


def day_of(change: ChangeDraft, context: Context) -> int | None:
    """The day's number; a date counts where it is one of the trip's."""
    days = context.itinerary.days
    if change.on is not None:
        return next((number for number, day in enumerate(days, start=1) if day.on == change.on), None)
    return change.day if change.day is not None and 1 <= change.day <= len(days) else None


def _stop(change: ChangeDraft, context: Context, verb: str) -> Stop | Question | None:
    stops = context.stops_named(change.name, day_of(change, context))
    if len({stop.place_id for stop in stops}) > 1:
        return ask_which_of(context, stops, verb)
    if not stops:
        adds = verb in {"lock", "move"}
        return ask_which_stop(context, day_of(change, context), change.name, add=adds) if change.name else None
    return stops[0]


def _remove(change: ChangeDraft, context: Context) -> Resolved:
    stop = _stop(change, context, "drop")
    if not isinstance(stop, Stop):
        return stop
    return RemoveStop(place_id=stop.place_id, day=day_of(change, context))


def _lock(change: ChangeDraft, context: Context) -> Resolved:
    stop = _stop(change, context, "lock")
    return LockStop(place_id=stop.place_id, locked=change.kind == "lock") if isinstance(stop, Stop) else stop


def _move(change: ChangeDraft, context: Context) -> Resolved:
    stop = _stop(change.model_copy(update={"day": None, "on": None}), context, "move")
    if not isinstance(stop, Stop):
        return stop
    to = change.other_day if change.other_day is not None else day_of(change, context)
    if to is None and change.at_min is not None:
        to = number_of(context, stop)
    known = to is not None and 1 <= to <= len(context.itinerary.days)
    return MoveStop(place_id=stop.place_id, to_day=to, at_min=_hour(change)) if to is not None and known else None


def _hour(change: ChangeDraft) -> int | None:
    return change.at_min if change.at_min is not None and 0 <= change.at_min < _DAY_MIN else None


def _duration(change: ChangeDraft, context: Context) -> Resolved:
    stop = _stop(change, context, "change")
    if not isinstance(stop, Stop):
        return stop
    wanted = change.minutes if change.minutes is not None else lasts(stop) + (change.shift_minutes or 0)
    if wanted == lasts(stop) or not LEAST_MIN <= wanted <= MOST_MIN:
        return None
    return ChangeDuration(place_id=stop.place_id, minutes=wanted, day=number_of(context, stop))


def _swap(change: ChangeDraft, context: Context) -> Resolved:
    stop = _stop(change, context, "swap")
    if not isinstance(stop, Stop):
        return stop
    to = gazetteer.find_place(change.to_name, context.city_ids, least=90) if change.to_name else None
    if change.to_name and to is None and not change.wish:
        change = change.model_copy(update={"wish": change.to_name})
    days = enumerate(context.itinerary.days, start=1)
    number = day_of(change, context) or next(n for n, day in days if any(one.id == stop.id for one in day.stops))
    wish = "" if to else change.wish
    chosen = to.place.id if to else None
    return SwapStop(place_id=stop.place_id, day=number, wish=wish, setting=change.setting, to_place_id=chosen)


def _add(change: ChangeDraft, context: Context) -> Resolved:
    day = day_of(change, context)
    place = gazetteer.find_place(change.name, context.city_ids, least=88) if change.name else None
    if place is None:
        wish = change.wish or change.name
        return AddStop(wish=wish, day=day, at_min=_hour(change)) if wish else None
    planned = [
        n for n, one in enumerate(context.itinerary.days, 1) if place.place.id in {s.place_id for s in one.stops}
    ]
    if not planned or place.place.kind is Kind.EAT:
        return AddStop(place_id=place.place.id, day=day, at_min=_hour(change))
    if day is not None and day not in planned:
        return MoveStop(place_id=place.place.id, to_day=day)
    name = place.place.name
    text = f"{name} is in the plan already, on day {planned[0]}. What shall I change about it?"
    return Question(field="place", text=text, options=(f"lock {name}", f"drop {name}"))


def _drop_city(change: ChangeDraft, context: Context) -> Resolved:
    city = context.city_in(change.name)
    return DropCity(city_id=city) if city and len(set(context.city_ids)) > 1 else None


def _stay(change: ChangeDraft, context: Context) -> Resolved:
    wanted = gazetteer.find_place(change.to_name, context.city_ids) if change.to_name else None
    if wanted is not None and wanted.place.kind is Kind.STAY:
        return ChangeStay(city_id=wanted.place.id.partition("/")[0], to_place_id=wanted.place.id)
    if change.to_name:
        return None
    day = day_of(change, context)
    city = context.city_in(change.name) or (context.itinerary.days[day - 1].city_id if day else None)
    if city is None and len(set(context.city_ids)) == 1:
        city = context.city_ids[0]
    return ChangeStay(city_id=city, direction=change.direction) if city else None


_RESOLVERS: Mapping[ChangeKind, Resolver] = {
    "remove": _remove,
    "lock": _lock,
    "unlock": _lock,
    "move": _move,
    "duration": _duration,
    "swap": _swap,
    "add": _add,
    "drop_city": _drop_city,
    "stay": _stay,
    **OF_DAYS,
}

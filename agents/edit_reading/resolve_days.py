"""A model's drafts of changes to days and to the whole trip become typed edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from agents.edit_reading.context import Context
from agents.edit_reading.form import ChangeDraft, ChangeKind
from agents.intent.outcome import Question
from agents.intent.vocabulary import cuisines_in, interests_in
from domain.edits import (
    ChangeBudget,
    ChangeDays,
    ChangeHours,
    ChangeInterests,
    ChangePace,
    Edit,
    Rain,
    RegenerateDay,
    Reorder,
    SwapDays,
)
from domain.interests import INTERESTS
from domain.money import Money
from domain.request import MAX_DAYS
from tools.places.spelling import fold

Resolved = Edit | Question | None
_EARLIEST, _LATEST = 5 * 60, 28 * 60


def _day(change: ChangeDraft, context: Context) -> int | None:
    days = context.itinerary.days
    if change.on is not None:
        return next((number for number, day in enumerate(days, start=1) if day.on == change.on), None)
    return change.day if change.day is not None and 1 <= change.day <= len(days) else None


def _names_a_day_there_is(change: ChangeDraft, context: Context) -> bool:
    """Where a day was said it must be one of the trip's: another one is no reason to change them all."""
    return (change.day is None and change.on is None) or _day(change, context) is not None


def _hours(change: ChangeDraft, context: Context) -> Resolved:
    request = context.request
    start, end = change.start_min, change.end_min
    if start is None and change.shift_start_min:
        start = max(_EARLIEST, min(request.day_start_min + change.shift_start_min, 18 * 60))
    if end is None and change.shift_end_min:
        end = max(12 * 60, min(request.day_end_min + change.shift_end_min, 26 * 60))
    fits = (start is None or 0 <= start < 24 * 60) and (end is None or 0 < end <= _LATEST)
    if (start is None and end is None) or not fits or not _names_a_day_there_is(change, context):
        return None
    return ChangeHours(start_min=start, end_min=end, day=_day(change, context))


def _pace(change: ChangeDraft, context: Context) -> Resolved:
    if change.pace is None or not _names_a_day_there_is(change, context):
        return None
    return ChangePace(pace=change.pace, day=_day(change, context))


def _budget(change: ChangeDraft, context: Context) -> Resolved:
    if change.amount is None:
        return ChangeBudget()
    known = context.request.budget.currency if context.request.budget else context.itinerary.currency
    currency = (change.currency or known).upper()
    if change.amount <= 0 or change.amount > Decimal(10**9) or len(currency) != 3 or not currency.isalpha():
        return None
    return ChangeBudget(amount=Money.of(change.amount, currency))


def _days(change: ChangeDraft, context: Context) -> Resolved:
    if not change.delta:
        return None
    total = context.request.days + change.delta
    if not 1 <= total <= MAX_DAYS:
        text = f"That would make it {total} days; a trip has 1 to {MAX_DAYS}. How many should it be?"
        return Question(field="length", text=text)
    city = context.city_in(change.name) if change.name else None
    return ChangeDays(delta=change.delta, city_id=city) if city or not change.name else None


def _rain(change: ChangeDraft, context: Context) -> Resolved:
    day = _day(change, context)
    return Rain(on=context.itinerary.days[day - 1].on) if day else None


def _swap_days(change: ChangeDraft, context: Context) -> Resolved:
    one, other, last = change.day, change.other_day, len(context.itinerary.days)
    if one is None or other is None or one == other or not (1 <= one <= last and 1 <= other <= last):
        return None
    return SwapDays(day=one, with_day=other)


def _reorder(change: ChangeDraft, context: Context) -> Resolved:
    day = _day(change, context)
    return Reorder(day=day) if day else None


def _regenerate(change: ChangeDraft, context: Context) -> Resolved:
    day = _day(change, context)
    return RegenerateDay(day=day) if day else None


def _interests(change: ChangeDraft, context: Context) -> Resolved:
    more, less = _known(change.more), _known(change.less)
    if not (more or less) or not _names_a_day_there_is(change, context):
        return None
    return ChangeInterests(more=tuple(m for m in more if m not in less), less=less, day=_day(change, context))


def _known(words: tuple[str, ...]) -> tuple[str, ...]:
    """Interests and cuisines that we have a word for."""
    found: list[str] = []
    for word in words:
        key = fold(word)
        found.extend([key] if key in INTERESTS else [name for _, _, name in (*interests_in(key), *cuisines_in(key))])
    return tuple(dict.fromkeys(found))


RESOLVERS: Mapping[ChangeKind, Callable[[ChangeDraft, Context], Resolved]] = {
    "hours": _hours,
    "pace": _pace,
    "budget": _budget,
    "days": _days,
    "rain": _rain,
    "swap_days": _swap_days,
    "reorder": _reorder,
    "regenerate": _regenerate,
    "interests": _interests,
}

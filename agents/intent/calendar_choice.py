"""From what was said about days to a first day and a length, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from agents.intent.draft import RequestDraft
from agents.intent.outcome import FieldProblem, Question
from agents.intent.phrases import phrase
from domain.request import MAX_DAYS

_MONDAY, _FRIDAY = 0, 4
_SHORT_DAYS = 4  # trips up to this long begin on a Friday, longer ones on a Monday


@dataclass(frozen=True)
class Calendar:
    start_on: date | None = None
    days: int | None = None
    assumptions: tuple[str, ...] = ()
    problems: tuple[FieldProblem, ...] = ()
    questions: tuple[Question, ...] = field(default=())


def choose_days(draft: RequestDraft, today: date) -> Calendar:
    """All problems and questions at once; `start_on` and `days` only when there are none."""
    problems = _problems(draft, today)
    if problems:
        return Calendar(problems=problems)
    length, said, question = _length(draft)
    if question:
        return Calendar(questions=(question,))
    if length is not None and (problem := _too_long_or_short(length)):
        return Calendar(problems=(problem,))
    start, why = _start(draft, length, today)
    if start is not None and start < today:
        return Calendar(problems=(_past(start, today),))
    assumptions = tuple(filter(None, (said, why)))
    return Calendar(start, length, assumptions, questions=_missing(draft, start, length))


def _problems(draft: RequestDraft, today: date) -> tuple[FieldProblem, ...]:
    found = []
    for value, name in ((draft.days, "days"), (draft.nights, "nights")):
        least = 1 if name == "days" else 0
        if value is not None and value < least:
            found.append(
                FieldProblem(field="length", message=f"A trip needs at least one day; you wrote {value} {name}.")
            )
        elif value is not None and value > MAX_DAYS:
            found.append(
                FieldProblem(
                    field="length", message=f"I plan trips of up to {MAX_DAYS} days; you wrote {value} {name}."
                )
            )
    if draft.no_such_day:
        found.append(
            FieldProblem(
                field="dates", message=f"There is no such day as {draft.no_such_day!r}. Which one do you mean?"
            )
        )
    for on in (draft.start_on, draft.latest_on):
        if on is not None and on < today:
            found.append(_past(on, today))
            break
    if draft.start_on and draft.end_on and draft.end_on < draft.start_on:
        found.append(
            FieldProblem(
                field="dates", message=f"The trip would end ({draft.end_on}) before it begins ({draft.start_on})."
            )
        )
    return tuple(found)


def _past(on: date, today: date) -> FieldProblem:
    return FieldProblem(
        field="dates",
        message=f"{day_words(on)} is in the past (today is {day_words(today)}). Please name a date to come.",
    )


def _too_long_or_short(days: int) -> FieldProblem | None:
    if days > MAX_DAYS:
        return FieldProblem(
            field="length", message=f"I plan trips of up to {MAX_DAYS} days; this one would take {days}."
        )
    return None


def _length(draft: RequestDraft) -> tuple[int | None, str, Question | None]:
    """(days, what was assumed, or a question where two lengths contradict)."""
    claims = _claims(draft)
    if not claims:
        return None, "", None
    (first, words), *others = claims
    for days, other in others:
        if abs(days - first) > 1:
            options = (_option(draft, words), _option(draft, other))
            text = phrase("which_length", draft.language, one=words, other=other)
            return None, "", Question(field="length", text=text, options=options)
    said = f"You wrote {draft.length_said!r}; I planned {first} days." if draft.length_said else ""
    if any(days != first for days, _ in others):
        said = f"I counted {words}: {first} days, the first and the last included."
    return first, said, None


def _option(draft: RequestDraft, words: str) -> str:
    if " to " in words or not draft.start_on:
        return words
    return f"{words} from {draft.start_on}"


def _claims(draft: RequestDraft) -> list[tuple[int, str]]:
    """Every length that the draft claims, in days, the most binding first."""
    claims: list[tuple[int, str]] = []
    if draft.start_on and draft.end_on:
        claims.append(((draft.end_on - draft.start_on).days + 1, f"{draft.start_on} to {draft.end_on}"))
    if draft.nights is not None and draft.days is not None and draft.nights + 1 < draft.days and not claims:
        claims.append((draft.days, f"{draft.days} days"))
        claims.append((draft.nights + 1, f"{draft.nights} nights"))
        return claims
    if draft.nights is not None:
        claims.append((draft.nights + 1, f"{draft.nights} nights"))
    if draft.days is not None:
        claims.append((draft.days, f"{draft.days} days"))
    if (cities := _of_cities(draft)) is not None:
        claims.append((cities, f"{cities - 1} nights in the cities together"))
    return claims


def _of_cities(draft: RequestDraft) -> int | None:
    """Days that the cities' own lengths add up to; None when they leave the sum open."""
    stays = draft.destinations
    spans = [stay.nights if stay.nights is not None else stay.days for stay in stays]
    known = [span for span in spans if span is not None]
    if not known:
        return None
    all_days = all(stay.days is not None and stay.nights is None for stay in stays)
    total = sum(known) + (0 if all_days else 1)
    if len(known) < len(spans):
        said = draft.days or (draft.nights + 1 if draft.nights is not None else None)
        dated = (draft.end_on - draft.start_on).days + 1 if draft.start_on and draft.end_on else None
        least = said or dated
        return total if least is not None and least < total else None
    return total if not (draft.days or draft.nights or draft.end_on) or _less_than_said(draft, total) else None


def _less_than_said(draft: RequestDraft, total: int) -> bool:
    dated = (draft.end_on - draft.start_on).days + 1 if draft.start_on and draft.end_on else None
    said = draft.days or (draft.nights + 1 if draft.nights is not None else dated)
    return said is not None and said < total


def _start(draft: RequestDraft, days: int | None, today: date) -> tuple[date | None, str]:
    """The day said, or the first in the window that suits; and the sentence that says so."""
    if draft.start_on:
        vague = f"{draft.when_said!r}: I took {day_words(draft.start_on)} as the first day." if draft.when_said else ""
        return draft.start_on, vague
    if draft.end_on and days:
        return draft.end_on - timedelta(days=days - 1), ""
    if draft.earliest_on is None:
        return None, ""
    earliest = max(draft.earliest_on, today + timedelta(days=1))
    latest = draft.latest_on or earliest + timedelta(days=60)
    if draft.fills_window:
        chosen = earliest
    else:
        weekday = (
            draft.start_weekday
            if draft.start_weekday is not None
            else _FRIDAY
            if (days or 7) <= _SHORT_DAYS
            else _MONDAY
        )
        chosen = earliest + timedelta(days=(weekday - earliest.weekday()) % 7)
        if chosen + timedelta(days=(days or 1) - 1) > latest:
            chosen = min(chosen, earliest) if chosen > latest or (days or 1) > 1 else chosen
    return chosen, f"{draft.when_said!r}: I took {day_words(chosen)} as the first day." if draft.when_said else ""


def _missing(draft: RequestDraft, start: date | None, days: int | None) -> tuple[Question, ...]:
    if start is None and days is None:
        return (
            Question(
                field="dates",
                text=phrase("dates_and_length", draft.language),
                options=("a long weekend in May", "a week in two months"),
            ),
        )
    if start is None:
        return (
            Question(
                field="dates", text=phrase("dates", draft.language), options=("in two weeks", "next month", "in May")
            ),
        )
    if days is None and not draft.fills_window:
        return (
            Question(field="length", text=phrase("length", draft.language), options=("3 days", "5 days", "a week")),
        )
    return ()


def day_words(on: date) -> str:
    """`Monday 5 April 2027`, the same on every system."""
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    names = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    return f"{weekdays[on.weekday()]} {on.day} {names[on.month - 1]} {on.year}"

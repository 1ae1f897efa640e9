"""From a traveller's words to a wish for a journey among the towns that a provider knows."""

from __future__ import annotations

import re
from datetime import date, timedelta

from agents.intent.draft import AmountDraft
from agents.intent.forms import written_out
from agents.intent.language import language_of
from agents.intent.named_places import PlaceNames, Places, read_named_places
from agents.intent.numbers import NUMBER, value_of
from agents.intent.outcome import FieldProblem, Refused
from agents.intent.scan import Scan
from agents.intent.slots.dates import When, read_when
from agents.intent.slots.exact_dates import exact_date
from agents.intent.slots.length import Length, read_lengths
from agents.intent.slots.lodging import UNDER_TEN, read_lodging
from agents.intent.slots.modes import unwanted_modes
from agents.intent.slots.money import read_budgets
from agents.intent.slots.party import read_party
from domain.money import Money
from domain.request import JourneyWish
from tools.places.spelling import fold

_FORM = re.compile(
    rf"\b(?:who|travell?ers?|people|guests?|party(?: size)?|group(?: size)?|pax)\s*[:=]\s*(?P<n>{NUMBER})\b"
)
_NOT_TO_EAT = (
    r"\b(?:no|not|without|avoid(?:ing)?|don'?t|do not|hate|dislike|except|skip|nor)"
    r"(?:[\s,/&]|\b(?:any|much|eat|eating|want|like|have|care|for|food|cuisines?|meals?|and|or|nor|{0})\b)*$"
)


def read_journey(text: str, *, today: date, names: PlaceNames) -> JourneyWish | Refused:
    """What a message asks for, in the provider's names; refused with every reason where it cannot be read.

    `today` is the day the provider's tables begin: a date without a year is the next such day.
    """
    plain = written_out(text)
    places = read_named_places(plain, names)
    scan = Scan(plain, language_of(plain), today)
    _blank_names(scan, names)
    lodging = read_lodging(scan)
    scan.take_all(UNDER_TEN)  # an age that is part of a house rule is no traveller's
    when = _when(scan)  # before money: "to spend 14-16 March"
    budgets = read_budgets(scan)
    days = _days(when, read_lengths(scan))
    start = _start(when, days)
    problems = _problems(places, start, days)
    if problems or start is None or days is None or places.origin is None:
        return Refused(errors=problems)
    people, said = _people(scan)
    return JourneyWish(
        text=text,
        origin=places.origin,
        towns=places.towns,
        region=places.region,
        town_count=_town_count(places, days),
        start_on=start,
        days=days,
        people=people,
        budget=_budget(budgets, people, days),
        room=lodging.room,
        house_rules=lodging.house_rules,
        cuisines=_cuisines(plain, names),
        avoid_modes=unwanted_modes(fold(plain)),
        assumptions=said,
    )


def _blank_names(scan: Scan, names: PlaceNames) -> None:
    """Names of towns are no other words ("Mission", "Bend", "St. Louis")."""
    for match in scan.all(names.pattern):
        if scan.text[match.start()].isupper():
            scan.blank(*match.span())


def _when(scan: Scan) -> When:
    """First and last day; where they stand apart ("begins on … and ends on …") the two are put together."""
    when = read_when(scan)
    if when.start_on is None or when.end_on is not None:
        return when
    other = exact_date(scan)
    if other is None or other.start_on is None or other.start_on == when.start_on:
        return when
    first, last = sorted((when.start_on, other.start_on))
    return When(start_on=first, end_on=last)


def _days(when: When, lengths: tuple[Length, ...]) -> int | None:
    """Dates say it best; nights are one fewer than days."""
    if when.start_on is not None and when.end_on is not None and when.end_on >= when.start_on:
        return (when.end_on - when.start_on).days + 1
    days = next((length.amount for length in lengths if length.unit == "days"), None)
    nights = next((length.amount for length in lengths if length.unit == "nights"), None)
    if days is not None:
        return days
    return nights + 1 if nights is not None else when.days


def _start(when: When, days: int | None) -> date | None:
    if when.start_on is not None:
        return when.start_on
    if when.earliest_on is not None:
        return when.earliest_on
    return when.end_on - timedelta(days=days - 1) if when.end_on and days else None


def _problems(places: Places, start: date | None, days: int | None) -> tuple[FieldProblem, ...]:
    found = []
    if places.origin is None:
        found.append(FieldProblem(field="origin", message="I could not read where the journey begins."))
    if not places.towns and places.region is None:
        found.append(FieldProblem(field="destinations", message="I could not read where the journey goes."))
    if start is None:
        found.append(FieldProblem(field="dates", message="I could not read when the journey begins."))
    if days is None:
        found.append(FieldProblem(field="length", message="I could not read how long the journey is."))
    return tuple(found)


def _people(scan: Scan) -> tuple[int, tuple[str, ...]]:
    form = scan.take(_FORM)
    if form:
        return max(1, value_of(form["n"])), ()
    party = read_party(scan)
    if party.size is not None:
        return max(1, party.size), ()
    if party.adults is not None:
        return party.adults + len(party.children or ()) + party.children_without_age, ()
    return 1, ("It does not say who travels; one person.",)


def _town_count(places: Places, days: int) -> int:
    """As said; else as many as are named, or a town for every two nights."""
    if places.region is None:
        return len(places.towns)
    return max(len(places.towns), places.how_many if places.how_many is not None else max(1, (days - 1) // 2))


def _budget(budgets: tuple[AmountDraft, ...], people: int, days: int) -> Money | None:
    """The largest amount named, for everybody and all days."""
    times = {"trip": 1, "day": days, "person": people, "person_day": people * days}
    totals = [(b.amount * times[b.per], b.currency or "USD") for b in budgets if b.amount > 0]
    return Money.of(*max(totals)) if totals else None


def _cuisines(text: str, names: PlaceNames) -> tuple[str, ...]:
    """The provider's cuisines that are asked for, in the order of the text."""
    folded = fold(text)
    refused = re.compile(_NOT_TO_EAT.format("|".join(re.escape(fold(cuisine)) for cuisine in names.cuisines)))
    found = []
    for cuisine in names.cuisines:
        for match in re.finditer(rf"(?<![\w-]){re.escape(fold(cuisine))}s?(?![\w])", folded):
            if not refused.search(folded[: match.start()]):
                found.append((match.start(), cuisine))
                break
    return tuple(cuisine for _, cuisine in sorted(found))

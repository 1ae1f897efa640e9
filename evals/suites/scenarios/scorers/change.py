"""Did an edit change what was asked and nothing else: days out of its reach byte for byte, few stops within."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from domain.itinerary import Day, Itinerary, Purpose
from evals.harness.edit_distance import edit_distance
from evals.harness.suite import Score
from evals.suites.scenarios.brief import Brief, Change
from evals.suites.scenarios.converse import Answer, Conversation
from evals.suites.scenarios.scorers.looked_at import Case, Look, share
from evals.suites.scenarios.scorers.wishes import all_stops, serving


def minimal_change(conversation: Conversation, sample: Case) -> Score | None:
    """Of what each edit may and must do, the share that holds."""
    return share("minimal_change", _changes(conversation, sample.input))


def edits_needed(conversation: Conversation, sample: Case) -> Score | None:
    """How far each edit took the trip from what it was: a measurement, the less the better."""
    distances = [
        edit_distance(before.itinerary, answer.itinerary).total
        for number, (turn, answer) in enumerate(zip(sample.input.turns, conversation.answers, strict=False))
        if turn.change is not None
        and answer.itinerary is not None
        and (before := conversation.before(number)) is not None
        and before.itinerary is not None
    ]
    if not distances:
        return None
    mean, said = sum(distances) / len(distances), ", ".join(map(str, distances))
    return Score(name="edits", value=mean, unit="changes", better="lower", explanation=f"turn by turn: {said}")


def moved(before: Itinerary, after: Itinerary) -> set[tuple[date, str]]:
    """Stops, by date and place, that are in only one of two versions."""
    return _spots(before) ^ _spots(after)


def _spots(itinerary: Itinerary) -> set[tuple[date, str]]:
    return {(day.on, stop.place_id) for day in itinerary.days for stop in day.stops}


def _changes(conversation: Conversation, brief: Brief) -> Iterator[Look]:
    for number, (turn, answer) in enumerate(zip(brief.turns, conversation.answers, strict=False)):
        if turn.change is None:
            continue
        before = conversation.before(number)
        if answer.itinerary is None or before is None or before.itinerary is None:
            yield Look(False, f"turn {number + 1} changed nothing: {answer.message}")
            continue
        for look in _one(turn.change, answer, before.itinerary, answer.itinerary, conversation):
            yield look._replace(text=f"turn {number + 1} ({answer.asked!r}): {look.text}")


def _one(
    change: Change, answer: Answer, before: Itinerary, after: Itinerary, conversation: Conversation
) -> Iterator[Look]:
    yield from _scope(change, before, after)
    yield from _stops(change, answer, before, after)
    yield from _measures(change, before, after)
    if change.same_as_turn is not None:
        then = conversation.answers[change.same_as_turn - 1].itinerary
        yield Look(then is not None and then.days == after.days, f"is not the trip of turn {change.same_as_turn}")


def _scope(change: Change, before: Itinerary, after: Itinerary) -> Iterator[Look]:
    """Days that the edit does not reach are the same to the last byte; few stops differ in the others."""
    now, there = {day.on: day for day in after.days}, {stop.place_id for stop in all_stops(after)}
    for number, day in enumerate(before.days, 1):
        if change.days is not None and number not in change.days:
            same = day.on in now and _bytes(now[day.on], there) == _bytes(day, there)
            yield Look(same, f"day {number} was not to be touched and is another")
    if change.most_changed is not None:
        found = moved(before, after)
        names = ", ".join(sorted(place_id for _, place_id in found))
        yield Look(len(found) <= change.most_changed, f"{len(found)} stops came or went ({names})")
    if change.added_days is not None:
        grown = len(after.days) - len(before.days)
        yield Look(grown == change.added_days, f"grew by {grown} days, asked were {change.added_days}")


def _bytes(day: Day, there: set[str]) -> str:
    """The day as JSON, less alternates that the edit has put into the trip: those nobody may offer any more."""
    stops = tuple(
        stop.model_copy(update={"alternates": tuple(a for a in stop.alternates if a.place_id not in there)})
        for stop in day.stops
    )
    return day.model_copy(update={"stops": stops}).model_dump_json()


def _stops(change: Change, answer: Answer, before: Itinerary, after: Itinerary) -> Iterator[Look]:
    def place(name: str) -> str:
        return answer.picked.get(name, name)

    there, then = _times(after), _times(before)
    days = {stop.place_id: n for n, day in enumerate(after.days, 1) for stop in day.stops}
    locked = {stop.place_id for stop in all_stops(after) if stop.locked}
    for place_id in map(place, change.gone):
        yield Look(place_id not in there, f"{place_id} is still there")
    for place_id in map(place, change.present):
        yield Look(place_id in there, f"{place_id} is not there")
    for place_id in map(place, change.at_same_time):
        yield Look(there.get(place_id) == then.get(place_id), f"{place_id} was moved to {there.get(place_id)}")
    for name, number in change.moved.items():
        yield Look(days.get(place(name)) == number, f"{place(name)} is on day {days.get(place(name))}, not {number}")
    for place_id in map(place, change.locked):
        yield Look(place_id in locked, f"{place_id} is not locked")
    for kept in (stop for stop in all_stops(before) if stop.locked):
        still = there.get(kept.place_id) == kept.start_local
        yield Look(still or kept.place_id in map(place, change.gone), f"{kept.place_id} was locked and was moved")


def _times(itinerary: Itinerary) -> dict[str, datetime]:
    return {stop.place_id: stop.start_local for stop in all_stops(itinerary)}


def _measures(change: Change, before: Itinerary, after: Itinerary) -> Iterator[Look]:
    """More of this, less of that: what the edit was for can be counted."""
    if change.cheaper:
        less = after.costs.total < before.costs.total
        yield Look(less, f"costs {after.costs.total}, it was {before.costs.total}")
    if change.fewer_sights:
        now, was = _sights(after), _sights(before)
        yield Look(now < was, f"has {now} sights, it had {was}")
    for interest in change.more_of:
        now, was = serving(interest, after), serving(interest, before)
        yield Look(now > was, f"has {now} stops for {interest}, it had {was}")
    for interest in change.less_of:
        now, was = serving(interest, after), serving(interest, before)
        yield Look(now < was, f"has {now} stops for {interest}, it had {was}")
    if change.came_setting is not None:
        came = {p for _, p in moved(before, after)} & {stop.place_id for stop in all_stops(after)}
        settings = {after.place(place_id).setting.value for place_id in came}
        yield Look(change.came_setting in settings, f"what came is {', '.join(sorted(settings)) or 'nothing'}")
    if change.stays is not None:
        same = [s.place_id for s in before.stays] == [s.place_id for s in after.stays]
        yield Look(same == (change.stays == "same"), f"the stays are {'the same' if same else 'others'}")


def _sights(itinerary: Itinerary) -> int:
    return sum(stop.purpose is Purpose.VISIT for stop in all_stops(itinerary))

"""Words that somebody wrote for a trip outlive its changes, as far as they stay true; templates are told anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from agents.refinement.narrate import narrate
from agents.writing.facts import facts_of
from agents.writing.guard import Guard, guard_of, guarded, paragraphs, split
from domain.itinerary import Day, Itinerary
from domain.request import TripRequest

Version = tuple[TripRequest, Itinerary]


def keep_words(before: Version, revised: Version) -> Itinerary:
    """The revised trip told by templates, with the words of before that are no template's where they still hold.

    Days whose plan is the same keep theirs to the letter; of the summary and of notes those sentences go that were
    true before and are not any more.
    """
    (was_asked, was), (asked, now) = before, revised
    same = _untouched(before, revised)
    template, told = narrate(was_asked, was, same), narrate(asked, now, same)
    days = {day.on: (day, template.days[number]) for number, day in enumerate(was.days)}
    kept = tuple(
        day if day.on in same else _day(days.get(day.on), now.days[number], day) for number, day in enumerate(told.days)
    )
    told = told.model_copy(update={"days": kept, "served_by": now.served_by})
    written = now.summary
    if written != template.summary and written:
        then, today = guard_of(facts_of(was_asked, was), was), guard_of(facts_of(asked, now), now)
        told = told.model_copy(update={"summary": still_true(written, then, today) or told.summary})
    return told


def _untouched(before: Version, revised: Version) -> set[date]:
    """The days of which nothing was asked and nothing changed: their words need not be looked at."""
    (was_asked, was), (asked, now) = before, revised
    days = {day.on: day for day in was.days}
    return {day.on for day in now.days if days.get(day.on) == day} if was_asked == asked else set()


def _day(before: tuple[Day, Day] | None, revised: Day, told: Day) -> Day:
    """The words of a revised day where they were put there or the plan is as it was."""
    if before is None:
        return told
    was, template = before
    same = plan_of(was) == plan_of(revised)
    found: dict[str, object] = {}
    for name in ("title", "story"):
        text = getattr(revised, name)
        new = text != getattr(was, name)
        if text and (new or (same and text != getattr(template, name))):
            found[name] = text
    notes = {stop.id: (stop.note, other.note) for stop, other in zip(was.stops, template.stops, strict=True)}
    stops = []
    for stop, plain in zip(revised.stops, told.stops, strict=True):
        then, usual = notes.get(stop.id, ("", ""))
        own = stop.note and (stop.note != then or stop.note != usual) and stop.id in notes
        stops.append(plain.model_copy(update={"note": stop.note}) if own else plain)
    return told.model_copy(update=found | {"stops": tuple(stops)})


def plan_of(day: Day) -> object:
    """What a day's words speak of."""
    stops = tuple((stop.place_id, stop.start_local, stop.end_local) for stop in day.stops)
    return (day.on, day.city_id, day.base_id, stops, day.travel_in, day.travel_out)


def changed_days(before: Itinerary, after: Itinerary) -> list[int]:
    """Numbers of the days whose plan is not as it was, 1 is the first."""
    was = {day.on: plan_of(day) for day in before.days}
    return [number for number, day in enumerate(after.days, start=1) if was.get(day.on) != plan_of(day)]


def still_true(text: str, then: Guard, now: Guard) -> str:
    """The text without the sentences that could be said then and cannot now; what nobody could check stays."""
    return paragraphs(list(_still(text, then, now)))


def _still(text: str, then: Guard, now: Guard) -> Iterator[str]:
    for sentence in split(text):
        if guarded(sentence, now).dropped and not guarded(sentence, then).dropped:
            continue
        yield sentence.rstrip(" ") + ("" if sentence.endswith("\n") else " ")

"""Words that the traveller approved, put into the trip: nothing else of it changes by a byte."""

from __future__ import annotations

from typing import Any

from agents.marking import clean
from domain.edits import SetWords
from domain.errors import Infeasible
from domain.itinerary import Day, Itinerary

_CALLED = {
    "summary": "The summary",
    "day_title": "The title of day {day}",
    "day_story": "The story of day {day}",
    "stop_note": "The note on {name}",
}


def set_words(itinerary: Itinerary, edit: SetWords) -> Itinerary:
    """Raises Infeasible for a day or a stop that the trip does not have."""
    text = clean(edit.text, len(edit.text)).strip() if edit.text else ""
    if edit.day is None:
        return itinerary.model_copy(update={"summary": text})
    if edit.day > len(itinerary.days):
        raise Infeasible(f"the trip has no day {edit.day}", wishes=(f"day {edit.day}",))
    day = itinerary.days[edit.day - 1]
    changed = day.model_copy(update=_in_day(day, edit, text))
    return itinerary.model_copy(
        update={"days": (*itinerary.days[: edit.day - 1], changed, *itinerary.days[edit.day :])}
    )


def _in_day(day: Day, edit: SetWords, text: str) -> dict[str, Any]:
    if edit.target == "day_title":
        return {"title": " ".join(text.split())}
    if edit.target == "day_story":
        return {"story": text}
    if all(stop.place_id != edit.place_id for stop in day.stops):
        raise Infeasible(f"{edit.place_id} is no stop of day {edit.day}", wishes=(str(edit.place_id),))
    stops = tuple(s.model_copy(update={"note": text}) if s.place_id == edit.place_id else s for s in day.stops)
    return {"stops": stops}


def said_of(itinerary: Itinerary, edit: SetWords) -> str:
    """What was changed, in a sentence."""
    name = itinerary.place(edit.place_id).name if edit.place_id else ""
    return _CALLED[edit.target].format(day=edit.day, name=name) + " is as you wanted it."

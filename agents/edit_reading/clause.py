"""What a rule says of a clause, and the words it was given."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from agents.edit_reading.context import Context
from agents.intent.outcome import Question
from agents.intent.scan import Scan
from domain.edits import Edit
from domain.itinerary import Stop

Answer = Sequence[Edit] | Question | None
Rule = Callable[[Scan, Context], Answer]


def seen_from(scan: Scan, start: int) -> Scan:
    """A copy that only sees the text from `start`."""
    copy = Scan(scan.text, scan.language, scan.today)
    copy.rest = "·" * start + scan.rest[start:]
    return copy


def clean_words(text: str, rest: str) -> str:
    """The traveller's words where nothing was taken, without edges and politeness."""
    kept = "".join(char if left != "·" else " " for char, left in zip(text, rest, strict=True))
    kept = re.sub(r"\s+", " ", kept).strip(" .,!?;:")
    kept = re.sub(r"(?i)\b(?:please|por favor|s'il (?:te|vous) pla[iî]t|bitte)\b", "", kept).strip(" .,!?;:")
    return re.sub(r"(?i)\s+(?:on|from|in|at|for|of|el|le|am|del|du|de|an|to|the)$", "", kept)


def ask_which_stop(context: Context, day: int | None, words: str = "", *, add: bool = False) -> Question:
    """Which stop `words` mean; a place that we know but that is not planned is told by its name.

    `add`: the wish would make sense for it once it is in the plan, so that is offered.
    """
    unplanned = context.unplanned(words)
    if unplanned is not None and add:
        text = f"{unplanned.name} is not in the plan. Shall I add it?"
        return Question(field="place", text=text, options=(f"add {unplanned.name}",))
    stops = [s for s in context.stops_on(day) if s.purpose.value == "visit"] or list(context.stops_on(day))
    names = tuple(dict.fromkeys(context.place(s.place_id).name for s in stops))[:4]
    missing = f"{unplanned.name} is not in the plan. " if unplanned is not None else ""
    return Question(field="place", text=f"{missing}Which stop do you mean?", options=names)


def ask_which_of(context: Context, stops: Sequence[Stop], verb: str) -> Question:
    names = tuple(dict.fromkeys(context.place(s.place_id).name for s in stops))[:4]
    return Question(field="place", text=f"More than one stop fits. Which one shall I {verb}?", options=names)

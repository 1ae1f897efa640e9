"""A task's text in, the answer's text out: read, solved, written in the benchmark's format."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from agents.tours import MeetingWish, TourWish, read_meetings, read_tour
from agents.tours.plan_meetings import plan_meetings
from agents.tours.plan_tour import plan_tour
from evals.suites.naturalplan.calendar_task import book, read_calendar
from evals.suites.naturalplan.prompt import Kind, kind_of, task_of
from evals.suites.naturalplan.wording import calendar_text, conflict_text, meeting_text, trip_text
from planner.journey import NoJourney

SECONDS = 10.0  # never needed so far: trips of ten cities take 0.1 s


class Answer(BaseModel):
    """`impossible` where an exhaustive search found no plan; `unread` are sentences with figures not understood."""

    model_config = ConfigDict(frozen=True)

    kind: Kind | None
    text: str
    impossible: bool = False
    proven: bool = True
    unread: tuple[str, ...] = ()


def answer(prompt: str, seconds: float = SECONDS, seed: int = 0) -> Answer:
    """From the text alone; a text that cannot be read is said to be so, never guessed at."""
    task = task_of(prompt)
    kind = kind_of(task)
    if kind == "trip":
        return _trip(read_tour(task), seconds, seed)
    if kind == "meeting":
        return _meeting(read_meetings(task))
    if kind == "calendar":
        return _calendar(task)
    return Answer(kind=None, text="I do not know what is asked.", proven=False)


def _trip(wish: TourWish, seconds: float, seed: int) -> Answer:
    if not wish.stays:
        return Answer(kind="trip", text="I could not read which cities to visit.", proven=False, unread=wish.unread)
    plan = plan_tour(wish, seconds, seed)
    if isinstance(plan, NoJourney):
        text = conflict_text(wish, plan)
        return Answer(kind="trip", text=text, impossible=plan.proven, proven=plan.proven, unread=wish.unread)
    return Answer(kind="trip", text=trip_text(wish, plan), unread=wish.unread)


def _meeting(wish: MeetingWish | None) -> Answer:
    if wish is None:
        return Answer(kind="meeting", text="I could not read where and when the day starts.", proven=False)
    return Answer(kind="meeting", text=meeting_text(wish, plan_meetings(wish)), unread=wish.unread)


def _calendar(task: str) -> Answer:
    request = read_calendar(task)
    if request is None:
        return Answer(kind="calendar", text="I could not read whom to bring together, and when.", proven=False)
    slot = book(request)
    return Answer(kind="calendar", text=calendar_text(request, slot), impossible=slot is None, unread=request.unread)

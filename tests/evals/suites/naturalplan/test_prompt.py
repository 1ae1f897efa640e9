from __future__ import annotations

import pytest

from evals.suites.naturalplan.prompt import kind_of, task_of
from tests.evals.suites.naturalplan.tasks import CALENDAR, MEETING, TRIP

ANSWER = "Here is the trip plan for visiting the 2 European cities for 5 days:\n\n**Day 1-2:** Arriving in Oslo.\n"
OTHER = "You plan to visit 2 European cities for 5 days in total. You want to spend 2 days in Oslo."


@pytest.mark.parametrize(
    ("text", "kind"), [(TRIP, "trip"), (MEETING, "meeting"), (CALENDAR, "calendar"), ("Hello!", None)]
)
def test_which_task_it_is(text: str, kind: str | None):
    assert kind_of(text) == kind


@pytest.mark.parametrize("task", [TRIP, MEETING, CALENDAR])
def test_a_prompt_without_examples_is_the_task(task: str):
    assert task_of(task) == task.strip()


def test_worked_examples_are_left_out():
    many = (
        f"Here are a few example tasks and solutions:\n\nTASK: {OTHER}\nSOLUTION: {ANSWER}\n\nTASK: {TRIP}\nSOLUTION: "
    )
    assert task_of(many) == TRIP


def test_worked_examples_without_marks_are_left_out():
    assert task_of(f"{OTHER}\nSOLUTION: {ANSWER}\n\n{TRIP}\nSOLUTION:") == TRIP


def test_an_empty_mark_after_the_task_is_no_task():
    assert task_of(f"TASK: {MEETING}\n\nTASK: ") == MEETING

"""Tasks in the benchmark's format, with names of our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evals.harness.suite import Sample
from evals.suites.naturalplan.files import Golden, NaturalSample, golden_of
from evals.suites.naturalplan.prompt import kind_of, task_of

TRIP = (
    "You plan to visit 3 European cities for 10 days in total. You only take direct flights to commute between cities. "
    "You would like to visit Turin for 5 days. You plan to stay in Ghent for 4 days. You want to spend 3 days in Bergen. "
    "During day 1 and day 3, you have to attend a conference in Bergen.\n\n"
    "Here are the cities that have direct flights:\nBergen and Ghent, from Ghent to Turin.\n\n"
    "Find a trip plan of visiting the cities for 10 days by taking direct flights to commute between them."
)
TRIP_FIELDS: dict[str, Any] = {"prompt_0shot": TRIP, "cities": "Bergen**Ghent**Turin", "durations": "3**4**5"}
IMPOSSIBLE = TRIP.replace("day 1 and day 3", "day 4 and day 6")

MEETING = (
    "You are visiting Harbour Town for the day and want to meet as many friends as possible. Solve the problem by "
    "considering various different schedules and picking the best one to optimize your goals.\n\n"
    "Travel distances (in minutes):\nOld Harbour to Rose Garden: 15.\nOld Harbour to Mill's Yard: 20.\n"
    "Rose Garden to Old Harbour: 14.\nRose Garden to Mill's Yard: 12.\nMill's Yard to Old Harbour: 21.\n"
    "Mill's Yard to Rose Garden: 11.\n\nCONSTRAINTS: You arrive at Old Harbour at 9:00AM. Ines will be at Rose Garden "
    "from 9:30AM to 11:00AM. You'd like to meet Ines for a minimum of 60 minutes. Tomas will be at Mill's Yard from "
    "10:00AM to 12:30PM. You'd like to meet Tomas for a minimum of 75 minutes.\n\n"
    "Your response should start with 'SOLUTION:'."
)
MEETING_STEPS = [
    "You start at Old Harbour at 9:00AM.",
    "You travel to Rose Garden in 15 minutes and arrive at 9:15AM.",
    "You wait until 9:30AM.",
    "You meet Ines for 60 minutes from 9:30AM to 10:30AM.",
    "You travel to Mill's Yard in 12 minutes and arrive at 10:42AM.",
    "You meet Tomas for 75 minutes from 10:42AM to 11:57AM.",
]
MEETING_FIELDS: dict[str, Any] = {
    "prompt_0shot": MEETING,
    "constraints": [
        ["Old Harbour", "9:00AM"],
        ["Ines", "Rose Garden", "9:30AM to 11:00AM", 60],
        ["Tomas", "Mill's Yard", "10:00AM to 12:30PM", 75],
    ],
    "dist_matrix": {
        "Old Harbour": {"Rose Garden": 15, "Mill's Yard": 20},
        "Rose Garden": {"Old Harbour": 14, "Mill's Yard": 12},
        "Mill's Yard": {"Old Harbour": 21, "Rose Garden": 11},
    },
    "golden_plan": MEETING_STEPS,
}

CALENDAR = (
    "You need to schedule a meeting for Ines, Tomas and Milo for half an hour between the work hours of 9:00 to 17:00 on "
    "Monday. \n\nHere are the existing schedules for everyone during the day: \nInes has meetings on Monday during 9:00 "
    "to 10:30, 12:00 to 12:30; \nTomas is busy on Monday during 10:00 to 11:00, 13:30 to 14:00; \nMilo's calendar is "
    "wide open the entire day.\n\nMilo would rather not meet on Monday before 11:30. Find a time that works for "
    "everyone's schedule and constraints. "
)
CALENDAR_FIELDS: dict[str, Any] = {
    "prompt_0shot": CALENDAR,
    "golden_plan": "Here is the proposed time: Monday, 11:30 - 12:00 ",
}


def sample(fields: Mapping[str, Any], name: str = "one") -> NaturalSample:
    prompt = str(fields["prompt_0shot"])
    golden: Golden = golden_of(fields, kind_of(task_of(prompt)))
    return Sample(id=name, input=prompt, target=golden, metadata={"fields": fields})

"""One rule for each kind of edit, asked in this order: a clause either is such a change or it is not."""

from __future__ import annotations

from agents.edit_reading.clause import Rule
from agents.edit_reading.day_rules import reorder, swap_days
from agents.edit_reading.hour_rules import free_half, hours
from agents.edit_reading.length_rules import length_of_stop
from agents.edit_reading.stop_rules import add, lock, meal, move, place_on_day, remove, swap
from agents.edit_reading.time_rules import at_an_end, time_of_stop
from agents.edit_reading.trip_rules import budget, days, dislikes, interests, pace, rain, regenerate, stay

RULES: tuple[Rule, ...] = (
    swap_days,
    length_of_stop,
    at_an_end,
    time_of_stop,
    reorder,
    free_half,
    rain,
    days,
    hours,
    stay,
    budget,
    dislikes,
    lock,
    regenerate,
    move,
    swap,
    remove,
    interests,
    pace,
    meal,
    add,
    place_on_day,
)

from __future__ import annotations

import pytest

from agents.tours.calendar import counts_in
from agents.tours.names import known_in
from agents.tours.stays import stays_in, total_in

CITIES = ("Rome", "Pisa", "Bari")
STAYS = [
    ("3 days in Rome and 2 days in Pisa", {"Rome": 3, "Pisa": 2}),
    ("Rome and Pisa get 3 and 2 days", {"Rome": 3, "Pisa": 2}),
    ("Rome, Pisa and Bari get three, two and four nights", {"Rome": 4, "Pisa": 3, "Bari": 5}),
    ("Rome (3 nights), Pisa (2)", {"Rome": 4, "Pisa": 3}),
    ("2 days each in Rome and Pisa", {"Rome": 2, "Pisa": 2}),
    ("in Rome, where it is warm, one could spend 3 days", {"Rome": 3}),
    ("3 days with friends", {}),
]


@pytest.mark.parametrize(("sentence", "stays"), STAYS)
def test_who_owns_the_days(sentence: str, stays: dict[str, int]):
    assert stays_in(sentence, counts_in(sentence), known_in(sentence, CITIES)) == stays


TOTALS = [
    ("a 9-day trip to Rome and Pisa", 9),
    ("in all 9 days", 9),
    ("3 days in Rome", None),
    ("a 3-day trip to Rome", None),
]


@pytest.mark.parametrize(("sentence", "days"), TOTALS)
def test_what_is_said_of_the_whole(sentence: str, days: int | None):
    total = total_in(sentence, counts_in(sentence), known_in(sentence, CITIES))
    assert (total.days if total else None) == days

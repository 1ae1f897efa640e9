from __future__ import annotations

import pytest

from agents.tours import CityEvent, CityStay, Flight, TourWish
from evals.suites.naturalplan.answer import Answer, answer
from evals.suites.naturalplan.scorers import broken_wishes, kept, orders, refused_rightly, solved, understood
from tests.evals.suites.naturalplan.tasks import CALENDAR_FIELDS, IMPOSSIBLE, MEETING_FIELDS, TRIP, TRIP_FIELDS, sample

ALL = (TRIP_FIELDS, MEETING_FIELDS, CALENDAR_FIELDS)


@pytest.mark.parametrize("fields", ALL)
def test_right_answers_score_full(fields):
    one = sample(fields)
    scores = [scorer(answer(one.input), one) for scorer in (solved, kept, understood)]
    assert [score.value for score in scores if score] == [1.0] * sum(score is not None for score in scores)
    assert scores[0] is not None


def test_another_true_trip_is_kept_but_not_solved():
    fields = {**TRIP_FIELDS, "cities": "Ghent**Bergen**Turin", "durations": "4**3**5"}
    one = sample(fields)
    given = answer(one.input)
    assert (solved(given, one).value, kept(given, one).value) == (0.0, 1.0)


def test_a_refusal_is_right_only_where_no_order_exists():
    lazy = Answer(kind="trip", text="There is no such trip.", impossible=True)
    assert refused_rightly(lazy, sample(TRIP_FIELDS)).value == 0.0
    assert refused_rightly(answer(IMPOSSIBLE), sample({"prompt_0shot": IMPOSSIBLE})).value == 1.0
    assert refused_rightly(answer(TRIP), sample(TRIP_FIELDS)) is None


def test_orders_are_counted():
    one = sample(
        {"prompt_0shot": TRIP.replace("from Ghent to", "Ghent and").replace(" During day 1 and day 3, you", " You")}
    )
    assert orders(answer(one.input), one).value == 2


A, B = CityStay("Bari", 3), CityStay("Lyon", 2)
WISH = TourWish((A, B), 4, (CityEvent("Lyon", 3, 4),), (Flight("Bari", "Lyon", both_ways=False),))
BROKEN = [
    ([("Bari", 3), ("Lyon", 2)], ""),
    ([("Lyon", 2), ("Bari", 3)], "no flight from Lyon to Bari"),
    ([("Bari", 2), ("Lyon", 3)], "Bari has 2 days, not 3"),
    ([("Bari", 3)], "Lyon has 0 days"),
    ([("Bari", 3), ("Lyon", 2), ("Oslo", 2)], "it ends on day 5"),
    ([("Bari", 3), ("Lyon", 2), ("Bari", 1)], "twice"),
    ([], "it ends on day 1"),
]


@pytest.mark.parametrize(("stays", "said"), BROKEN)
def test_what_a_trip_breaks(stays, said):
    broken = "; ".join(broken_wishes(WISH, stays))
    assert (said in broken) if said else broken == ""

from __future__ import annotations

from domain.request import Pace
from evals.plans import LENGTHS, Outcome, plan_one, request_for, summary


def test_one_case_is_planned_and_judged():
    outcome = plan_one(("kyoto", 3, Pace.RELAXED), seed=0)
    assert (outcome.city_id, outcome.days, outcome.pace) == ("kyoto", 3, "relaxed")
    assert outcome.valid
    assert outcome.wrong == ()
    assert outcome.stops_per_day > 2


def test_every_length_is_what_is_asked_for():
    for days in LENGTHS:
        assert len(request_for("rome", days, Pace.FAST).dates) == days


def test_what_does_not_hold_lowers_the_share():
    good = Outcome("rome", 3, "fast", True, 1.0, 5.0)
    bad = Outcome("rome", 3, "fast", False, 3.0, 7.0, ("closed",))
    found = summary([good, bad])
    assert found["verified_share"] == 0.5
    assert found["median_s"] == 2.0
    assert found["stops_per_day"] == 6.0

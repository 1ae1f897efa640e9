from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.telemetry.sketch import bin_of
from infra.telemetry.statistics import Figures
from services.health.objectives import day_of, error_rate, failures, objectives


def figures(good: int, bad: int = 0, seconds: float = 0.05) -> Figures:
    told = Figures(outcomes=Counter({"200": good, "503": bad}), bins=Counter({bin_of(seconds): good + bad}))
    told.total_us = int(seconds * 1e6) * (good + bad)
    return told


def slo(window: Figures, hour: Figures | None = None):
    return objectives(window, {1: hour or window, 6: window, 24: window})


def test_nothing_asked_is_nothing_promised_and_no_alert():
    told = slo(Figures())
    assert [one.met for one in told.objectives] == [None, None, None]
    assert told.budget.left_share is None
    assert told.alerts == ()


def test_one_in_a_thousand_is_the_whole_budget():
    told = slo(figures(9_990, 10))
    assert told.budget.allowed == pytest.approx(10)
    assert told.budget.left == pytest.approx(0)
    assert told.burn[0].burn_rate == pytest.approx(1)
    assert told.objectives[0].actual == pytest.approx(0.999)
    assert told.alerts == ()


@pytest.mark.parametrize(("bad", "alerts"), [(10, False), (11, True)])
def test_more_than_one_percent_is_the_line(bad, alerts):
    told = slo(figures(1_000 - bad, bad))
    assert any("error rate" in text for text in told.alerts) is alerts


@pytest.mark.parametrize(("seconds", "alerts"), [(0.45, False), (0.55, True)])
def test_a_p95_above_half_a_second_is_the_line(seconds, alerts):
    told = slo(figures(1_000, seconds=seconds))
    assert any("p95" in text for text in told.alerts) is alerts


def test_a_handful_of_requests_says_nothing_of_a_rate():
    assert slo(figures(10, 5)).alerts == ()


def test_callers_own_errors_take_nothing_from_the_budget():
    told = figures(100)
    told.outcomes["404"] += 50
    told.outcomes["429"] += 50
    assert failures(told) == 0


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_what_is_used_and_what_is_left_is_what_is_allowed(good, bad):
    budget = slo(figures(good, bad)).budget
    assert budget.used + budget.left == pytest.approx(budget.allowed)
    assert budget.used == bad


def test_a_day_of_the_status_page():
    day = day_of(1_800_000_000 // 86_400 * 86_400, {"*": figures(999, 1)})
    assert day.on == date(2027, 1, 15)
    assert day.requests == 1_000
    assert day.availability == pytest.approx(0.999)
    assert error_rate(Figures()) is None

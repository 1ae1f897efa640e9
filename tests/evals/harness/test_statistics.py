from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from evals.harness.statistics import holm, mean_interval, worse_p


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=8))
def test_few_pairs_are_tried_in_every_way(differences):
    sums = [
        sum(sign * d for sign, d in zip(signs, differences, strict=True))
        for signs in product((1, -1), repeat=len(differences))
    ]
    exact = sum(total <= sum(differences) for total in sums) / len(sums)
    expected = exact if sum(differences) < 0 else 1.0
    assert worse_p(np.array(differences, dtype=float)) == pytest.approx(expected)


def test_many_pairs_are_drawn_and_agree_with_the_normal_law():
    differences = np.random.default_rng(1).normal(-0.2, 1, 100)
    t = differences.mean() / differences.std(ddof=1) * 10
    assert worse_p(differences) == pytest.approx(norm.cdf(t), abs=0.02)
    assert worse_p(differences) == worse_p(differences), "the same question has the same answer"


def test_what_did_not_fall_is_no_evidence():
    assert worse_p(np.zeros(40)) == 1
    assert worse_p(np.array([0.5, 0, 0])) == 1
    assert worse_p(np.array([])) == 1
    assert worse_p(np.array([-1.0] * 10 + [0.0] * 200)) == pytest.approx(2**-10)


def test_an_interval_holds_the_mean_and_narrows_with_the_pairs():
    few, many = np.random.default_rng(2).normal(0.3, 1, 20), np.random.default_rng(2).normal(0.3, 1, 400)
    for values in (few, many):
        low, high = mean_interval(values)
        assert low < values.mean() < high
    assert np.subtract(*mean_interval(many)) > np.subtract(*mean_interval(few))
    assert mean_interval(np.full(9, 0.25)) == (0.25, 0.25)
    assert mean_interval(np.array([1.0])) == (-np.inf, np.inf)
    assert np.isfinite(mean_interval(np.array([0.0] * 30 + [1.0]))).all()


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(3)
    held = 0
    for _ in range(60):
        low, high = mean_interval(rng.choice([0.0, 1.0], 60, p=[0.3, 0.7]))
        held += low <= 0.7 <= high
    assert held >= 51, "95 % of 60 are 57; 51 is three standard deviations lower"


def test_holm_by_hand():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.6, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_holm_keeps_the_order_and_never_helps(p_values):
    adjusted = holm(p_values)
    assert all(1 >= a >= p for a, p in zip(adjusted, p_values, strict=True))
    order = np.argsort(p_values, kind="stable")
    assert list(np.array(adjusted)[order]) == sorted(adjusted)

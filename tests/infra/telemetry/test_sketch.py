from __future__ import annotations

from collections import Counter
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.telemetry.sketch import above, bin_of, distribution, quantile, value_of

durations = st.floats(min_value=1e-5, max_value=3600)


@given(durations)
def test_a_bin_stands_for_its_duration_within_two_percent(seconds):
    assert value_of(bin_of(seconds)) == pytest.approx(seconds, rel=0.021)


@given(st.lists(durations, min_size=1, max_size=300), st.sampled_from([0.0, 0.5, 0.95, 0.99, 1.0]))
def test_quantiles_are_those_of_the_sorted_list(seconds, share):
    bins = Counter(bin_of(one) for one in seconds)
    rank = share * (len(seconds) - 1)
    exact = sorted(seconds)[int(rank)]
    assert quantile(bins, share) == pytest.approx(exact, rel=0.021)
    assert ceil(rank) < len(seconds)


@given(st.lists(durations), st.lists(durations))
def test_two_processes_counts_added_are_the_counts_of_both(one, other):
    both = Counter(map(bin_of, one)) + Counter(map(bin_of, other))
    assert both == Counter(map(bin_of, one + other))


@given(st.lists(durations))
def test_the_distribution_leaves_nobody_out(seconds):
    bins = Counter(map(bin_of, seconds))
    counts = distribution(bins, (0.1, 0.5, 1.0, 2.0, 5.0, 10.0))
    assert sum(counts) == len(seconds)
    assert above(bins, 0.5) == sum(counts[2:])


def test_nothing_has_no_quantile():
    assert quantile({}, 0.5) is None


def test_the_longest_and_the_shortest_are_kept_within_bounds():
    assert bin_of(1e9) == bin_of(3600)
    assert bin_of(0) == bin_of(1e-9)

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from planner.day_options import Option, best_within, thinned

small = st.integers(0, 3)
options = st.builds(
    lambda hard, stops, times, loss, money: Option(hard, stops, times, loss, money, (), (), ()),
    small, small, small, small, st.integers(0, 20),
)  # fmt: skip
menus = st.lists(st.lists(options, min_size=1, max_size=4), min_size=1, max_size=3)


def rank(chosen):
    return tuple(sum(getattr(one, name) for one in chosen) for name in ("hard", "stops", "cost_of_times", "loss"))


def money(chosen):
    return sum(one.money for one in chosen)


@given(menus, st.integers(0, 60))
def test_one_a_day_within_the_budget_is_the_best_of_all_or_the_cheapest(menus, budget):
    every = list(product(*menus))
    found = best_within(menus, budget)
    within = [rank(chosen) for chosen in every if money(chosen) <= budget]
    if within:
        assert money(found) <= budget
        assert rank(found) == min(within)
    else:
        assert money(found) == min(map(money, every))


@given(st.lists(options, min_size=1, max_size=8))
def test_thinning_keeps_the_best_and_the_cheapest_of_each_amount_of_change(given_options):
    kept = thinned(given_options)
    assert min(given_options) in kept
    for one in given_options:
        assert any((k.hard, k.stops) == (one.hard, one.stops) and k.money <= one.money for k in kept)

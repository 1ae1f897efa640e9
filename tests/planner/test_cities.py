from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Infeasible
from planner.cities import divide_nights, order_cities


def test_the_order_follows_the_line_from_home():
    between = [[abs(a - b) for b in (3, 1, 2)] for a in (3, 1, 2)]
    assert order_cities(between, [3, 1, 2], [0, 9, 9]) == (1, 2, 0)


@given(st.integers(1, 6), st.data())
def test_no_order_is_shorter(count, data):
    numbers = st.lists(st.integers(0, 99), min_size=count, max_size=count)
    between = [data.draw(numbers) for _ in range(count)]
    out, home = data.draw(numbers), data.draw(numbers)

    def length(order):
        return out[order[0]] + sum(between[a][b] for a, b in pairwise(order)) + home[order[-1]]

    assert length(order_cities(between, out, home)) == min(map(length, permutations(range(count))))


def test_stated_nights_stay_and_the_rest_goes_by_worth():
    assert divide_nights(9, [None, 3, None], [300, 500, 100]) == (4, 3, 2)


def test_a_last_city_may_have_its_final_day_alone():
    assert divide_nights(1, [None, None], [1, 1]) == (1, 0)


@given(st.integers(0, 29), st.lists(st.floats(0, 5_000), min_size=1, max_size=8))
def test_nights_always_sum_and_every_city_has_a_day(nights, worth):
    stated = [None] * len(worth)
    if nights + 1 < len(worth):
        with pytest.raises(Infeasible, match="too few"):
            divide_nights(nights, stated, worth)
        return
    result = divide_nights(nights, stated, worth)
    assert sum(result) == nights
    assert all(count >= 1 for count in result[:-1])

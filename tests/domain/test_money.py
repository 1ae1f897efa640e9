from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money


def test_made_from_major_units_with_the_currency_s_own_digits():
    assert Money.of("12.50", "EUR").minor == 1250
    assert Money.of(14170, "JPY").minor == 14170
    assert Money.of("0.5", "EUR").major == Decimal("0.50")


def test_rounds_half_to_even():
    assert [Money.of(amount, "EUR").minor for amount in ("0.005", "0.015", "0.025")] == [0, 2, 2]


def test_currencies_never_mix():
    with pytest.raises(ValueError, match="EUR with USD"):
        Money.of(1, "EUR") + Money.of(1, "USD")


@given(st.lists(st.integers(-(10**9), 10**9)))
def test_a_total_is_exact_in_any_order(amounts):
    money = [Money(minor=minor, currency="CHF") for minor in amounts]
    assert Money.total(money, "CHF") == Money.total(reversed(money), "CHF")
    assert Money.total(money, "CHF").minor == sum(amounts)

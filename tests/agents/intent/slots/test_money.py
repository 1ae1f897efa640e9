from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.intent.scan import Scan
from agents.intent.slots.money import currency_of_country, read_budgets


def _read(text: str) -> list[tuple[str, str | None, str]]:
    return [
        (f"{b.amount.normalize():f}", b.currency, b.per) for b in read_budgets(Scan(text, "en", date(2026, 11, 21)))
    ]


@pytest.mark.parametrize(
    ("text", "amount", "currency", "per"),
    [
        ("about 2,500 euros", "2500", "EUR", "trip"),
        ("$3k total", "3000", "USD", "trip"),
        ("¥200,000", "200000", "JPY", "trip"),
        ("1.500 €", "1500", "EUR", "trip"),
        ("presupuesto de 1.200,50 euros", "1200.5", "EUR", "trip"),
        ("100 euros a day", "100", "EUR", "day"),
        ("£800 each", "800", "GBP", "person"),
        ("100 € pro Person und Tag", "100", "EUR", "person_day"),
        ("between $1,000 and $2,000", "2000", "USD", "trip"),
        ("budget 2000", "2000", None, "trip"),
        ("0 euros", "0", "EUR", "trip"),
        ("-50 euros", "-50", "EUR", "trip"),
    ],
)
def test_amounts(text: str, amount: str, currency: str | None, per: str) -> None:
    assert _read(text) == [(amount, currency, per)]


def test_two_currencies_are_both_kept() -> None:
    assert [c for _, c, _ in _read("2000 dollars or 1500 euros")] == ["USD", "EUR"]


@pytest.mark.parametrize("text", ["5 days in Rome", "we are 4", "120 euros a night", "start at 10"])
def test_other_numbers_are_no_budget(text: str) -> None:
    assert _read(text) == []


@given(st.integers(1, 9_999_999), st.sampled_from(["{:,} euros", "€{}", "{} EUR", "{:,}€"]))
def test_any_amount_is_read_back(amount: int, shape: str) -> None:
    (read,) = read_budgets(Scan(shape.format(amount), "en", date(2026, 11, 21)))
    assert (read.amount, read.currency) == (Decimal(amount), "EUR")


def test_a_country_has_its_money() -> None:
    assert currency_of_country("GB") == "GBP"
    assert currency_of_country("JP") == "JPY"

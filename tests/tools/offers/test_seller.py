from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from tools.offers.booking_site import with_ids
from tools.offers.seller import money, own_address


@given(st.integers(-(10**15), 10**15))
def test_an_amount_of_cents_survives_being_written(minor):
    assert money(f"{Decimal(minor) / 100}", "EUR") == Money(minor=minor, currency="EUR")


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("1200", "JPY", 1200), ("1.2345", "KWD", 1234), (Decimal("0.1"), "USD", 10), (7, "CHF", 700)],
)
def test_each_currency_has_its_own_smallest_unit(amount, currency, minor):
    assert money(amount, currency).minor == minor


@pytest.mark.parametrize(
    ("amount", "currency"), [("1", "EURO"), ("1", "eur"), ("1", ""), ("NaN", "EUR"), ("Infinity", "EUR"), ("", "EUR")]
)
def test_what_is_no_amount_is_refused(amount, currency):
    with pytest.raises((ValueError, ArithmeticError)):
        money(amount, currency)


@pytest.mark.parametrize("url", ["https://www.viator.com/tours/1", "https://viator.com/"])
def test_a_sellers_own_page_stands_as_it_is(url):
    assert own_address(url, "viator.com") == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "http://www.viator.com/",
        "https://viator.com.evil.example/",
        "https://evilviator.com/",
        "https://www.viator.com@evil.example/",
        "https://evil.example/www.viator.com",
        "javascript:alert(1)//viator.com",
        "https://[viator.com",
        "https://www.viator.com/\n<script>",
    ],
)
def test_any_other_address_is_none(url):
    assert own_address(url, "viator.com") == ""


@given(st.text(max_size=30), st.text(max_size=30))
def test_our_ids_stand_once_and_bring_nothing_else_with_them(theirs, ours):
    from urllib.parse import parse_qsl, quote, urlsplit

    address = with_ids(f"https://site.example/p?aid={quote(theirs)}&keep=1", {"aid": ours})
    expected = [("keep", "1"), *([("aid", ours)] if ours else [])]
    assert parse_qsl(urlsplit(address).query, keep_blank_values=True) == expected
    assert urlsplit(address).hostname == "site.example"

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from api.searching.packages import PackageSearch, _pairs
from domain.money import Money
from domain.offers import Bound, FlightOffer, Found, Segment
from tests.api.searching.test_engine import source, stay
from tests.make import make_city

BODY = PackageSearch(
    origin="LHR", destination="avonlea", depart_on=date(2027, 4, 12), return_on=date(2027, 4, 15), currency="EUR"
)
CITY = make_city("avonlea")


NEXT_DAY = datetime(2027, 4, 13, 7)


def flight(number: str, price: int, currency: str = "EUR", lands: datetime | None = NEXT_DAY) -> FlightOffer:
    """From London at 08:00 on the 12th; without a landing it is an estimate."""
    bounds: tuple[Bound, ...] = ()
    if lands:
        one = Segment(
            carrier="BA",
            number=number,
            from_code="LHR",
            to_code="HND",
            depart_local=datetime(2027, 4, 12, 8),
            from_zone="Europe/London",
            arrive_local=lands,
            to_zone="Asia/Tokyo",
        )
        bounds = (Bound(segments=(one,)),)
    return FlightOffer(
        bounds=bounds,
        from_code="LHR",
        to_code="HND",
        minutes=700,
        passengers=2,
        price=Money.of(price, currency),
        source=source("kiwi", number),
    )


def answers(flights, stays):
    return {"flights": [Found(offers=tuple(flights))], "hotels": [Found(offers=tuple(stays))]}


def test_prices_of_one_currency_are_added_exactly_and_the_cheapest_pair_is_first():
    found = _pairs(
        answers([flight("1", 500), flight("2", 450)], [stay("x", "h", 333), stay("x", "i", 300)]), BODY, CITY
    )
    assert [package.price for package in found] == [Money.of(total, "EUR") for total in (750, 783, 800, 833)]
    assert all(package.exact for package in found)


def test_prices_of_two_currencies_are_said_to_be_converted():
    [package] = _pairs(answers([flight("1", 114, "USD")], [stay("x", "h", 100)]), BODY, CITY)
    assert (package.exact, package.price) == (False, Money.of(200, "EUR"))
    assert (package.flight.price, package.stay.price) == (Money.of(114, "USD"), Money.of(100, "EUR"))


def test_prices_that_nobody_can_add_make_no_package():
    assert _pairs(answers([flight("1", 100, "XXX")], [stay("x", "h", 100)]), BODY, CITY) == []
    both = _pairs(answers([flight("1", 100, "XXX")], [stay("x", "h", 100, "XXX")]), BODY, CITY)
    assert [package.exact for package in both] == [True]


@pytest.mark.parametrize(
    ("lands", "lost"), [(datetime(2027, 4, 13, 7), 1), (datetime(2027, 4, 12, 23, 30), 0), (None, 0)]
)
def test_a_night_that_is_over_at_the_landing_is_counted_as_lost(lands, lost):
    [package] = _pairs(answers([flight("1", 500, lands=lands)], [stay("x", "h", 100)]), BODY, CITY)
    assert package.nights_lost == lost


def test_only_the_cheapest_of_each_are_paired():
    flights = [flight(f"{n + 1}", 100 + n) for n in range(30)]
    stays = [stay("x", f"h{n}", 100 + n) for n in range(30)]
    found = _pairs(answers(flights, stays), BODY, CITY)
    assert len(found) == 144
    assert found[-1].price.major == Decimal(100 + 11 + 100 + 11)


def test_without_one_of_the_two_there_is_none():
    assert _pairs(answers([], [stay("x", "h", 100)]), BODY, CITY) == []
    assert _pairs({"flights": [], "hotels": []}, BODY, CITY) == []

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from agents.optimisation.exchange import Exchange, exchange_for, party_price, rooms_for, stay_price
from domain.candidates import Rate
from domain.money import Money
from domain.request import Party
from tests.agents.optimisation.trips import SOURCE, make_candidates, make_trip_request
from tests.make import make_place, make_stay


def euros(minor: int) -> Money:
    return Money(minor=minor, currency="EUR")


def test_children_pay_their_price_and_the_small_ones_nothing():
    place = make_place(price=euros(1_000), child_price=euros(400), child_free_under=6)
    assert party_price(place, Party(adults=2, children=(3, 5, 6, 15))) == euros(2_800)
    assert party_price(make_place(price=euros(1_000)), Party(adults=1, children=(3,))) == euros(2_000)
    assert party_price(make_place(price=None), Party(adults=2)) is None


@given(st.integers(1, 20), st.integers(0, 6), st.integers(1, 8), st.none() | st.integers(1, 9))
def test_there_is_a_bed_for_everybody(adults, children, sleeps, rooms):
    party = Party(adults=adults, children=(7,) * children, rooms=rooms)
    stay = make_stay(sleeps=sleeps, price=euros(10_000))
    count = rooms_for(stay, party)
    assert count * sleeps >= party.size
    assert count >= (rooms or 1)
    assert stay_price(stay, party, 3) == euros(30_000 * count)


def test_amounts_are_rounded_half_even_once():
    exchange = Exchange("EUR", (Rate(base="JPY", quote="EUR", rate=Decimal("0.005"), source=SOURCE),))
    assert [exchange.convert(Money(minor=n, currency="JPY")).minor for n in (1, 3, 101)] == [0, 2, 50]
    assert exchange.convert(Money(minor=1, currency="CHF")) is None


def test_the_trip_is_in_the_budgets_currency_where_rates_allow():
    candidates = make_candidates("kyoto")
    assert exchange_for(make_trip_request("kyoto", days=2), candidates).currency == "JPY"
    assert exchange_for(make_trip_request("kyoto", days=2, budget=euros(9)), candidates).currency == "EUR"
    dollars = make_trip_request("kyoto", days=2, budget=Money(minor=9, currency="USD"))
    assert exchange_for(dollars, candidates).currency == "JPY"
